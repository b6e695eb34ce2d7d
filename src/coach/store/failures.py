"""What SQLite and the operating system report, as one sentence with the file and the way out."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coach.errors import Conflict, StoreError

SPACE = "Free some space and try again; what was stored before is unharmed."
PERMISSION = "Give yourself write permission on the file and its folder, or choose another data folder."


@dataclass(frozen=True)
class Trouble:
    """`what` completes the sentence "The history <file> …"."""

    what: str
    fix: str


FULL = Trouble("cannot grow: the disk is full.", SPACE)
READ_ONLY = Trouble("cannot be written.", PERMISSION)
DAMAGED = Trouble("is damaged.", "Put a backup in its place, or move it away to start with an empty history.")
NOT_OURS = Trouble("is not a history of coach.", "Choose another file, or move this one away; it was not changed.")
BUSY = Trouble("is in use by another program.", "Close the other program or wait for it, then try again.")
DISK = Trouble("could not be read or written by the system.", "Check the disk and its free space, then try again.")
NOT_OPENED = Trouble(
    "cannot be opened or written.", "Check that its folder exists, is yours and may be written, then try again."
)
NO_FOLDER = Trouble("lies below something that is no folder.", "Choose another data folder.")
UNKNOWN = Trouble("could not be used.", "Try again; if it stays, move the file away and report what happened.")

SQLITE_TROUBLES = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CANTOPEN: NOT_OPENED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: DISK,
    sqlite3.SQLITE_NOTADB: NOT_OURS,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
}
SYSTEM_TROUBLES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EROFS: READ_ONLY,
    errno.ENOTDIR: NO_FOLDER,
    errno.EEXIST: NO_FOLDER,
    errno.EIO: DISK,
}

IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code without its details, 0 when the error came from Python's module."""
    code = getattr(error, "sqlite_errorcode", 0)
    return int(code) & 0xFF


def is_busy(error: StoreError) -> bool:
    """Whether another program uses the file."""
    return isinstance(error.__cause__, sqlite3.Error) and primary_code(error.__cause__) in IN_USE


def refusal(path: Path, trouble: Trouble, why: str = "") -> StoreError:
    return StoreError(f"The history {path} {trouble.what}", why=why, fix=trouble.fix)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database or the system reports about `path` into StoreError or Conflict."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Conflict(
            f"The history {path} already holds another version of this.",
            why=str(error),
            fix="Load it again and repeat the step.",
        ) from error
    except sqlite3.Error as error:
        raise refusal(path, SQLITE_TROUBLES.get(primary_code(error), UNKNOWN), str(error)) from error
    except UnicodeEncodeError as error:
        raise StoreError(
            f"The history {path} cannot hold a name with {error.object[error.start : error.end]!a} in it.",
            fix="Leave that character out.",
        ) from error
    except OSError as error:
        trouble = SYSTEM_TROUBLES.get(error.errno or 0, UNKNOWN)
        raise refusal(path, trouble, error.strerror or str(error)) from error
