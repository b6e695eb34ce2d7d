"""The runner that every candidate's code can be given to: one hardened container per run, kept warm beforehand."""

from collections.abc import Callable, Sequence

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import Execution, RunRequest, Trust
from coach.sandbox.engine import EngineSource
from coach.sandbox.runs import Runs


class DockerRunner:
    """Runs code in containers of the engine that DOCKER_HOST names.

    `parked` containers per language wait for the next run, `at_once` runs may be under way together. `progress` gets
    the lines of an image being built, from another thread.
    """

    name = "docker"

    def __init__(self, *, parked: int = 1, at_once: int = 4, progress: Callable[[str], None] | None = None) -> None:
        self._runs = Runs(EngineSource(progress), parked=parked, at_once=at_once)

    @property
    def sandboxes(self) -> dict[str, int]:
        """How many there are in each state: warm, used, awaited."""
        return self._runs.sandboxes

    async def run(self, request: RunRequest) -> Execution:
        """Run all cases in a fresh container. Raises RunnerUnavailable."""
        return await self._runs.run(request)

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        """Run requests of the same trust, reusing one container; each still has a process of its own.

        Raises RunnerUnavailable.
        """
        return await self._runs.run_many(requests)

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        """Every language has an image, or can have one built, and anybody's code may run in it."""
        return

    async def warm(self, language: ProgrammingLanguage) -> None:
        """Have a container started in the background, building its image if there is none yet. Never raises."""
        await self._runs.warm(language)

    async def close(self) -> None:
        """Remove every container of this runner. Safe to call twice."""
        await self._runs.close()
