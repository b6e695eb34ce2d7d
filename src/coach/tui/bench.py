"""The candidate's work on a question: editing, running, hints, handing in."""

from functools import partial

from coach.desk.files import kept_awake
from coach.errors import RunnerUnavailable
from coach.tui.leading import Handing, Leader
from coach.tui.live_file import LiveFile, Watch
from coach.tui.turns import Stage, Turns
from coach.workspace.solution import solution_of

HAND_IN = {"enter": "Hand in"}
CONFIDENCE = {"1": "A guess", "2": "Unsure", "3": "Half sure", "4": "Quite sure", "5": "Certain"}
HOW_SURE = "A number hands in and says how sure you are."


class Bench:
    """Does what the keys ask for, in the background."""

    def __init__(self, stage: Stage, leader: Leader, turns: Turns, watch: Watch) -> None:
        self._stage = stage
        self._leader = leader
        self._turns = turns
        self._file = LiveFile(leader, stage.room, watch)
        self._runs_at_save = True
        self.running_since: float | None = None
        """A reading of the clock while tests run."""

    async def show_file(self) -> None:
        """The file of the question that is open, watched from here on."""
        await self._file.show()
        if path := await self._file.moves():
            self._stage.do("code", partial(self._file.follow, path, self._on_save), "watch")

    def tick(self) -> None:
        """Count the seconds of a run."""
        if self.running_since is not None:
            seconds = self._leader.clock.mark().seconds - self.running_since
            self._stage.room.results.tell(f"Running … {seconds:.0f} s · esc cancels")

    # -- editing ------------------------------------------------------------------------------------------------------

    def edit(self, *, tests: bool = False) -> None:
        """Open the solution, the answer, or the candidate's own tests."""

        async def work() -> None:
            path = await (self._leader.tests_file() if tests else self._leader.work_file())
            async with kept_awake(self._leader.service, self._leader.session.id):
                await self._stage.edit(path)
            await self._file.show()

        self._stage.do("code", work, "edit")

    async def _on_save(self, content: str) -> None:
        if not self._leader.is_coding or not solution_of(content).strip():
            return
        if self._runs_at_save:
            self._stage.do("results", self._run, "run")
        else:
            await self._leader.saved(content)

    def switch_watching(self) -> None:
        """Run the samples at each save, or not."""
        self._runs_at_save = not self._runs_at_save
        told = "The samples run at each save." if self._runs_at_save else "The samples run with ctrl+r alone."
        self._stage.room.conversation.note(told)

    # -- running ------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Run the samples, and bring the results to the front."""
        self._stage.room.bring("results")
        self._stage.do("results", self._run, "run")

    async def _run(self) -> None:
        since = self.running_since = self._leader.clock.mark().seconds
        self.tick()
        self._stage.tell_saving()
        try:
            await self._leader.run()
        finally:
            # A newer run may have taken the place of this one.
            if self.running_since is since:
                self.running_since = None
                self._stage.room.results.tell_run()
                self._stage.tell_saving()
        self._stage.catch_up()

    def make_up(self) -> None:
        """Run again what was handed in and the sandbox failed at."""

        async def work() -> None:
            await self._leader.make_up()
            self._stage.catch_up()

        self._stage.do("results", work, "run")

    # -- hints, and handing in ----------------------------------------------------------------------------------------

    def hint(self) -> None:
        """Offer the next hint with its cost."""
        service, session_id = self._leader.service, self._leader.session.id

        async def work() -> None:
            offer = await service.hint_offer(session_id)
            text = f"Hint {offer.rung} of {offer.of}: {offer.name}.\nCost: {offer.cost}."
            if await self._stage.ask("Take a hint?", text, {"y": "Take it"}, "Leave it"):
                self._turns.speak("", partial(service.hint, session_id))

        self._stage.do("hints", work, "hint")

    def submit(self, words: str = "") -> None:
        """Show what would be handed in, and hand it in if that is meant; `words` go along."""

        async def work() -> None:
            handing, key = None, ""
            try:
                # Words that were sent just before belong to what is handed in.
                async with self._turns.lock:
                    handing = await self._leader.ready(words)
                key = await self._confirmed(handing)
            finally:
                if not key and words:
                    self._turns.give_back(f"/submit {words}")
            if handing and key:
                confidence = int(key) if key in CONFIDENCE else None
                self._stage.do("conversation", partial(self._hand_in, handing, confidence), "hand-in")

        self._stage.do("conversation", work, "submit")

    async def _confirmed(self, handing: Handing) -> str:
        has_code = handing.work.code is not None
        text = f"{handing.in_words}\n\n{HOW_SURE}" if has_code else handing.in_words
        return await self._stage.ask("Hand in?", text, HAND_IN | CONFIDENCE if has_code else HAND_IN)

    async def _hand_in(self, handing: Handing, confidence: int | None) -> None:
        room = self._stage.room
        pending = room.conversation.pend(waiting="has your answer …")
        async with self._turns.lock:
            try:
                if handing.work.code:
                    self._stage.mend("results")
                    room.results.tell("Handed in; the tests run …")
                await self._leader.hand_in(handing, confidence, pending.hear)
            except RunnerUnavailable as error:
                # The answer is stored: only its run is to be made up for.
                self._stage.fail("results", error, self.make_up)
            finally:
                room.results.tell_run()
                self._stage.catch_up(pending)
