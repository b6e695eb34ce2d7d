"""The first place: what can be gone on with, and what can be begun."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from coach.analytics.standing import in_words
from coach.analytics.streak import days_in_a_row
from coach.domain.analytics import Due
from coach.domain.enums import InterviewStatus
from coach.domain.session import InterviewSession
from coach.domain.summary import SessionSummary
from coach.domain.wording import number
from coach.errors import CoachError
from coach.interview.service import InterviewService
from coach.reporting.words import minutes, printable, score
from coach.settings import Settings
from coach.tui import machine
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.screens.consent import take_up
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.menu import Entry, Menu

UNFINISHED = (InterviewStatus.IN_PROGRESS, InterviewStatus.PAUSED)
RESUMED, NAMED = 3, 3
"""So many interviews to go on with, and so many names in a line."""
LATEST = 12
"""So many scores are drawn, and so many interviews listed."""
MOST = 1000
BARS = "▁▂▃▄▅▆▇█"
RESUME = "resume:"
ONE_QUESTION = {"questions": 1, "practice": True, "minutes": 20}
PLACES = {
    "first-run": Place("first-run"),
    "due": Place("questions", {"status": "due"}),
    "new": Place("setup"),
    "practise": Place("setup", ONE_QUESTION),
    "history": Place("history"),
    "progress": Place("progress"),
    "questions": Place("questions"),
    "settings": Place("settings"),
}
ALWAYS = (
    Entry("progress", "Progress", "where you stand, what is weak, what is due"),
    Entry("questions", "Questions", "browse the bank"),
    Entry("settings", "Settings", "everything that can be set, and what this machine offers"),
)


class HomeScreen(CoachScreen):
    """Where the app begins."""

    DEFAULT_CSS = """
    HomeScreen #pane { height: auto; max-width: 130; padding: 1 2; }
    HomeScreen #lately { display: none; height: auto; max-height: 1fr; max-width: 130; }
    HomeScreen.-tall #lately.-known { display: block; }
    HomeScreen #state { height: auto; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "again", "Try again", id="home.again"),
        Binding("n", "open('new')", "New", id="home.new"),
        Binding("p", "open('practise')", "Practise", id="home.practise"),
        Binding("h", "open('history')", "History", id="home.history"),
        Binding("g", "open('progress')", "Stats", id="home.progress"),
        Binding("b", "open('questions')", "Bank", id="home.questions"),
        Binding("s", "open('settings')", "Settings", id="home.settings"),
        Binding("question_mark", "app.go('help')", "Help", id="home.help", show=False),
        Binding("q", "app.leave", "Quit", id="home.quit"),
        Binding("escape", "back", "Quit", id="back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._broken = False
        self._entries: list[Entry] = []

    def compose(self) -> ComposeResult:
        yield Static(" coach", id="bar", classes="bar", markup=False)
        with Vertical(id="pane", classes="pane"):
            yield Static("Opening your history …", id="state", classes="muted", markup=False)
            yield Menu(id="menu")
        yield Static(id="lately", classes="pane muted", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#pane").border_title = "Begin, or go on"
        self.query_one("#lately").border_title = "Lately"
        self._show([Entry("new", "New", "an interview, as you like it"), _practise(), *ALWAYS])

    def on_screen_resume(self) -> None:
        self.attempt(self._fill, "fill")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._broken if action == "again" else True

    def failed(self, error: CoachError) -> None:
        self._break(error)

    def _break(self, error: CoachError) -> None:
        self._broken = True
        lines = [f"✗ {error.message}", error.why, error.fix and f"Mend it: {error.fix}", "Press r to try again."]
        self._tell("\n".join(line for line in lines if line), "bad")

    def _tell(self, words: str, kind: str) -> None:
        state = self.query_one("#state", Static)
        state.update(printable(words))
        state.set_classes(kind)
        state.display = bool(words)
        self.refresh_bindings()

    def _show(self, entries: Sequence[Entry]) -> None:
        self._entries = list(entries)
        self.query_one(Menu).show(self._entries)

    # -- what there is ----------------------------------------------------------------------------------------------

    async def _fill(self) -> None:
        host = self.coach.host
        service, settings = await self.service(), await asyncio.to_thread(host.settings)
        user, now = host.user_id, host.clock.now()
        met = await service.has_consent(user)
        done = await service.list_sessions(user, (InterviewStatus.COMPLETED,), limit=MOST)
        entries = [*await _going_on(service, user, now), *_due(await service.get_schedule(user), now)]
        empty = not done and not entries
        if empty and not met:
            entries.append(Entry("first-run", "Begin here", "privacy, interviewer, sandbox, editor: a minute"))
        entries += [Entry("new", "New", _usual(settings)), _practise()]
        if done:
            entries.append(Entry("history", "History", _history(done)))
        self._broken = False
        self._show([*entries, *ALWAYS])
        self._tell(*_state(service, empty=empty, met=met))
        self.query_one("#bar", Static).update(_bar(machine.interviewer(service, settings), settings, _row(done, now)))
        lately = self.query_one("#lately", Static)
        lately.update("\n".join(_past(one, now) for one in done[:LATEST]))
        lately.set_class(bool(done), "-known")
        if done:
            self.attempt(self._find_weakest, "weakest")

    async def _find_weakest(self) -> None:
        analytics = await (await self.service()).get_analytics(self.coach.host.user_id)
        if not analytics.dimensions:
            return
        weakest = min(analytics.dimensions, key=lambda one: one.level).dimension
        self._show(
            [
                entry._replace(words=f"{entry.words} · weakest: {in_words(weakest.value)}")
                if entry.key == "history"
                else entry
                for entry in self._entries
            ]
        )

    # -- where to go ------------------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_open(event.option_id or "")

    def action_open(self, key: str) -> None:
        self.attempt(lambda: self._open(key), "open")

    def action_again(self) -> None:
        self._tell("Opening your history …", "muted")
        self.attempt(self._fill, "fill")

    async def _open(self, key: str) -> None:
        if key.startswith(RESUME):
            await take_up(self, key.removeprefix(RESUME))
        else:
            await self.coach.go(PLACES[key])


def _practise() -> Entry:
    return Entry("practise", "Practise", "one question, the whole statement at once, scores as you go")


def _usual(settings: Settings) -> str:
    usual = settings.interview
    parts = (usual.company.value, usual.type.value, f"{usual.seniority.value} {usual.role}", usual.language.value)
    return " · ".join(in_words(part) for part in parts)


def _state(service: InterviewService, *, empty: bool, met: bool) -> tuple[str, str]:
    """What is to be said above the menu, and how it is meant."""
    if service.notice:
        return f"! {service.notice}", "fair"
    if not empty:
        return "", "muted"
    if met:
        return "There is no interview yet. Press n for one, p to practise one question.", "muted"
    return "Welcome. Begin with the first line, or press n for an interview at once.", "muted"


def _row(done: Sequence[SessionSummary], now: datetime) -> str:
    """How many days in a row something was practised, from the second on."""
    ends = [(one.completed_at or one.created_at).astimezone().date() for one in done]
    days = days_in_a_row(ends, now.astimezone().date())
    return f"   {days} days in a row" if days > 1 else ""


def _bar(interviewer: machine.Fact, settings: Settings, row: str) -> str:
    where = interviewer.words.partition(":")[0]
    sandbox = f"sandbox: {settings.sandbox.runner.value}"
    return f" coach      {interviewer.sign} interviewer: {printable(where)}   {sandbox}{row}"


async def _going_on(service: InterviewService, user: str, now: datetime) -> list[Entry]:
    """The interviews that can be gone on with, and those that are planned."""
    unfinished = await service.list_sessions(user, UNFINISHED, limit=RESUMED)
    sessions = [await service.get_session(one.id) for one in unfinished]
    scheduled = await service.list_sessions(user, (InterviewStatus.SCHEDULED,), limit=MOST)
    planned = sorted((one for one in scheduled if one.scheduled_at), key=lambda one: one.scheduled_at or now)
    return [
        *(Entry(f"{RESUME}{one.id}", "Resume", _left(one), _when(one.created_at, now)) for one in sessions),
        *(
            Entry(f"{RESUME}{one.id}", "Planned", _kind(one), _when(one.scheduled_at or now, now))
            for one in planned[:RESUMED]
        ),
    ]


def _kind(one: SessionSummary) -> str:
    return f"{in_words(one.company_type.value)} · {in_words(one.interview_type.value)}"


def _past(one: SessionSummary, now: datetime) -> str:
    return f"{_when(one.completed_at or one.created_at, now):18}{score(one.overall_score):>12}   {_kind(one)}"


def _left(session: InterviewSession) -> str:
    question, roots = session.current_question, session.roots
    if question is None:
        return "all questions are answered"
    at = [root.id for root in roots].index(question.root_id) + 1
    title = session.question(question.root_id).title
    return f"{title} · question {at} of {len(roots)} · {minutes(session.seconds_left)} left"


def _when(at: datetime, now: datetime) -> str:
    """A moment as people say it, in the zone of this machine."""
    local, today = at.astimezone(), now.astimezone().date()
    days = (local.date() - today).days
    names = {0: "today", -1: "yesterday", 1: "tomorrow"}
    return f"{names.get(days, f'{local:%a} {local.day} {local:%b}')} {local:%H:%M}"


def _due(known: Sequence[Due], now: datetime) -> list[Entry]:
    """One line of what is due, the most urgent first."""
    due = {one.concept: one for one in reversed(known) if one.due <= now}
    if not due:
        return []
    names = [f"{in_words(one.concept)} ({_late(one.due, now)})" for one in reversed(due.values())]
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return [Entry("due", "Due", " · ".join([*names[:NAMED], *more]))]


def _late(due: datetime, now: datetime) -> str:
    days = (now.astimezone().date() - due.astimezone().date()).days
    return f"{number(days, 'day')} late" if days > 0 else "today"


def _history(done: Sequence[SessionSummary]) -> str:
    """How many, how well on average, and how the newest went, the last one to the right."""
    scores = [one.overall_score for one in done if one.overall_score is not None]
    parts = [number(len(done), "interview")]
    if scores:
        drawn = "".join(BARS[min(int(one * len(BARS) / 10), len(BARS) - 1)] for one in reversed(scores[:LATEST]))
        parts += [f"{sum(scores) / len(scores):.1f} average", drawn]
    return " · ".join(parts)
