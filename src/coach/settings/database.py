"""Which database is meant. An address may hold a password, so no message repeats any of it."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from coach.errors import BadSettings
from coach.settings.paths import Paths

OWN, SHARED, REDIS = "COACH_DATABASE_URL", "DATABASE_URL", "REDIS_URL"
SQLITE = "sqlite:///"
SCHEME = re.compile(r"([a-z][a-z0-9]{0,19})(\+[a-z0-9]{1,19})?://")
FORMS = "sqlite:////srv/coach/history.db"


def history_file(paths: Paths, environ: Mapping[str, str] | None = None) -> Path:
    """The history of the terminal, which COACH_DATABASE_URL may put elsewhere. Raises BadSettings."""
    environ = os.environ if environ is None else environ
    return _file(OWN, environ) or paths.database


def server_history_file(paths: Paths, environ: Mapping[str, str] | None = None) -> Path:
    """The history of a server: COACH_DATABASE_URL, then DATABASE_URL, then that of the terminal.

    Raises BadSettings for a database or a cache of another kind.
    """
    environ = os.environ if environ is None else environ
    if environ.get(REDIS, "").strip():
        raise BadSettings(
            f"{REDIS}  is set, and Redis is not supported.",
            why="A server keeps everything in its history file.",
            fix=f"unset {REDIS} for coach serve",
        )
    return _file(OWN, environ) or _file(SHARED, environ) or paths.database


def _file(variable: str, environ: Mapping[str, str]) -> Path | None:
    url = environ.get(variable, "").strip()
    if not url:
        return None
    if not url.startswith(SQLITE):
        scheme = SCHEME.match(url)
        kind = f"names a database of the kind {scheme[1]}" if scheme else "is not the address of a database"
        raise _unsupported(variable, kind)
    place = url.removeprefix(SQLITE)
    if not place or place.startswith(":memory:"):
        raise _unsupported(variable, "names no file")
    if set(place) & {"?", "#", "\0"}:
        raise _unsupported(variable, "has options")
    try:
        return Path(place).expanduser().absolute()
    except (RuntimeError, OSError):
        raise _unsupported(variable, "leads nowhere from here") from None


def _unsupported(variable: str, problem: str) -> BadSettings:
    return BadSettings(
        f"{variable}  {problem}, which is not supported.",
        why="The history is an SQLite file.",
        fix=f"unset {variable}, or write it like {FORMS}",
    )
