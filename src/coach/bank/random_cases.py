"""Small random inputs of one question, and what its reference returns for them; each worked out once."""

import asyncio

from coach.bank.programs import Input, Programs, Size
from coach.domain.enums import TestGroup
from coach.domain.material import MOST_LIMIT, PreparedCase

SMALL_SIZES = range(1, 11)


def small_sizes(seeds: int) -> list[Size]:
    """Sizes 1 to 10, so many times each."""
    return [Size(n, seed) for n in SMALL_SIZES for seed in range(1, seeds + 1)]


class RandomCases:
    """Rules that run side by side share them. Both methods raise ContentError, RunnerUnavailable."""

    def __init__(self, programs: Programs, seeds: int) -> None:
        self._programs = programs
        self._seeds = seeds
        self._inputs: asyncio.Task[dict[str, Input]] | None = None
        self._cases: asyncio.Task[tuple[PreparedCase, ...]] | None = None

    async def inputs(self) -> dict[str, Input]:
        """By the id of the size."""
        if self._inputs is None:
            self._inputs = asyncio.create_task(self._make_inputs())
        return await asyncio.shield(self._inputs)

    async def cases(self) -> tuple[PreparedCase, ...]:
        if self._cases is None:
            self._cases = asyncio.create_task(self._make_cases())
        return await asyncio.shield(self._cases)

    async def close(self) -> None:
        """Give up what is still being worked out."""
        tasks = [task for task in (self._cases, self._inputs) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make_inputs(self) -> dict[str, Input]:
        sizes = small_sizes(self._seeds)
        return dict(zip((size.id for size in sizes), await self._programs.inputs(sizes), strict=True))

    async def _make_cases(self) -> tuple[PreparedCase, ...]:
        inputs = await self.inputs()
        outcomes = await self._programs.reference(inputs)
        return tuple(
            PreparedCase.model_construct(
                id=outcome.id,
                group=TestGroup.CORE,
                input=inputs[outcome.id],
                expected=outcome.value,
                why="a random input",
                cpu_seconds=MOST_LIMIT,
            )
            for outcome in outcomes
        )
