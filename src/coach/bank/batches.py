"""Shares sandboxes among many runs that are asked for at the same time, since opening one costs more than most runs."""

import asyncio
from collections import OrderedDict, deque
from types import TracebackType
from typing import NamedTuple, Self

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import Execution, RunRequest, Trust
from coach.errors import BadInput
from coach.ports import CodeRunner

LANES = 3
"""Sandboxes in use at the same time: two cores stay busy while a third sandbox is being opened."""
MOST_TOGETHER = 16
"""Runs that share one sandbox: whoever asked first waits for all of them."""

_Kind = tuple[ProgrammingLanguage, Trust, int]


class _Waiting(NamedTuple):
    request: RunRequest
    answer: asyncio.Future[Execution]


class Batches:
    """Runs requests as its runner does. What waits for the same language, trust and memory is run together."""

    def __init__(self, runner: CodeRunner, lanes: int = LANES) -> None:
        self._runner = runner
        self._lanes = lanes
        self._queues: OrderedDict[_Kind, deque[_Waiting]] = OrderedDict()
        self._working: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        working = tuple(self._working)
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)

    async def run(self, request: RunRequest) -> Execution:
        """Raises RunnerUnavailable, Forbidden, BadInput."""
        answer: asyncio.Future[Execution] = asyncio.get_running_loop().create_future()
        kind = (request.language, request.trust, request.limits.memory_mib)
        self._queues.setdefault(kind, deque()).append(_Waiting(request, answer))
        if len(self._working) < self._lanes:
            self._working.add(asyncio.create_task(self._work()))
        return await answer

    async def _work(self) -> None:
        try:
            # Whoever asks in the same turn of the loop is to be in the first batch.
            await asyncio.sleep(0)
            while batch := self._next():
                await self._serve(batch)
        finally:
            # At once: whoever asks again after an answer must not count on one that has seen an empty queue.
            if task := asyncio.current_task():
                self._working.discard(task)

    def _next(self) -> list[_Waiting]:
        """The runs that have waited longest of those that can share a sandbox."""
        if not self._queues:
            return []
        kind, queue = self._queues.popitem(last=False)
        batch = [queue.popleft() for _ in range(min(len(queue), MOST_TOGETHER))]
        if queue:
            self._queues[kind] = queue
        return [each for each in batch if not each.answer.done()] or self._next()

    async def _serve(self, batch: list[_Waiting]) -> None:
        try:
            executions = await self._runner.run_many([each.request for each in batch])
        except BadInput as error:
            await self._one_by_one(batch, error)
        except asyncio.CancelledError:
            for each in batch:
                each.answer.cancel()
            raise
        except Exception as error:
            _fail(batch, error)
        else:
            _answer(batch, executions)

    async def _one_by_one(self, batch: list[_Waiting], error: BadInput) -> None:
        """One of them holds what its language cannot, and the others must not suffer for it."""
        if len(batch) == 1:
            _fail(batch, error)
            return
        for each in batch:
            await self._serve([each])


def _answer(batch: list[_Waiting], executions: list[Execution]) -> None:
    for each, execution in zip(batch, executions, strict=True):
        if not each.answer.done():
            each.answer.set_result(execution)


def _fail(batch: list[_Waiting], error: Exception) -> None:
    for each in batch:
        if not each.answer.done():
            each.answer.set_exception(error)
