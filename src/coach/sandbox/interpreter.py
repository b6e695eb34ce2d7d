"""The Python that runs the supervisor outside a container: this one's own base, without its environment."""

import os
import sys
from pathlib import Path

SANDBOX = Path(__file__).parent
"""The folder whose `start.py` a sandbox's interpreter is given."""
FLAGS = ("-I", "-S", "-B")
_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin")


def executable() -> Path:
    """The interpreter beneath any virtual environment."""
    return Path(os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable))


def system_folders() -> list[Path]:
    """The folders of programs and libraries, as far as they exist; some may be links into /usr."""
    return [Path(name) for name in _SYSTEM if os.path.lexists(name)]


def own_folders() -> list[Path]:
    """Where the interpreter and its library are, if that is outside the system's folders."""
    found = {Path(os.path.realpath(sys.base_prefix)), Path(os.path.realpath(sys.base_exec_prefix))}
    found.add(executable().parent)
    outside = [each for each in found if not each.is_relative_to("/usr")]
    return sorted(each for each in outside if not any(each != o and each.is_relative_to(o) for o in outside))
