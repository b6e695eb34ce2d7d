"""The way from the command line into the full-screen app."""

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from coach.settings import RunnerChoice
    from coach.tui.places import Place

LEAST_COLUMNS, LEAST_ROWS = 60, 16
OFF = {"", "0", "false", "no"}


def can_show() -> str:
    """Why the app cannot be shown here, in words that follow a colon; empty when it can. Imports nothing heavy."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stderr)):
        return "standard input and standard error are no terminal"
    if os.environ.get("TERM", "").lower() in {"", "dumb", "unknown"}:
        return "the terminal cannot move its cursor (TERM)"
    if os.environ.get("CI", "").lower() not in OFF:
        return "this is a CI job (CI)"
    try:
        columns, rows = os.get_terminal_size(sys.stderr.fileno())
    except OSError:
        return "the terminal does not tell its size"
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return f"the terminal has {columns}×{rows} characters, and {LEAST_COLUMNS}×{LEAST_ROWS} are needed"
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def show(
    place: "Place | None" = None,
    *,
    runner: "RunnerChoice | None" = None,
    editor: str | None = None,
    offline: bool = False,
) -> int:
    """Open the app at a place, else at home or, where nothing is stored yet, at the first run; the exit code."""
    from coach.settings import load_paths
    from coach.tui.app import HOME, run
    from coach.tui.host import this_machine
    from coach.tui.places import Place

    start = place or (HOME if load_paths().database.exists() else Place("first-run"))
    return run(this_machine(runner, editor, offline=offline), start)
