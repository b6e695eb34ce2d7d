"""A runner for whole Python programs of the tests' own: a process for each case, and no isolation at all."""

import asyncio
import sys
from collections.abc import Sequence

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, CaseOutcome, Execution, OutcomeStatus, RunRequest, Trust
from coach.errors import LanguageUnavailable

OUT_OF_TIME, MOST_SECONDS = 98, 0.4
"""Exit code, and CPU seconds from which on a program counts as endless, whatever its limit is."""
START = f"""\
import os, signal, sys

signal.signal(signal.SIGPROF, lambda *_: os._exit({OUT_OF_TIME}))
program = compile(sys.argv[1], "solution.py", "exec")
signal.setitimer(signal.ITIMER_PROF, {MOST_SECONDS})
exec(program, {{"__name__": "__main__"}})
"""


class ProgramRunner:
    """A `CodeRunner` that has Python alone. `requests` are those it was given."""

    def __init__(self) -> None:
        self.requests: list[RunRequest] = []

    @property
    def name(self) -> str:
        return "programs"

    async def run(self, request: RunRequest) -> Execution:
        self.requests.append(request)
        if request.language is not ProgrammingLanguage.PYTHON:
            raise LanguageUnavailable(f"There is no {request.language.value} here.")
        try:
            compile(request.source, "solution.py", "exec")
        except SyntaxError as error:
            return Execution(runner=self.name, language=request.language, compile_error=str(error))
        outcomes = [await self._outcome(request, case) for case in request.cases]
        return Execution(runner=self.name, language=request.language, outcomes=tuple(outcomes))

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        return [await self.run(request) for request in requests]

    async def _outcome(self, request: RunRequest, case: CaseInput) -> CaseOutcome:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-c",
            START,
            request.source,
            stdin=pipe,
            stdout=pipe,
            stderr=asyncio.subprocess.DEVNULL,
        )
        printed, _ = await process.communicate(str(case.input["stdin"]).encode())
        ends = {0: OutcomeStatus.RETURNED, OUT_OF_TIME: OutcomeStatus.TIME_LIMIT}
        status = ends.get(process.returncode or 0, OutcomeStatus.CRASHED)
        took = request.limits.cpu_seconds if status is OutcomeStatus.TIME_LIMIT else 0.01
        return CaseOutcome(id=case.id, status=status, value=printed.decode(), cpu_seconds=took)

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        return None

    async def warm(self, language: ProgrammingLanguage) -> None:
        return None

    async def close(self) -> None:
        return None
