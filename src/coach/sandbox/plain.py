"""The second rung of the local ladder: a process that confines itself as far as the kernel lets it."""

import os
import sys
from pathlib import Path

from coach.languages.language import Language
from coach.sandbox import interpreter, plans

NAME = "plain"
NOTICE = (
    "No container: the code ran on this machine in a restricted process; it can read system files,"
    " and memory is limited per process only."
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


def is_possible() -> bool:
    """Whether this system has what a restricted process is made of."""
    return sys.platform == "linux"


def command(language: Language, box: Path) -> list[str]:
    """The command that starts a supervisor which then confines itself to `box` and the system's libraries."""
    readable = [*interpreter.system_folders(), *interpreter.own_folders(), Path("/etc/ld.so.cache")]
    return [
        str(interpreter.executable()),
        *interpreter.FLAGS,
        str(interpreter.SANDBOX / "start.py"),
        NAME,
        plans.encoded(language),
        str(box),
        os.pathsep.join([*map(str, readable), *_DEVICES]),
    ]
