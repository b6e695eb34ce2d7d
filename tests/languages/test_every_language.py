"""What a candidate can expect of every language alike, in containers: one suite for each folder of the package."""

import asyncio
import math
import os
import tomllib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, CaseOutcome, Execution, Limits, OutcomeStatus, RunRequest
from coach.domain.signature import Method, Parameter, Signature
from coach.domain.starter import starter
from coach.sandbox.docker import DockerRunner

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.usefixtures("docker_engine"), pytest.mark.timeout(900)]
SOURCES = Path(__file__).with_name("sources")
SHORT = Limits(cpu_seconds=1.0, memory_mib=256)
RETURNED, RAISED, CRASHED = OutcomeStatus.RETURNED, OutcomeStatus.RAISED, OutcomeStatus.CRASHED
SIX = tuple(ProgrammingLanguage)
EXTRAS = ProgrammingLanguage.known()[len(SIX) :]
LANGUAGES = SIX + EXTRAS if os.environ.get("COACH_SOAK") == "1" else SIX
"""The others go through everything in a soak, and through the essentials below each time."""
SHAPE = Signature(function="f", params=(Parameter(name="n", type="int"),), returns="int")


class Sources:
    """The programs of one language, and what is to be seen of them."""

    def __init__(self, language: ProgrammingLanguage) -> None:
        self.language = language
        self.data = tomllib.loads((SOURCES / f"{language.value}.toml").read_text(encoding="utf-8"))

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def returning(self, shape: Signature) -> str:
        """The starter, made to return its argument."""
        given = starter(shape, self.language)
        assert self["stub"] in given, given
        return given.replace(self["stub"], self["identity"])


@pytest.fixture(scope="module", params=LANGUAGES, ids=str)
def sources(request: pytest.FixtureRequest) -> Sources:
    return Sources(request.param)


@pytest.fixture(scope="module")
def runner() -> Iterator[DockerRunner]:
    opened = DockerRunner(parked=1)
    yield opened
    asyncio.run(opened.close())


@pytest.mark.parametrize("extra", EXTRAS, ids=str)
async def test_a_language_that_is_only_a_folder(runner: DockerRunner, extra: ProgrammingLanguage) -> None:
    sources = Sources(extra)
    assert [outcome.value for outcome in (await run(runner, sources, sources["adds_one"], [1, 2])).outcomes] == [2, 3]
    failed = await middle(runner, sources, sources["raises"])
    assert (failed.line, sources["raises_says"] in failed.error) == (sources["raises_line"], True)
    broken = await run(runner, sources, sources["broken"], [1])
    assert (broken.compile_line, sources["broken_says"] in broken.compile_error) == (sources["broken_line"], True)


@pytest.fixture
async def ordinary_run_afterwards(runner: DockerRunner, sources: Sources) -> AsyncIterator[None]:
    """Whatever a test did, the next person's right answer is right. What is harmless goes without."""
    yield
    execution = await run(runner, sources, sources["adds_one"], [1, 2])
    assert [outcome.value for outcome in execution.outcomes] == [2, 3], execution
    assert [outcome.printed for outcome in execution.outcomes] == ["n is 1\n", "n is 2\n"]


def request_for(
    sources: Sources, source: str, inputs: list[Any], shape: Signature = SHAPE, **options: Any
) -> RunRequest:
    name = "operations" if shape.is_class else shape.params[0].name
    cases = tuple(CaseInput(id=f"case {k}", input={name: value}) for k, value in enumerate(inputs))
    limits = options.pop("limits", SHORT)
    return RunRequest(language=sources.language, source=source, signature=shape, cases=cases, limits=limits, **options)


async def run(
    runner: DockerRunner, sources: Sources, source: str, inputs: list[Any], shape: Signature = SHAPE, **options: Any
) -> Execution:
    request = request_for(sources, source, inputs, shape, **options)
    execution = await runner.run(request)
    assert [outcome.id for outcome in execution.outcomes] == [case.id for case in request.cases]
    return execution


async def middle(runner: DockerRunner, sources: Sources, source: str, **options: Any) -> CaseOutcome:
    """The outcome of n = 2, between two cases that must be right."""
    first, second, third = (await run(runner, sources, source, [1, 2, 3], **options)).outcomes
    assert (first.status, first.value) == (RETURNED, 1), first
    assert (third.status, third.value) == (RETURNED, 3), third
    return second


