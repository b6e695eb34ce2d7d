"""The main process of a sandbox: takes jobs from the host, has them run, answers, and lets nothing live on.

Frames in both directions are two lengths (big-endian, 32 bits), a JSON header and a body; the header's spans point
into the body. Nothing that the code under test can write to reaches the host except through an answer's spans.
"""

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import struct
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import isolation, kernel
from .child import Allowance, Child, Reply
from .launch import Compiled, Host, Launcher, Waiting, forked, warmed
from .process import Limits, Place

_LENGTHS = struct.Struct(">II")
_RESTARTS, _SLOW_ENDS = 20, 3
"""How often a process is started again behind one that ended, and how often behind one that was too slow."""
_LAST = ("X", "N")
"""Answers behind which a process ends by itself."""
_LOADED, _NOT_COMPILED = "O", "C"
_ANSWER_BYTES = 64 << 20
_NAMES_OF_SCRATCH = ("/tmp",)


class Channel:
    """The connection to the host, on two descriptors; its end is the end of this process."""

    def __init__(self, incoming: int = 0, outgoing: int = 1) -> None:
        self.incoming = incoming
        self._outgoing = outgoing
        self._buffer = bytearray()

    def read_more(self) -> None:
        """Take what the host sent; exits when the host is gone."""
        chunk = os.read(self.incoming, 1 << 20)
        if not chunk:
            os._exit(0)
        self._buffer += chunk

    def receive(self) -> tuple[dict[str, Any], bytes]:
        """The next frame; waits for it."""
        header_length, body_length = _LENGTHS.unpack(self._take(_LENGTHS.size))
        header = json.loads(self._take(header_length))
        return header, self._take(body_length)

    def send(self, header: dict[str, Any], body: bytes = b"") -> None:
        encoded = json.dumps(header).encode()
        rest = memoryview(_LENGTHS.pack(len(encoded), len(body)) + encoded + body)
        while rest:
            rest = rest[os.write(self._outgoing, rest) :]

    def _take(self, length: int) -> bytes:
        while len(self._buffer) < length:
            self.read_more()
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken


class _Answer:
    """Collects replies as header entries and one body."""

    def __init__(self) -> None:
        self.load: dict[str, Any] = {}
        self.cases: list[dict[str, Any]] = []
        self.body = bytearray()

    @property
    def is_slow(self) -> bool:
        """Whether so many cases were too slow that the others are not waited for."""
        return sum(entry["reason"] in ("cpu", "wall") for entry in self.cases) > _SLOW_ENDS

    def entry(self, reply: Reply) -> dict[str, Any]:
        return {
            "kind": reply.kind,
            "value": self._span(reply.body),
            "printed": self._span(reply.printed),
            "wall": reply.wall,
            "cpu": reply.cpu,
            "peak_kib": reply.peak_kib,
            "reason": reply.reason,
            "number": reply.number,
        }

    def _span(self, data: bytes) -> tuple[int, int]:
        first = len(self.body)
        self.body += data
        return first, len(self.body)


class _Job(NamedTuple):
    files: dict[str, bytes]
    key: str
    """The same for the same files."""
    stdio: bool
    """Whether each case is a run of a whole program, with the case as its input."""
    prelude: bytes
    cases: tuple[bytes, ...]
    load: Allowance
    allowed: tuple[Allowance, ...]
    limits: Limits
    wall: float


def _read_job(header: dict[str, Any], body: bytes) -> _Job:
    printed = header["printed_bytes"]
    allowed = tuple(Allowance(case["cpu"], case["wall"], printed) for case in header["cases"])
    load = Allowance(header["load"]["cpu"], header["load"]["wall"], printed)
    first, last = header["prelude"]
    return _Job(
        files={name: body[slice(*span)] for name, span in header["files"].items()},
        key=header["key"],
        stdio=header["stdio"],
        prelude=body[first:last],
        cases=tuple(body[slice(*case["input"])] for case in header["cases"]),
        load=load,
        allowed=allowed,
        limits=Limits(header["memory_mib"], load.cpu + sum(each.cpu for each in allowed)),
        wall=header["run_wall"],
    )


