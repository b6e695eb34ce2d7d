"""Running without a container engine: which rung is taken, what it says, what it keeps the code from."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, RunRequest, Trust
from coach.domain.signature import Parameter, Signature
from coach.errors import Forbidden, LanguageUnavailable, RunnerUnavailable
from coach.sandbox import bubblewrap, choose, interpreter, plain
from coach.sandbox.choose import choose_runner, runc_warning, runner_statuses
from coach.sandbox.local import LocalRunner, local_runner

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the ladder is made of Linux's means")
SHAPE = Signature(function="f", params=(Parameter(name="n", type="string"),), returns="string")


@pytest.fixture(name="no_engine", autouse=True)
def without_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")


@pytest.fixture(scope="module", params=["bubblewrap", "plain"], name="runner")
def each_rung(request: pytest.FixtureRequest) -> Iterator[LocalRunner]:
    runner = LocalRunner(request.param)
    try:
        asyncio.run(runner.probe())
    except RunnerUnavailable as problem:
        pytest.skip(f"{problem.message}: {problem.why}")
    yield runner
    asyncio.run(runner.close())


def request_for(source: str, value: str = "x", **options: Any) -> RunRequest:
    case = CaseInput(id="only", input={"n": value})
    return RunRequest(language=ProgrammingLanguage.PYTHON, source=source, signature=SHAPE, cases=(case,), **options)


async def found(runner: LocalRunner, body: str, value: str = "x") -> Any:
    source = f"""
import os, socket, signal, ctypes, resource
def attempt(work, *arguments):
    try: return work(*arguments)
    except OSError as error: return os.strerror(error.errno)
    except Exception as error: return type(error).__name__
def read(path):
    with open(path, "rb", 0) as file: return repr(file.read(30))
def write(path):
    with open(path, "w") as file: return file.write("x") and "written"
def f(n): return {body}
"""
    execution = await runner.run(request_for(source, value))
    assert execution.compile_error == ""
    assert execution.outcomes[0].error == ""
    return execution.outcomes[0].value


async def test_each_run_says_that_there_is_no_container(runner: LocalRunner) -> None:
    execution = await runner.run(request_for("def f(n): return n"))
    assert execution.runner == runner.name
    assert execution.notices[0].startswith("No container:")


async def test_foreign_code_is_refused(runner: LocalRunner) -> None:
    foreign = request_for("def f(n): return n", trust=Trust.FOREIGN)
    with pytest.raises(Forbidden, match="container only"):
        await runner.run(foreign)
    with pytest.raises(Forbidden):
        await runner.run_many([request_for("def f(n): return n", trust=Trust.BANK), foreign])


async def test_the_persons_files_are_out_of_reach(runner: LocalRunner, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    secret.chmod(0o666)
    home = str(Path("~root").expanduser() / ".bashrc")
    answers = await found(
        runner,
        f"[attempt(read, n), attempt(write, n), attempt(read, '/etc/passwd'), attempt(read, {home!r})]",
        str(secret),
    )
    assert set(answers) <= {"Permission denied", "No such file or directory"}
    assert secret.read_text() == "secret"


async def test_the_environment_is_empty(runner: LocalRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_CANARY", "canary")
    names, supervisor = await found(runner, "[sorted(os.environ), attempt(read, '/proc/1/environ')]")
    assert set(names) <= {"LC_CTYPE", "PWD"}
    assert supervisor == "Permission denied"


async def test_no_network_and_no_unusual_sockets(runner: LocalRunner) -> None:
    body = """[attempt(socket.create_connection, (host, 80), 2) for host in ("1.1.1.1", "127.0.0.1")] + [
        attempt(socket.socket, family, 3, 0) for family in (16, 17, 38, 40)]"""
    outside, loopback, *unusual = await found(runner, body)
    assert outside in {"Network is unreachable", "Permission denied"}
    assert loopback in {"Connection refused", "Permission denied", "Network is unreachable"}
    assert set(unusual) == {"Address family not supported by protocol"}


async def test_it_has_no_rights(runner: LocalRunner) -> None:
    body = """[os.getuid() != 0, attempt(os.setuid, 0), attempt(os.kill, 1, 9), attempt(os.chroot, "/"),
        ctypes.CDLL(None).unshare(0x10000000), ctypes.CDLL(None).ptrace(16, 1, 0, 0),
        attempt(resource.setrlimit, resource.RLIMIT_NPROC, (-1, -1)), attempt(write, "/usr/canary")]"""
    ordinary, root, kill, chroot, unshare, trace, limit, usr = await found(runner, body)
    assert ordinary is True
    assert root in {"Operation not permitted", "Invalid argument"}
    assert kill in {None, "Operation not permitted"}
    assert chroot == "Operation not permitted"
    assert (unshare, trace) == (-1, -1)
    assert limit in {"ValueError", "Operation not permitted"}
    assert usr in {"Read-only file system", "Permission denied"}


async def test_processes_are_limited_and_do_not_stay(runner: LocalRunner) -> None:
    source = "import os, time\ndef f(n):\n    while True:\n        if os.fork() == 0: time.sleep(100)\n"
    execution = await runner.run(request_for(source))
    assert "Resource temporarily unavailable" in execution.outcomes[0].error
    execution = await runner.run(request_for("def f(n): return n"))
    assert execution.outcomes[0].value == "x"


async def test_disk_use_is_limited(runner: LocalRunner) -> None:
    body = "[attempt(fill, f'file{k}') for k in range(3)]"
    source = (
        "def fill(path):\n    with open(path, 'wb', 0) as file:\n        while True: file.write(b'x' * (1 << 20))\n"
    )
    answers = await found(runner, f"(exec({source!r}, globals()), {body})[1]")
    assert set(answers) <= {"File too large", "No space left on device"}


async def test_nothing_is_left_on_disk_or_running(runner: LocalRunner) -> None:
    own = LocalRunner(runner.name)
    await own.run(request_for("open('left', 'w').close()\ndef f(n): return n"))
    await own.close()
    listed = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True).stdout
    mine = [line for line in listed.splitlines() if line.split()[0] == str(os.getpid()) and "start.py" in line]
    assert len(mine) <= 1, "the module's own runner may keep one parked"


async def test_auto_takes_the_first_rung_that_works() -> None:
    works = [each.name for each in await runner_statuses() if each.available]
    if not works:
        pytest.skip("neither bubblewrap nor a plain process works here")
    for kind in ("auto", "local"):
        chosen = await choose_runner(kind)
        assert chosen.name == works[0]
        await chosen.close()


async def test_the_next_rung_is_taken_when_bubblewrap_is_missing_or_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    broken.chmod(0o755)
    for found_program in (None, str(broken)):
        monkeypatch.setattr(bubblewrap, "program", lambda program=found_program: program)
        chosen = await local_runner()
        assert chosen.name == "plain"
        await chosen.close()


async def test_without_any_rung_the_reasons_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bubblewrap, "program", lambda: None)
    monkeypatch.setattr(plain, "is_possible", lambda: False)
    with pytest.raises(RunnerUnavailable, match="no safe way") as caught:
        await choose_runner("auto")
    assert "Can't reach Docker" in caught.value.why
    assert "bubblewrap is not installed" in caught.value.why
    assert caught.value.fix


async def test_an_interpreter_that_is_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(interpreter, "executable", lambda: tmp_path / "python")
    monkeypatch.setattr(bubblewrap, "program", lambda: str(tmp_path / "bwrap"))
    for rung in ("bubblewrap", "plain"):
        runner = LocalRunner(rung)
        with pytest.raises(RunnerUnavailable, match="could not be started"):
            await runner.run(request_for("def f(n): return n"))
        await runner.close()


WITHOUT_NAMESPACES = """
import asyncio, sys
from coach.sandbox.guest import kernel
from coach.sandbox.local import LocalRunner
from coach.domain.execution import RunRequest
from coach.errors import RunnerUnavailable

