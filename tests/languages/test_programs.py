"""Whole programs that read their input and print their result, in every language that has them."""

import asyncio
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Execution, Limits, OutcomeStatus, RunRequest
from coach.domain.signature import Signature
from coach.domain.starter import starter
from coach.languages.language import load
from coach.sandbox.docker import DockerRunner

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.usefixtures("docker_engine"), pytest.mark.timeout(900)]
SOURCES = Path(__file__).with_name("programs.toml")
LANGUAGES = [each for each in ProgrammingLanguage.known() if load(each.value).stdio]
COMPILED = [each for each in LANGUAGES if (program := load(each.value).stdio) and program.compile]
SHAPE = Signature(stdio=True)


@pytest.fixture(scope="module")
def runner() -> Iterator[DockerRunner]:
    opened = DockerRunner(parked=1)
    yield opened
    asyncio.run(opened.close())


def source_of(language: ProgrammingLanguage, name: str) -> str:
    return str(tomllib.loads(SOURCES.read_text(encoding="utf-8"))[language.value][name])


async def run(runner: DockerRunner, language: ProgrammingLanguage, source: str, *inputs: str) -> Execution:
    cases = tuple(CaseInput(id=f"case {k}", input={"stdin": text}) for k, text in enumerate(inputs))
    return await runner.run(
        RunRequest(language=language, source=source, signature=SHAPE, cases=cases, limits=Limits(cpu_seconds=1.5))
    )


def test_the_six_can_all_write_programs() -> None:
    assert LANGUAGES[:6] == list(ProgrammingLanguage)


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
async def test_what_is_printed_is_the_result(runner: DockerRunner, language: ProgrammingLanguage) -> None:
    large = " ".join(map(str, range(20_000)))
    given = ("1 2 3\n", "", "5", "-7 7\n\n", large)
    execution = await run(runner, language, source_of(language, "sums"), *given)
    assert execution.compile_error == ""
    assert [str(outcome.value).strip() for outcome in execution.outcomes] == ["6", "0", "5", "0", str(199_990_000)]
    assert all(outcome.cpu_seconds > 0 for outcome in execution.outcomes)
    assert [outcome.printed for outcome in execution.outcomes] == ["on stderr\n"] * 5


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
async def test_a_program_that_fails_hides_no_other_case(runner: DockerRunner, language: ProgrammingLanguage) -> None:
    execution = await run(runner, language, source_of(language, "fails_on_two"), "1", "2", "3")
    assert execution.compile_error == ""
    statuses = [outcome.status for outcome in execution.outcomes]
    assert statuses == [OutcomeStatus.RETURNED, OutcomeStatus.CRASHED, OutcomeStatus.RETURNED], execution
    assert execution.outcomes[1].error


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
async def test_the_starter_is_no_solution(runner: DockerRunner, language: ProgrammingLanguage) -> None:
    execution = await run(runner, language, starter(SHAPE, language), "1")
    assert execution.compile_error == ""
    assert execution.outcomes[0].status is OutcomeStatus.CRASHED


@pytest.mark.parametrize("language", COMPILED, ids=str)
async def test_a_program_that_does_not_compile_is_told_by_line(
    runner: DockerRunner, language: ProgrammingLanguage
) -> None:
    execution = await run(runner, language, source_of(language, "broken"), "1")
    assert execution.compile_error
    assert execution.compile_line in (2, 3)