TYPES: list[tuple[str, list[Any]]] = [
    ("int", [0, 1, -1, 2**31 - 1, -(2**31)]),
    ("long", [0, 2**63 - 1, -(2**63), 2**53 + 1]),
    ("float", [0.0, -1.5, 1e308, 5e-324, math.inf, -math.inf]),
    ("bool", [True, False]),
    ("string", ["", "plain", "zero \0 byte", "ü ñ 漢字 🙂 \u202e", 'line\nbreak\ttab "quote" \\']),
    ("list<int>", [[], [1, -2, 3], list(range(20_000))]),
    ("list<long>", [[], [2**62]]),
    ("list<float>", [[], [0.5, math.inf]]),
    ("list<bool>", [[], [True, False]]),
    ("list<string>", [[], ["a", ""]]),
    ("list<list<int>>", [[], [[]], [[1], [], [2, 3]]]),
    ("list<list<string>>", [[["a"], []]]),
    ("optional<int>", [None, 7]),
    ("optional<string>", [None, "", "x"]),
    ("list<optional<int>>", [[1, None]]),
    ("map<string,int>", [{}, {"a": 1, "ü": 2}]),
    ("map<string,list<int>>", [{"a": [1], "b": []}]),
    ("graph", [[], [[1], [0, 2], []]]),
    ("linked_list<int>", [[], [1], [1, 2, 3]]),
    ("list<linked_list<int>>", [[], [[1, 2], [], [3]]]),
    ("binary_tree<int>", [[], [1], [1, None, 2, 3], [1, 2, 3, None, None, 4, 5]]),
    ("binary_tree<string>", [["a", "b"]]),
]


def giving_back(sources: Sources, kind: str, given: list[Any]) -> RunRequest:
    shape = Signature(function="give_back", params=(Parameter(name="value", type=kind),), returns=kind)
    return request_for(sources, sources.returning(shape), given, shape)


# Harmless programs are run one after the other in one container, which takes longer to start than they do.
@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_every_type_there_and_back(runner: DockerRunner, sources: Sources) -> None:
    executions = await runner.run_many([giving_back(sources, kind, given) for kind, given in TYPES])
    back = [
        (kind, execution.compile_error, [outcome.value for outcome in execution.outcomes])
        for (kind, _), execution in zip(TYPES, executions, strict=True)
    ]
    assert back == [(kind, "", given) for kind, given in TYPES]


async def test_not_a_number_comes_back(runner: DockerRunner, sources: Sources) -> None:
    request = giving_back(sources, "float", [math.nan])
    value = (await runner.run(request)).outcomes[0].value
    assert isinstance(value, float)
    assert math.isnan(value)


CLASS = Signature(
    class_name="RunningTotal",
    constructor=(Parameter(name="start_value", type="int"),),
    methods=(
        Method(name="add_all", params=(Parameter(name="values", type="list<int>"),), returns="int"),
        Method(name="reset"),
        Method(name="history", returns="list<int>"),
    ),
)


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_the_starter_compiles_and_fails(runner: DockerRunner, sources: Sources) -> None:
    shapes = [SHAPE, CLASS, Signature(function="f", params=SHAPE.params, returns="void")]
    for execution in await runner.run_many(
        [
            request_for(
                sources, starter(shape, sources.language), [[["RunningTotal", [1]]] if shape.is_class else 1], shape
            )
            for shape in shapes
        ]
    ):
        assert execution.compile_error == ""
        assert execution.outcomes[0].status in {RAISED, CRASHED}
        assert "mplemented" in execution.outcomes[0].error


