"""A model that is opened at its first call: importing an SDK takes a second that no screen should wait for."""

import asyncio
from collections.abc import Callable

from coach.interviewers.models.faults import ModelFault
from coach.interviewers.models.protocol import Health, LanguageModel, Prompt, Reply, S
from coach.ports import OnDelta


class LazyModel:
    """Implements LanguageModel over one that is opened on a thread; a model that cannot be opened stays so."""

    def __init__(self, name: str, open_model: Callable[[], LanguageModel]) -> None:
        self.name = name
        self._open = open_model
        self._opening: asyncio.Task[LanguageModel] | None = None

    def warm(self) -> "asyncio.Task[LanguageModel]":
        """Begin to open it; what goes wrong is told by the first call."""
        if self._opening is None:
            self._opening = asyncio.create_task(asyncio.to_thread(self._open))
        return self._opening

    async def _model(self) -> LanguageModel:
        return await asyncio.shield(self.warm())

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        return await (await self._model()).text(prompt, on_delta)

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        return await (await self._model()).structured(prompt, schema)

    async def ping(self) -> Health:
        return await (await self._model()).ping()

    async def close(self) -> None:
        if self._opening is None:
            return
        try:
            model = await self._opening
        except ModelFault:
            return
        await model.close()
