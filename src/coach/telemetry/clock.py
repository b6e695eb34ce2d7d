"""The clocks: the machine's, and one that a script moves."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.domain.event import ClockMark

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """Implements the Clock port on this machine: durations count sleep and are shared by all processes of one boot."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()

    def mark(self) -> ClockMark:
        boottime = getattr(time, "CLOCK_BOOTTIME", None)
        seconds = time.clock_gettime(boottime) if boottime is not None else time.monotonic()
        return ClockMark(boot=self._boot(), seconds=seconds)

    def _boot(self) -> str:
        try:
            return BOOT_ID.read_text().strip()
        except OSError:
            # Without a boot id, the moment of booting to the nearest ten seconds tells boots apart.
            return f"boot-{round((time.time() - time.monotonic()) / 10)}"


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
