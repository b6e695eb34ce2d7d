"""The container runner against a real engine: its images, its faults, and what a killed host leaves behind."""

import asyncio
import gc
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docker
import docker.errors
import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Execution, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.errors import RunnerUnavailable
from coach.languages.language import load
from coach.sandbox import engine, images
from coach.sandbox.choose import build_image, choose_runner, clean_images, image_statuses, runner_statuses
from coach.sandbox.docker import DockerRunner
from tests.engine_faults import ENGINE_SOCKET, Faults
from tests.processes import unmeasured

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("docker_engine")]
SOAK = os.environ.get("COACH_SOAK") == "1"
PYTHON = load(ProgrammingLanguage.PYTHON)
ADDS_ONE = "def f(n): return n + 1\n"
SLEEPS = "import time\ndef f(n):\n    time.sleep(4)\n    return n + 1\n"


def request_for(source: str = ADDS_ONE) -> RunRequest:
    shape = Signature(function="f", params=(Parameter(name="n", type="int"),), returns="int")
    case = CaseInput(id="only", input={"n": 1})
    return RunRequest(language=ProgrammingLanguage.PYTHON, source=source, signature=shape, cases=(case,))


def engine_says(*command: str) -> str:
    asked = ["docker", "--host", f"unix://{ENGINE_SOCKET}", *command]
    return subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60).stdout


def containers(*filters: str) -> list[str]:
    options = [part for each in ("label=coach.session", *filters) for part in ("--filter", each)]
    return engine_says("ps", "-aq", "--no-trunc", *options).split()


def mine() -> list[str]:
    return containers(f"label=coach.pid={os.getpid()}")


def running_code(seconds: float = 60) -> list[str]:
    """The containers of this process in which a candidate's code runs by now: it is the second process there."""
    deadline = time.monotonic() + seconds
    found: list[str] = []
    while not found and time.monotonic() < deadline:
        time.sleep(0.05)
        found = [name for name in mine() if len(engine_says("top", name, "-eo", "pid").split()) > 2]
    return found


def wait_until_gone(*filters: str, seconds: float = 10) -> list[str]:
    deadline = time.monotonic() + seconds
    while (left := containers(*filters)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def open_files() -> int:
    # The engine's client keeps a closed connection in a cycle of objects.
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture(name="faults")
def engine_with_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    faults = Faults(tmp_path / "engine.sock")
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path / 'engine.sock'}")
    yield faults
    faults.close()


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    assert wait_until_gone(f"label=coach.pid={os.getpid()}") == []


async def value_of(runner: DockerRunner, source: str = ADDS_ONE) -> object:
    return only(await runner.run(request_for(source)))


def only(execution: Execution) -> object:
    assert execution.compile_error == ""
    return execution.outcomes[0].value


async def test_closing_leaves_nothing() -> None:
    runner = DockerRunner(parked=2)
    await runner.warm(ProgrammingLanguage.PYTHON)
    assert await value_of(runner) == 2
    await runner.close()
    await runner.close()
    assert mine() == []


@pytest.mark.parametrize("host", ["unix:///nowhere/docker.sock", "tcp://127.0.0.1:1", "nonsense://x"])
async def test_no_engine(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("DOCKER_HOST", host)
    runner = DockerRunner()
    await runner.warm(ProgrammingLanguage.PYTHON)
    with pytest.raises(RunnerUnavailable, match="Can't reach Docker") as caught:
        await runner.run(request_for())
    assert host in caught.value.why
    assert caught.value.fix == "coach doctor"
    await runner.close()


async def test_an_engine_at_another_usual_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_there(**options: object) -> None:
        raise docker.errors.DockerException("no such file")

    monkeypatch.setattr(docker, "from_env", nothing_there)
    monkeypatch.setattr(engine, "_other_socket", lambda: ENGINE_SOCKET)
    runner = DockerRunner(parked=0)
    assert await value_of(runner) == 2
    monkeypatch.setattr(engine, "_other_socket", lambda: None)
    with pytest.raises(RunnerUnavailable, match="Can't reach Docker"):
        await choose_runner("docker")
    await runner.close()


async def test_closing_while_an_image_is_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "Dockerfile"
    steps = f"RUN echo {tmp_path}; for k in $(seq 100); do echo $k; sleep 1; done"
    slow.write_text(f"FROM debian:trixie-slim AS base\n{steps}\n")
    monkeypatch.setattr(images, "_DOCKERFILE", slow)
    building = threading.Event()
    runner = DockerRunner(progress=lambda line: building.set() if line == "1" else None)
    await runner.warm(ProgrammingLanguage.PYTHON)
    assert await asyncio.to_thread(building.wait, 60)
    await asyncio.wait_for(runner.close(), 20)


async def test_an_engine_that_accepts_and_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent.sock"))
        silent.listen()
        monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path / 'silent.sock'}")
        runner = DockerRunner()
        with pytest.raises(RunnerUnavailable, match="Can't reach Docker"):
            await asyncio.wait_for(runner.run(request_for()), 30)
        await runner.close()


