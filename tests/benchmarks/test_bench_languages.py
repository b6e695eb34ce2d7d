"""A warm submit of 20 tests in each language against what a person would do by hand on the same toolchain.

Run it by path: `pytest -s tests/benchmarks/test_bench_languages.py`. The bare side compiles and runs the same code in
the language's own image with nothing around it, timed from inside; the other sides are ways in which other runners
use containers. All sides take turns, so that they meet the same machine.
"""

import asyncio
import json
import shutil
import statistics
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.languages.language import load
from coach.sandbox import images
from coach.sandbox.docker import DockerRunner

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("docker_engine"), pytest.mark.timeout(3600)]
ROUNDS, CASES = 7, 20
READY_SECONDS = 3.0
PROGRAMS = tomllib.loads((Path(__file__).parent / "bare" / "programs.toml").read_text(encoding="utf-8"))
SIX = [each for each in ProgrammingLanguage if each.value in PROGRAMS]
BY_HAND = [each for each in SIX if each is not ProgrammingLanguage.GO]
"""Go's image holds its compiler and linker, but not the command that a person would use."""
INPUTS = [{"nums": list(range(k, k + 50)), "target": 2 * k + 97} for k in range(CASES)]
WANTED = {"python": 0.4, "javascript": 0.2, "java": 0.2, "cpp": 0.4, "go": 0.6, "rust": 0.6}
"""The ratio to the bare run that each language is to reach."""
SHAPE = Signature(
    function="two_sum",
    params=(Parameter(name="nums", type="list<int>"), Parameter(name="target", type="int")),
    returns="list<int>",
)
# Runs in the image, without a supervisor: the steps of one language, each time in a fresh folder.
TIMER = """
import json, os, shutil, subprocess, sys, time
job = json.loads(sys.stdin.readline())
for number in range(job["rounds"] + 1):
    folder = f"/tmp/bare-{number}"
    os.mkdir(folder)
    open(f"{folder}/{job['file']}", "w").write(job["source"])
    began = time.perf_counter()
    for command in job["commands"]:
        last = command is job["commands"][-1]
        done = subprocess.run(command, cwd=folder, env=job["environment"], input=job["lines"] if last else "",
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    spent = time.perf_counter() - began
    assert done.stdout.split()[:2] == ["48", "49"], done.stdout
    print(json.dumps(spent), flush=True)
    shutil.rmtree(folder)
    sys.stdin.readline()
"""


def request(language: ProgrammingLanguage, mark: int) -> RunRequest:
    """The submission; another `mark` makes another source of it, so that nothing compiled before can be used."""
    sign = load(language.value).comment
    return RunRequest(
        language=language,
        source=PROGRAMS[language.value]["solution"] + f"\n{sign} {mark}\n",
        signature=SHAPE,
        cases=tuple(CaseInput.model_validate({"id": str(k), "input": given}) for k, given in enumerate(INPUTS)),
    )


def bare_job(language: ProgrammingLanguage) -> dict[str, Any]:
    program = PROGRAMS[language.value]
    solution = program["solution"].removeprefix("\n")
    if "replace_head" in program:
        solution = solution.replace(program["replace_head"], "", 1)
    source = program.get("before", "").removeprefix("\n") + solution + program["main"]
    lines = "".join(
        f"{given['target']} {' '.join(str(each) for each in range(k, k + 50))}\n" for k, given in enumerate(INPUTS)
    )
    environment = program.get("environment", {"PATH": "/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8"})
    commands = program["commands"]
    return {"file": program["file"], "source": source, "lines": lines, "environment": environment, "commands": commands}