kernel.forbid_new_privileges()
kernel.install_filter()

async def main() -> None:
    runner = LocalRunner("plain", parked=0)
    shape = {"function": "f", "params": [{"name": "n", "type": "int"}], "returns": "int"}
    source = "import os, time\\ndef f(n):\\n    if os.fork() == 0: os.setsid(); time.sleep(100)\\n    return n\\n"
    given = RunRequest(language="python", source=source, signature=shape, cases=[{"id": "c", "input": {"n": 5}}])
    try:
        execution = await runner.run(given)
        print(execution.outcomes[0].value, *execution.notices)
    except RunnerUnavailable as problem:
        print("refused:", problem.why)
    await runner.close()

asyncio.run(main())
"""


def test_where_namespaces_are_forbidden_it_says_what_is_missing() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    answer = subprocess.run(
        [sys.executable, "-c", WITHOUT_NAMESPACES],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    if os.geteuid() == 0:
        assert answer.stdout.startswith("refused: without namespaces of its own it would run with root's rights")
    elif not answer.stdout.startswith("refused: the kernel has no Landlock"):
        assert answer.stdout.startswith("5 No container:")
        assert "The number of processes is not limited" in answer.stdout


@pytest.mark.parametrize(
    ("version", "warned"),
    [("1.1.5+ds1", True), ("1.2.7", True), ("1.2.8", False), ("1.3.0-rc1", False), ("", False), ("dev", False)],
)
def test_old_engines_are_warned_about(version: str, warned: bool) -> None:
    assert bool(runc_warning(version)) is warned


async def test_images_without_an_engine() -> None:
    with pytest.raises(RunnerUnavailable, match="Can't reach Docker"):
        await choose.image_statuses()


async def test_a_language_without_an_engine_is_refused_with_the_reason() -> None:
    java = ProgrammingLanguage.JAVA
    for attempt in (choose.require("auto", java), choose.require("docker", java), choose_runner("auto", language=java)):
        with pytest.raises(LanguageUnavailable, match="Java code runs in a container only") as caught:
            await attempt
        assert "Can't reach Docker" in caught.value.why
    with pytest.raises(LanguageUnavailable, match="Java code runs in a container only"):
        await choose.require("local", java)
    await choose.require("auto", ProgrammingLanguage.PYTHON)
