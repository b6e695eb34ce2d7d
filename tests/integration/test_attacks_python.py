"""Hostile Python in a container: what each attack meets, and that nothing outside it changes."""

import asyncio
import os
import platform
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Execution, Limits, OutcomeStatus, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.sandbox import jobs
from coach.sandbox.docker import DockerRunner
from coach.sandbox.jobs import GRACE_SECONDS, encode

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("docker_engine", "little_patience")]

LIMITS = Limits(cpu_seconds=1, memory_mib=128)
ORDINARY_RUNS = 10 if os.environ.get("COACH_SOAK") == "1" else 2
SHAPE = Signature(function="f", params=(Parameter(name="n", type="string"),), returns="string")
CANARY = "/tmp/coach-attack-canary"
ORDINARY = "def f(n):\n    print(n)\n    return n[::-1]\n"
RETURNED, CRASHED = OutcomeStatus.RETURNED, OutcomeStatus.CRASHED
TIME, MEMORY, OUTPUT = OutcomeStatus.TIME_LIMIT, OutcomeStatus.MEMORY_LIMIT, OutcomeStatus.OUTPUT_LIMIT

TRYING = """
import os
def attempt(work, *arguments):
    try:
        return work(*arguments)
    except OSError as error:
        return os.strerror(error.errno) if error.errno else str(error)
    except Exception as error:
        return type(error).__name__
"""
CALLING = (
    TRYING
    + """
import ctypes
library = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    result = library.syscall(number, *arguments)
    return "allowed" if result >= 0 else os.strerror(ctypes.get_errno())
"""
)


@pytest.fixture(scope="module")
def strangers() -> set[str]:
    """Containers of this process that belong to other tests."""
    return set(containers())


@pytest.fixture(scope="module")
def runner(strangers: set[str]) -> Iterator[DockerRunner]:
    runner = DockerRunner()
    yield runner
    asyncio.run(runner.close())


def request_for(source: str, *inputs: str, limits: Limits = LIMITS) -> RunRequest:
    cases = tuple(CaseInput(id=str(k), input={"n": value}) for k, value in enumerate(inputs))
    return RunRequest(language=ProgrammingLanguage.PYTHON, source=source, signature=SHAPE, cases=cases, limits=limits)


async def attack(runner: DockerRunner, source: str, *inputs: str, limits: Limits = LIMITS) -> Execution:
    """Run an attack; it ends within its limits and the grace, whatever it does."""
    request = request_for(source, *(inputs or ("x",)), limits=limits)
    began = time.monotonic()
    execution = await runner.run(request)
    assert time.monotonic() - began < encode(request).seconds + GRACE_SECONDS
    return execution


async def found(runner: DockerRunner, source: str, value: str = "x") -> Any:
    execution = await attack(runner, source, value)
    assert execution.compile_error == ""
    outcome = execution.outcomes[0]
    assert outcome.status is RETURNED, outcome
    return outcome.value


def containers() -> set[str]:
    mine = f"label=coach.pid={os.getpid()}"
    answer = subprocess.run(["docker", "ps", "-aq", "--filter", mine], capture_output=True, check=True, timeout=60)
    return set(answer.stdout.decode().split())


def outside() -> tuple[Any, ...]:
    """What an attack that got out could have changed."""
    tmp = sorted(path.name for path in Path("/tmp").iterdir() if "canary" in path.name)
    return platform.node(), tmp, Path("/etc/passwd").read_bytes()


@pytest.fixture(autouse=True)
async def nothing_changes(runner: DockerRunner, strangers: set[str]) -> AsyncIterator[None]:
    before = outside()
    yield
    assert outside() == before
    execution = await runner.run(request_for(ORDINARY, "abc", "12"))
    assert [(outcome.value, outcome.printed) for outcome in execution.outcomes] == [("cba", "abc\n"), ("21", "12\n")]
    # Attacked ones are removed; one is parked, one may be on its way. Which moment it is so depends on the engine.
    deadline = time.monotonic() + 60
    while len(left := containers() - strangers) > 2:
        assert time.monotonic() < deadline, left
        await asyncio.sleep(0.1)


