"""Opening the history file; one that is not ours, or from a newer coach, is recognised before anything touches it."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from coach.errors import StoreError
from coach.store.failures import DAMAGED, NOT_OURS, refusal
from coach.store.migrations import STEPS, Step, apply_steps

APPLICATION_ID = 0x434F4143
"""In the file's header; the letters COAC."""
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

DISTRUST = "trusted_schema = OFF"
# TRUNCATE rather than WAL: SQLite before 3.51.3 can corrupt a WAL database that two processes write.
PRAGMAS = (
    "journal_mode = TRUNCATE",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    DISTRUST,
)


def open_database(path: Path, busy_timeout: float, steps: Sequence[Step] = STEPS) -> Database:
    """The database at `path`, made or brought up to date when needed; waits `busy_timeout` seconds for locks.

    Raises StoreError, sqlite3.Error, OSError; the file keeps its bytes then.
    """
    make_room(path)
    inspect(path, len(steps))
    db = connect(path, busy_timeout)
    try:
        bring_up_to_date(db, path, steps)
    except BaseException:
        db.close()
        raise
    return db


def connect(path: Path, busy_timeout: float) -> Database:
    """A connection with our settings to a file that exists."""
    return _connected(path, "rw", busy_timeout, PRAGMAS)


def glimpse(path: Path) -> Database:
    """A connection to a file that is up to date, which reads only and waits for no lock. Raises sqlite3.Error."""
    return _connected(path, "ro", 0.0, (DISTRUST,))


def _connected(path: Path, mode: str, busy_timeout: float, pragmas: Sequence[str]) -> Database:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_timeout,
        isolation_level=None,
        check_same_thread=False,  # one thread at a time uses it, and the last reference may go in another
    )
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    # Plugins of sqlite-utils are other people's code with access to everything stored here.
    return Database(connection, execute_plugins=False)


def file_identity(path: Path) -> tuple[int, int] | None:
    """Device and inode: which file it is, whatever its name. None: there is none. Raises OSError."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def immediate(db: Database) -> Iterator[None]:
    """A transaction that holds the write lock from its start."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        db.conn.rollback()
        raise


def make_room(path: Path) -> None:
    """An empty private file at `path` if there is nothing, in private folders."""
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    with suppress(FileExistsError):
        # SQLite would make it with the permissions of the umask.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
        sync_folder(path.parent)
    if path.is_file() and path.stat().st_mode & 0o077:
        with suppress(OSError):
            path.chmod(PRIVATE_FILE)


def sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def inspect(path: Path, newest: int) -> None:
    """Look at the header without locking or changing anything. Raises StoreError, sqlite3.Error."""
    if not path.is_file():
        raise refusal(path, NOT_OURS, "It is not a file.")
    journal = path.with_name(path.name + "-journal")
    if path.stat().st_size == 0 or (journal.exists() and journal.stat().st_size):
        return  # empty, or in the middle of a transaction: only SQLite can tell, once it is open
    # Never by reading the file ourselves: closing it would drop the locks this process has on it.
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        check_identity(connection, path, newest)


def check_identity(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The version of the tables. Raises StoreError for a foreign file or one from a newer coach."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise refusal(path, NOT_OURS, "It is a database of another program.")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise StoreError(
            f"The history {path} was written by a newer coach.",
            why=f"Its tables are version {version}, this coach knows up to {newest}. The file was not changed.",
            fix="Update coach, or choose another data folder.",
        )
    if version < 1:
        raise refusal(path, DAMAGED, "It names no version of its tables.")
    return version


def bring_up_to_date(db: Database, path: Path, steps: Sequence[Step]) -> None:
    """Run the missing steps, all or none; a database with content is copied beside itself first."""
    if stored_version(db, path, len(steps)) == len(steps):
        return
    with immediate(db):
        version = stored_version(db, path, len(steps))
        if version == len(steps):
            return  # another process was faster
        if version:
            back_up(path, version)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        apply_steps(db, steps)


def stored_version(db: Database, path: Path, newest: int) -> int:
    """The version of the tables, 0 for an empty file."""
    if db.execute("PRAGMA schema_version").fetchone()[0] == 0:  # no table was ever made
        return 0
    return check_identity(db.conn, path, newest)


def back_up(path: Path, version: int) -> Path:
    """Copy the committed content beside the database, whole or not at all, while the caller keeps writers out."""
    target = path.with_name(f"{path.name}.v{version}.bak")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
    # A second connection: the one that holds the write lock would copy what it has not committed.
    with (
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.backup(copy)
    part.replace(target)
    sync_folder(path.parent)
    return target


def backups(path: Path) -> tuple[Path, ...]:
    """Our own copies of the database, unfinished ones too."""
    return tuple(sorted(found for found in path.parent.glob("*.bak*") if found.name.startswith(f"{path.name}.v")))
