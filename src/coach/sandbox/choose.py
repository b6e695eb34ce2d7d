"""Which runner a command gets, and what `coach doctor` and `coach sandbox` tell of them."""

import asyncio
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import Trust
from coach.errors import RunnerUnavailable
from coach.languages.language import load
from coach.ports import CodeRunner
from coach.sandbox import engine, images
from coach.sandbox.docker import DockerRunner
from coach.sandbox.images import ImageStatus
from coach.sandbox.local import RUNGS, LocalRunner, container_only, local_runner, runs_locally

if TYPE_CHECKING:
    from docker import DockerClient

_T = TypeVar("_T")
RunnerKind = Literal["auto", "docker", "local"]
Progress = Callable[[str], None]
_SAFE_RUNC = (1, 2, 8)


class RunnerStatus(NamedTuple):
    """Whether one way of running code works on this machine, and what is to be said of it."""

    name: str
    available: bool
    detail: str = ""
    version: str = ""


async def choose_runner(
    kind: RunnerKind,
    *,
    parked: int = 1,
    at_once: int = 4,
    progress: Progress | None = None,
    language: ProgrammingLanguage = ProgrammingLanguage.PYTHON,
) -> CodeRunner:
    """The runner for a setting: `auto` is Docker where it answers and the image can be had, else the local ladder.

    A local runner says in each execution's notices that it is one. Raises RunnerUnavailable.
    """
    if kind == "local":
        return await local_runner(parked=parked, at_once=at_once)
    try:
        await asyncio.to_thread(_try_engine, language if kind == "auto" else None, progress)
    except RunnerUnavailable as problem:
        if kind == "docker":
            raise
        if not runs_locally(load(language)):
            raise container_only(load(language), why=f"{problem.message}: {problem.why}") from problem
        return await _without_engine(problem, parked, at_once)
    return DockerRunner(parked=parked, at_once=at_once, progress=progress)


async def require(kind: RunnerKind, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
    """Raise LanguageUnavailable where this machine has nothing that runs a language, or code of such a trust."""
    wanted = load(language)
    if runs_locally(wanted) and trust is not Trust.FOREIGN:
        return
    if kind == "local":
        raise container_only(wanted, why="without one, only Python is run")
    try:
        await asyncio.to_thread(_try_engine, None, None)
    except RunnerUnavailable as problem:
        raise container_only(wanted, why=f"{problem.message}: {problem.why}") from problem


async def _without_engine(problem: RunnerUnavailable, parked: int, at_once: int) -> CodeRunner:
    try:
        return await local_runner(parked=parked, at_once=at_once)
    except RunnerUnavailable as other:
        why = f"{problem.message} ({problem.why}); {other.why}"
        raise RunnerUnavailable(other.message, why=why, fix=other.fix) from problem


def _try_engine(language: ProgrammingLanguage | None, progress: Progress | None) -> None:
    client = engine.connect()
    try:
        if language is not None:
            with engine.translated():
                images.ensure(client, load(language), progress)
    finally:
        client.close()


async def runner_statuses() -> list[RunnerStatus]:
    """Docker, bubblewrap and plain, each tried on this machine."""
    local = [_local_status(rung) for rung in RUNGS]
    return list(await asyncio.gather(asyncio.to_thread(_docker_status), *local))


def _docker_status() -> RunnerStatus:
    try:
        client = engine.connect()
    except RunnerUnavailable as problem:
        return RunnerStatus("docker", False, f"{problem.message}: {problem.why}")
    try:
        with engine.translated():
            about = client.api.version()
    except RunnerUnavailable as problem:
        return RunnerStatus("docker", False, f"{problem.message}: {problem.why}")
    finally:
        client.close()
    version = str(about.get("Version", ""))
    runc = next((part.get("Version", "") for part in about.get("Components") or () if part.get("Name") == "runc"), "")
    return RunnerStatus("docker", True, runc_warning(runc), version)


def runc_warning(version: str) -> str:
    """A sentence about a runc with known ways out of a container; empty for a safe or unknown one."""
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if not found or tuple(int(part) for part in found.groups()) >= _SAFE_RUNC:
        return ""
    wanted = ".".join(map(str, _SAFE_RUNC))
    return f"runc {version} has known ways out of a container; {wanted} or later is advised"


async def _local_status(rung: str) -> RunnerStatus:
    runner = LocalRunner(rung, parked=0)
    try:
        await runner.probe()
    except RunnerUnavailable as problem:
        return RunnerStatus(rung, False, problem.why or problem.message)
    finally:
        await runner.close()
    return RunnerStatus(rung, True, "your own code only")


async def engine_version() -> str:
    """The version of the container engine, asked now. Raises RunnerUnavailable."""
    about = await asyncio.to_thread(_with_client, lambda client: client.api.version())
    return str(about.get("Version", ""))


async def image_statuses() -> list[ImageStatus]:
    """The sandbox image of each language. Raises RunnerUnavailable."""
    return await asyncio.to_thread(_with_client, images.status)


async def build_image(
    language: ProgrammingLanguage, progress: Progress | None = None, *, from_scratch: bool = False
) -> str:
    """Build a language's image and return its tag; `from_scratch` without the engine's cache.

    Raises RunnerUnavailable.
    """
    return await asyncio.to_thread(
        _with_client, lambda client: images.build(client, load(language), progress, from_scratch=from_scratch)
    )


async def sweep_containers() -> int:
    """Remove the containers that killed processes of this machine left, and say how many. Raises RunnerUnavailable."""
    return await asyncio.to_thread(_with_client, engine.sweep_orphans)


async def clean_images(*, keep_current: bool = True) -> list[str]:
    """Remove sandbox images and return their tags. Raises RunnerUnavailable."""
    return await asyncio.to_thread(_with_client, lambda client: images.clean(client, keep_current=keep_current))


def _with_client(work: Callable[["DockerClient"], _T]) -> _T:
    client = engine.connect()
    try:
        with engine.translated():
            return work(client)
    finally:
        client.close()
