"""A submit of 20 tests through a warm container against one bare Python process that runs the same 20 tests.

Run it by path: `pytest -s tests/benchmarks/test_bench_runner.py`. Pairs are interleaved, so that both sides meet
the same machine; the bare process has nothing to isolate, encode or measure.
"""

import asyncio
import json
import statistics
import subprocess
import time

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.ports import CodeRunner
from coach.sandbox import interpreter
from coach.sandbox.docker import DockerRunner
from coach.sandbox.local import LocalRunner
from tests.benchmarks.two_sum import SOURCE

PAIRS, CASES = 40, 20
BARE = SOURCE + (
    "import json, sys\n"
    "answers = [two_sum(case['nums'], case['target']) for case in json.load(sys.stdin)]\n"
    "print(json.dumps(answers))\n"
)
INPUTS = [{"nums": list(range(k, k + 50)), "target": 2 * k + 97} for k in range(CASES)]
REQUEST = RunRequest(
    language=ProgrammingLanguage.PYTHON,
    source=SOURCE,
    signature=Signature(
        function="two_sum",
        params=(Parameter(name="nums", type="list<int>"), Parameter(name="target", type="int")),
        returns="list<int>",
    ),
    cases=tuple(CaseInput.model_validate({"id": str(k), "input": given}) for k, given in enumerate(INPUTS)),
)


def bare_milliseconds() -> float:
    command = [str(interpreter.executable()), *interpreter.FLAGS, "-c", BARE]
    began = time.perf_counter()
    answer = subprocess.run(command, input=json.dumps(INPUTS), capture_output=True, text=True, check=True)
    spent = time.perf_counter() - began
    assert json.loads(answer.stdout)[0] == [48, 49]
    return spent * 1000


async def warm_milliseconds(runner: CodeRunner) -> float:
    await runner.warm(ProgrammingLanguage.PYTHON)
    await asyncio.sleep(0.7)
    began = time.perf_counter()
    execution = await runner.run(REQUEST)
    spent = time.perf_counter() - began
    assert [outcome.value for outcome in execution.outcomes] == [[48, 49]] * CASES
    return spent * 1000


@pytest.mark.docker
@pytest.mark.usefixtures("docker_engine")
@pytest.mark.parametrize("rung", ["docker", "bubblewrap", "plain"])
async def test_a_warm_submit_against_a_bare_process(rung: str) -> None:
    runner: CodeRunner = DockerRunner() if rung == "docker" else LocalRunner(rung)
    await runner.run(REQUEST)
    pairs = [(await warm_milliseconds(runner), bare_milliseconds()) for _ in range(PAIRS)]
    await runner.close()
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(warm / bare for warm, bare in pairs)
    print(f"\n{rung}: warm submit {ours:.1f} ms, bare process {theirs:.1f} ms, ratio {ratio:.2f} ({PAIRS} pairs)")


async def test_many_requests_in_one_container(docker_engine: None) -> None:
    runner = DockerRunner()
    executions = await runner.run_many([REQUEST] * 200)
    await runner.close()
    print(f"\ndocker, one container: {statistics.median(each.seconds for each in executions) * 1000:.1f} ms a request")
