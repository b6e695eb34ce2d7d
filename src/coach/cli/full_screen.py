"""The way from the command line into the full-screen app."""

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from coach.settings import RunnerChoice
    from coach.tui.host import Host
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
    from coach.tui.app import run

    def prepare() -> "tuple[Host, Place]":
        from coach.tui.host import first_place, this_machine

        return this_machine(runner, editor, offline=offline), place or first_place()

    return run(prepare)


class AtHome:
    """The command `coach` without arguments, for a terminal that can show it."""

    def main(self, **_: object) -> int:
        return show()