async def test_fork_bomb(runner: DockerRunner) -> None:
    source = "import os\ndef f(n):\n    while True:\n        try: os.fork()\n        except OSError: pass\n"
    execution = await attack(runner, source)
    assert execution.outcomes[0].status is TIME


async def test_fork_bomb_that_never_stops_forking_while_loading(runner: DockerRunner) -> None:
    execution = await attack(runner, "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n")
    assert execution.compile_error.startswith("while loading:")


async def test_memory_bomb(runner: DockerRunner) -> None:
    execution = await attack(runner, "def f(n):\n    kept = []\n    while True: kept.append(bytearray(8 << 20))\n")
    assert execution.outcomes[0].status is MEMORY


async def test_memory_bomb_in_twenty_children(runner: DockerRunner) -> None:
    source = """
import os, time
def f(n):
    for _ in range(20):
        if os.fork() == 0:
            kept = []
            while True:
                try: kept.append(bytearray(b"x" * (1 << 20)))
                except MemoryError: pass
    time.sleep(100)
"""
    execution = await attack(runner, source)
    assert execution.outcomes[0].status is MEMORY


@pytest.mark.parametrize("descriptor", [1, 2])
async def test_endless_output(runner: DockerRunner, descriptor: int) -> None:
    source = f"import os\ndef f(n):\n    while True: os.write({descriptor}, b'x' * 65536)\n"
    outcome = (await attack(runner, source)).outcomes[0]
    assert outcome.status is OUTPUT
    assert len(outcome.printed) == 64 * 1024


async def test_endless_result(runner: DockerRunner) -> None:
    source = "import os\ndef f(n):\n    while True: os.write(4, b'\\x7f' * 65536)\n"
    outcome = (await attack(runner, source)).outcomes[0]
    assert outcome.status is OUTPUT


async def test_forged_answers_are_crashes_or_values_of_their_own(runner: DockerRunner) -> None:
    source = """
import os, struct
def f(n):
    body = n.encode()
    os.write(4, struct.pack(">IB", len(body), ord("R")) + body)
    os._exit(0)
"""
    forged = ['{"value": 1}', "[]", "nonsense", "[" * 100_000, '{"value": 1, "cpu": "fast"}', '{"cpu": NaN}']
    execution = await attack(runner, source, *forged[:3])
    assert [outcome.status for outcome in execution.outcomes] == [CRASHED] * 3
    execution = await attack(runner, source, *forged[3:])
    assert [outcome.status for outcome in execution.outcomes] == [CRASHED] * 3
    execution = await attack(runner, source, '{"value": 1, "cpu": -1e9}')
    assert (execution.outcomes[0].value, execution.outcomes[0].cpu_seconds) == (1, 0.0)


async def test_unknown_kinds_of_answers_are_crashes(runner: DockerRunner) -> None:
    source = "import os, struct\ndef f(n):\n    os.write(4, struct.pack('>IB', 2, int(n)) + b'{}')\n    os._exit(0)\n"
    execution = await attack(runner, source, "0", "79", "255")
    assert [outcome.status for outcome in execution.outcomes] == [CRASHED] * 3


async def test_filling_the_disk(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
def fill(path):
    written = 0
    with open(path, "wb", 0) as file:
        while True: written += file.write(b"x" * (1 << 20))
def f(n):
    many = [attempt(fill, f"/box/{k}") for k in range(4)]
    return [many[0], many[3], attempt(fill, "/tmp/big"), sum(e.stat().st_size for e in os.scandir("/box")) >> 20]
"""
    )
    one, last, tmp, mebibytes = await found(runner, source)
    assert one == "File too large"
    assert last == "No space left on device"
    assert tmp in {"File too large", "No space left on device"}
    assert mebibytes <= 128


async def test_filling_the_inodes(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
def plant():
    for number in range(10_000): open(f"/box/{number}", "w").close()
def f(n): return [attempt(plant), len(os.listdir("/box")) < 4100]
"""
    )
    assert await found(runner, source) == ["No space left on device", True]