async def test_a_class_is_driven_by_operations(runner: DockerRunner, sources: Sources) -> None:
    one = [["RunningTotal", [5]], ["add_all", [[1, 2]]], ["history", []], ["reset", []], ["add_all", [[]]]]
    two = [["RunningTotal", [0]], ["history", []]]
    execution = await run(runner, sources, sources["running_total"], [one, two], CLASS)
    assert execution.compile_error == ""
    assert [outcome.value for outcome in execution.outcomes] == [[None, 8, [8], None, 5], [None, []]]


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_a_list_is_changed_in_place_and_every_repeat_has_a_fresh_one(
    runner: DockerRunner, sources: Sources
) -> None:
    shape = Signature(function="reverse_it", params=(Parameter(name="values", type="list<int>"),))
    requests = [
        request_for(sources, sources["reverses"], [[1, 2, 3], [], [7]], shape, repeats=repeats) for repeats in (1, 4)
    ]
    for execution in await runner.run_many(requests):
        assert execution.compile_error == ""
        assert [outcome.value for outcome in execution.outcomes] == [[3, 2, 1], [], [7]]


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_an_error_has_its_line_and_hides_no_other_case(runner: DockerRunner, sources: Sources) -> None:
    outcome = await middle(runner, sources, sources["raises"])
    assert outcome.status in {RAISED, CRASHED}
    assert sources["raises_says"] in outcome.error
    assert outcome.line == sources["raises_line"]


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_a_crash_hides_no_other_case(runner: DockerRunner, sources: Sources) -> None:
    outcome = await middle(runner, sources, sources["crashes"])
    assert outcome.status is CRASHED
    assert outcome.error


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_six_crashes_hide_no_other_case(runner: DockerRunner, sources: Sources) -> None:
    outcomes = (await run(runner, sources, sources["crashes"], [2, 2, 2, 2, 2, 2, 3])).outcomes
    assert [outcome.status for outcome in outcomes] == [CRASHED] * 6 + [RETURNED]


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_endless_recursion_is_named(runner: DockerRunner, sources: Sources) -> None:
    outcome = await middle(runner, sources, sources["recurses"])
    assert outcome.status in {RAISED, CRASHED}
    assert sources["recurses_says"] in outcome.error


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_deep_recursion_is_possible(runner: DockerRunner, sources: Sources) -> None:
    execution = await run(runner, sources, sources["counts_down"], [9_000])
    assert execution.outcomes[0].value == 9_000, execution


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_ending_the_process_is_no_success(runner: DockerRunner, sources: Sources) -> None:
    outcome = await middle(runner, sources, sources["leaves"])
    assert outcome.status is CRASHED
    assert "exit code 0" in outcome.error


@pytest.mark.usefixtures("ordinary_run_afterwards", "little_patience")
@pytest.mark.parametrize("name", ["spins", "sleeps"])
async def test_what_does_not_end_is_ended(runner: DockerRunner, sources: Sources, name: str) -> None:
    outcome = await middle(runner, sources, sources[name], limits=Limits(cpu_seconds=0.5))
    assert outcome.status is OutcomeStatus.TIME_LIMIT
    assert "0.5 s" in outcome.error or "did not return" in outcome.error


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_too_much_memory_is_named(runner: DockerRunner, sources: Sources) -> None:
    outcome = await middle(runner, sources, sources["allocates"], limits=Limits(cpu_seconds=10, memory_mib=128))
    assert outcome.status is OutcomeStatus.MEMORY_LIMIT, outcome
    assert outcome.error == "used over 128 MiB of memory"


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_too_much_output_is_named(runner: DockerRunner, sources: Sources) -> None:
    outcome = await middle(runner, sources, sources["floods"], limits=Limits(cpu_seconds=5, output_kib=16))
    assert outcome.status is OutcomeStatus.OUTPUT_LIMIT
    assert len(outcome.printed) <= 16 * 1024


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_code_that_cannot_be_read_is_told_by_line(runner: DockerRunner, sources: Sources) -> None:
    execution = await run(runner, sources, sources["broken"], [1])
    assert sources["broken_says"] in execution.compile_error
    assert execution.compile_line == sources["broken_line"]
    assert execution.outcomes[0].status is OutcomeStatus.NOT_RUN
    assert "/opt/coach" not in execution.compile_error


async def test_another_name_is_told_with_the_right_one(runner: DockerRunner, sources: Sources) -> None:
    shape = SHAPE.replace(function="find_it")
    execution = await run(runner, sources, sources["adds_one"], [1], shape)
    given = starter(shape, sources.language)
    wanted = next(name for name in ("findIt", "FindIt", "find_it") if name in given)
    assert wanted in execution.compile_error


@pytest.mark.usefixtures("ordinary_run_afterwards")
async def test_what_is_no_program_is_an_error(runner: DockerRunner, sources: Sources) -> None:
    written = ["", "\n\n", "\0", "\ufeff", "ünïcode ✗ at the top"]
    executions = await runner.run_many([request_for(sources, source, [1]) for source in written])
    lengths = [len(execution.compile_error) for execution in executions]
    assert len(lengths) == len(written)
    assert all(0 < length < 700 for length in lengths), executions


async def test_time_and_memory_are_of_the_case_alone(runner: DockerRunner, sources: Sources) -> None:
    short, long = (
        await run(runner, sources, sources["works"], [1, 100], limits=Limits(cpu_seconds=10, memory_mib=256))
    ).outcomes
    assert (short.status, long.status) == (RETURNED, RETURNED), (short, long)
    assert long.cpu_seconds > 2 * short.cpu_seconds > 0
    assert long.peak_memory_kib is not None
    assert long.peak_memory_kib > 5_000
