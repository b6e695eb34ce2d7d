"""Hostile code in every language but Python, which has a suite of its own: nothing gets out, and the next run is fine.

Each attack is `f(n: string) -> string` in `attacks/<language>.toml`. Attacks that look for a way out return what they
met, word by word; a word of success (`WAY_OUT`) fails the test. Attacks on the compiler only have to end in time.
"""

import asyncio
import os
import platform
import re
import subprocess
import time
import tomllib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Execution, Limits, OutcomeStatus, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.sandbox.docker import DockerRunner
from coach.sandbox.jobs import GRACE_SECONDS, encode

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.usefixtures("docker_engine"), pytest.mark.timeout(900)]
FOLDER = Path(__file__).with_name("attacks")
SHAPE = Signature(function="f", params=(Parameter(name="n", type="string"),), returns="string")
LIMITS = Limits(cpu_seconds=1, memory_mib=256)
RETURNED, RAISED, CRASHED = OutcomeStatus.RETURNED, OutcomeStatus.RAISED, OutcomeStatus.CRASHED
TIME, MEMORY, OUTPUT = OutcomeStatus.TIME_LIMIT, OutcomeStatus.MEMORY_LIMIT, OutcomeStatus.OUTPUT_LIMIT
WAY_OUT = re.compile(r"\b(connected|readable|written|allowed)\b")
ENDS: dict[str, set[OutcomeStatus]] = {
    "fork_bomb": {RETURNED, RAISED, CRASHED, TIME, MEMORY},
    "memory": {MEMORY},
    "flood_results": {OUTPUT, CRASHED},
    "garbage_results": {CRASHED, OUTPUT},
    "closed_results": {CRASHED},
    "disk": {RETURNED},
    "network": {RETURNED},
    "secrets": {RETURNED},
    "writes": {RETURNED},
    "kill": {RETURNED, RAISED, CRASHED, TIME},
    "daemon": {RETURNED},
    "planted": {RETURNED},
}
"""Attack → how it may end. Every language has each of them that it can express."""


def read(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))
RUNS = [(language, name) for language in LANGUAGES for name in read(language)["run"]]
COMPILES = [(language, name) for language in LANGUAGES for name in read(language).get("compile", {})]


@pytest.fixture(scope="module")
def runner() -> Iterator[DockerRunner]:
    opened = DockerRunner(parked=1)
    yield opened
    asyncio.run(opened.close())


_READY: set[str] = set()


async def run(runner: DockerRunner, language: str, source: str, *inputs: str, patient: bool = False) -> Execution:
    """Run an attack; it ends within its limits and the grace, whatever it does."""
    cases = tuple(CaseInput(id=str(k), input={"n": text}) for k, text in enumerate(inputs))
    request = RunRequest(
        language=ProgrammingLanguage(language), source=source, signature=SHAPE, cases=cases, limits=LIMITS
    )
    began = time.monotonic()
    execution = await runner.run(request)
    assert patient or time.monotonic() - began < encode(request).seconds + GRACE_SECONDS
    return execution


def outside() -> tuple[Any, ...]:
    """What an attack that got out could have changed."""
    canaries = sorted(path.name for path in Path("/tmp").iterdir() if "canary" in path.name)
    return platform.node(), canaries, Path("/etc/passwd").read_bytes()


def containers() -> set[str]:
    mine = f"label=coach.pid={os.getpid()}"
    answer = subprocess.run(["docker", "ps", "-aq", "--filter", mine], capture_output=True, check=True, timeout=60)
    return set(answer.stdout.decode().split())


@pytest.fixture
async def nothing_changes(runner: DockerRunner, request: pytest.FixtureRequest) -> AsyncIterator[None]:
    language = request.node.callspec.params["language"]
    if language not in _READY:
        # Its image may have to be built, which is not the attack's time.
        await run(runner, language, read(language)["ordinary"], "ab", patient=True)
        _READY.add(language)
    before, known = outside(), containers()
    yield
    assert outside() == before
    execution = await run(runner, language, read(language)["ordinary"], "abc", "12")
    assert [outcome.value for outcome in execution.outcomes] == ["cba", "21"], execution
    deadline = time.monotonic() + 60
    # A parked one and a kept one, and those of the language before until they are replaced.
    while len(left := containers() - known) > 3:
        assert time.monotonic() < deadline, left
        await asyncio.sleep(0.1)


@pytest.mark.usefixtures("nothing_changes", "little_patience")
@pytest.mark.parametrize(("language", "name"), RUNS, ids=[f"{language}-{name}" for language, name in RUNS])
async def test_hostile_code(runner: DockerRunner, language: str, name: str) -> None:
    execution = await run(runner, language, read(language)["run"][name], "x")
    assert execution.compile_error == ""
    outcome = execution.outcomes[0]
    assert outcome.status in ENDS[name], outcome
    assert not WAY_OUT.search(str(outcome.value)), outcome
    if outcome.status is RETURNED:
        assert outcome.value, "an attack tells what it met"


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize(("language", "name"), COMPILES, ids=[f"{language}-{name}" for language, name in COMPILES])
async def test_hostile_to_the_compiler(runner: DockerRunner, language: str, name: str) -> None:
    execution = await run(runner, language, read(language)["compile"][name], "x")
    assert execution.compile_error or execution.outcomes[0].status in {RETURNED, RAISED, CRASHED, MEMORY, TIME}
    told = execution.compile_error + "".join(f"{each.value}{each.error}{each.printed}" for each in execution.outcomes)
    assert "root:" not in told
    assert len(execution.compile_error) <= 700


def test_every_attack_is_tried_where_it_can_be_expressed() -> None:
    assert {"javascript", "java", "cpp", "go", "rust"} <= set(LANGUAGES)
    for language in LANGUAGES:
        tried = set(read(language)["run"])
        assert tried <= set(ENDS), language
        assert len(set(ENDS) - tried) <= len(read(language).get("cannot", {})), language
