"""Starting the process that runs a candidate's code, and ending it with everything it started."""

import contextlib
import fcntl
import os
import resource
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from . import kernel, measure

REQUESTS, RESULTS, _PROBLEM = 3, 4, 5
"""Where a harness reads its requests and writes its results; 0 is empty, 1 and 2 are what the code prints."""

_MEBIBYTE = 1 << 20
_STACK_BYTES = 64 * _MEBIBYTE
_FILE_BYTES = 64 * _MEBIBYTE
_OPEN_FILES = 256
_PROBLEM_BYTES = 1000
_SPARE_DATA_BYTES = 32 * _MEBIBYTE
_END_SECONDS = 5.0

Harness = Callable[[int, int], NoReturn]


def program(command: Sequence[str], environment: Mapping[str, str]) -> Harness:
    """A harness that is another program, which finds the two descriptors open and nothing of ours around it."""

    def serve(requests: int, results: int) -> NoReturn:
        try:
            os.execve(command[0], list(command), environment)  # noqa: S606 – the language's own command
        except OSError as error:
            os.write(2, f"{command[0]}: {error.strerror}\n".encode())
            os._exit(127)

    return serve


class Place(NamedTuple):
    """Where the supervisor runs, and what it can rely on there."""

    box: str
    """The folder that the code may write to; it is the working directory."""
    is_init: bool
    """Process 1 of a process namespace: nothing outlives it, and it can end all others at once."""
    readable: tuple[str, ...] | None = None
    """What Landlock leaves readable; None where the sandbox has a file system of its own."""
    process_limit: int | None = None
    """For sandboxes without a control group."""


class Limits(NamedTuple):
    memory_mib: int | None
    """None for programs that limit themselves, inside what the whole sandbox may use."""
    cpu_seconds: float
    """Of one process, over all cases: the net under the supervisor's own clock."""


class Started(NamedTuple):
    pid: int
    requests: int
    results: int
    printed: int


def start(harness: Harness, place: Place, limits: Limits, given: bytes | None = None) -> Started:
    """Fork a process that has given up what it can and runs the harness; its ends of the pipes do not block.

    A process that is given an input finds it on descriptor 0, and what it prints on descriptor 1 is its result.
    Exits, with a sentence on standard error, when the process could not be confined.
    """
    theirs_in, requests = os.pipe()
    results, theirs_out = os.pipe()
    printed, theirs_print = os.pipe()
    outcome, problem = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _arrange_files(theirs_in, theirs_out, theirs_print, problem)
            if given is not None:
                _give(given)
            _confine(place, limits)
            os.close(_PROBLEM)
        except BaseException as error:
            os.write(_PROBLEM, repr(error).encode())
            os._exit(70)
        try:
            harness(REQUESTS, RESULTS)
        finally:
            os._exit(70)
    for end in (theirs_in, theirs_out, theirs_print, problem):
        os.close(end)
    if said := os.read(outcome, _PROBLEM_BYTES):
        os.write(2, b"the code could not be confined: " + said)
        os._exit(73)
    os.close(outcome)
    for end in (requests, results, printed):
        os.set_blocking(end, False)
    return Started(pid, requests, results, printed)


def _arrange_files(requests: int, results: int, printed: int, problem: int) -> None:
    # Copies above the wanted numbers first, so that no dup2 closes one that is still needed.
    wanted = {_PROBLEM: problem, 1: printed, 2: printed, REQUESTS: requests, RESULTS: results}
    high = {target: _raise_above(source) for target, source in wanted.items()}
    for target, source in high.items():
        os.dup2(source, target)
    os.closerange(_PROBLEM + 1, _OPEN_FILES)
    os.close(0)
    os.open("/dev/null", os.O_RDONLY)


def _give(content: bytes) -> None:
    os.dup2(RESULTS, 1)
    held = os.memfd_create("input")
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(held, rest) :]
    os.lseek(held, 0, os.SEEK_SET)
    os.dup2(held, 0)
    os.close(held)
    for descriptor in (REQUESTS, RESULTS):
        os.close(descriptor)


def _raise_above(descriptor: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, 32)


def _confine(place: Place, limits: Limits) -> None:
    os.setsid()
    os.chdir(place.box)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if limits.memory_mib is not None:
        own = measure.data_kib() or 0
        data = limits.memory_mib * _MEBIBYTE + own * 1024
        # The soft data limit is the candidate's; what lies above it lets the harness still report that it was hit.
        resource.setrlimit(resource.RLIMIT_DATA, (data, data + _SPARE_DATA_BYTES))
    resource.setrlimit(resource.RLIMIT_STACK, (_STACK_BYTES, _STACK_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_cpu(0, limits.cpu_seconds)
    if place.process_limit is not None:
        resource.setrlimit(resource.RLIMIT_NPROC, (place.process_limit, place.process_limit))
    kernel.set_dumpable(True)
    # When a container's memory is full, the code goes first and the supervisor stays to say so.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    kernel.forbid_new_privileges()
    if place.readable is not None:
        kernel.landlock(place.readable, (place.box, "/dev/null"))
    kernel.install_filter()


def limit_cpu(pid: int, seconds: float) -> None:
    """Have the kernel end a process (0: this one) that uses more CPU time in its life: a net below the supervisor."""
    whole = int(seconds) + 2
    with contextlib.suppress(ProcessLookupError):
        # With some room up to the hard limit, which kills without a word of why.
        resource.prlimit(pid, resource.RLIMIT_CPU, (whole, whole + 1))


class End(NamedTuple):
    """How a process ended by itself: a signal's number, or an exit code."""

    signal: int
    code: int
    cpu: float = 0.0
    """Seconds of CPU time in its whole life: the kernel's clock of a process ends with it."""


def end(started: Started, place: Place) -> End:
    """Kill the process and all that it started, and reap them. Exits when something cannot be killed."""
    for descriptor in (started.requests, started.results, started.printed):
        os.close(descriptor)
    ended = End(int(signal.SIGKILL), 0)
    deadline = time.monotonic() + _END_SECONDS
    while time.monotonic() < deadline:
        _kill_all(place, started.pid)
        try:
            pid, status, usage = os.wait4(-1, 0 if place.is_init else os.WNOHANG)
        except ChildProcessError:
            return ended
        if pid == started.pid:
            code = os.waitstatus_to_exitcode(status)
            ended = End(max(0, -code), max(0, code), usage.ru_utime + usage.ru_stime)
        elif pid == 0:
            time.sleep(0.002)
    os._exit(71)


def _kill_all(place: Place, pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if place.is_init:
            os.kill(-1, signal.SIGKILL)
            return
        os.killpg(pid, signal.SIGKILL)
    for child in _children():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(child, signal.SIGKILL)


def _children() -> list[int]:
    """The processes whose parent this is: with orphans adopted, killing these again and again reaches all."""
    me = os.getpid()
    found = []
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError, IndexError):
            after_name = Path(entry.path, "stat").read_bytes().rpartition(b")")[2].split()
            if int(after_name[1]) == me:
                found.append(int(entry.name))
    return found
