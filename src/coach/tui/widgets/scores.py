"""The scores of an interview, and what is said about them."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.feedback import DimensionScore, InterviewFeedback
from coach.reporting import words
from coach.reporting.explanation import disputed
from coach.reporting.visible import shown
from coach.tui.widgets.bars import Bars, Measure


class Scores(VerticalScroll, can_focus=True):
    """Bars first, then strengths, areas and next steps."""

    DEFAULT_CSS = """
    Scores Bars { margin-bottom: 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="scores", classes="pane")
        self.border_title = "Scores"

    def compose(self) -> ComposeResult:
        yield Bars(id="groups")
        yield Static(id="verdict", markup=False)
        yield Bars(id="dimensions")
        yield Static(id="said", markup=False)

    def show(self, feedback: InterviewFeedback, lens: str) -> None:
        """`lens` says with whose eyes it is seen, where that is not the interview's company."""
        self.query_one("#groups", Bars).show(
            [
                Measure(name, value, words.score(value), limit=feedback.bar if name == "overall" else None)
                for name, value in words.scores(feedback)
            ]
        )
        self.query_one("#verdict", Static).update(Content("\n").join(_verdict(feedback, lens)))
        self.query_one("#dimensions", Bars).show(
            [Measure(words.dimension(one.dimension), one.score, _basis(one)) for one in feedback.dimensions]
        )
        self.query_one("#said", Static).update(Content("\n").join(_said(feedback)))


def _basis(one: DimensionScore) -> str:
    """The score, how many criteria it rests on, and how sure it is."""
    sure = words.confidence(one.assessment_confidence)
    return f"{one.score:4.1f}  from {one.criteria:>2}  {sure:<6}"


def _verdict(feedback: InterviewFeedback, lens: str) -> Iterator[Content]:
    if lens:
        yield Content.styled(shown(lens), "$text-accent")
    if feedback.bar is not None:
        mark = {True: "✓", False: "✗", None: "?"}[feedback.meets_bar]
        company = feedback.company.replace("_", " ")
        yield Content(shown(f"{mark} bar of {company}: {feedback.bar:.1f} – {words.MET[feedback.meets_bar]}"))
    sure = words.confidence(feedback.assessment_confidence)
    judged = f"interviewer: {feedback.mode} · judged {feedback.judged_by} · confidence {sure}"
    yield Content.styled(shown(judged), "$foreground 60%")
    if told := words.written(feedback):
        yield Content.styled(shown(told), "$foreground 60%")
    yield from (Content(""), Content.styled("By dimension: score, criteria behind it, confidence", "bold"))


def _said(feedback: InterviewFeedback) -> Iterator[Content]:
    if feedback.summary:
        yield from (Content(shown(feedback.summary)), Content(""))
    yield from _listed("Strengths", feedback.key_strengths, "✓", "$text-success")
    yield from _listed("To improve", feedback.areas_for_improvement, "!", "$text-warning")
    yield from _listed("Next steps", feedback.recommendations, "→", "$text-accent")
    yield from _listed("Disputed", tuple(map(disputed, feedback.disputes)), "?", "$text-warning")
    yield from _listed("Not assessed", feedback.not_assessed, "–", "$foreground 60%")


def _listed(title: str, lines: tuple[str, ...], mark: str, style: str) -> Iterator[Content]:
    if not lines:
        return
    yield Content.styled(title, "bold")
    yield from (Content.assemble((f" {mark} ", style), shown(line)) for line in lines)
    yield Content("")
