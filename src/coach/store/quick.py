"""Reads of a row or two without the way to the thread of the database and back, which takes longer than they do."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from coach.store.connection import file_identity, glimpse
from coach.store.failures import IN_USE, primary_code

T = TypeVar("T")


class NotNow(Exception):
    """It cannot be read without waiting, or not like this at all: the thread of the database waits, and explains."""


class QuickReads:
    """A connection of its own that waits for nothing and writes nothing, for whichever thread asks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._in_use = threading.Lock()
        self._db: Database | None = None
        self._file: tuple[int, int] | None = None
        self._closed = False

    def read(self, job: Callable[[Database], T], file: tuple[int, int] | None) -> T:
        """What the job finds in that very file. Raises NotNow while others write, and what the job raises of its own.

        `file`: its device and inode.
        """
        if not self._in_use.acquire(blocking=False):
            raise NotNow
        try:
            return job(self._database(file))
        except (sqlite3.Error, OSError) as error:
            if not (isinstance(error, sqlite3.Error) and primary_code(error) in IN_USE):
                self._disconnect()
            raise NotNow from error
        finally:
            self._in_use.release()

    def _database(self, file: tuple[int, int] | None) -> Database:
        if self._closed or file_identity(self._path) != file:
            raise NotNow
        if self._db is None or self._file != file:
            self._disconnect()
            self._db, self._file = glimpse(self._path), file
        return self._db

    def _disconnect(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def close(self) -> None:
        """Read nothing more, after what is under way. Safe to call twice."""
        with self._in_use:
            self._closed = True
            self._disconnect()
