"""An interview gone through again, event by event or as time goes by."""

import asyncio

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.errors import CoachError, NotFound
from coach.interview.service import InterviewService
from coach.reporting import timeline, words
from coach.reporting.visible import shown
from coach.tui import replaying
from coach.tui.base import CoachScreen
from coach.tui.replaying import Frame, Replay
from coach.tui.widgets import moment
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.scrubber import Scrubber
from coach.tui.widgets.state import State
from coach.tui.widgets.strip import Strip

TICK = 0.25
"""Seconds from picture to picture while it plays."""
SPEEDS = (1, 4, 16)
LOADING = "Reading the interview …"
EMPTY = "Nothing has happened in this interview yet. esc goes back."


class ReplayScreen(CoachScreen):
    """Conversation, code and results at one moment, above a time line."""

    DEFAULT_CSS = """
    ReplayScreen #body { display: none; height: 1fr; }
    ReplayScreen Scrubber, ReplayScreen #now { display: none; }
    ReplayScreen.-ready #body { display: block; layout: grid; }
    ReplayScreen.-ready Scrubber, ReplayScreen.-ready #now { display: block; }
    ReplayScreen.-ready State { display: none; }
    ReplayScreen #code { overflow-x: auto; }
    ReplayScreen #code-text { width: auto; text-wrap: nowrap; }
    ReplayScreen #now { height: 1; padding: 0 1; }
    ReplayScreen.-wide #body { grid-size: 3 1; grid-columns: 1fr 1fr 1fr; }
    ReplayScreen.-medium #body { grid-size: 2 2; grid-rows: 3fr 2fr; grid-columns: 1fr 1fr; }
    ReplayScreen.-medium #talk { row-span: 2; }
    ReplayScreen.-narrow #body { grid-size: 1 1; }
    ReplayScreen.-narrow .pane { display: none; }
    ReplayScreen.-narrow .pane.-active { display: block; }
    """
    AUTO_FOCUS = "#talk"
    BINDINGS = [
        Binding("left", "step(-1)", "Back", key_display="←", show=False, priority=True, id="replay.back"),
        Binding("right", "step(1)", "Step", key_display="←→", priority=True, id="replay.on"),
        Binding("space", "play", "Play", priority=True, id="replay.play"),
        Binding("s", "speed", "Speed", id="replay.speed"),
        Binding("e", "jump(1)", "Next run/hint", id="replay.next"),
        Binding("E", "jump(-1)", "Previous run/hint", show=False, id="replay.previous"),
        Binding("shift+left", "shift(-60)", "A minute back", show=False, priority=True, id="replay.minute-back"),
        Binding("shift+right", "shift(60)", "A minute on", show=False, priority=True, id="replay.minute-on"),
        Binding("home", "edge(0)", "Start", show=False, priority=True, id="replay.start"),
        Binding("end", "edge(1)", "End", show=False, priority=True, id="replay.end"),
        Binding("f2", "pane('talk')", "Conversation", show=False, id="replay.conversation"),
        Binding("f3", "pane('code')", "Code", show=False, id="replay.code"),
        Binding("f4", "pane('results')", "Results", show=False, id="replay.results"),
        Binding("r", "retry", "Try again", id="replay.retry"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._replay: Replay | None = None
        self._at = 0
        self._seconds = 0.0
        self._speed = SPEEDS[0]
        self._played = 0.0
        """What the clock said at the last picture."""
        self._playing = False
        self._failed = False

    def compose(self) -> ComposeResult:
        yield Static(" Replay", id="head", classes="bar", markup=False)
        yield Strip((("F2", "Conversation", "talk"), ("F3", "Code", "code"), ("F4", "Results", "results")))
        yield State(LOADING)
        with Container(id="body"):
            yield _pane("code", "Code")
            yield _pane("talk", "Conversation")
            yield _pane("results", "Results")
        yield Static(id="now", markup=False)
        yield Scrubber()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Strip).choose("talk")
        self.set_interval(TICK, self._tick)
        self.attempt(self._load)

    # -- reading ------------------------------------------------------------------------------------------------------

    async def _load(self) -> None:
        service = await self.service()
        session, events = await service.get_session(self._session_id), await service.get_events(self._session_id)
        snapshots = {}
        for content_hash in replaying.hashes(events):
            if (kept := await self._snapshot(service, content_hash)) is not None:
                snapshots[content_hash] = await asyncio.to_thread(replaying.cut, kept)
        self._replay = await asyncio.to_thread(replaying.replay, session, events, snapshots)
        if self._replay is None:
            self.query_one(State).tell(EMPTY)
            return
        lanes = timeline.lanes(session, events)
        self.query_one(Scrubber).show(lanes, self._replay.frames, self._replay.seconds)
        self.add_class("-ready")
        self._go(0)

    async def _snapshot(self, service: InterviewService, content_hash: str) -> str | None:
        try:
            return await service.get_snapshot(self._session_id, content_hash)
        except NotFound:
            return None

    def failed(self, error: CoachError) -> None:
        self._failed = True
        self.query_one(State).fail(error)
        self.refresh_bindings()

    # -- showing ------------------------------------------------------------------------------------------------------

    def _go(self, at: int, seconds: float | None = None) -> None:
        """Show a frame, at its own time or a later one."""
        if self._replay is None:
            return
        frame = self._replay.frames[at]
        same = self._at == at and seconds is not None
        self._at, self._seconds = at, frame.seconds if seconds is None else seconds
        self.query_one(Scrubber).move(self._seconds)
        self._tell_now(frame)
        if not same:
            self._show(frame)
        self.refresh_bindings()

    def _show(self, frame: Frame) -> None:
        if self._replay is None:
            return
        about = shown(f" · {frame.question_id} · {frame.title}", 80) if frame.question_id else ""
        self.query_one("#head", Static).update(f" Replay{about}")
        self.query_one("#talk-text", Static).update(moment.conversation(self._replay.speeches[: frame.heard]))
        self.query_one("#results-text", Static).update(moment.results(frame.report))
        self.query_one("#talk").scroll_end(animate=False)
        self.attempt(self._show_code, "code")

    async def _show_code(self) -> None:
        """Colours take a moment: nothing waits for them."""
        if self._replay:
            frame, language = self._replay.frames[self._at], self._replay.language
            self.query_one("#code-text", Static).update(await asyncio.to_thread(moment.code, frame, language))

    def _tell_now(self, frame: Frame) -> None:
        whole = self._replay.seconds if self._replay else 0.0
        state = f"playing {self._speed}×" if self._playing else f"stopped, plays {self._speed}×"
        count = f"{self._at + 1}/{len(self._replay.frames) if self._replay else 0}"
        now = f"{words.minutes(self._seconds)} / {words.minutes(whole)} · {count} · {state} · "
        self.query_one("#now", Static).update(Content.assemble((now, "$foreground 60%"), shown(frame.what)))

    # -- going through it ---------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        if self._replay:
            self._go(min(len(self._replay.frames) - 1, max(0, self._at + by)))

    def action_jump(self, by: int) -> None:
        if self._replay:
            self._go(self._replay.jump(self._at, by))

    def action_shift(self, by: int) -> None:
        self._seek(self._seconds + by)

    def action_edge(self, end: int) -> None:
        if self._replay:
            self._go(len(self._replay.frames) - 1 if end else 0)

    def on_scrubber_sought(self, event: Scrubber.Sought) -> None:
        self._seek(event.seconds)

    def _seek(self, seconds: float) -> None:
        if self._replay:
            inside = min(self._replay.seconds, max(0.0, seconds))
            self._go(self._replay.at(inside), inside)

    def action_play(self) -> None:
        """Play or stop; from the end it begins anew."""
        if self._replay is None:
            return
        self._playing = not self._playing
        self._played = self.coach.host.clock.mark().seconds
        if self._playing and self._seconds >= self._replay.seconds:
            self._go(0)
        self._tell_now(self._replay.frames[self._at])

    def action_speed(self) -> None:
        self._speed = SPEEDS[(SPEEDS.index(self._speed) + 1) % len(SPEEDS)]
        if self._replay:
            self._tell_now(self._replay.frames[self._at])

    def _tick(self) -> None:
        if self._replay is None or not self._playing:
            return
        now = self.coach.host.clock.mark().seconds
        passed, self._played = now - self._played, now
        seconds = min(self._replay.seconds, self._seconds + max(0.0, passed) * self._speed)
        self._playing = seconds < self._replay.seconds
        # Steps at one moment are played through, not jumped back to.
        self._go(max(self._at, self._replay.at(seconds)), seconds)

    # -- panes --------------------------------------------------------------------------------------------------------

    def action_pane(self, name: str) -> None:
        self.query_one(Strip).choose(name)
        self.query_one(f"#{name}").focus()

    def action_retry(self) -> None:
        self._failed = False
        self.query_one(State).load(LOADING)
        self.attempt(self._load)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "retry":
            return self._failed
        playing = action in ("step", "play", "speed", "jump", "shift", "edge")
        return self._replay is not None if playing else True


def _pane(name: str, title: str) -> VerticalScroll:
    made = VerticalScroll(Static(id=f"{name}-text", markup=False), id=name, classes="pane", can_focus=True)
    made.border_title = title
    return made
