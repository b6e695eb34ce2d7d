"""The report as Markdown."""

from collections.abc import Iterator

from coach.domain.feedback import DimensionResult, InterviewFeedback, QuestionAssessment
from coach.domain.session import InterviewSession
from coach.errors import CoachError
from coach.reporting import words
from coach.reporting.explanation import disputed
from coach.reporting.harmless import fenced, line, prose
from coach.reporting.origin import writers


def markdown(session: InterviewSession, feedback: InterviewFeedback) -> str:
    """The whole report of one interview."""
    parts = [
        *_head(session, feedback),
        *_listed("Strengths", feedback.key_strengths),
        *_listed("Areas for improvement", feedback.areas_for_improvement),
        *_listed("Next steps", feedback.recommendations),
    ]
    by = writers(session)
    for assessment in feedback.questions:
        parts += _question(assessment, by.get(assessment.question_id, ""))
    parts += _listed("Disputed", tuple(map(disputed, feedback.disputes)))
    parts += _listed("Not assessed", feedback.not_assessed)
    return "\n".join(parts).rstrip() + "\n"


def failure(script: str, error: CoachError) -> str:
    """The line for a script that could not be played to its end."""
    return f"{line(script)} could not be played to its end: {line(error.message)} ({error.code})\n"


def _head(session: InterviewSession, feedback: InterviewFeedback) -> Iterator[str]:
    yield f"# Interview report · {line(feedback.company)}"
    yield ""
    kind = session.interview_type.value.replace("_", " ")
    yield (
        f"{session.created_at:%Y-%m-%d %H:%M} · {kind} · {session.seniority.value} {line(session.role)} · "
        f"{words.minutes(session.elapsed)} of {session.time_limit} min · "
        f"interviewer: {line(feedback.mode)} · judged {line(feedback.judged_by)} · id {line(session.id)}"
    )
    yield ""
    yield "| score | 0–10 |"
    yield "|---|---|"
    for name, value in words.scores(feedback):
        yield f"| {name} | {words.score(value)} |"
    yield ""
    if feedback.bar is not None:
        met = words.MET[feedback.meets_bar]
        yield f"Bar of {line(feedback.company)} for {session.seniority.value}: {feedback.bar:.1f} – {met}."
    yield f"Confidence of this assessment: {words.confidence(feedback.assessment_confidence)}."
    yield ""
    if feedback.summary:
        yield from (line(feedback.summary), "")
    if told := words.written(feedback):
        yield from (f"The report was {line(told)}", "")


def _listed(title: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield ""
        yield from (f"- {line(each)}" for each in lines)
        yield ""


def _question(assessment: QuestionAssessment, written: str) -> Iterator[str]:
    yield f"## {line(assessment.question_id)} · {line(assessment.title)} – {words.score(assessment.score)}"
    yield ""
    facts = [
        assessment.kind.value.replace("_", " "),
        line(written),
        words.minutes(assessment.seconds) + " min",
        words.tests(assessment),
        line(words.growth(assessment)),
        line(words.own_tests(assessment)),
        words.hints(assessment.hints_used),
    ]
    yield " · ".join(fact for fact in facts if fact)
    yield ""
    for result in assessment.dimensions:
        yield from _dimension(result)
    for cap in assessment.caps:
        yield f"- The whole question is held at level {cap.level}: {line(cap.reason)}"
    if assessment.smallest_failure:
        yield from ("", "Smallest failing case:", "", *fenced(assessment.smallest_failure))
    for wrong in words.wrong_tests(assessment):
        yield f"- Left out: {line(wrong)}"
    for correction in assessment.corrections:
        yield f"- To correct: {line(correction)}"
    if assessment.coverage:
        yield from _coverage(assessment)
    if assessment.model_solution:
        yield from ("", "<details><summary>A strong answer</summary>", "", *_solution(assessment), "", "</details>")
    yield ""


def _solution(assessment: QuestionAssessment) -> tuple[str, ...]:
    if assessment.kind.value != "coding_problem":
        return (prose(assessment.model_solution),)
    return fenced(assessment.model_solution.strip())


def _dimension(result: DimensionResult) -> Iterator[str]:
    why = f" – {line(result.why)}" if result.why else ""
    yield f"- **{words.dimension(result.dimension)}**: {words.level(result.level)}{why}"
    for finding in result.findings:
        told = words.evidence(finding, line)
        shown = f" – {told}" if told else ""
        yield f"  - {words.MARKS[finding.answer]} {line(finding.statement)}{shown} ({words.SOURCES[finding.source]})"
    for cap in result.caps:
        yield f"  - held at level {cap.level}: {line(cap.reason)}"


def _coverage(assessment: QuestionAssessment) -> Iterator[str]:
    yield ""
    yield "Key points, found or not found in your words:"
    yield ""
    for point in assessment.coverage:
        mark = {True: "✓", False: "✗", None: "?"}[point.found]
        found = f" – “{line(point.words)}”" if point.words else ""
        yield f"- {mark} {line(point.text)} ({line(point.tier)}){found}"
