"""Keeps the code pane on the candidate's file, and sees every save of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from coach.tui.leading import Leader
from coach.tui.widgets.code import numbered, prose
from coach.tui.widgets.room import Room

Watch = Callable[[Path, Callable[[str], None]], AsyncIterator[str]]
Saved = Callable[[str], Awaitable[None]]


class LiveFile:
    """The solution, or the answer in words, of the question that is open."""

    def __init__(self, leader: Leader, room: Room, watch: Watch) -> None:
        self._leader = leader
        self._room = room
        self._watch = watch
        self._watched: Path | None = None
        self._shown: tuple[Path, str, bool] | None = None
        """The file in the pane, what was in it, and whether it is code."""

    async def show(self) -> None:
        """Read it again."""
        leader = self._leader
        if leader.question is None:
            return
        path = await leader.work_file()
        answer = await leader.answer() if leader.is_in_words else ""
        await self._show(path, await leader.source() if leader.is_coding else answer, is_code=leader.is_coding)
        self._room.conversation.show_draft(answer)

    async def _show(self, path: Path, text: str, *, is_code: bool) -> None:
        if (path, text, is_code) == self._shown:
            return
        if is_code:
            code = await asyncio.to_thread(numbered, text, self._leader.session.language.value)
            self._room.code.show(code, f"Code · {path.name}", is_prose=False)
        else:
            self._room.code.show(prose(text), f"Answer · {path.name}", is_prose=True)
        self._shown = path, text, is_code

    async def moves(self) -> Path | None:
        """The file to watch from here on; None while it is the same."""
        path = await self._leader.work_file() if self._leader.question else None
        if path == self._watched:
            return None
        self._watched = path
        return path

    async def follow(self, path: Path, saved: Saved) -> None:
        """Tell of each save, until it is cancelled. Raises StoreError when nothing can be watched any more."""
        async for content in self._watch(path, lambda why: self._room.conversation.note(f"! {why}")):
            await self.show()
            await saved(content)
