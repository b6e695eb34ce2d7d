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

    sys.exit(run_guarded(build()))
