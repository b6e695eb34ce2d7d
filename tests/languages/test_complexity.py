"""Growth is measured rightly, in every language: functions of a known class, run as the interview would."""

import asyncio
import os
import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coach.domain.coding import Complexity
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Limits, OutcomeStatus, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.evaluation.complexity import classes_of, distance
from coach.interview.running import GROWTH_CPU_SECONDS, GROWTH_REPEATS
from coach.sandbox.docker import DockerRunner

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.usefixtures("docker_engine"), pytest.mark.timeout(3600)]
FOLDER = Path(__file__).with_name("complexity")
SIZES = [500 * 2**step for step in range(8)]
SHAPE = Signature(function="f", params=(Parameter(name="values", type="list<int>"),), returns="int")
SOAK = os.environ.get("COACH_SOAK") == "1"
EVERY = 1 if SOAK else 5
"""In a quick run, one function in so many is measured; each language begins at another one."""
LANGUAGES = [each for each in ProgrammingLanguage.known() if (FOLDER / f"{each.value}.toml").is_file()]


class Known(NamedTuple):
    name: Complexity
    source: str
    given: str


def known_functions(language: ProgrammingLanguage) -> list[Known]:
    read = tomllib.loads((FOLDER / f"{language.value}.toml").read_text(encoding="utf-8"))
    return [Known(each["class"], each["source"], each.get("given", "random")) for each in read["function"]]


def inputs(given: str) -> dict[int, list[int]]:
    chance = random.Random(11)
    made = {n: [chance.randint(1, 10**6) for _ in range(n)] for n in SIZES}
    return {n: sorted(values) for n, values in made.items()} if given == "sorted" else made


async def measured(runner: DockerRunner, language: ProgrammingLanguage, one: Known) -> list[tuple[int, float]]:
    cases = tuple(
        CaseInput.model_validate({"id": str(n), "input": {"values": values}}) for n, values in inputs(one.given).items()
    )
    execution = await runner.run(
        RunRequest(
            language=language,
            source=one.source,
            signature=SHAPE,
            cases=cases,
            limits=Limits(cpu_seconds=GROWTH_CPU_SECONDS),
            repeats=GROWTH_REPEATS,
        )
    )
    assert execution.compile_error == "", (one.source, execution.compile_error)
    returned = [outcome for outcome in execution.outcomes if outcome.status is OutcomeStatus.RETURNED]
    return [(int(outcome.id), outcome.cpu_seconds) for outcome in returned]


@pytest.fixture(scope="module")
def runner() -> Iterator[DockerRunner]:
    opened = DockerRunner(parked=1)
    yield opened
    asyncio.run(opened.close())


async def test_known_classes_are_found(runner: DockerRunner) -> None:
    told: Counter[str] = Counter()
    wrong: list[Any] = []
    for place, language in enumerate(LANGUAGES):
        for one in known_functions(language)[place % EVERY :: EVERY]:
            points = await measured(runner, language, one)
            classes = classes_of(points)
            word = "inconclusive" if not classes else "right" if one.name in classes else "wrong"
            told[word] += 1
            if classes and max(distance(classes, (one.name,)), distance((one.name,), classes)) > 1:
                told["far"] += 1
            if word != "right":
                wrong.append((language.value, one.name, classes, points, one.source))
    print(f"\n{dict(told)}")
    asked = told["right"] + told["wrong"] + told["inconclusive"]
    # A quick run shares its machine with other tests: it finds what is broken, not what is imprecise.
    sure, unsure, far = (0.95, 0.1, 0) if SOAK else (0.8, 0.3, 1)
    assert told["right"] >= sure * (told["right"] + told["wrong"]), wrong
    assert told["inconclusive"] <= unsure * asked, wrong
    assert told["far"] <= far, wrong
