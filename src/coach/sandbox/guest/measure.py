"""What a process uses, read from outside it: CPU time, peak memory, and kills for want of memory."""

import contextlib
import os
import time
from pathlib import Path

_OOM_FILES = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")
_STATUS_BYTES = 8192


class Meter:
    """What one process uses. Its files stay open, since a reading may cost as much as a short case."""

    def __init__(self, pid: int) -> None:
        self._clock = (~pid << 3) | 2  # the kernel's number for the CPU clock of a process
        self._references = _open(f"/proc/{pid}/clear_refs", os.O_WRONLY)
        self._status = _open(f"/proc/{pid}/status", os.O_RDONLY)

    def cpu_seconds(self) -> float:
        """CPU time of the process with all its threads; 0.0 once it has been reaped."""
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            return 0.0

    def start_peak(self) -> None:
        """Forget the peak memory, so that the next reading is of what follows."""
        with contextlib.suppress(OSError):
            os.write(self._references, b"5")

    def peak_kib(self) -> int | None:
        """Peak resident memory since `start_peak`; None when it cannot be read."""
        try:
            return _field(os.pread(self._status, _STATUS_BYTES, 0), b"VmHWM:")
        except OSError:
            return None

    def close(self) -> None:
        for descriptor in (self._references, self._status):
            if descriptor >= 0:
                os.close(descriptor)


def data_kib() -> int | None:
    """Private writable memory of this process, in KiB: what RLIMIT_DATA counts."""
    try:
        return _field(Path("/proc/self/status").read_bytes(), b"VmData:")
    except OSError:
        return None


def _open(path: str, mode: int) -> int:
    try:
        return os.open(path, mode | os.O_CLOEXEC)
    except OSError:
        return -1


def _field(status: bytes, name: bytes) -> int | None:
    _, found, rest = status.partition(name)
    return int(rest.split(None, 1)[0]) if found else None


def memory_kills() -> int:
    """How many processes of this container were killed for want of memory so far."""
    for name in _OOM_FILES:
        try:
            lines = Path(name).read_text().splitlines()
        except OSError:
            continue
        return sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))
    return 0
