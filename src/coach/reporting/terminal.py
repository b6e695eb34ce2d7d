"""The report for a terminal, as Rich renderables."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from coach.domain.feedback import DimensionResult, InterviewFeedback, QuestionAssessment
from coach.domain.session import InterviewSession
from coach.reporting import words
from coach.reporting.explanation import disputed
from coach.reporting.origin import writers
from coach.reporting.words import printable

BAR_WIDTH = 20
GOOD, FAIR = 7.0, 4.0


def _style(value: float | None) -> str:
    if value is None:
        return "dim"
    return "green" if value >= GOOD else "yellow" if value >= FAIR else "red"


def _text(content: str, style: str = "") -> Text:
    """Content that cannot drive the terminal; the style, not the words, decides how it looks."""
    return Text(printable(content), style=style)


def _bar(value: float | None) -> Text:
    filled = round((value or 0) / 10 * BAR_WIDTH)
    return Text("█" * filled + "░" * (BAR_WIDTH - filled), style=_style(value))


def report(session: InterviewSession, feedback: InterviewFeedback, *, evidence: bool = True) -> RenderableType:
    """The whole report; without `evidence` the findings are left out."""
    parts: list[RenderableType] = [
        Rule(_text(f"Report · {feedback.company} · {session.seniority.value} {session.role}"))
    ]
    parts.append(_scores(feedback))
    if feedback.summary:
        parts.append(Padding(_text(feedback.summary), (0, 0, 1, 1)))
    parts += _listed("Strengths", feedback.key_strengths, "✓", "green")
    parts += _listed("To improve", feedback.areas_for_improvement, "!", "yellow")
    parts += _listed("Next steps", feedback.recommendations, "→", "cyan")
    by = writers(session)
    for assessment in feedback.questions:
        parts += _question(assessment, by.get(assessment.question_id, ""), evidence)
    parts += _listed("Disputed", tuple(map(disputed, feedback.disputes)), "?", "yellow")
    parts += _listed("Not assessed", feedback.not_assessed, "–", "dim")
    return Group(*parts)


def _scores(feedback: InterviewFeedback) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name, value in words.scores(feedback):
        table.add_row(Text(name), _bar(value), Text(words.score(value), style=f"bold {_style(value)}"))
    lines: list[RenderableType] = [table]
    if feedback.bar is not None:
        met = words.MET[feedback.meets_bar]
        lines.append(_text(f"bar of {feedback.company}: {feedback.bar:.1f} – {met}"))
    confidence = words.confidence(feedback.assessment_confidence)
    lines.append(_text(f"interviewer: {feedback.mode} · judged {feedback.judged_by}, confidence {confidence}", "dim"))
    if told := words.written(feedback):
        lines.append(_text(told, "dim"))
    return Padding(Group(*lines), (1, 0, 1, 1))


def _listed(title: str, lines: tuple[str, ...], mark: str, style: str) -> Iterator[RenderableType]:
    if not lines:
        return
    yield Text(title, style="bold")
    table = Table.grid(padding=(0, 1))
    for line in lines:
        table.add_row(Text(f" {mark}", style=style), _text(line))
    yield Padding(table, (0, 0, 1, 0))


def _question(assessment: QuestionAssessment, written: str, evidence: bool) -> Iterator[RenderableType]:
    title = Text.assemble(
        (printable(f"{assessment.question_id} · {assessment.title}"), "bold"),
        "  ",
        (words.score(assessment.score), _style(assessment.score)),
    )
    yield Rule(title, align="left")
    facts = [written, words.tests(assessment), words.growth(assessment)]
    facts += [
        f"{words.minutes(assessment.seconds)} min",
        words.hints(assessment.hints_used),
    ]
    yield _text(" · ".join(fact for fact in facts if fact), "dim")
    if own := words.own_tests(assessment):
        yield _text(own, "dim")
    for result in assessment.dimensions:
        yield from _dimension(result, evidence)
    for cap in assessment.caps:
        yield _text(f"   held at level {cap.level}: {cap.reason}", "yellow")
    if assessment.smallest_failure:
        yield Padding(_text(f"Smallest failing case\n{assessment.smallest_failure}"), (0, 0, 0, 3))
    for wrong in words.wrong_tests(assessment):
        yield _text(f"   ! {wrong}", "yellow")
    for correction in assessment.corrections:
        yield _text(f"   ! {correction}", "yellow")
    yield Text("")


def _dimension(result: DimensionResult, evidence: bool) -> Iterator[RenderableType]:
    why = f" – {printable(result.why)}" if result.why else ""
    yield Text.assemble(" ", (words.dimension(result.dimension), "bold"), f"  {words.level(result.level)}{why}")
    if evidence and result.findings:
        table = Table.grid(padding=(0, 1))
        for finding in result.findings:
            style = {"yes": "green", "no": "red"}.get(finding.answer.value, "dim")
            told = words.evidence(finding)
            line = _text(finding.statement + (f" – {told}" if told else ""))
            table.add_row(Text(f"   {words.MARKS[finding.answer]}", style=style), line)
        yield table
    for cap in result.caps:
        yield _text(f"   held at level {cap.level}: {cap.reason}", "yellow")
