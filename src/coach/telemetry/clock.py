"""The clocks: the machine's, and one that a script moves."""

import os
import subprocess
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from coach.domain.event import ClockMark

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
MAC_BOOT_ID = ("sysctl", "-n", "kern.bootsessionuuid")


class SystemClock:
    """Implements the Clock port on this machine: durations count sleep and are shared by all processes of one boot."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()

    def mark(self) -> ClockMark:
        counts_sleep = getattr(time, "CLOCK_BOOTTIME", None) or getattr(time, "CLOCK_MONOTONIC_RAW", None)
        seconds = time.clock_gettime(counts_sleep) if counts_sleep is not None else time.monotonic()
        return ClockMark(boot=_boot(), seconds=seconds)


@cache
def _boot() -> str:
    """What tells this boot from others; where the system has no word for it, nothing is shared between processes."""
    try:
        return BOOT_ID.read_text().strip()
    except OSError:
        pass
    with suppress(OSError, subprocess.SubprocessError):
        found = subprocess.run(MAC_BOOT_ID, capture_output=True, text=True, timeout=5, check=True)
        return found.stdout.strip()
    return f"process-{os.getpid()}-{time.monotonic_ns()}"


class ScriptedClock:
    """A clock that stands still until it is told to move, so that a script gives the same durations every time."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC).astimezone()
        self._passed = 0.0
        self._boot = f"script-{time.monotonic_ns()}"

    def advance(self, seconds: float) -> None:
        self._passed += seconds

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def mark(self) -> ClockMark:
        return ClockMark(boot=self._boot, seconds=self._passed)
