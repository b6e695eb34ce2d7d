"""Paired measurement: two things in turn, A B A B …, and the ratio of their medians."""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Paired:
    """Medians of both sides in seconds, and the median of the ratios pair by pair."""

    first: float
    second: float
    ratio: float

    def __str__(self) -> str:
        return f"{self.first * 1000:.1f} ms against {self.second * 1000:.1f} ms: ratio {self.ratio:.2f}"


def paired(first: Callable[[], float], second: Callable[[], float], rounds: int) -> Paired:
    """Each callable does its work once and returns what it took, in seconds. One round of each is not counted."""
    first(), second()
    pairs = [(first(), second()) for _ in range(rounds)]
    return Paired(
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def cpu_of(command: Sequence[str]) -> float:
    """CPU seconds, user and system, of one run of a command with its output thrown away."""
    # As for people, to whom compiling every module anew does not happen.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=usual)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AssertionError(f"{command} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


PYTHON = sys.executable
