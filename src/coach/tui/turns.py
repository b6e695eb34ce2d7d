"""What the candidate says, one turn after the other; what cannot be taken comes back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from coach.domain.response import MAX_TEXT
from coach.errors import CoachError
from coach.ports import OnDelta
from coach.tui.leading import Leader
from coach.tui.widgets.conversation import Pending
from coach.tui.widgets.room import Room

Work = Callable[[], Awaitable[None]]
Move = Callable[[OnDelta], Awaitable[object]]


class Stage(Protocol):
    """The screen they are taken on."""

    room: Room

    def do(self, pane: str, work: Work, group: str, again: Callable[[], None] | None = None) -> None:
        """Work in the background; an outage is shown in the pane, with a way to try again."""
        ...

    def fail(self, pane: str, error: CoachError, again: Callable[[], None]) -> None:
        """Show an outage in a pane, and how it is tried again."""
        ...

    def mend(self, pane: str) -> None:
        """What failed there is over."""
        ...

    async def ask(self, title: str, text: str, keys: Mapping[str, str], leave: str = "Back") -> str:
        """The key that answers; empty for escape."""
        ...

    async def edit(self, path: Path) -> None:
        """Open the candidate's editor."""
        ...

    def catch_up(self, pending: Pending | None = None) -> None:
        """Show what happened, and go on; `pending` stands in the log by then."""
        ...

    def tell_saving(self) -> None:
        """Something is under way, or is not any more."""
        ...


class Turns:
    """The candidate's words are shown at once and sent in order."""

    def __init__(self, stage: Stage, leader: Leader) -> None:
        self._stage = stage
        self._leader = leader
        self._count = 0
        self.lock = asyncio.Lock()
        """Held while the interviewer is spoken to."""
        self.waiting: list[str] = []
        """Words for the answer that are not written yet."""
        self.group = ""
        """The work that waits for the interviewer now."""

    def speak(self, words: str, move: Move) -> None:
        """Take a turn about the question that is before the candidate; `words` are none for a hint or a skip."""
        conversation = self._stage.room.conversation
        pending, question, group = conversation.pend(words), self._leader.question, self._next("talk")

        async def work() -> None:
            try:
                async with self.lock:
                    self._wait_for(group)
                    await self._leader.require_same(question)
                    await move(pending.hear)
            except (CoachError, asyncio.CancelledError):
                conversation.drop(pending)
                self.give_back(words)
                raise
            finally:
                self._wait_for("")
            self._stage.catch_up(pending)

        self._stage.do("conversation", work, group, partial(self._speak_again, words, move))

    def _speak_again(self, words: str, move: Move) -> None:
        composer = self._stage.room.composer
        if composer.text == words:
            composer.clear()
        self.speak(words, move)

    def answer(self, words: str) -> None:
        """Write words into the answer to a question in words."""

        self.waiting.append(words)

        async def work() -> None:
            try:
                async with self.lock:
                    await self._leader.add_to_answer(words)
            except (CoachError, asyncio.CancelledError):
                self.give_back(words)
                raise
            finally:
                self.waiting.remove(words)
            self._stage.catch_up()

        self._stage.do("conversation", work, self._next("answer"), self._stage.room.composer.action_send)

    def give_back(self, words: str) -> None:
        """Put words that were not taken back where they were typed, or keep them in a file."""
        composer = self._stage.room.composer
        if words and composer.is_attached and not composer.give_back(words):
            self._keep(words, "What you wrote was not taken.")

    def refuse(self, words: str) -> None:
        """Keep in a file what is too long to be sent."""
        self._keep(words, f"That is {len(words):,} characters; {MAX_TEXT:,} is the most that can be taken.")

    def _keep(self, words: str, why: str) -> None:
        async def work() -> None:
            path = await self._leader.keep(words)
            self._stage.room.conversation.note(f"! {why} It is kept in {path}")

        self._stage.do("conversation", work, self._next("keep"))

    def _next(self, kind: str) -> str:
        self._count += 1
        return f"{kind}-{self._count}"

    def _wait_for(self, group: str) -> None:
        self.group = group
        self._stage.tell_saving()
