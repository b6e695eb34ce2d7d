"""What stands behind a score, in full: of a question, one of its dimensions, or one finding."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from coach.domain.enums import Answer
from coach.domain.feedback import (
    DimensionResult,
    Dispute,
    EvidenceKind,
    Finding,
    GateResult,
    InterviewFeedback,
    QuestionAssessment,
)
from coach.evaluation.assess import GATE_REASONS
from coach.evaluation.complexity import usable
from coach.reporting import charts, words
from coach.reporting.explanation import disputed
from coach.reporting.visible import shown

STYLES = {Answer.YES: "$text-success", Answer.NO: "$text-error", Answer.NOT_APPLICABLE: "$foreground 60%"}
RICH = {Answer.YES: "green", Answer.NO: "red", Answer.NOT_APPLICABLE: "dim"}
ANSWERS = {Answer.YES: "yes", Answer.NO: "no", Answer.NOT_APPLICABLE: "does not apply"}
LONGEST_SOLUTION = 20_000
Part = str | tuple[str, str]


class Chosen(NamedTuple):
    """A place in the report: a question, a dimension of it, a finding of that."""

    question: QuestionAssessment
    dimension: DimensionResult | None = None
    finding: Finding | None = None


class Findings(Tree[Chosen]):
    """Questions, their dimensions, and the findings of each."""

    DEFAULT_CSS = """
    Findings { background: transparent; padding: 0; scrollbar-size-horizontal: 1; }
    """

    BINDINGS = [Binding("enter", "select_cursor", "Open", id="findings.open")]

    def __init__(self) -> None:
        super().__init__("report", id="findings")
        self.show_root = False
        self.guide_depth = 2

    def show(self, feedback: InterviewFeedback) -> None:
        """The questions open, the dimensions closed."""
        self.clear()
        for question in feedback.questions:
            node = self.root.add(question_label(question), Chosen(question), expand=True)
            for dimension in question.dimensions:
                self._dimension(node, Chosen(question, dimension), dimension)
        self.root.expand()
        self.cursor_line = 0

    def _dimension(self, parent: TreeNode[Chosen], place: Chosen, dimension: DimensionResult) -> None:
        node = parent.add(dimension_label(dimension), place, allow_expand=bool(dimension.findings))
        for finding in dimension.findings:
            node.add_leaf(finding_label(finding), place._replace(finding=finding))


def question_label(one: QuestionAssessment) -> Text:
    return Text.assemble(
        (shown(f"{one.question_id} · {one.title}", 60), "bold"), "  ", words.score(one.score), end="", no_wrap=True
    )


def dimension_label(one: DimensionResult) -> Text:
    return Text.assemble(words.dimension(one.dimension), "  ", (words.level(one.level), "dim"), end="")


def finding_label(one: Finding) -> Text:
    return Text.assemble((words.MARKS[one.answer], RICH[one.answer]), f" {shown(one.statement, 120)}", end="")


def in_full(place: Chosen, disputes: Iterable[Dispute]) -> Content:
    """Everything that is known about a place of the report."""
    mine = [one for one in disputes if one.question_id == place.question.question_id]
    if place.finding is not None:
        told = _finding(place.finding, [one for one in mine if one.before == place.finding])
    elif place.dimension is not None:
        told = _dimension(place.dimension)
    else:
        told = _question(place.question, mine)
    return Content("\n").join(Content.assemble(line) if isinstance(line, str | tuple) else line for line in told)


def _finding(one: Finding, disputes: Iterable[Dispute]) -> Iterator[Part]:
    yield (shown(one.statement), "bold")
    yield (f"{words.MARKS[one.answer]} {ANSWERS[one.answer]}", STYLES[one.answer])
    source = f"{words.SOURCES[one.source]}, confidence {words.confidence(one.confidence)}"
    yield (f"{source} · counts towards level {one.tier} · {shown(one.criterion_id)}", "$foreground 60%")
    yield ""
    if not one.evidence:
        yield "Nothing to show for it: no words of yours, no test and no measurement."
    for piece in one.evidence:
        text = shown(piece.text)
        yield f"“{text}”" if piece.kind is EvidenceKind.QUOTE else text
        yield (f"  {piece.kind.value.replace('_', ' ')} {shown(piece.ref)}".rstrip(), "$foreground 60%")
    for made in disputes:
        yield ""
        yield ("! " + disputed(made), "$text-warning")


def _dimension(one: DimensionResult) -> Iterator[Part]:
    yield (f"{words.dimension(one.dimension)} – {words.level(one.level)}", "bold")
    yield (f"confidence {words.confidence(one.assessment_confidence)}", "$foreground 60%")
    if one.why:
        yield shown(one.why)
    for cap in one.caps:
        yield (f"! held at level {cap.level}: {shown(cap.reason)}", "$text-warning")
    met = [finding for finding in one.findings if finding.answer is Answer.YES]
    asked = [finding for finding in one.findings if finding.answer is not Answer.NOT_APPLICABLE]
    if asked:
        yield f"{len(met)} of {len(asked)} criteria met. enter opens them, w shows the sums."


def _question(one: QuestionAssessment, disputes: Iterable[Dispute]) -> Iterator[Part]:
    yield (shown(f"{one.question_id} · {one.title} – {words.score(one.score)}"), "bold")
    facts = (
        one.kind.value.replace("_", " "),
        f"{words.minutes(one.seconds)} min",
        words.hints(one.hints_used),
        f"judged {one.judged_by}, confidence {words.confidence(one.assessment_confidence)}",
    )
    yield (shown(" · ".join(fact for fact in facts if fact)), "$foreground 60%")
    if one.gate is not GateResult.PASSED:
        yield (f"! {GATE_REASONS[one.gate]}", "$text-warning")
    yield from (shown(fact) for fact in (words.tests(one), words.own_tests(one), words.growth(one)) if fact)
    yield from _times(one)
    yield from (f"! held at level {cap.level}: {shown(cap.reason)}" for cap in one.caps)
    yield from _remarks(one)
    yield from (("! " + disputed(made), "$text-warning") for made in disputes)
    yield from _coverage(one)
    if one.model_solution.strip():
        yield from ("", ("A strong answer", "bold"), shown(one.model_solution.strip(), LONGEST_SOLUTION))


def _times(one: QuestionAssessment) -> Iterator[Part]:
    """The measurements behind the growth."""
    points = usable(one.growth.points) if one.growth else ()
    if points:
        yield ("  " + ", ".join(f"n = {n:,.0f}: {charts.time(seconds)}" for n, seconds in points), "$foreground 60%")


def _remarks(one: QuestionAssessment) -> Iterator[Part]:
    if one.smallest_failure:
        yield from ("", ("Smallest failing case", "bold"), shown(one.smallest_failure))
    yield from (f"! {shown(wrong)}" for wrong in words.wrong_tests(one))
    yield from (f"! {shown(correction)}" for correction in one.corrections)
    if one.degraded:
        yield f"! judged without a model – {shown(one.degraded)}"


def _coverage(one: QuestionAssessment) -> Iterator[Part]:
    if not one.coverage:
        return
    yield from ("", ("Key points in your words", "bold"))
    for point in one.coverage:
        mark = {True: "✓ found", False: "✗ not found", None: "? cannot be told"}[point.found]
        said = f" – “{shown(' '.join(point.words.split()))}”" if point.words else ""
        yield f"{mark}: {shown(point.text)}{said}"
