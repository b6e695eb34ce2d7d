"""What whoever words the report is told, and the report with those words in it."""

from collections.abc import Iterator, Sequence

from coach.domain.enums import Answer
from coach.domain.feedback import (
    BriefedDimension,
    BriefedQuestion,
    DimensionResult,
    EvidenceKind,
    FeedbackBrief,
    FeedbackWords,
    Finding,
    GateResult,
    InterviewFeedback,
    QuestionAssessment,
    Remark,
)
from coach.domain.session import InterviewSession
from coach.evaluation.levels import counted

LONGEST = 240
"""Characters of one quote or fact."""


def brief_of(session: InterviewSession, feedback: InterviewFeedback) -> FeedbackBrief:
    """The findings of a report. What the candidate wrote is in it only as the quotes that findings rest on."""
    return FeedbackBrief(
        seniority=session.seniority.value,
        company=feedback.company,
        questions=tuple(_question(one) for one in feedback.questions),
    )


def worded(feedback: InterviewFeedback, words: FeedbackWords) -> InterviewFeedback:
    """The report with these words; without any, as it was, and a list without words of its own keeps its lines."""
    if not words.summary:
        return feedback.replace(not_written=words.degraded)
    return feedback.replace(
        summary=words.summary,
        key_strengths=_lines(words.strengths) or feedback.key_strengths,
        areas_for_improvement=_lines(words.areas) or feedback.areas_for_improvement,
        recommendations=_lines(words.recommendations) or feedback.recommendations,
        written_by=words.source,
        not_written=words.degraded,
    )


def _lines(remarks: Sequence[Remark]) -> tuple[str, ...]:
    return tuple(f"{remark.text} ({', '.join(remark.questions)})" for remark in remarks)


def _question(assessment: QuestionAssessment) -> BriefedQuestion:
    return BriefedQuestion(
        question_id=assessment.question_id,
        title=assessment.title,
        kind=assessment.kind,
        score=assessment.score,
        level=assessment.level,
        dimensions=tuple(_dimension(result) for result in assessment.dimensions),
        facts=tuple(_facts(assessment)),
        caps=tuple(dict.fromkeys(_held_down(assessment))),
        corrections=tuple(_short(correction) for correction in assessment.corrections),
    )


def _dimension(result: DimensionResult) -> BriefedDimension:
    found = counted(result.findings)
    return BriefedDimension(
        dimension=result.dimension,
        level=result.level,
        met=tuple(_told(one) for one in found if one.answer is Answer.YES),
        unmet=tuple(_told(one) for one in found if one.answer is Answer.NO),
    )


def _told(finding: Finding) -> str:
    """The criterion, and the first thing it rests on."""
    shown = next((piece for piece in finding.evidence if piece.text.strip()), None)
    if shown is None:
        return finding.statement
    text = _short(shown.text)
    return f"{finding.statement} – {f'“{text}”' if shown.kind is EvidenceKind.QUOTE else text}"


def _facts(assessment: QuestionAssessment) -> Iterator[str]:
    if assessment.tests_total is not None:
        yield f"{assessment.tests_passed} of {assessment.tests_total} tests passed"
    if assessment.smallest_failure:
        yield f"smallest failing test: {_short(assessment.smallest_failure)}"
    growth = assessment.growth
    if growth and growth.classes:
        measured = " to ".join(f"O({name})" for name in growth.classes)
        yield f"measured growth {measured}, target O({growth.target})"
    if assessment.hints_used:
        yield f"hints taken: {assessment.hints_used}"


def _held_down(assessment: QuestionAssessment) -> Iterator[str]:
    if assessment.gate is not GateResult.PASSED:
        yield assessment.gate.value.replace("_", " ")
    yield from (cap.reason for cap in assessment.caps)
    yield from (cap.reason for result in assessment.dimensions for cap in result.caps)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