@pytest.mark.parametrize("step", [b"/version", b"/images/", b"/containers/create", b"/attach", b"/start"])
@pytest.mark.parametrize("how", ["cut", "500"])
async def test_a_fault_at_each_step(faults: Faults, step: bytes, how: str) -> None:
    faults.break_at, faults.how = step, how
    runner = DockerRunner(parked=0)
    message = "Can't reach Docker" if how == "cut" else "Docker refused|Can't reach"
    with pytest.raises(RunnerUnavailable, match=message) as caught:
        await runner.run(request_for())
    assert faults.met
    if how == "500" and step != b"/version":
        assert "no space left on device" in caught.value.why
    faults.break_at = b""
    assert await value_of(runner) == 2, "the next run finds an engine that is well again"
    await runner.close()


async def test_an_engine_that_goes_away_during_a_run_and_stays_away(faults: Faults) -> None:
    runner = DockerRunner(parked=0)
    assert await value_of(runner) == 2
    task = asyncio.create_task(runner.run(request_for(SLEEPS)))
    assert await asyncio.to_thread(running_code)
    faults.break_at = b"/"
    faults.cut_all()
    with pytest.raises(RunnerUnavailable, match="Can't reach Docker"):
        await task
    faults.break_at = b""
    await runner.close()


async def test_an_engine_that_comes_back_during_a_run(faults: Faults) -> None:
    runner = DockerRunner(parked=0)
    task = asyncio.create_task(value_of(runner, SLEEPS))
    assert await asyncio.to_thread(running_code)
    faults.cut_all()
    assert await task == 2
    await runner.close()


async def test_an_engine_that_goes_away_while_containers_are_parked(faults: Faults) -> None:
    runner = DockerRunner(parked=1)
    await runner.warm(ProgrammingLanguage.PYTHON)
    assert await value_of(runner) == 2
    await asyncio.sleep(1)
    faults.cut_all()
    assert await value_of(runner) == 2
    await runner.close()


def kill_running(count: int) -> None:
    for _ in range(count):
        found = running_code()
        for name in found:
            engine_says("kill", name)
        deadline = time.monotonic() + 10
        while set(mine()) & set(found) and time.monotonic() < deadline:
            time.sleep(0.02)


@pytest.mark.parametrize(("kills", "survives"), [(1, True), (2, False)])
async def test_a_container_that_dies_during_a_run(kills: int, survives: bool) -> None:
    runner = DockerRunner(parked=0)
    killer = asyncio.create_task(asyncio.to_thread(kill_running, kills))
    if survives:
        assert await value_of(runner, SLEEPS) == 2
    else:
        with pytest.raises(RunnerUnavailable, match="The sandbox ended during the run"):
            await runner.run(request_for(SLEEPS))
    await killer
    await runner.close()


BUSY_HOST = """
import asyncio
from coach.domain.execution import RunRequest
from coach.sandbox.docker import DockerRunner

async def main() -> None:
    runner = DockerRunner()
    await runner.warm("python")
    source = "import time\\ndef f(n):\\n    while True: time.sleep(0.01)\\n"
    shape = {"function": "f", "params": [{"name": "n", "type": "int"}]}
    limits = {"cpu_seconds": 60}
    case = {"id": "only", "input": {"n": 1}}
    await runner.run(RunRequest(language="python", source=source, signature=shape, cases=[case], limits=limits))

asyncio.run(main())
"""


async def test_a_killed_host_leaves_no_container() -> None:
    environment = unmeasured(PYTHONPATH=os.pathsep.join(sys.path))
    host = subprocess.Popen([sys.executable, "-c", BUSY_HOST], env=environment)
    label = f"label=coach.pid={host.pid}"
    try:
        deadline = time.monotonic() + 30
        while not containers(label, "status=running") and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(2)
        assert containers(label, "status=running")
    finally:
        host.send_signal(signal.SIGKILL)
        host.wait()
    assert wait_until_gone(label, seconds=10) == []


async def test_what_never_started_is_swept_at_the_next_start() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    labels = ["coach.session=old", f"coach.pid={gone.pid}", f"coach.host={platform.node()}"]
    foreign = ["coach.session=other", f"coach.pid={gone.pid}", "coach.host=another-machine"]
    tag = await build_image(ProgrammingLanguage.PYTHON)
    for each in (labels, foreign):
        options = [part for label in each for part in ("--label", label)]
        subprocess.run(["docker", "create", *options, tag], capture_output=True, check=True, timeout=60)
    runner = DockerRunner(parked=0)
    assert await value_of(runner) == 2
    await runner.close()
    left = containers(f"label=coach.pid={gone.pid}")
    for name in left:
        subprocess.run(["docker", "rm", "-f", name], capture_output=True, check=True, timeout=60)
    assert len(left) == 1, "another machine's containers are its own"


