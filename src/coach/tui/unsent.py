"""What stands in the composer and is not sent yet: kept in a file, so that no end of the app takes it away."""

import asyncio
from functools import cached_property
from pathlib import Path

from coach.errors import BadInput, StoreError
from coach.ports import Workspace
from coach.workspace.atomic import replace

NAME = "unsent.txt"


class Unsent:
    """The words of one interview."""

    def __init__(self, workspace: Workspace, session_id: str) -> None:
        self._workspace = workspace
        self._session_id = session_id
        self._kept = ""
        self._writing = asyncio.Lock()

    @cached_property
    def _path(self) -> Path:
        return self._workspace.file(self._session_id, NAME, "")

    async def read(self) -> str:
        """What an earlier end of the app left; empty where there is nothing, or nothing that can be read."""
        try:
            self._kept = await asyncio.to_thread(lambda: self._workspace.read(self._path))
        except (BadInput, StoreError):
            return ""
        return self._kept

    async def keep(self, words: str) -> None:
        """Put these words in place of the others. Raises StoreError."""
        async with self._writing:
            if self.differs(words):
                await asyncio.to_thread(lambda: replace(self._path, words))
                self._kept = words

    def differs(self, words: str) -> bool:
        """Whether the file has others."""
        return words != self._kept
