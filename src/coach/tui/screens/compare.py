"""Two interviews side by side, and which of their differences are more than chance."""

import asyncio
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.domain.enums import InterviewStatus
from coach.errors import CoachError
from coach.evaluation import comparing
from coach.reporting import comparison as told
from coach.reporting.visible import shown
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.state import State

RECENT = 50
"""So many of one's own newest interviews tell how far scores go up and down."""
LOADING = "Comparing the two …"


class CompareScreen(CoachScreen):
    """Facts, scores, the questions both asked, and how to read it all."""

    DEFAULT_CSS = """
    CompareScreen VerticalScroll { display: none; padding: 0 1; }
    CompareScreen VerticalScroll > Static { margin-top: 1; }
    CompareScreen.-ready VerticalScroll { display: block; }
    CompareScreen.-ready State { display: none; }
    """
    BINDINGS = [
        Binding("x", "swap", "Swap", id="compare.swap"),
        Binding("1", "report(0)", "First report", id="compare.first"),
        Binding("2", "report(1)", "Second report", id="compare.second"),
        Binding("r", "retry", "Try again", id="compare.retry"),
    ]

    def __init__(self, first: str, second: str) -> None:
        super().__init__()
        self._both = (first, second)
        self._failed = False

    def compose(self) -> ComposeResult:
        yield Static(" Compare", classes="bar", markup=False)
        yield State(LOADING)
        with VerticalScroll(can_focus=True):
            yield Static(id="facts")
            yield Static(id="differences")
            yield Static(id="met")
            yield Static(id="meaning", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.attempt(self._load)

    async def _load(self) -> None:
        service = await self.service()
        reports = [await service.get_feedback(one) for one in self._both]
        sessions = [await service.get_session(one) for one in self._both]
        user = self.coach.host.user_id
        history = await service.list_sessions(user, (InterviewStatus.COMPLETED,), limit=RECENT)
        scores = [one.overall_score for one in reversed(history) if one.overall_score is not None]
        one, other = zip(sessions, reports, strict=True)
        self._show(await asyncio.to_thread(comparing.compare, one, other, comparing.noise_of(scores)))

    def _show(self, compared: comparing.Comparison) -> None:
        self._failed = False
        self.add_class("-ready")
        self.query_one("#facts", Static).update(table(("", "first", "second"), told.fact_rows(compared)))
        self.query_one("#differences", Static).update(table(told.HEADS, told.score_rows(compared)))
        questions = told.question_rows(compared)
        met = self.query_one("#met", Static)
        met.display = bool(questions)
        met.update(table(("question in both", "first", "second"), questions))
        self.query_one("#meaning", Static).update(Content("\n".join(map(shown, told.sentences(compared)))))
        self.refresh_bindings()

    def failed(self, error: CoachError) -> None:
        self._failed = True
        self.remove_class("-ready")
        self.query_one(State).fail(error)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._failed if action == "retry" else True

    def action_swap(self) -> None:
        self._both = (self._both[1], self._both[0])
        self.attempt(self._load)

    def action_retry(self) -> None:
        self.query_one(State).load(LOADING)
        self.attempt(self._load)

    async def action_report(self, which: int) -> None:
        await self.coach.go(Place("report", {"session_id": self._both[which]}))


def table(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table:
    """Rows as wide as they need; a change that is more than chance makes has a colour beside its words."""
    made = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in heads:
        made.add_column(head, overflow="fold")
    for row in rows:
        made.add_row(*(Text(shown(cell)) for cell in row), style=_style(row[-1]))
    return made


def _style(meaning: str) -> str:
    if meaning.startswith("better"):
        return "green"
    return "red" if meaning.startswith("worse") else ""