async def test_no_network(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
import socket
def connect(host, port):
    return socket.create_connection((host, port), 2) and "connected"
def f(n):
    ways = [("127.0.0.1", 22), ("172.17.0.1", 2375), ("8.8.8.8", 53), ("169.254.169.254", 80), ("example.com", 80)]
    return [attempt(connect, *way) for way in ways] + [os.listdir("/sys/class/net")]
"""
    )
    loopback, *others, interfaces = await found(runner, source)
    assert loopback == "Connection refused"
    assert "connected" not in others
    assert {"Network is unreachable"} >= set(others[:3])
    assert interfaces == ["lo"]


async def test_no_unusual_sockets(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
import socket
def f(n):
    kinds = {"vsock": (40, 1, 0), "alg": (38, 5, 0), "netlink": (16, 3, 0), "packet": (17, 3, 0), "x25": (9, 5, 0)}
    return {name: attempt(socket.socket, *kind) for name, kind in kinds.items()} | {
        "raw": attempt(socket.socket, 2, 3, 1)}
"""
    )
    outcome = await found(runner, source)
    assert outcome.pop("raw") == "Operation not permitted"
    assert set(outcome.values()) == {"Address family not supported by protocol"}


async def test_the_supervisor_is_unreadable(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
def read(path):
    with open(path, "rb", 0) as file: return repr(file.read(20))
def write(path):
    return os.write(os.open(path, os.O_WRONLY), b"forged")
def f(n):
    paths = ["environ", "mem", "maps", "fd/0", "fd/1", "auxv", "io", "stack", "syscall", "root/etc/shadow"]
    return {p: attempt(read, f"/proc/1/{p}") for p in paths} | {
        "list": attempt(os.listdir, "/proc/1/fd"),
        "write": [attempt(write, f"/proc/1/fd/{k}") for k in range(12)]}
"""
    )
    refused = await found(runner, source)
    assert set(refused.pop("write")) == {"Permission denied"}
    assert set(refused.values()) <= {"Permission denied", "Operation not permitted", "No such file or directory"}


async def test_nothing_secret_is_readable(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
def read(path):
    with open(path, "rb", 0) as file: return "read" if file.read(16) else "empty"
def f(n):
    paths = ["/etc/shadow", "/proc/kcore", "/dev/kmsg", "/proc/keys", "/var/run/docker.sock", "/proc/sysrq-trigger",
             "/dev/mem", "/sys/firmware/efi", "/proc/sched_debug"]
    return {path: attempt(read, path) for path in paths} | {"environment": sorted(os.environ)}
"""
    )
    seen = await found(runner, source)
    environment = seen.pop("environment")
    assert set(environment) <= {"PATH", "HOSTNAME", "LANG", "HOME", "LC_CTYPE"}
    assert "read" not in seen.values(), seen


async def test_the_supervisor_cannot_be_killed_stopped_or_traced(runner: DockerRunner) -> None:
    source = (
        CALLING
        + """
import signal, time
def f(n):
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGSEGV):
        os.kill(1, number)
    time.sleep(0.05)
    with open("/proc/1/stat") as file: state = file.read().rpartition(")")[2].split()[0]
    return [state, call(101, 16, 1, 0, 0), call(310, 1, 0, 0, 0, 0, 0), call(311, 1, 0, 0, 0, 0, 0),
            call(438, 3, 0, 0)]
"""
    )
    state, *refused = await found(runner, source)
    assert state in {"S", "R"}
    assert set(refused) == {"Operation not permitted"}