@contextmanager
def bare_side(language: ProgrammingLanguage) -> Iterator[Callable[[], float]]:
    """Seconds of one compile and run by hand, each time it is called."""
    tag = images.tag_of(load(language.value))
    command = ["docker", "run", "--rm", "-i", "--tmpfs", "/tmp:exec", "--entrypoint", "/usr/bin/python3", tag]
    process = subprocess.Popen([*command, "-u", "-c", TIMER], stdin=-1, stdout=-1, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    send, answers = process.stdin, process.stdout
    send.write(json.dumps({**bare_job(language), "rounds": ROUNDS}) + "\n")
    send.flush()

    def once() -> float:
        spent = float(answers.readline())
        send.write("\n")
        send.flush()
        return spent

    try:
        yield once
    finally:
        process.kill()
        process.wait()


async def warm(runner: DockerRunner, language: ProgrammingLanguage, mark: int, *, ready: float) -> float:
    await runner.warm(language)
    await asyncio.sleep(ready)
    began = time.perf_counter()
    execution = await runner.run(request(language, mark))
    spent = time.perf_counter() - began
    assert [outcome.value for outcome in execution.outcomes] == [[48, 49]] * CASES, execution
    return spent


def said(name: str, ours: list[float], theirs: list[float]) -> str:
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    middle = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
    return f"{name}: {middle[0]:.0f} ms against {middle[1]:.0f} ms: ratio {ratio:.2f}"


@pytest.mark.parametrize("language", BY_HAND, ids=str)
async def test_a_submit_against_the_bare_toolchain(language: ProgrammingLanguage) -> None:
    runner = DockerRunner()
    await runner.run(request(language, -1))
    first, again, bare = [], [], []
    with bare_side(language) as by_hand:
        by_hand()
        for mark in range(ROUNDS):
            first.append(await warm(runner, language, mark, ready=READY_SECONDS))
            again.append(await warm(runner, language, mark, ready=0))
            bare.append(by_hand())
    await runner.close()
    print("\n" + said(f"{language.value}, warm submit (wanted {WANTED[language.value]})", first, bare))
    print(said(f"{language.value}, the same source again", again, bare))


@pytest.mark.parametrize("language", BY_HAND, ids=str)
async def test_a_submit_against_other_uses_of_containers(language: ProgrammingLanguage) -> None:
    assert shutil.which("docker")
    runner = DockerRunner()
    await runner.run(request(language, -1))
    tag = images.tag_of(load(language.value))
    job = bare_job(language)
    steps = " && ".join(" ".join(command) for command in job["commands"])
    script = f"cd /tmp && cat > {job['file']} <<'END'\n{job['source']}\nEND\n{steps} <<'END'\n{job['lines']}END\n"
    variables = [part for name, value in job["environment"].items() for part in ("-e", f"{name}={value}")]
    options = ["-i", *variables]
    held = ["docker", "run", "-d", "--rm", "--tmpfs", "/tmp:exec", "--entrypoint", "/usr/bin/sleep", tag, "3600"]
    name = subprocess.run(held, capture_output=True, text=True, check=True).stdout.strip()

    def by(*command: str) -> float:
        began = time.perf_counter()
        done = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
        assert done.stdout.split()[:2] == ["48", "49"], done.stdout
        return time.perf_counter() - began

    ours, ran, entered = [], [], []
    try:
        for mark in range(ROUNDS):
            ours.append(await warm(runner, language, mark, ready=READY_SECONDS))
            fresh = ("docker", "run", "--rm", *options, "--tmpfs", "/tmp:exec", "--entrypoint", "/bin/sh", tag)
            ran.append(by(*fresh))
            entered.append(by("docker", "exec", *options, name, "/bin/sh"))
    finally:
        subprocess.run(["docker", "rm", "-f", name], capture_output=True, check=False)
        await runner.close()
    print("\n" + said(f"{language.value}, against `docker run` per submission", ours, ran))
    print(said(f"{language.value}, against `docker exec`", ours, entered))


@pytest.mark.parametrize("at_once", [1, 2])
async def test_a_batch_of_submissions(at_once: int) -> None:
    runner = DockerRunner(parked=2, at_once=at_once)
    python = ProgrammingLanguage.PYTHON
    await runner.run(request(python, -1))
    began = time.perf_counter()
    await asyncio.gather(*(runner.run(request(python, mark)) for mark in range(200)))
    spent = time.perf_counter() - began
    await runner.close()
    print(f"\n200 submissions, {at_once} at once: {200 / spent:.1f} a second, a fresh container each")


@pytest.mark.parametrize("language", SIX, ids=str)
async def test_memory_of_a_parked_container(language: ProgrammingLanguage) -> None:
    runner = DockerRunner(parked=1)
    await runner.run(request(language, -1))
    await asyncio.sleep(READY_SECONDS)
    names = _output("docker", "ps", "-q", "--filter", "label=coach.session").split()
    told = [_memory_of(name) for name in names]
    await runner.close()
    print(f"\n{language.value}, each container of the pool: " + "; ".join(told))


def _memory_of(container: str) -> str:
    """What it adds (its control group: no page that a file on disk backs), and what it shares with the machine."""
    counted = _output("docker", "stats", "--no-stream", "--format", "{{.MemUsage}}", container).split("/")[0].strip()
    pids = _output("docker", "top", container, "-eo", "pid").split()[1:]
    proportional = sum(_proportional_kib(pid) for pid in pids) / 1024
    return f"{counted} counted by the engine, {proportional:.0f} MiB with its share of files"


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _proportional_kib(pid: str) -> int:
    """Memory of a process with shared pages divided among their users; 0 for one that is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(next(line.split()[1] for line in text.splitlines() if line.startswith("Pss:")))
