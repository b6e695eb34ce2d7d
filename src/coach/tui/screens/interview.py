"""The interview: the question, the conversation, and the candidate's work in one place."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from coach.domain.question import InterviewQuestion
from coach.errors import CoachError, IllegalTransition, ModelUnavailable, RunnerUnavailable, StoreError
from coach.ports import Utterance
from coach.reporting.words import printable
from coach.settings import resolve_editor
from coach.tui.app import CoachApp
from coach.tui.base import CoachScreen
from coach.tui.bench import Bench
from coach.tui.dialogue import HELP_CODE, HELP_WORDS, TIME_UP, read_message
from coach.tui.leading import Leader
from coach.tui.live_file import Watch
from coach.tui.places import Place
from coach.tui.turns import Turns, Work
from coach.tui.unsent import Unsent
from coach.tui.widgets.asking import Asking
from coach.tui.widgets.composer import Composer
from coach.tui.widgets.conversation import Pending
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.room import LAYOUT, Room, TabStrip
from coach.workspace.watching import watch as watch_file

Edit = Callable[[CoachApp, Path, str | None, bool], Awaitable[None]]
"""Takes also whether it waits until the editor is closed."""
POLL_SECONDS = 3.0
OUTAGES = (StoreError, RunnerUnavailable, ModelUnavailable)
RATINGS = {"1": "Badly", "2": "So-so", "3": "Well", "4": "Very well"}


async def _edit(app: CoachApp, path: Path, command: str | None, waits: bool) -> None:
    from coach.tui.editing import edit

    await edit(app, path, command, waits=waits)


class InterviewScreen(CoachScreen):
    """Begins or resumes one interview and leads it to its report."""

    CSS = LAYOUT
    leader: Leader
    turns: Turns
    bench: Bench
    _unsent: Unsent
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "bench('edit')", "Code", id="interview.code"),
        Binding("ctrl+r", "bench('run')", "Run", id="interview.run"),
        Binding("ctrl+t", "bench('hint')", "Hint", id="interview.hint"),
        Binding("ctrl+s", "bench('submit')", "Submit", id="interview.submit"),
        Binding("escape", "back", "Cancel", id="back"),
        Binding("r", "retry", "Retry", id="interview.retry"),
        Binding("y", "copy", "Copy", id="interview.copy"),
        # With priority: a text area selects lines with F6.
        *(
            Binding(f"f{number}", f"pane('{name}')", name.capitalize(), show=False, id=f"pane.{name}", priority=True)
            for number, name in enumerate(Room.PANES, 2)
        ),
    ]

    def __init__(
        self,
        session_id: str,
        preferences: Mapping[str, Any] | None = None,
        edit: Edit = _edit,
        watch: Watch = watch_file,
    ) -> None:
        """`preferences` are for an interview that is still to begin; None: as the settings say."""
        super().__init__()
        self.session_id = session_id
        self.room = Room()
        self._preferences = preferences
        self._edit_file, self._watch_file = edit, watch
        self._is_open = False
        """Whether there are a leader, turns and a bench."""
        self._broken: dict[str, Callable[[], None]] = {}
        """Pane → how what failed there is tried again."""
        self._told_time = False
        self._words_fail = False
        self._saved = ""
        self._ending = False
        self._syncs = 0
        self._shown: InterviewQuestion | None = None
        """The question that is before the candidate."""

    def compose(self) -> ComposeResult:
        yield self.room
        yield KeyBar()

    def on_mount(self) -> None:
        self.room.composer.focus()
        self.set_interval(1.0, self._tick)
        self.set_interval(POLL_SECONDS, self._poll)
        self.do("question", self._open, "open")

    # -- work, and what becomes of it ---------------------------------------------------------------------------------

    def do(self, pane: str, work: Work, group: str, again: Callable[[], None] | None = None) -> None:
        """Work in the background; an outage is shown in the pane, with a way to try again."""

        async def guarded() -> None:
            try:
                await work()
            except OUTAGES as error:
                self.fail(pane, error, again or partial(self.do, pane, work, group))
            else:
                self.mend(pane)

        self.attempt(guarded, group)

    def fail(self, pane: str, error: CoachError, again: Callable[[], None]) -> None:
        self._broken[pane] = again
        if isinstance(error, StoreError):
            self._saved = "✗ not saved"
        self.room.pane(pane).fail(error)
        if not self.room.pane(pane).is_on_screen:
            self.coach.show_error(error)
        self.refresh_bindings()

    def mend(self, pane: str) -> None:
        if self._broken.pop(pane, None):
            self.room.pane(pane).mend()
            self.refresh_bindings()

    def failed(self, error: CoachError) -> None:
        super().failed(error)
        if isinstance(error, IllegalTransition):
            # It may be so because another terminal went on.
            self.do("conversation", self._look, "look")

    async def _open(self) -> None:
        host = self.coach.host
        if not self._is_open:
            service, settings = await self.service(), await asyncio.to_thread(host.settings)
            session, workspace = await service.get_session(self.session_id), await asyncio.to_thread(host.workspace)
            if self._preferences is None:
                wishes = settings.interview
                self._preferences = {"allow_hints": wishes.hints, "idle_minutes": wishes.idle_minutes}
            self.leader = Leader(service, workspace, host.clock, session, lambda line: self._note(f"! {line}"))
            self.turns = Turns(self, self.leader)
            self.bench = Bench(self, self.leader, self.turns, self._watch_file)
            self._unsent = Unsent(workspace, self.session_id)
            self._is_open = True
            self.room.composer.put_before(await self._unsent.read())
        pending = self.room.conversation.pend(waiting="is coming …")
        try:
            missing = await self.leader.open(self._preferences or {}, pending.hear)
        finally:
            self.room.conversation.drop(pending)
        await self._sync()
        if missing:
            self.fail("results", missing, self.bench.make_up)

    def catch_up(self, pending: Pending | None = None) -> None:
        """Show what happened, whoever did it; `pending` stands in the log by then."""
        self._syncs += 1
        self.do("question", partial(self._sync, pending), f"sync-{self._syncs}")

    async def _sync(self, pending: Pending | None = None) -> None:
        leader, conversation = self.leader, self.room.conversation
        try:
            lines = await leader.refresh()
        finally:
            if pending:
                conversation.drop(pending)
        conversation.add(lines)
        before, self._shown = self._shown, leader.question
        self._saved = "saved"
        await self.room.show(leader)
        await self.bench.show_file()
        self._tick()
        self.refresh_bindings()
        await self._go_on(before)

    async def _go_on(self, before: InterviewQuestion | None) -> None:
        """Between two questions, and behind the last."""
        leader = self.leader
        if root_id := leader.unrated(before):
            title = leader.session.question(root_id).title
            if key := await self.ask("Your own view", f"{title}: how did it go?", RATINGS, "No answer"):
                await leader.service.rate_question(self.session_id, root_id, int(key))
        if leader.session.is_over:
            self._show_report()
        elif leader.is_through and not self._ending:
            self._ending = True
            self.do("conversation", self._finish, "finish")

    async def _finish(self) -> None:
        last: list[Utterance] = []
        self._note("Putting the report together …")
        await self.leader.service.complete_interview_session(self.session_id, last.append)
        words = last[0].text if last else "That was the last question."
        await self.ask("The interviewer", words, {"enter": "Open the report"}, "Open the report")
        self._show_report()

    def _show_report(self) -> None:
        place = Place("report", {"session_id": self.session_id})
        # Not from this work: it ends with the screen that is replaced.
        self.app.call_later(partial(self.coach.go, place, instead=True))

    async def ask(self, title: str, text: str, keys: Mapping[str, str], leave: str = "Back") -> str:
        return await self.app.push_screen_wait(Asking(title, text, keys, leave))

    async def edit(self, path: Path, *, waits: bool = False) -> None:
        settings = await asyncio.to_thread(self.coach.host.settings)
        await self._edit_file(self.coach, path, resolve_editor(settings), waits)

    def tell_saving(self) -> None:
        """Something is under way, or is not any more."""
        self._saved = "saving …" if self._is_busy else "saved"
        self.refresh_bindings()

    def _note(self, text: str) -> None:
        self.room.conversation.note(text)

    def _tick(self) -> None:
        if not self._is_open or not self.leader.log.seen:
            return
        standing = self.leader.standing
        self.room.bar.show(standing, self._saved)
        self.room.show_tabs()
        self.bench.tick()
        if self._unsent.differs(self._words):
            self.run_worker(self._keep_words(), group="unsent")
        if standing.seconds_left <= 0 and not self._told_time:
            self._told_time = True
            self._note(TIME_UP)

    @property
    def _words(self) -> str:
        """What the candidate wrote and is not stored yet."""
        parts = (self.room.conversation.unsent, *self.turns.waiting, self.room.composer.text)
        return "\n".join(part for part in parts if part.strip())

    async def _keep_words(self) -> None:
        try:
            await self._unsent.keep(self._words)
        except StoreError as error:
            # Told once: it is tried again every second.
            if not self._words_fail:
                self.coach.show_error(error)
            self._words_fail = True
        else:
            self._words_fail = False

    @property
    def _is_busy(self) -> bool:
        return self._is_open and (bool(self.turns.group) or self.bench.running_since is not None)

    def _poll(self) -> None:
        """See what another terminal does, while nothing is under way here."""
        is_quiet = self.is_current and not (self._is_busy or self._broken or self._ending)
        if self._is_open and is_quiet:
            self.do("conversation", self._look, "look")

    async def _look(self) -> None:
        if self._is_open and await self.leader.has_news():
            await self._sync()

    # -- talking ------------------------------------------------------------------------------------------------------

    def on_composer_sent(self, event: Composer.Sent) -> None:
        if not self._is_open:
            self.room.composer.give_back(event.text)
            return
        try:
            typed = read_message(event.text, in_words=self.leader.is_in_words)
            self._commands()[typed.command](typed.words)
        except CoachError as error:
            self.turns.give_back(event.text)
            self.failed(error)

    def _commands(self) -> dict[str, Callable[[str], object]]:
        leader, service, bench = self.leader, self.leader.service, self.bench
        return {
            "answer": self.turns.answer,
            "/say": lambda words: self.turns.speak(words, partial(service.say, self.session_id, words)),
            "/ask": lambda words: self.turns.speak(words, partial(service.clarify, self.session_id, words)),
            "/code": lambda _: bench.edit(),
            "/edit": lambda _: bench.edit(),
            "/tests": lambda _: bench.edit(tests=True),
            "/run": lambda _: bench.run(),
            "/watch": lambda _: bench.switch_watching(),
            "/submit": bench.submit,
            "/hint": lambda _: bench.hint(),
            "/skip": lambda _: self.turns.speak("", partial(service.skip_question, self.session_id)),
            "/text": lambda _: self.action_pane("question"),
            "/copy": lambda _: self.action_copy(),
            "/help": lambda _: self._note(HELP_WORDS if leader.is_in_words else HELP_CODE),
            "/pause": lambda _: self.attempt(self._pause, "leave"),
            "/quit": lambda _: self.app.call_later(self.coach.action_leave),
        }

    def on_composer_too_long(self, event: Composer.TooLong) -> None:
        if self._is_open:
            self.turns.refuse(event.text)

    # -- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        is_typing = isinstance(self.focused, TextArea)
        match action:
            case "back":
                return self._is_busy
            case "retry":
                return bool(self._broken) and not is_typing
            case "copy":
                return not is_typing
            case "bench":
                # A question in words has nothing to run.
                return self._is_open and (self.leader.is_coding or parameters != ("run",))
            case _:
                return True

    def action_bench(self, what: str) -> None:
        """edit, run, hint or submit."""
        getattr(self.bench, what)()

    def action_pane(self, name: str) -> None:
        self.room.activate(name)

    def on_tab_strip_chosen(self, event: TabStrip.Chosen) -> None:
        self.room.activate(event.pane)

    def action_edit_message(self) -> None:
        """Write the message in the editor; it comes back here, to be sent."""
        if self._is_open:
            self.do("conversation", self._edit_message, "message")

    async def _edit_message(self) -> None:
        composer = self.room.composer
        path = await self.leader.keep(composer.text, "message")
        composer.disabled = True
        try:
            await self.edit(path, waits=True)
            words = printable(await asyncio.to_thread(self.leader.workspace.read, path)).rstrip()
        finally:
            composer.disabled = False
            composer.focus()
        composer.put(words)

    def action_retry(self) -> None:
        for again in tuple(self._broken.values()):
            again()

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self.room.conversation.last_words)
        self.notify("The interviewer's last message is copied.")

    async def action_back(self) -> None:
        """Cancel what is under way; an answer that was handed in is not taken back."""
        self.workers.cancel_group(self, self.turns.group or "run")

    # -- leaving ------------------------------------------------------------------------------------------------------

    async def before_leaving(self) -> bool:
        """Pause, and keep what was not sent. The app goes in any case."""
        if not self._is_open or self.leader.session.is_over:
            return True
        resume = f"Resume with: coach resume {self.session_id}"
        told = f"Saved. {resume}"
        try:
            await self.leader.pause()
        except CoachError as error:
            told = f"{error.in_a_line} What was stored before is safe. {resume}"
        try:
            await self._unsent.keep(self._words)
            told += "\nWhat was not sent comes back with it." if self._words else ""
        except StoreError as error:
            told += f"\n{error.in_a_line}"
        self.coach.parting = told
        return True

    async def _pause(self) -> None:
        await self.before_leaving()
        self.notify(self.coach.parting, markup=False)
        # Not from this work: it ends with the screen.
        self.app.call_later(self.coach.back)
