"""A runner for whole Python programs of the tests' own: a process forked for each case, and no isolation."""

import asyncio
import json
from collections.abc import Sequence

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, CaseOutcome, Execution, OutcomeStatus, RunRequest, Trust
from coach.errors import LanguageUnavailable
from tests.fakes_bank import BARE_PYTHON

OUT_OF_TIME, MOST_SECONDS = 98, 0.6
"""Exit code, and CPU seconds from which on a program counts as endless, whatever its limit is."""
DRIVER = f"""\
import json, os, signal, sys, tempfile


def ended(program):
    signal.signal(signal.SIGPROF, lambda *_: os._exit({OUT_OF_TIME}))
    signal.setitimer(signal.ITIMER_PROF, {MOST_SECONDS})
    try:
        exec(program, {{"__name__": "__main__"}})
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        return 1
    return 0


job = json.load(sys.stdin)
program = compile(job["source"], "solution.py", "exec")
for given in job["given"]:
    with tempfile.TemporaryFile() as fed, tempfile.TemporaryFile() as told:
        fed.write(given.encode())
        fed.seek(0)
        child = os.fork()
        if not child:
            os.dup2(fed.fileno(), 0)
            os.dup2(told.fileno(), 1)
            sys.stdin = open(0, encoding=sys.stdin.encoding, closefd=False)
            code = ended(program)
            sys.stdout.flush()
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told.seek(0)
        print(json.dumps([code, told.read().decode()]), flush=True)
"""


def outcome_of(request: RunRequest, case: CaseInput, code: int, printed: str) -> CaseOutcome:
    ends = {0: OutcomeStatus.RETURNED, OUT_OF_TIME: OutcomeStatus.TIME_LIMIT}
    status = ends.get(code, OutcomeStatus.CRASHED)
    took = request.limits.cpu_seconds if status is OutcomeStatus.TIME_LIMIT else 0.01
    return CaseOutcome(id=case.id, status=status, value=printed, cpu_seconds=took)


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
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *BARE_PYTHON, "-c", DRIVER, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
        )
        job = {"source": request.source, "given": [str(case.input["stdin"]) for case in request.cases]}
        told, _ = await process.communicate(json.dumps(job).encode())
        outcomes = [
            outcome_of(request, case, *json.loads(line))
            for case, line in zip(request.cases, told.splitlines(), strict=True)
        ]
        return Execution(runner=self.name, language=request.language, outcomes=tuple(outcomes))

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        return [await self.run(request) for request in requests]

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        return None

    async def warm(self, language: ProgrammingLanguage) -> None:
        return None

    async def close(self) -> None:
        return None
