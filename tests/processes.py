"""Processes of the tests' own."""

import os


def unmeasured(**more: str) -> dict[str, str]:
    """This environment without the measuring of coverage, of which a process that is killed leaves nothing anyway."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")} | more
