"""How a person is doing over all their interviews."""

import asyncio

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.analytics import Due, InterviewAnalytics
from coach.domain.enums import CompanyType
from coach.domain.wording import number
from coach.errors import CoachError
from coach.reporting.visible import shown
from coach.tui import progressing
from coach.tui.base import CoachScreen
from coach.tui.widgets.bars import Bars
from coach.tui.widgets.heat import Heat
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.state import State

LOADING = "Working out your progress …"
EMPTY = (
    "No interviews yet. After the first one its scores are here; two make a trend. esc goes back; n there begins one."
)
MAP_MARKS = "mean score 0–10 ×questions · ✓ 7 and more · – 4 and more · ! below"


class Section(Vertical):
    """A titled part of the page that takes the height it needs, and none when it has nothing to say."""

    DEFAULT_CSS = """
    Section { height: auto; }
    """

    def __init__(self, title: str, *parts: Widget, id: str) -> None:
        super().__init__(*parts, id=id, classes="pane")
        self.border_title = title


class ProgressScreen(CoachScreen):
    """Charts, and the sentences behind them; all of one page that scrolls."""

    DEFAULT_CSS = """
    ProgressScreen VerticalScroll { display: none; }
    ProgressScreen.-ready VerticalScroll { display: block; }
    ProgressScreen.-ready State { display: none; }
    ProgressScreen #grid { layout: grid; height: auto; grid-rows: auto; grid-size: 1; }
    ProgressScreen.-medium #grid { grid-size: 2; }
    ProgressScreen.-wide #grid { grid-size: 2; }
    """
    BINDINGS = [
        Binding("c", "company", "Company", id="progress.company"),
        Binding("h", "go('history')", "History", id="progress.history"),
        Binding("b", "go('questions')", "Practise", id="progress.practise"),
        Binding("r", "retry", "Try again", id="progress.retry"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[InterviewAnalytics, tuple[Due, ...]] | None = None
        self._company: CompanyType | None = None
        self._failed = False

    def compose(self) -> ComposeResult:
        yield Static(" Progress", id="head", classes="bar", markup=False)
        yield State(LOADING)
        with VerticalScroll(can_focus=True), Container(id="grid"):
            yield Section("Scores 0–10", _text("trend"), _text("improvement"), id="scores")
            yield Section("Dimensions, weakest first, level 1–4", Bars(id="dimensions"), id="levels")
            yield Section("Concepts, weakest first", Heat(id="concepts"), _text("marks"), id="map")
            yield Section("Score to expect on a medium question, 95 % interval", Bars(id="skills"), id="expected")
            yield Section("Chance to meet the bar, 95 % interval", Bars(id="ready"), _text("unknown"), id="readiness")
            yield Section("Percentile", _text("percentile"), id="standing")
            yield Section("Habits", _text("habits"), id="usual")
            yield Section("To practise", _text("due"), id="practice")
            yield Section("Questions met again", Bars(id="again"), id="met")
            yield Section("Not known yet", _text("notes"), id="missing")
        yield KeyBar()

    def on_mount(self) -> None:
        self.attempt(self._load)

    async def _load(self) -> None:
        service, user = await self.service(), self.coach.host.user_id
        self._known = await service.get_analytics(user), await service.get_schedule(user)
        self._failed = False
        if not self._known[0].interviews:
            self.query_one(State).tell(EMPTY)
            self.refresh_bindings()
            return
        self.add_class("-ready")
        self._show()

    def failed(self, error: CoachError) -> None:
        self._failed = True
        self.remove_class("-ready")
        self.query_one(State).fail(error)
        self.refresh_bindings()

    def _show(self) -> None:
        if self._known is None:
            return
        (analytics, due), now = self._known, self.coach.host.clock.now()
        told = progressing.sections(analytics, due, now, self._company)
        whose = self._company.value.replace("_", " ") if self._company else "all companies"
        self.query_one("#head", Static).update(f" Progress · {number(analytics.interviews, 'interview')} · {whose}")
        self._tell("improvement", told.get("Improvement", ""))
        self._tell("percentile", told.get("Percentile", ""), "standing")
        self._tell("habits", told.get("Habits", ""), "usual")
        self._tell("due", told.get("To practise", ""), "practice")
        self._tell("notes", told.get("Not known yet", ""), "missing")
        self._draw(analytics)
        self.refresh_bindings()

    def _draw(self, analytics: InterviewAnalytics) -> None:
        levels, expected = progressing.dimensions(analytics), progressing.skills(analytics)
        cells, more = progressing.concepts(analytics)
        again = progressing.met_again(analytics)
        chances, unknown = progressing.readiness(analytics, self._company)
        self.query_one("#dimensions", Bars).show(levels)
        self.query_one("#skills", Bars).show(expected)
        self.query_one("#concepts", Heat).show(cells)
        self.query_one("#ready", Bars).show(chances)
        self.query_one("#again", Bars).show(again)
        self._tell("marks", MAP_MARKS + (f" · {more} more are better than these" if more else ""))
        self._tell("unknown", "\n".join(unknown))
        for pane, there in (("levels", levels), ("expected", expected), ("map", cells), ("met", again)):
            self.query_one(f"#{pane}").display = bool(there)
        self.query_one("#readiness").display = bool(chances or unknown)
        self.attempt(self._draw_trend, "trend")

    async def _draw_trend(self) -> None:
        if self._known is None:
            return
        width = self.query_one("#scores").content_size.width or self.size.width
        now = self.coach.host.clock.now()
        text = await asyncio.to_thread(progressing.trend, self._known[0], width, now, self._company)
        self._tell("trend", text)

    def _tell(self, name: str, text: str, pane: str = "") -> None:
        """Fill a text, and hide it, or its pane, when there is none."""
        self.query_one(f"#{name}", Static).update(Content(shown(text, 20_000)))
        self.query_one(f"#{pane or name}").display = bool(text)

    def on_resize(self, event: events.Resize) -> None:
        if self._known and self._known[0].interviews:
            self.call_after_refresh(self.attempt, self._draw_trend, "trend")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "company":
            return self._known is not None and len(progressing.companies(self._known[0])) > 1
        return self._failed if action == "retry" else True

    def action_company(self) -> None:
        """The next company for trend and readiness; after the last, all."""
        if self._known:
            order = [None, *progressing.companies(self._known[0])]
            self._company = order[(order.index(self._company) + 1) % len(order)]
            self._show()

    async def action_go(self, name: str) -> None:
        await self.coach.action_go(name)

    def action_retry(self) -> None:
        self.query_one(State).load(LOADING)
        self.attempt(self._load)


def _text(name: str) -> Static:
    return Static(id=name, markup=False)
