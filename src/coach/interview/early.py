"""What is begun of an answer as soon as it is certain that it may be taken, and goes on while it is being stored."""

import asyncio
from typing import Any

from coach.domain.coding import CodingQuestion, Twist
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.domain.response import InterviewResponse
from coach.evaluation.assess import Reading
from coach.evaluation.correctness import Judged
from coach.interview.engine import Engine, Step
from coach.interview.judging import read_by_facts
from coach.interview.running import run_all


def language_of(response: InterviewResponse) -> ProgrammingLanguage:
    return response.language or ProgrammingLanguage.PYTHON


async def cut_off(task: asyncio.Task[Any]) -> None:
    """End a task that still goes on; what it came to is nobody's concern any more."""
    if task.cancel():
        await asyncio.wait([task])
    if not task.cancelled():
        task.exception()


class Early:
    """Code runs, and words are read; nobody is told of it before the answer is stored.

    A context manager: what nobody waits for any more, since the answer could not be stored, is cut off.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._run: asyncio.Task[Judged] | None = None
        self._twist: Twist | None = None
        self._readings: list[asyncio.Task[Reading]] = []

    async def __aenter__(self) -> "Early":
        return self

    async def __aexit__(self, *raised: object) -> None:
        for task in (*self._readings, *([self._run] if self._run else [])):
            await cut_off(task)

    def run(self, bank: CodingQuestion, response: InterviewResponse, twist: Twist | None) -> None:
        """Once, however often storing is tried."""
        if self._run is None:
            self._twist = twist
            self._run = asyncio.create_task(_run(self._engine, bank, response, twist))

    async def judged(self, bank: CodingQuestion, response: InterviewResponse, twist: Twist | None) -> Judged:
        """Of what was begun, if that is what has to run. Raises RunnerUnavailable."""
        if self._run and self._twist == twist:
            return await self._run
        return await _run(self._engine, bank, response, twist)

    def read(self, bank: BankQuestion, step: Step, root_id: str) -> None:
        """The question as it is with this step, and again whenever storing is tried again, on another session."""
        self._readings.append(asyncio.create_task(_read(self._engine, bank, step, root_id)))

    async def reading(self) -> Reading | None:
        """What was made of the question, if that was begun. Raises StoreError."""
        return await self._readings[-1] if self._readings else None


async def _run(engine: Engine, bank: CodingQuestion, response: InterviewResponse, twist: Twist | None) -> Judged:
    return await run_all(engine, bank, response.code_solution or "", language_of(response), twist)


async def _read(engine: Engine, bank: BankQuestion, step: Step, root_id: str) -> Reading:
    events = (*await engine.store.log(step.before), *step.events)
    return await read_by_facts(step.session, bank, root_id, events)