async def test_killing_everything_ends_the_attacker_alone(runner: DockerRunner) -> None:
    source = "import os\ndef f(n):\n    if n == 'kill': os.kill(-1, 9)\n    return 'alive'\n"
    execution = await attack(runner, source, "a", "kill", "b")
    # The kernel spares process 1 and the sender, so there is nobody to kill.
    assert [outcome.value for outcome in execution.outcomes] == ["alive", None, "alive"]
    assert execution.outcomes[1].error.startswith("ProcessLookupError")


async def test_planted_files_lead_nowhere(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
def write(path):
    with open(path, "w") as file: return file.write("x")
def f(n):
    for k, target in enumerate(["/etc/passwd", "/proc/1/root", "/opt/coach/sandbox/guest/supervisor.py", "/"]):
        os.symlink(target, f"/box/link{k}")
    os.mkfifo("/box/fifo")
    return [attempt(write, "/box/link0"), attempt(write, "/box/link2"), attempt(os.link, "/etc/passwd", "/box/hard"),
            attempt(os.mknod, "/box/zero", 0o20666, os.makedev(1, 5)), attempt(os.chown, "/box", 0, 0)]
"""
    )
    through, supervisor, hard, device, owner = await found(runner, source)
    assert {through, supervisor} <= {"Read-only file system", "Permission denied"}
    assert hard in {"Invalid cross-device link", "Operation not permitted"}
    assert device == "Operation not permitted"
    assert owner == "Operation not permitted"


async def test_ignored_signals_and_a_spin(runner: DockerRunner) -> None:
    deaf = "for s in (15, 2, 1, 24): signal.signal(s, signal.SIG_IGN)"
    source = f"import signal\ndef f(n):\n    {deaf}\n    while True: pass\n"
    assert (await attack(runner, source)).outcomes[0].status is TIME


async def test_sleep(runner: DockerRunner) -> None:
    outcome = (await attack(runner, "import time\ndef f(n): time.sleep(1e6)\n")).outcomes[0]
    assert outcome.status is TIME
    # Where others use the machine more is waited.
    assert outcome.wall_seconds < 5 * jobs.MOST_CROWDING


async def test_a_daemon_does_not_outlive_its_run(runner: DockerRunner) -> None:
    plants = """
import os, time
def f(n):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                open("/box/alive", "w").close()
                time.sleep(0.001)
        os._exit(0)
    time.sleep(0.1)
    return "planted"
"""
    looks = """
import os, time
def f(n):
    time.sleep(0.1)
    return [os.listdir("/box"), sorted(int(p) for p in os.listdir("/proc") if p.isdigit()) == [1, os.getpid()]]
"""
    planted, looked = await runner.run_many([request_for(plants, "x"), request_for(looks, "x")])
    assert planted.outcomes[0].value == "planted"
    assert looked.outcomes[0].value == [[], True]


async def test_a_huge_input_unread_and_read(runner: DockerRunner) -> None:
    execution = await attack(runner, "def f(n): return len(n)\n", "x" * (20 << 20), limits=Limits(memory_mib=512))
    assert execution.outcomes[0].value == 20 << 20
    stuck = "import time\ntime.sleep(0.2)\nimport os\nos.close(3)\ndef f(n): return 1\n"
    execution = await attack(runner, stuck, "x" * (5 << 20))
    assert execution.outcomes[0].status is not RETURNED


@pytest.mark.parametrize(
    "body",
    [
        "sys.setrecursionlimit(10**9); g = lambda k: g(k + 1) + 1; return g(0)",
        "x = []\n    for _ in range(10**6): x = [x]\n    return repr(x)",
        "import functools; sys.setrecursionlimit(10**9); g = functools.lru_cache(lambda k: g(k + 1)); return g(0)",
    ],
)
async def test_deep_recursion(runner: DockerRunner, body: str) -> None:
    outcome = (await attack(runner, f"import sys\ndef f(n):\n    {body}\n")).outcomes[0]
    assert outcome.status in {OutcomeStatus.RAISED, CRASHED, MEMORY, TIME}


OWN = {"stdin", "stdout", "stderr"}


async def test_devices(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
def open_it(path):
    os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))
    return "opened"
def f(n): return {name: attempt(open_it, f"/dev/{name}") for name in os.listdir("/dev")}
"""
    )
    devices = await found(runner, source)
    opened = {name for name, outcome in devices.items() if outcome == "opened"}
    assert opened <= {"null", "zero", "full", "random", "urandom", "tty", "ptmx", "console"} | OWN