class Supervisor:
    """Runs jobs one after the other; whatever a job leaves behind is ended and swept before the next."""

    def __init__(self, launcher: Launcher, programs: Compiled, place: Place, channel: Channel) -> None:
        self._launcher = launcher
        self._programs = programs
        self._place = place
        self._channel = channel
        self._done: Child | None = None
        """A process that has answered all it was asked and is still to be ended."""

    def serve(self) -> None:
        while True:
            header, body = self._channel.receive()
            answer = self.run(_read_job(header, body))
            self._channel.send({"load": answer.load, "cases": answer.cases}, bytes(answer.body))
            # Only now, since nobody waits for it: to end a process takes as long as many a case.
            if self._done is not None:
                self._done.close()
                self._done = None
            sweep(self._place.box, *(_NAMES_OF_SCRATCH if self._place.readable is None else ()))

    def run(self, job: _Job) -> _Answer:
        """Run every case, going on behind one that ended the process, a limited number of times."""
        answer = _Answer()
        launcher = self._programs if job.stdio else self._launcher
        if failed := launcher.build(job.files, job.key):
            answer.load = {**answer.entry(failed), "kind": _NOT_COMPILED}
            return answer
        until = time.monotonic() + job.wall
        if job.stdio:
            self._run_programs(job, answer, until)
            return answer
        for _ in range(_RESTARTS + 1):
            child = self._launcher.launch(job.limits)
            left = max(0.1, until - time.monotonic())
            loaded = child.ask(job.prelude, job.load._replace(wall=min(job.load.wall, left)))
            if not answer.load:
                answer.load = answer.entry(loaded)
            if loaded.reason:
                break
            if loaded.kind != _LOADED or self._run_cases(child, job, answer, until):
                self._done = child
                break
            if len(answer.cases) == len(job.cases) or answer.is_slow:
                break
        return answer

    def _run_programs(self, job: _Job, answer: _Answer, until: float) -> None:
        answer.load = answer.entry(Reply(_LOADED, b"", b"", 0.0, 0.0, None))
        for case, allowed in zip(job.cases, job.allowed, strict=True):
            left = until - time.monotonic()
            if left <= 0 or len(answer.body) > _ANSWER_BYTES or answer.is_slow:
                return
            child = self._programs.launch(job.limits, case)
            answer.cases.append(answer.entry(child.run_out(allowed._replace(wall=min(allowed.wall, left)))))

    def _run_cases(self, child: Child, job: _Job, answer: _Answer, until: float) -> bool:
        """Run the cases that have no reply yet; returns whether there is nothing left to do."""
        while (position := len(answer.cases)) < len(job.cases):
            left = until - time.monotonic()
            if left <= 0 or len(answer.body) > _ANSWER_BYTES:
                return True
            allowed = job.allowed[position]
            reply = child.ask(job.cases[position], allowed._replace(wall=min(allowed.wall, left)))
            answer.cases.append(answer.entry(reply))
            if reply.kind in _LAST:
                child.close()
            if reply.reason or reply.kind in _LAST:
                return False
        return True


def sweep(*folders: str) -> None:
    """Empty the folders that a run could write to, following no link; exits when something resists."""
    for folder in folders:
        for entry in list(os.scandir(folder)):
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                else:
                    os.unlink(entry.path)  # noqa: PTH108 – the entry's own path, nothing to parse
        with os.scandir(folder) as left:
            if any(left):
                os._exit(72)


def serve(plan: dict[str, Any], harness: Any, place: Place, about: dict[str, Any]) -> None:
    """Report readiness and take jobs until the host is gone."""
    kernel.set_dumpable(False)
    # The one signal that Python has a handler for, and so the one that code in here could end a first process with.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = Channel()
    host = Host(channel.incoming, channel.read_more)
    launcher = _launcher(plan, harness, place, host)
    # Objects from before a fork are left out of its collections, so their pages stay shared.
    gc.collect()
    gc.freeze()
    launcher.park()
    channel.send({"ready": True, **about})
    programs = Compiled(plan["stdio"] or plan, place, host)
    Supervisor(launcher, programs, place, channel).serve()


def _launcher(plan: dict[str, Any], harness: Any, place: Place, host: Host) -> Launcher:
    if plan["kind"] == "program":
        return Compiled(plan, place, host)
    start = warmed(plan, place, host) if harness is None else forked(harness.serve, place, host)
    return Waiting(start, int(plan["usual_memory_mib"]))


def main(arguments: Sequence[str]) -> None:
    """Serve one language; only a plain process has to build its walls itself first."""
    kind, encoded, box, *readable = arguments
    plan = json.loads(encoded)
    # Before any rights are given up: its file may be out of reach afterwards.
    harness = importlib.import_module(f".{plan['harness']}", __package__) if plan["harness"] else None
    if kind == "plain":
        confined = isolation.confine(box, tuple(readable[0].split(os.pathsep)))
        serve(plan, harness, confined.place, {"notices": confined.notices})
        return
    if os.geteuid() == 0:
        isolation.become_nobody()
    limit = isolation.PROCESSES if kind == "bubblewrap" else None
    serve(plan, harness, Place(box=box, is_init=os.getpid() == 1, process_limit=limit), {})
