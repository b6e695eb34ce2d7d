"""The `coach` command."""

import sys
from typing import Any


def build() -> Any:
    """The root command."""
    from coach.cli.commands import Commands
    from coach.cli.root import root_group

    return root_group(Commands())


def main() -> None:
    """Entry point of the `coach` script."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from coach import __version__

        print(f"coach {__version__}")
        return
    from coach.cli.problems import run_guarded

    if not sys.argv[1:]:
        from coach.cli import full_screen

        if not full_screen.can_show():
            # The command line itself takes as long to read in as the app to its first paint.
            sys.exit(run_guarded(full_screen.AtHome()))
    sys.exit(run_guarded(build()))
