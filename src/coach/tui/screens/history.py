"""Every interview there was, newest first."""

from collections.abc import Iterator

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import DataTable, Input, Static

from coach.domain.enums import InterviewStatus
from coach.domain.summary import SessionSummary
from coach.errors import CoachError
from coach.reporting import words
from coach.reporting.visible import shown
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.state import State

PAGE = 100
MOST = 2_000
"""So many are looked through by the filter."""
LOADING = "Reading your history …"
EMPTY = "No interviews yet. esc goes back; n there begins one."
HEADS = ("", "date", "status", "company", "type", "min", "score", "questions")
MARKS = {
    InterviewStatus.COMPLETED: "✓",
    InterviewStatus.CANCELLED: "✗",
    InterviewStatus.SCHEDULED: "–",
}
UNFINISHED = "!"


class Interviews(DataTable[Text]):
    """One row for each, to be opened."""

    BINDINGS = [Binding("enter", "select_cursor", "Open", id="history.open")]


class HistoryScreen(CoachScreen):
    """A table to choose from; with `compare_with` the other interview of a comparison is chosen."""

    DEFAULT_CSS = """
    HistoryScreen #body { display: none; height: 1fr; padding: 0 1; }
    HistoryScreen.-ready #body { display: block; }
    HistoryScreen.-ready State { display: none; }
    HistoryScreen Input { height: 1; border: none; padding: 0; background: transparent; }
    HistoryScreen Input:focus { background: $panel; }
    HistoryScreen DataTable { height: 1fr; }
    """
    AUTO_FOCUS = "DataTable"
    BINDINGS = [
        Binding("slash", "filter", "Filter", key_display="/", id="history.filter"),
        Binding("c", "mark", "Compare", id="history.compare"),
        Binding("p", "replay", "Replay", id="history.replay"),
        Binding("m", "more", "Older", id="history.more"),
        Binding("r", "retry", "Try again", id="history.retry"),
    ]

    def __init__(self, compare_with: str = "") -> None:
        super().__init__()
        self._choosing = bool(compare_with)
        self._marked = compare_with
        self._found: list[SessionSummary] = []
        self._wanted = ""
        self._ended = False
        self._failed = False

    def compose(self) -> ComposeResult:
        yield Static(" History", id="head", classes="bar", markup=False)
        yield State(LOADING)
        with Container(id="body"):
            yield Input(placeholder="/ filters: a word of company, type, status, question, or a date")
            yield Interviews(cursor_type="row", zebra_stripes=True)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Interviews).add_columns(*HEADS)
        self.attempt(self._load)

    # -- reading ------------------------------------------------------------------------------------------------------

    async def _load(self) -> None:
        """The next page; all of them while something is looked for."""
        service, user = await self.service(), self.coach.host.user_id
        statuses = (InterviewStatus.COMPLETED,) if self._choosing else ()
        while not self._ended:
            page = await service.list_sessions(user, statuses, PAGE, len(self._found))
            known = {one.id for one in self._found}
            self._found += [one for one in page if one.id not in known]
            self._ended = len(page) < PAGE or len(self._found) >= MOST
            if not self._wanted:
                break
        self._failed = False
        self._show()

    def failed(self, error: CoachError) -> None:
        if self._found:
            super().failed(error)
            return
        self._failed = True
        self.query_one(State).fail(error)
        self.refresh_bindings()

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if not self._found:
            self.query_one(State).tell(EMPTY)
            return
        self.add_class("-ready")
        table, kept = self.query_one(Interviews), list(self._kept())
        at = self._id_under_cursor
        table.clear()
        for one in kept:
            table.add_row(*map(Text, self._cells(one)), key=one.id)
        places = [one.id for one in kept]
        if at in places:
            table.move_cursor(row=places.index(at))
        self.query_one("#head", Static).update(f" History · {self._told(len(kept))}")
        self.refresh_bindings()

    def _told(self, kept: int) -> str:
        count = f"{kept} of {len(self._found)}" if self._wanted else str(len(self._found))
        older = "" if self._ended else " newest, m shows older"
        if self._choosing:
            return f"choose the interview to compare {self._marked} with · enter"
        return f"{count}{older}" + (f" · {self._marked} is marked, c on another compares" if self._marked else "")

    def _kept(self) -> Iterator[SessionSummary]:
        looked_for = self._wanted.casefold().split()
        for one in self._found:
            text = " ".join(self._cells(one)).casefold()
            if all(word in text for word in looked_for) and not (self._choosing and one.id == self._marked):
                yield one

    def _cells(self, one: SessionSummary) -> tuple[str, ...]:
        done = one.status is InterviewStatus.COMPLETED
        return (
            "◆" if one.id == self._marked else " ",
            f"{one.created_at.astimezone():%Y-%m-%d %H:%M}",
            f"{MARKS.get(one.status, UNFINISHED)} {one.status.value.replace('_', ' ')}",
            one.company_type.value.replace("_", " "),
            one.interview_type.value.replace("_", " "),
            words.minutes(one.elapsed),
            words.score(one.overall_score) if done else "",
            shown(", ".join(one.questions), 200),
        )

    # -- choosing -----------------------------------------------------------------------------------------------------

    @property
    def _id_under_cursor(self) -> str:
        table = self.query_one(Interviews)
        if not table.row_count:
            return ""
        return str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value)

    @property
    def _chosen(self) -> SessionSummary | None:
        return next((one for one in self._found if one.id == self._id_under_cursor), None)

    def on_data_table_row_selected(self) -> None:
        # By way of the app: a screen cannot wait for its own replacement.
        self.coach.call_later(self.action_open)

    async def action_open(self) -> None:
        one = self._chosen
        if one is None:
            return
        if self._choosing:
            await self._compare(one)
            return
        over = one.status in (InterviewStatus.COMPLETED, InterviewStatus.CANCELLED)
        await self.coach.go(Place("report" if over else "interview", {"session_id": one.id}))

    async def action_mark(self) -> None:
        one = self._chosen
        if one is None:
            return
        if one.status is not InterviewStatus.COMPLETED:
            self.notify("Only completed interviews can be compared.", severity="warning")
        elif self._marked and one.id != self._marked:
            await self._compare(one)
        else:
            self._marked = "" if self._marked else one.id
            self._show()

    async def _compare(self, one: SessionSummary) -> None:
        """The older interview comes first."""
        marked = next((other for other in self._found if other.id == self._marked), None)
        older_first = marked is None or marked.created_at <= one.created_at
        first, second = (self._marked, one.id) if older_first else (one.id, self._marked)
        await self.coach.go(Place("compare", {"first": first, "second": second}), instead=self._choosing)

    async def action_replay(self) -> None:
        if one := self._chosen:
            await self.coach.go(Place("replay", {"session_id": one.id}))

    def action_more(self) -> None:
        self.attempt(self._load)

    def action_retry(self) -> None:
        self.query_one(State).load(LOADING)
        self.attempt(self._load)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "more":
            return bool(self._found) and not self._ended
        if action == "retry":
            return self._failed
        return bool(self._found) or action in ("back", "leave", "go")

    # -- filtering ----------------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._wanted = event.value
        self.attempt(self._load)

    def on_input_submitted(self) -> None:
        self.query_one(Interviews).focus()

    async def action_back(self) -> None:
        """First out of the filter, then out of the place."""
        entry = self.query_one(Input)
        if entry.has_focus or entry.value:
            entry.value = ""
            self.query_one(Interviews).focus()
        else:
            await super().action_back()
