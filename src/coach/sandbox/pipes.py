"""A sandbox that is a child process of this one, spoken to through pipes."""

import contextlib
import os
import select
import subprocess
import time
from collections.abc import Sequence

from coach.sandbox.frames import BoxGone, BoxOverdue

_CHUNK = 1 << 20
_END_SECONDS = 5.0
_ERRORS_KEPT = 2000


class PipeLink:
    """The supervisor's standard input and output. Only one thread uses it, except for `close`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ValueError("a sandbox's process needs all three pipes")
        self._process = process
        self._in, self._out, self._errors = process.stdin, process.stdout, process.stderr
        for stream in (self._in, self._out, self._errors):
            os.set_blocking(stream.fileno(), False)

    def send(self, data: bytes, until: float) -> None:
        rest = memoryview(data)
        while rest:
            self._wait(self._in.fileno(), select.POLLOUT, until)
            try:
                rest = rest[os.write(self._in.fileno(), rest[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except (OSError, ValueError) as error:
                raise BoxGone(self._last_words() or str(error)) from error

    def receive(self, until: float) -> bytes:
        while True:
            self._wait(self._out.fileno(), select.POLLIN, until)
            try:
                data = os.read(self._out.fileno(), _CHUNK)
            except BlockingIOError:
                continue
            except (OSError, ValueError) as error:
                raise BoxGone(str(error)) from error
            if not data:
                raise BoxGone(self._last_words() or "its process ended")
            return data

    def is_quiet(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """Kill the process, and end the input of a supervisor below it that cannot be killed from here."""
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
            # The number stays taken, so another thread at this pipe cannot write into somebody else's file.
            os.dup2(nowhere, self._in.fileno(), inheritable=False)
            os.close(nowhere)
        with contextlib.suppress(OSError):
            self._process.kill()

    def release(self) -> None:
        """Reap the killed process and close the pipes; only when no other thread uses them."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_SECONDS)
        for stream in (self._in, self._out, self._errors):
            with contextlib.suppress(OSError):
                stream.close()

    def _wait(self, descriptor: int, event: int, until: float) -> None:
        ready = select.poll()
        ready.register(descriptor, event)
        left = until - time.monotonic()
        if left <= 0 or not ready.poll(left * 1000):
            raise BoxOverdue

    def _last_words(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        try:
            said = os.read(self._errors.fileno(), _CHUNK)
        except OSError:
            return ""
        return said[-_ERRORS_KEPT:].decode("utf-8", "replace").strip()


def spawn(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a sandbox with an empty environment. Raises OSError."""
    return subprocess.Popen(command, stdin=-1, stdout=-1, stderr=-1, env={}, cwd="/", bufsize=0, start_new_session=True)
