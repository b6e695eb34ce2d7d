"""What a process uses, read from outside it: CPU time, peak memory, and kills for want of memory."""

import time
from pathlib import Path

_OOM_FILES = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")


def cpu_seconds(pid: int) -> float:
    """CPU time of a process with all its threads, in seconds; 0.0 once it has been reaped."""
    try:
        return time.clock_gettime((~pid << 3) | 2)  # the kernel's number for the CPU clock of a process
    except OSError:
        return 0.0


def start_peak(pid: int) -> None:
    """Forget the peak memory of a process, so that the next reading is of what follows."""
    try:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    except OSError:
        return


def peak_kib(pid: int) -> int | None:
    """Peak resident memory of a process since `start_peak`, in KiB; None when it cannot be read."""
    return _status(pid, b"VmHWM:")


def data_kib(pid: int) -> int | None:
    """Private writable memory of a process, in KiB: what RLIMIT_DATA counts."""
    return _status(pid, b"VmData:")


def _status(pid: int, field: bytes) -> int | None:
    try:
        text = Path(f"/proc/{pid}/status").read_bytes()
    except OSError:
        return None
    _, found, rest = text.partition(field)
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