DENIED = {
    "unshare user": "272, 0x10000000",
    "unshare net": "272, 0x40000000",
    "unshare mount": "272, 0x20000",
    "mount": "165, b'none', b'/box', b'tmpfs', 0, 0",
    "umount2": "166, b'/box', 2",
    "keyctl": "250, 0, -3, 0",
    "add_key": "248, b'user', b'a', b'b', 1, -3",
    "bpf": "321, 0, 0, 0",
    "perf_event_open": "298, 0, 0, 0, 0, 0",
    "userfaultfd": "323, 0",
    "io_uring_setup": "425, 8, 0",
    "setns": "308, 0, 0",
    "pivot_root": "155, b'/', b'/'",
    "chroot": "161, b'/'",
    "init_module": "175, 0, 0, 0",
    "kexec_load": "246, 0, 0, 0, 0",
    "personality": "135, 0x40000",
    "setuid": "105, 0",
    "sethostname": "170, b'canary', 6",
    "reboot": "169, 0, 0, 0, 0",
    "open_by_handle_at": "304, 0, 0, 0",
    "move_mount": "429, 0, 0, 0, 0, 0",
    "fsopen": "430, b'tmpfs', 0",
    "modify_ldt": "154, 0, 0, 0",
    "clone new user": "56, 0x10000011, 0, 0, 0, 0",
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers are those of x86_64")
async def test_system_calls(runner: DockerRunner) -> None:
    calls = ", ".join(f"{name!r}: call({arguments})" for name, arguments in DENIED.items())
    answers = await found(runner, f"{CALLING}\ndef f(n): return {{{calls}, 'clone3': call(435, 0, 0)}}\n")
    assert answers.pop("clone3") == "Function not implemented"
    assert {name for name, answer in answers.items() if answer != "Operation not permitted"} == set()


async def test_no_way_to_more_rights(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
import stat
def f(n):
    raised = [os.path.join(top, name) for top, _, names in os.walk("/usr") for name in names
              if os.lstat(os.path.join(top, name)).st_mode & (stat.S_ISUID | stat.S_ISGID)]
    with open("/proc/self/status") as file: status = dict(line.split(":\\t", 1) for line in file.read().splitlines())
    return [raised, os.getuid(), attempt(os.setuid, 0), status["CapEff"], status["CapBnd"], status["NoNewPrivs"],
            status["Seccomp"]]
"""
    )
    nothing = "0" * 16
    assert await found(runner, source) == [[], 10001, "Operation not permitted", nothing, nothing, "1", "2"]


async def test_nothing_but_its_own_folders_is_writable(runner: DockerRunner) -> None:
    source = (
        TRYING
        + f"""
def write(path):
    with open(path, "w") as file: return file.write("5") and "written"
def f(n):
    paths = ["/canary", "/etc/canary", "/usr/canary", "/opt/coach/sandbox/start.py", "/dev/shm/canary", "/dev/canary",
        "/run/canary", "/var/tmp/canary", "/proc/sys/kernel/hostname", "/proc/sys/kernel/core_pattern",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max", "/proc/1/oom_score_adj",
        "/proc/sysrq-trigger"]
    written = [p for p in paths if attempt(write, p) == "written"]
    return [written, attempt(write, "/box/own"), attempt(write, {CANARY!r})]
"""
    )
    assert await found(runner, source) == [[], "written", "written"]
    assert not Path(CANARY).exists()


async def test_programs_do_not_start_from_tmp(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
import shutil, subprocess
def f(n):
    shutil.copy("/usr/bin/true", "/tmp/true")
    return attempt(subprocess.run, ["/tmp/true"])
"""
    )
    assert await found(runner, source) == "Permission denied"


async def test_limits_cannot_be_raised(runner: DockerRunner) -> None:
    source = (
        TRYING
        + """
import resource
def raise_it(name):
    resource.setrlimit(getattr(resource, name), (resource.RLIM_INFINITY,) * 2)
    return "raised"
def f(n):
    return [attempt(raise_it, "RLIMIT_" + name) for name in ("NOFILE", "FSIZE", "CPU", "CORE", "STACK", "DATA")]
"""
    )
    assert set(await found(runner, source)) <= {"ValueError", "Operation not permitted"}


async def test_file_descriptors_run_out(runner: DockerRunner) -> None:
    source = TRYING + "def more():\n    while True: os.dup(1)\ndef f(n): return attempt(more)\n"
    execution = await attack(runner, source)
    assert execution.outcomes[0].value == "Too many open files"


async def test_no_core_is_dumped(runner: DockerRunner) -> None:
    source = "import os\ndef f(n):\n    if n == 'die': os.abort()\n    return os.listdir('/box')\n"
    died, looked = (await attack(runner, source, "die", "look")).outcomes
    assert (died.status, died.error) == (CRASHED, "crashed: aborted")
    assert looked.value == []


async def test_closing_the_result_pipe(runner: DockerRunner) -> None:
    execution = await attack(runner, "import os\ndef f(n):\n    os.close(4)\n    return 1\n")
    assert execution.outcomes[0].status is CRASHED


async def test_a_patched_harness_cannot_know_what_is_expected(runner: DockerRunner) -> None:
    source = """
import sys, gc
def f(n):
    harness = sys.modules["sandbox.guest.python_harness"]
    harness.to_plain = lambda *a: "patched"
    texts = [o for o in gc.get_objects() if isinstance(o, dict) and "expected" in o]
    return len(texts)
"""
    execution = await attack(runner, source, "x", "y")
    assert [outcome.value for outcome in execution.outcomes] == ["patched", "patched"]


async def test_an_object_equal_to_everything_is_refused(runner: DockerRunner) -> None:
    source = """
class Any:
    def __eq__(self, other): return True
    def __hash__(self): return 0
class Number(int):
    def __eq__(self, other): return True
    __hash__ = int.__hash__
def f(n): return Any() if n == "object" else Number(5)
"""
    refused, plain = (await attack(runner, source, "object", "number")).outcomes
    assert refused.status is OutcomeStatus.RAISED
    assert (type(plain.value), plain.value) == (int, 5)


async def test_threads_that_go_on_are_ended(runner: DockerRunner) -> None:
    source = """
import threading
def spin():
    while True: pass
def f(n):
    for _ in range(4): threading.Thread(target=spin, daemon=True).start()
    return "started"
"""
    began = time.monotonic()
    execution = await attack(runner, source)
    assert execution.outcomes[0].value == "started"
    assert time.monotonic() - began < 15


async def test_ordinary_runs_afterwards(runner: DockerRunner) -> None:
    for _ in range(ORDINARY_RUNS):
        execution = await runner.run(request_for(ORDINARY, "abc"))
        assert execution.outcomes[0].value == "cba"


async def test_no_signal_ends_or_stops_the_supervisor(runner: DockerRunner) -> None:
    source = """
import os, signal
def f(n):
    for number in signal.valid_signals():
        try: os.kill(1, number)
        except OSError: pass
    return "sent"
"""
    assert await found(runner, source) == "sent"
