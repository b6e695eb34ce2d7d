"""Parts of a studio that tell when they are at work, and may be kept waiting."""

import asyncio
from typing import Any

from coach.domain.execution import Execution, RunRequest
from coach.domain.session import InterviewSession
from tests.fakes import Studio


class Sandbox:
    """The studio's runner, which tells when code runs; from its `last` run on it goes on until it is cut off."""

    def __init__(self, studio: Studio, last: int = 9) -> None:
        self._run = studio.runner.run
        self._last = last
        self.began = asyncio.Event()
        self.cut_off = 0
        studio.runner.run = self  # type: ignore[method-assign]

    async def __call__(self, request: RunRequest) -> Execution:
        self.began.set()
        self._last -= 1
        if self._last <= 0:
            try:
                await asyncio.Event().wait()
            finally:
                self.cut_off += 1
        return await self._run(request)


class Saving:
    """The studio's store, which does something before it saves."""

    def __init__(self, studio: Studio, first: Any) -> None:
        self._save = studio.store.save
        self._first = first
        self.times = 0
        studio.store.save = self  # type: ignore[method-assign, assignment]

    async def __call__(self, *args: Any) -> InterviewSession:
        self.times += 1
        await self._first(self.times)
        return await self._save(*args)
