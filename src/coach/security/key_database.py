"""keys.db: everybody's data key, locked; a file of its own, so that a backup of the data does not hold the keys."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coach.errors import KeyLost, StoreError
from coach.security.keys import make_folders

APPLICATION_ID = 0x434F4B59
"""In the file's header; the letters COKY."""
VERSION = 1
SETTLES = 2_500_000_000
"""Nanoseconds after which another write gives a file another time, whatever the file system counts in."""
PRAGMAS = (
    "journal_mode = TRUNCATE",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
)
TABLES = (
    # One row: which key locks the others, and what is needed to find it.
    "CREATE TABLE lock"
    " (id INTEGER PRIMARY KEY CHECK (id = 1), salt BLOB NOT NULL, kek TEXT NOT NULL, source TEXT NOT NULL)",
    "CREATE TABLE data_keys (person TEXT PRIMARY KEY, locked BLOB NOT NULL)",
)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables, 0 when there are none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def data_version(connection: sqlite3.Connection) -> int:
    """Another number once another connection has written. Raises sqlite3.Error while one is writing."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _state(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class KeyDatabase:
    """One connection to keys.db, for one thread at a time. Raises StoreError, KeyLost."""

    def __init__(self, path: Path, busy_timeout: float) -> None:
        self.path = path
        self._busy_timeout = busy_timeout
        self._connection: sqlite3.Connection | None = None
        self._file = (0, 0)
        self._found: os.stat_result | None = None
        """When it was last opened or asked for."""
        self._seen: tuple[int, int, int] | None = None
        self._settled: tuple[int, ...] | None = None

    def changed(self) -> bool:
        """Did another process write, or replace the file, since this was last asked?"""
        with self._explained():
            seen = self._look()
        changed, self._seen = seen != self._seen, seen
        return changed

    def is_as_seen(self) -> bool:
        """Whether nothing was written elsewhere since `changed` was asked; False too where telling takes a wait."""
        try:
            found = self.path.stat()
            if self._connection is None or self._file != (found.st_dev, found.st_ino):
                return False
            self._connection.execute("PRAGMA busy_timeout = 0")
            try:
                return (*self._file, data_version(self._connection)) == self._seen
            finally:
                self._connection.execute(f"PRAGMA busy_timeout = {int(self._busy_timeout * 1000)}")
        except (OSError, sqlite3.Error):
            return False

    def settle(self) -> None:
        """From now on `is_untouched` can be told, if the file was last written long enough ago."""
        found = self._found
        old = found is not None and time.time_ns() - found.st_mtime_ns > SETTLES
        self._settled = _state(found) if found and old else None

    def is_untouched(self) -> bool:
        """Whether the file is as it was at `settle`, told by any thread without a wait; False where that is unsure."""
        settled = self._settled
        try:
            return settled is not None and _state(self.path.stat()) == settled
        except OSError:
            return False

    def _look(self) -> tuple[int, int, int] | None:
        """What tells one state of the file from another; None when there is none."""
        try:
            connection = self._open()
        except FileNotFoundError:
            self.close()
            self._found = None
            return None
        return (*self._file, data_version(connection))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, or None when nothing was ever stored."""
        with self._explained():
            connection = self._open() if self.path.exists() else None
            yield connection if connection and version_of(connection) else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction with the write lock; makes the file at the first use."""
        with self._explained():
            self._make_file()
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._make_tables(connection)
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def compact(self) -> None:
        """Write the file anew, without pages where deleted keys once stood."""
        with self._explained():
            self._open().execute("VACUUM")

    def close(self) -> None:
        """Safe to call twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        self.close()

    def _make_file(self) -> None:
        make_folders(self.path.parent)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    def _open(self) -> sqlite3.Connection:
        """The connection to the file that is at the path; one that was opened before it was replaced is closed."""
        found = self._found = self.path.stat()
        if self._connection is None or self._file != (found.st_dev, found.st_ino):
            self.close()
            self._connection = self._connect()
            self._file = (found.st_dev, found.st_ino)
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise StoreError(f"The key database {self.path} is not a file.", fix="Move what is there away.")
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=self._busy_timeout,
            isolation_level=None,
            check_same_thread=False,  # guarded by the cipher's lock
        )
        try:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            self._check_identity(connection)
        except BaseException:
            connection.close()
            raise
        if self.path.stat().st_mode & 0o077:
            with suppress(OSError):
                self.path.chmod(0o600)
        return connection

    def _check_identity(self, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
            return
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreError(
                f"The key database {self.path} is not one of coach.", fix="Move it away; it was not changed."
            )
        if version_of(connection) > VERSION:
            raise StoreError(f"The key database {self.path} was written by a newer coach.", fix="Update coach.")

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        if version_of(connection):
            return
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for table in TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
            if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise KeyLost(
                    f"The key database {self.path} is damaged.",
                    why=str(error),
                    fix="Put your copy of it in its place; without it the stored interviews stay unreadable.",
                ) from error
            raise StoreError(
                f"The key database {self.path} could not be read or written.",
                why=str(error),
                fix="Check its permissions, the free space, and that no other program holds it; then try again.",
            ) from error
        except OSError as error:
            raise StoreError(
                f"The key database {self.path} could not be read or written.",
                why=error.strerror or str(error),
                fix="Check the permissions of the file and its folder, and the free space; then try again.",
            ) from error
