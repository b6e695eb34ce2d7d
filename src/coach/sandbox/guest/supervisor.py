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
import struct
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import isolation, kernel
from .child import Allowance, Child, Reply
from .process import Limits, Place

_LENGTHS = struct.Struct(">II")
_RESTARTS = 3
_LOADED = "O"
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
    prelude: bytes
    cases: tuple[bytes, ...]
    load: Allowance
    allowed: tuple[Allowance, ...]
    limits: Limits
    until: float


def _read_job(header: dict[str, Any], body: bytes) -> _Job:
    printed = header["printed_bytes"]
    allowed = tuple(Allowance(case["cpu"], case["wall"], printed) for case in header["cases"])
    load = Allowance(header["load"]["cpu"], header["load"]["wall"], printed)
    first, last = header["prelude"]
    return _Job(
        prelude=body[first:last],
        cases=tuple(body[slice(*case["input"])] for case in header["cases"]),
        load=load,
        allowed=allowed,
        limits=Limits(header["memory_mib"], load.cpu + sum(each.cpu for each in allowed)),
        until=time.monotonic() + header["run_wall"],
    )


class Supervisor:
    """Runs jobs one after the other; whatever a job leaves behind is ended and swept before the next."""

    def __init__(self, harness: Any, place: Place, channel: Channel) -> None:
        self._harness = harness
        self._place = place
        self._channel = channel

    def serve(self) -> None:
        while True:
            header, body = self._channel.receive()
            answer = self.run(_read_job(header, body))
            self._channel.send({"load": answer.load, "cases": answer.cases}, bytes(answer.body))
            sweep(self._place.box, *(_NAMES_OF_SCRATCH if self._place.readable is None else ()))

    def run(self, job: _Job) -> _Answer:
        """Run every case, going on behind one that ended the process, a limited number of times."""
        answer = _Answer()
        for _ in range(_RESTARTS + 1):
            child = Child(self._harness.serve, self._place, job.limits, self._channel.incoming, self._channel.read_more)
            left = max(0.1, job.until - time.monotonic())
            loaded = child.ask(job.prelude, job.load._replace(wall=min(job.load.wall, left)))
            if not answer.load:
                answer.load = answer.entry(loaded)
            if loaded.reason:
                break
            if loaded.kind != _LOADED or self._run_cases(child, job, answer):
                child.close()
                break
            if len(answer.cases) == len(job.cases):
                break
        return answer

    def _run_cases(self, child: Child, job: _Job, answer: _Answer) -> bool:
        """Run the cases that have no reply yet; returns whether there is nothing left to do."""
        while (position := len(answer.cases)) < len(job.cases):
            left = job.until - time.monotonic()
            if left <= 0 or len(answer.body) > _ANSWER_BYTES:
                return True
            allowed = job.allowed[position]
            reply = child.ask(job.cases[position], allowed._replace(wall=min(allowed.wall, left)))
            answer.cases.append(answer.entry(reply))
            if reply.reason:
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


def serve(harness: Any, place: Place, about: dict[str, Any]) -> None:
    """Report readiness and take jobs until the host is gone."""
    kernel.set_dumpable(False)
    # Objects from before a fork are left out of its collections, so their pages stay shared.
    gc.collect()
    gc.freeze()
    channel = Channel()
    channel.send({"ready": True, "version": harness.VERSION, **about})
    Supervisor(harness, place, channel).serve()


def main(arguments: Sequence[str]) -> None:
    """Serve one language; only a plain process has to build its walls itself first."""
    kind, language, box, *readable = arguments
    harness = importlib.import_module(f"..languages.{language}.harness", __package__)
    if kind == "plain":
        confined = isolation.confine(box, tuple(readable[0].split(os.pathsep)))
        serve(harness, confined.place, {"notices": confined.notices})
        return
    if os.geteuid() == 0:
        isolation.become_nobody()
    limit = isolation.PROCESSES if kind == "bubblewrap" else None
    serve(harness, Place(box=box, is_init=os.getpid() == 1, process_limit=limit), {})
