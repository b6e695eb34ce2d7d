"""Running a candidate's own code on their own machine when there is no container engine: bubblewrap, else plain."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import Execution, RunRequest, Trust
from coach.errors import Forbidden, LanguageUnavailable, RunnerUnavailable
from coach.languages.language import Language, load
from coach.sandbox import bubblewrap, plain
from coach.sandbox.box import Box, BoxGone, BoxOverdue
from coach.sandbox.pipes import PipeLink, spawn
from coach.sandbox.runs import Runs

RUNGS = (bubblewrap.NAME, plain.NAME)
_READY_SECONDS = 20.0


def runs_locally(language: Language) -> bool:
    """Whether a language needs no tools but the Python that is there."""
    return language.run.kind == "fork"


def container_only(language: Language, *, why: str) -> LanguageUnavailable:
    return LanguageUnavailable(
        f"{language.title} code runs in a container only, where its tools are",
        why=why,
        fix="coach doctor, or --language python",
    )


class LocalSource:
    """Opens sandboxes of one rung. Its methods block."""

    def __init__(self, rung: str) -> None:
        self.name = rung
        self.notices: tuple[str, ...] = ()

    def memory_class(self, language: Language, memory_mib: int) -> int:
        return 0

    def require(self, language: Language) -> None:
        if not runs_locally(language):
            raise container_only(language, why=f"{self.name} runs Python only")

    def open(self, language: Language, memory_class: int) -> Box:
        self.require(language)
        box = self._start(language)
        notice = bubblewrap.NOTICE if self.name == bubblewrap.NAME else plain.NOTICE
        self.notices = (notice, *box.about.get("notices", ()))
        return box

    def stop(self) -> None:
        return

    def close(self) -> None:
        return

    def _start(self, language: Language) -> Box:
        folder: Path | None = None
        if self.name == bubblewrap.NAME:
            program = bubblewrap.program()
            if program is None:
                raise RunnerUnavailable("bubblewrap is not installed", why="there is no program `bwrap`")
            command = bubblewrap.command(program, language)
        elif plain.is_possible():
            folder = Path(tempfile.mkdtemp(prefix="coach-box-")).resolve()
            command = plain.command(language, folder)
        else:
            raise RunnerUnavailable("a restricted process needs Linux")
        try:
            link = PipeLink(spawn(command))
        except (OSError, ValueError) as error:
            _remove(folder)
            raise RunnerUnavailable(f"{self.name} could not be started", why=str(error)) from error

        def remove() -> None:
            link.release()
            _remove(folder)

        box = Box(link, remove)
        try:
            box.wait_until_ready(_READY_SECONDS)
        except (BoxGone, BoxOverdue) as error:
            box.discard()
            why = " ".join(str(error).split()) or "it was not ready in time"
            raise RunnerUnavailable(f"{self.name} does not work here", why=why) from error
        return box


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


class LocalRunner:
    """Runs the candidate's own code in one rung of the ladder, "bubblewrap" or "plain".

    `parked` sandboxes per language wait for the next run, `at_once` runs may be under way together.
    """

    def __init__(self, rung: str, *, parked: int = 1, at_once: int = 2) -> None:
        self._source = LocalSource(rung)
        self._runs = Runs(self._source, parked=parked, at_once=at_once)

    @property
    def name(self) -> str:
        return self._source.name

    @property
    def sandboxes(self) -> dict[str, int]:
        """How many there are in each state: warm, used, awaited."""
        return self._runs.sandboxes

    async def probe(self, language: ProgrammingLanguage = ProgrammingLanguage.PYTHON) -> None:
        """Open and discard one sandbox. Raises RunnerUnavailable when this rung does not work here."""
        await asyncio.to_thread(self._probe, load(language))

    async def run(self, request: RunRequest) -> Execution:
        """Run all cases in a fresh sandbox. Raises RunnerUnavailable, and Forbidden for foreign code."""
        _refuse_foreign(request.trust)
        return await self._runs.run(request)

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        """Run requests one after the other in one sandbox. Raises RunnerUnavailable and Forbidden."""
        for request in requests:
            _refuse_foreign(request.trust)
        return await self._runs.run_many(requests)

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        """Raise LanguageUnavailable for anything but Python, Forbidden for foreign code."""
        self._source.require(load(language))
        _refuse_foreign(trust)

    async def warm(self, language: ProgrammingLanguage) -> None:
        """Have a sandbox started in the background. Never raises."""
        await self._runs.warm(language)

    async def close(self) -> None:
        """End every sandbox of this runner. Safe to call twice."""
        await self._runs.close()

    def _probe(self, language: Language) -> None:
        self._source.open(language, 0).discard()


def _refuse_foreign(trust: Trust) -> None:
    if trust is Trust.FOREIGN:
        raise Forbidden(
            "Code from elsewhere runs in a container only",
            why="the sandboxes without Docker are for your own code on your own machine",
            fix="coach doctor",
        )


async def local_runner(*, parked: int = 1, at_once: int = 2) -> LocalRunner:
    """The best rung that works on this machine. Raises RunnerUnavailable when none does."""
    reasons = []
    for rung in RUNGS:
        runner = LocalRunner(rung, parked=parked, at_once=at_once)
        try:
            await runner.probe()
        except RunnerUnavailable as problem:
            await runner.close()
            reasons.append(f"{problem.message}: {problem.why}" if problem.why else problem.message)
            continue
        return runner
    raise RunnerUnavailable(
        "There is no safe way to run code on this machine", why="; ".join(reasons), fix="Install Docker or bubblewrap"
    )
