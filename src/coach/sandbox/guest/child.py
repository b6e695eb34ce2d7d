"""One conversation with a running harness: a request, then its answer, or the reason why none came."""

import contextlib
import os
import select
import struct
import time
from collections.abc import Callable
from typing import NamedTuple

from . import measure
from .process import Harness, Limits, Place, Started, end, limit_cpu, start

_HEAD = struct.Struct(">IB")
_CHUNK = 1 << 16
VALUE_BYTES = 8 << 20
"""The longest answer to one request."""
_SIGKILL, _SIGXCPU = 9, 24


class Allowance(NamedTuple):
    """What one request may use, in seconds of CPU time and of wall time, and in bytes printed."""

    cpu: float
    wall: float
    printed: int


class Reply(NamedTuple):
    """An answer (`kind` is one letter), or with an empty `kind` the reason why the process was ended."""

    kind: str
    body: bytes
    printed: bytes
    wall: float
    cpu: float
    peak_kib: int | None
    reason: str = ""
    number: int = 0
    """The exit code or signal, where that is the reason."""


class Child:
    """A process that runs a candidate's code. `watch` is called when the host's connection has news."""

    def __init__(
        self,
        harness: Harness,
        place: Place,
        limits: Limits,
        host: int,
        watch: Callable[[], None],
        given: bytes | None = None,
    ) -> None:
        self._place = place
        self._host = host
        self._watch = watch
        self._kills_before = measure.memory_kills()
        self._files: Started = start(harness, place, limits, given)
        self._meter = measure.Meter(self._files.pid)
        self._cpu_seconds = limits.cpu_seconds
        self._speaks = given is None
        self._gone = False
        self._spent = 0.0
        self._incoming = bytearray()
        self._printed = bytearray()
        self._outgoing = memoryview(b"")
        self._poll = select.poll()
        for descriptor in (self._files.results, self._files.printed, host):
            self._poll.register(descriptor, select.POLLIN)
        self._life = _open_process(self._files.pid)
        if self._life >= 0:
            self._poll.register(self._life, select.POLLIN)

    def ask(self, payload: bytes | None, allowed: Allowance) -> Reply:
        """Send one request and wait for its answer, the end of the process, or the end of what it may use.

        None sends nothing: the process is to speak, or to end, by itself.
        """
        self._meter.start_peak()
        self._printed.clear()
        # A program that was given its input has been running since it was started, and may be done.
        began, cpu_before = time.monotonic(), self._meter.cpu_seconds() if self._speaks else 0.0
        if payload is not None:
            self._outgoing = memoryview(struct.pack(">I", len(payload)) + payload)
            self._write()
        reason, frame = "", None
        while frame is None and not reason and not self._gone:
            cpu, wall = self._meter.cpu_seconds() - cpu_before, time.monotonic() - began
            reason = _used_up(cpu, wall, allowed)
            if not reason:
                self._turn(min(allowed.wall - wall, max(0.005, (allowed.cpu - cpu) / 4)), allowed)
                frame = self._take_frame()
                reason = self._overflow(allowed)
        wall, cpu = time.monotonic() - began, self._meter.cpu_seconds() - cpu_before
        self._drain(allowed)
        frame = frame or self._take_frame()
        reason = reason or self._overflow(allowed)
        printed = bytes(self._printed[: allowed.printed])
        if frame is not None and not reason:
            return Reply(chr(frame[0]), frame[1], printed, wall, cpu, self._meter.peak_kib())
        peak = self._meter.peak_kib()
        ended_by, number = self.close()
        cpu = max(cpu, self._spent - cpu_before)
        if ended_by != "memory":  # what else happened, happened for want of it
            ended_by = reason or ended_by
        return Reply("", b"", printed, wall, cpu, peak, ended_by, number)

    def run_out(self, allowed: Allowance) -> Reply:
        """Wait for the end of a program that was given its input: an answer `R` of all it printed, if it ended well."""
        reply = self.ask(None, allowed)
        ended = (reply.reason, reply.number) == ("exit", 0)
        return reply._replace(kind="R", body=bytes(self._incoming), reason="") if ended else reply

    def limit_cpu(self, seconds: float) -> None:
        """What it may use in the rest of its life, for a process that was started before this was known.

        Never more than it was started with: a limit can only be lowered.
        """
        limit_cpu(self._files.pid, min(self._meter.cpu_seconds() + seconds, self._cpu_seconds))

    def is_alive(self) -> bool:
        return not _has_ended(self._files.pid)

    def close(self) -> tuple[str, int]:
        """End the process and what it started; returns why it had ended by itself, if it had."""
        ended = end(self._files, self._place)
        self._meter.close()
        self._spent = ended.cpu
        if self._life >= 0:
            os.close(self._life)
        if measure.memory_kills() > self._kills_before:
            return "memory", ended.signal
        if ended.signal == _SIGXCPU:
            return "cpu", ended.signal
        return ("signal", ended.signal) if ended.signal else ("exit", ended.code)

    def _turn(self, seconds: float, allowed: Allowance) -> None:
        # Without a descriptor for its life, a process's end is looked for often.
        longest = 1.0 if self._life >= 0 else 0.02
        for descriptor, _event in self._poll.poll(max(0.0, min(seconds, longest)) * 1000):
            if descriptor == self._host:
                self._watch()
            elif descriptor == self._files.requests:
                self._write()
            elif descriptor == self._files.printed:
                self._read(descriptor, self._printed, allowed.printed)
            elif descriptor == self._files.results:
                self._read(descriptor, self._incoming, VALUE_BYTES + _HEAD.size)
            else:
                self._gone = True
        if self._life < 0:
            self._gone = _has_ended(self._files.pid)

    def _write(self) -> None:
        """Write what fits now; the rest when there is room."""
        try:
            while len(self._outgoing):
                self._outgoing = self._outgoing[os.write(self._files.requests, self._outgoing[:_CHUNK]) :]
        except BlockingIOError:
            self._poll.register(self._files.requests, select.POLLOUT)
            return
        except OSError:
            self._outgoing = self._outgoing[:0]
        self._stop_writing()

    def _stop_writing(self) -> None:
        with contextlib.suppress(KeyError):
            self._poll.unregister(self._files.requests)

    def _read(self, descriptor: int, into: bytearray, most: int) -> bool:
        """Read what is there; returns whether there may be more."""
        try:
            chunk = os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return False
        if not chunk:
            self._poll.unregister(descriptor)
            return False
        into += chunk
        return len(into) <= most

    def _drain(self, allowed: Allowance) -> None:
        if len(self._outgoing):
            self._outgoing = self._outgoing[:0]
            self._stop_writing()
        readable = select.poll()
        for descriptor, into, most in (
            (self._files.printed, self._printed, allowed.printed),
            (self._files.results, self._incoming, VALUE_BYTES + _HEAD.size),
        ):
            readable.register(descriptor, select.POLLIN)
            while any(event & select.POLLIN for _, event in readable.poll(0)) and self._read(descriptor, into, most):
                pass
            readable.unregister(descriptor)

    def _overflow(self, allowed: Allowance) -> str:
        if len(self._printed) > allowed.printed:
            return "output"
        if len(self._incoming) > VALUE_BYTES:
            return "value"
        return ""

    def _take_frame(self) -> tuple[int, bytes] | None:
        if not self._speaks or len(self._incoming) < _HEAD.size:
            return None
        length, kind = _HEAD.unpack_from(self._incoming)
        if len(self._incoming) < _HEAD.size + length:
            return None
        body = bytes(self._incoming[_HEAD.size : _HEAD.size + length])
        del self._incoming[: _HEAD.size + length]
        return kind, body


def _used_up(cpu: float, wall: float, allowed: Allowance) -> str:
    if cpu >= allowed.cpu:
        return "cpu"
    return "wall" if wall >= allowed.wall else ""


def _open_process(pid: int) -> int:
    try:
        return os.pidfd_open(pid)
    except OSError:
        return -1


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
