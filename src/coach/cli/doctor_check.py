"""One line of the report of `coach doctor`."""

from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


SIGNS = {Mark.OK: "✓", Mark.WARNING: "!", Mark.PROBLEM: "✗"}


class Check(NamedTuple):
    """One line of the report."""

    name: str
    mark: Mark
    words: str
    fix: str = ""
    exit_code: int = 0
    """What the command exits with for this problem."""
