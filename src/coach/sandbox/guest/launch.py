"""The ways in which a language's processes come to be: waiting beforehand (forked or started), or compiled first."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from .child import Allowance, Child, Reply
from .process import Harness, Limits, Place, program

_PARKED_CPU_SECONDS = 600.0
"""For a process that waits before its job is known; the supervisor's own clock ends it long before."""
_WARM_UP = Allowance(cpu=60.0, wall=60.0, printed=1 << 16)
_PRINTED_BY_COMPILER = 1 << 16
_WALL_FACTOR, _WALL_EXTRA_SECONDS = 2.0, 2.0
_MOST_CROWDING = 8.0


class Host(NamedTuple):
    """The connection that every process is watched beside: its end is the end of everything."""

    descriptor: int
    read_more: Any


class Launcher(Protocol):
    def park(self) -> None:
        """Do beforehand what can be done."""
        ...

    def build(self, files: Mapping[str, bytes], key: str) -> Reply | None:
        """Make the code ready to be launched; the reply of a compiler that failed."""
        ...

    def launch(self, limits: Limits) -> Child:
        """A process that waits for the load request."""
        ...


class Waiting:
    """Starts a process before its code is known, so that it has done by then whatever can be done without."""

    def __init__(self, start: Callable[[int], Child], usual_memory_mib: int) -> None:
        self._start = start
        self._usual = usual_memory_mib
        self._parked: Child | None = None

    def park(self) -> None:
        self._parked = self._start(self._usual)

    def build(self, files: Mapping[str, bytes], key: str) -> Reply | None:
        return None

    def launch(self, limits: Limits) -> Child:
        child, self._parked = self._parked, None
        memory = limits.memory_mib or self._usual
        if child is not None and (memory != self._usual or not child.is_alive()):
            child.close()
            child = None
        child = child or self._start(memory)
        child.limit_cpu(limits.cpu_seconds)
        return child


def forked(harness: Harness, place: Place, host: Host) -> Callable[[int], Child]:
    """What starts a fork of this process, with its memory limit in MiB; the harness was imported before."""

    def start(memory_mib: int) -> Child:
        return _ready(Child(harness, place, Limits(memory_mib, _PARKED_CPU_SECONDS), *host))

    return start


def warmed(plan: Mapping[str, Any], place: Place, host: Host) -> Callable[[int], Child]:
    """What starts a language's own program, with its memory limit in MiB."""

    def start(memory_mib: int) -> Child:
        # A process that runs on a machine of its own keeps to its limit itself.
        limits = Limits(memory_mib if plan["limits_data"] else None, _PARKED_CPU_SECONDS)
        return _ready(Child(_program(plan, memory_mib), place, limits, *host))

    return start


def _ready(child: Child) -> Child:
    ready = child.ask(None, _WARM_UP)
    if ready.reason:
        sys.stderr.write(ready.printed.decode("utf-8", "replace") or f"it ended by {ready.reason} {ready.number}")
        sys.stderr.flush()
        os._exit(74)
    return child


class Compiled:
    """Code that is compiled once and then run as often as wanted, each time from an unchanged file."""

    def __init__(self, plan: Mapping[str, Any], place: Place, host: Host) -> None:
        self._plan = plan
        self._place = place
        self._host = host
        self._key = ""
        self._artifacts: dict[str, bytes] = {}

    def park(self) -> None:
        return

    def build(self, files: Mapping[str, bytes], key: str) -> Reply | None:
        if key == self._key:
            return None
        self._key, self._artifacts = "", {}
        for name, content in files.items():
            self._write(name, content, 0o600)
        for command in self._plan["compile"]:
            reply = self._step(command)
            if (reply.reason, reply.number) != ("exit", 0):
                return reply
        for name in self._plan["artifacts"]:
            self._artifacts[name] = _read(os.path.join(self._place.box, name))  # noqa: PTH118 – pathlib is slow
        self._key = key
        return None

    def launch(self, limits: Limits, given: bytes | None = None) -> Child:
        for name, content in self._artifacts.items():
            self._write(name, content, 0o700)
        memory = limits.memory_mib or int(self._plan["usual_memory_mib"])
        own = limits if self._plan["limits_data"] else limits._replace(memory_mib=None)
        return Child(_program(self._plan, memory), self._place, own, *self._host, given)

    def _step(self, command: Sequence[str]) -> Reply:
        seconds = float(self._plan["compile_seconds"])
        harness = program(list(command), self._plan["environment"])
        limits = Limits(int(self._plan["compile_memory_mib"]) if self._plan["limits_data"] else None, seconds)
        wall = (seconds * _WALL_FACTOR + _WALL_EXTRA_SECONDS) * _crowding()
        allowed = Allowance(seconds, wall, _PRINTED_BY_COMPILER)
        return Child(harness, self._place, limits, *self._host).ask(None, allowed)

    def _write(self, name: str, content: bytes, mode: int) -> None:
        """Replace a file, whatever a run has put in its place."""
        path = os.path.join(self._place.box, name)  # noqa: PTH118 – pathlib is slow
        if os.path.lexists(path):
            os.unlink(path)  # noqa: PTH108
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(opened, rest) :]
        os.close(opened)


def _program(plan: Mapping[str, Any], memory_mib: int) -> Harness:
    known = {"{memory_mib}": str(max(memory_mib, plan["least_memory_mib"])), "{python}": sys.executable}
    words = list(plan["command"])
    for name, value in known.items():
        words = [word.replace(name, value) for word in words]
    return program(words, plan["environment"])


def _read(path: str) -> bytes:
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(opened, "rb") as file:
        return file.read()


def _crowding() -> float:
    """How many processes want each core; a compiler is not ended because others run."""
    try:
        return min(_MOST_CROWDING, max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))
    except OSError:
        return 1.0
