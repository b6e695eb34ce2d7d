"""A warm submit of 20 tests against packages that run code too, each in an environment of its own.

Run it by path: `pytest -s tests/benchmarks/test_bench_others.py`. It installs them from the package index (dmoj is
compiled, and wants the headers of libseccomp); one that cannot be installed is left out, with the reason. They get
the best case each: llm-sandbox a session that is open already and a whole program for all tests at once.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.languages.language import load
from coach.sandbox import images
from coach.sandbox.docker import DockerRunner
from tests.benchmarks.test_bench_languages import CASES, READY_SECONDS, ROUNDS, bare_job, request, said, warm

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("docker_engine"), pytest.mark.timeout(3600)]
HERE = Path(__file__).parent / "others"
PYTHON = ProgrammingLanguage.PYTHON
IMAGE = "coach-benchmark-llm-sandbox"


def environment(folder: Path, *packages: str) -> Path:
    """The Python of a fresh environment that has the packages; skips the test where they cannot be installed."""
    uv = Path(sys.executable).with_name("uv")
    made = subprocess.run([uv, "venv", "-q", "--python", sys.executable, folder], check=False)
    python = folder / "bin" / "python"
    done = subprocess.run(
        [uv, "pip", "install", "-q", "--python", python, *packages], capture_output=True, text=True, check=False
    )
    if made.returncode or done.returncode:
        pytest.skip(f"{packages[0]} cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
    return python


class Side:
    """The other side's process: a request a line in, its seconds a line out."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def say(self, what: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()

    def once(self, what: object) -> float:
        assert self._process.stdout is not None
        self.say(what)
        seconds, printed = json.loads(self._process.stdout.readline())
        assert printed.split()[:2] == ["48", "49"], printed
        return float(seconds)


@contextmanager
def other(*command: str | Path) -> Iterator[Side]:
    variables = {**os.environ, "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=variables)
    try:
        yield Side(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(60)


@pytest.mark.parametrize("name", ["python", "javascript", "cpp"])
async def test_against_llm_sandbox(name: str, tmp_path: Path) -> None:
    language = ProgrammingLanguage(name)
    python = environment(tmp_path / "env", "llm-sandbox[docker]")
    runner = DockerRunner()
    await runner.run(request(language, -1))
    # It calls Python by a name that Debian does not have.
    steps = f"FROM {images.tag_of(load(name))}\nUSER 0\nRUN ln -sf python3 /usr/bin/python\n"
    subprocess.run(["docker", "build", "-q", "-t", IMAGE, "-"], input=steps, text=True, capture_output=True, check=True)
    ours, theirs = [], []
    with other(python, HERE / "with_llm_sandbox.py") as session:
        session.say({"language": name, "image": IMAGE})
        program = _with_its_input(language)
        session.once(program)
        for mark in range(ROUNDS):
            ours.append(await warm(runner, language, mark, ready=READY_SECONDS))
            theirs.append(session.once(program))
    await runner.close()
    print("\n" + said(f"{name}, against an open session of llm-sandbox", ours, theirs))


def _with_its_input(language: ProgrammingLanguage) -> str:
    """The bare program with its input inside, since a session runs a program without one."""
    job = bare_job(language)
    text = json.dumps(job["lines"])
    match language.value:
        case "python":
            return f"import io, sys\nsys.stdin = io.StringIO({text})\n{job['source']}"
        case "javascript":
            return str(job["source"]).replace('require("fs").readFileSync(0, "utf8")', text)
    begins = f"int main() {{\n    istringstream given({text});"
    return f"#include <sstream>\n{job['source']}".replace("(cin, ", "(given, ").replace("int main() {", begins)


async def test_against_dmoj(tmp_path: Path) -> None:
    python = environment(tmp_path / "env", "dmoj", "setuptools<81")
    runner = DockerRunner()
    await runner.run(request(PYTHON, -1))
    job = bare_job(PYTHON)
    lines = job["lines"].splitlines(keepends=True)
    assert len(lines) == CASES
    ours, each, together = [], [], []
    with other(python, HERE / "with_dmoj.py", "/usr/bin/python3", tmp_path) as judge:
        judge.once([job["source"], lines])
        for mark in range(ROUNDS):
            ours.append(await warm(runner, PYTHON, mark, ready=READY_SECONDS))
            each.append(judge.once([job["source"], lines]))
            together.append(judge.once([job["source"], [job["lines"]]]))
    await runner.close()
    print("\n" + said("python, against dmoj as a judge, a process for each test", ours, each))
    print(said("python, against one process of dmoj for all tests", ours, together))