def test_an_image_is_named_by_its_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = images.tag_of(PYTHON)
    assert before == images.tag_of(PYTHON)
    assert not any("__pycache__" in name for name in images.context_files(PYTHON))
    changed = tmp_path / "Dockerfile"
    shutil.copy(images._DOCKERFILE, changed)
    with changed.open("a") as file:
        file.write("LABEL another=one\n")
    monkeypatch.setattr(images, "_DOCKERFILE", changed)
    assert images.tag_of(PYTHON) != before
    own = images.rendered(load(ProgrammingLanguage.JAVASCRIPT))
    assert own.index("AS base") < own.index("AS javascript") < own.index("ENTRYPOINT")


async def test_a_build_that_fails_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "Dockerfile"
    broken.write_text("FROM debian:trixie-slim AS base\nRUN echo mirror is down && exit 7\n")
    monkeypatch.setattr(images, "_DOCKERFILE", broken)
    lines: list[str] = []
    with pytest.raises(RunnerUnavailable, match="could not be built") as caught:
        await build_image(ProgrammingLanguage.PYTHON, lines.append)
    assert "mirror is down" in caught.value.why
    assert "non-zero code: 7" in caught.value.why
    assert any("mirror is down" in line for line in lines)
    runner = await choose_runner("auto")
    assert runner.name != "docker", "without an image there is the local ladder"
    await runner.close()


async def test_images_are_listed_and_old_ones_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = await build_image(ProgrammingLanguage.PYTHON)
    other = tmp_path / "Dockerfile"
    label = 'LABEL coach.sandbox="image"'
    other.write_text(f"FROM debian:trixie-slim AS base\n{label}\nLABEL made-by=test\n")
    with monkeypatch.context() as patched:
        patched.setattr(images, "_DOCKERFILE", other)
        old = await build_image(ProgrammingLanguage.PYTHON)
    status = next(each for each in await image_statuses() if each.language == "python")
    assert (status.tag, status.built, status.size > 10_000_000) == (kept, True, True)
    removed = await clean_images()
    assert old in removed
    assert kept not in removed


async def test_statuses_and_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    docker, *local = await runner_statuses()
    assert (docker.name, docker.available, bool(docker.version)) == ("docker", True, True)
    assert [each.name for each in local] == ["bubblewrap", "plain"]
    chosen = await choose_runner("docker")
    assert chosen.name == "docker"
    await chosen.close()
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    assert not (await runner_statuses())[0].available
    with pytest.raises(RunnerUnavailable, match="Can't reach Docker"):
        await choose_runner("docker")


def test_the_isolation_is_what_the_documentation_says() -> None:
    options = engine.container_options(640)
    assert options["network_mode"] == "none"
    assert options["read_only"] is True
    assert options["cap_drop"] == ["ALL"]
    assert options["mem_limit"] == options["memswap_limit"] == "640m"
    assert options["pids_limit"] == 128
    assert options["log_config"] == {"type": "none"}
    assert "environment" not in options


def memory_mib() -> float:
    """Resident memory of this process."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_many_submissions_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 500 if SOAK else 32
    # Of its own: the tests beside this one leave files where everybody does.
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    runner = DockerRunner(parked=1)
    for number in range(count // 4):
        assert await value_of(runner, f"{ADDS_ONE}# {number}\n") == 2
    before, opened = memory_mib(), open_files()
    for number in range(count // 4, count):
        assert await value_of(runner, f"{ADDS_ONE}# {number}\n") == 2
    assert memory_mib() - before < 20
    # Sandboxes are put away behind the answer; the last ones may still be about to go.
    deadline = time.monotonic() + 60
    while (now := open_files()) > opened + 10:
        assert time.monotonic() < deadline, now
        await asyncio.sleep(0.1)
    await runner.close()
    assert mine() == []
    assert list(folder.iterdir()) == []


async def test_many_submissions_at_once_are_all_answered() -> None:
    count = 50 if SOAK else 20
    runner = DockerRunner(parked=1, at_once=4)
    values = await asyncio.gather(*(value_of(runner, f"{ADDS_ONE}# {number}\n") for number in range(count)))
    assert values == [2] * count
    await runner.close()


async def test_an_engine_that_is_paused_in_a_run_ends_it_in_time(faults: Faults) -> None:
    runner = DockerRunner(parked=0)
    task = asyncio.create_task(value_of(runner, SLEEPS))
    (name,) = await asyncio.to_thread(running_code)
    engine_says("pause", name)
    await asyncio.sleep(1)
    engine_says("unpause", name)
    assert await task == 2
    await runner.close()


@pytest.mark.parametrize(
    "source", ["x" * 1_000_000, "def f(n): return n + 1\n\0", "\ud800", "def f(n): return n + 1\n# é"]
)
async def test_odd_sources_are_answered(source: str) -> None:
    runner = DockerRunner(parked=0)
    execution = await runner.run(request_for(source))
    assert execution.compile_error or execution.outcomes[0].value == 2
    await runner.close()
