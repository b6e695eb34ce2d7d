"""The one thread that uses a database."""

import asyncio
import random
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from coach.errors import StoreError
from coach.store.connection import file_identity, open_database
from coach.store.failures import IN_USE, explained, is_busy, primary_code
from coach.store.job_thread import JobThread
from coach.store.quick import NotNow, QuickReads
from coach.store.together import Change, Refused, together

T = TypeVar("T")
ATTEMPTS = 4
PAUSE = (0.02, 0.2)
"""Seconds between attempts, at random within these bounds."""


def _give(given: "asyncio.Future[T]", result: T) -> None:
    if not given.done():
        given.set_result(result)


def _fail(given: "asyncio.Future[Any]", error: BaseException) -> None:
    if not given.done():
        given.set_exception(error)


class DatabaseThread:
    """Runs jobs on the database one after the other, in a thread of its own; opens the file at the first."""

    def __init__(
        self, path: Path, busy_timeout: float, steady: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        """`steady` is entered once in each transaction of several changes, for what would be looked at for each."""
        self._path = path
        self._steady = steady
        self._busy_timeout = busy_timeout
        self._jobs = JobThread("coach-store")
        weakref.finalize(self, self._jobs.finish)
        self._db: Database | None = None
        self._file: tuple[int, int] | None = None
        self._quick = QuickReads(path)
        self._changes: list[Change[Any]] = []
        """Those that wait; where there are any, the job that makes them is handed in."""
        self._guard = threading.Lock()

    async def look(self, job: Callable[[Database], T], instead: Callable[[Database], T] | None = None) -> T:
        """A job of one statement that finds its rows by their keys: at once, where nobody writes. Raises StoreError.

        Such a job takes some microseconds, and the way to the thread and back ten times as long. `instead` goes there
        where the job raises NotNow; None: the job itself.
        """
        if self._db is not None:
            with suppress(NotNow):
                return self._quick.read(job, self._file)
        return await self.run(instead or job)

    async def run(self, job: Callable[[Database], T]) -> T:
        """The job's result; a job handed in is finished even if the waiting task is cancelled. Raises StoreError."""
        loop = asyncio.get_running_loop()
        given: asyncio.Future[T] = loop.create_future()
        if not self._jobs.put(partial(self._do_for, loop, given, partial(self._perform, job))):
            raise self._is_closed()
        return await given

    async def change(self, work: Callable[[Database], T], committed: Callable[[T], object]) -> T:
        """The same for a job within a transaction, which it may share with others that wait; `work` begins none.

        `committed` is told the result in this thread, once it is on the disk.
        """
        loop = asyncio.get_running_loop()
        given: asyncio.Future[T] = loop.create_future()
        with self._guard:
            self._changes.append(Change(work, committed, loop, given))
            if len(self._changes) == 1 and not self._jobs.put(self._commit):
                self._changes.clear()
                raise self._is_closed()
        return await given

    def _is_closed(self) -> StoreError:
        return StoreError(f"The history {self._path} was closed.", fix="Open the store again.")

    async def close(self) -> None:
        """Finish what was handed in and close the file. Safe to call twice."""
        self._quick.close()
        loop = asyncio.get_running_loop()
        given: asyncio.Future[None] = loop.create_future()
        if self._jobs.end(partial(self._do_for, loop, given, self._disconnect)):
            await given

    def _do_for(self, loop: asyncio.AbstractEventLoop, given: "asyncio.Future[T]", work: Callable[[], T]) -> None:
        """Half the way of `run_in_executor`, which chains two futures, and needs no shield: nothing cancels a job."""
        give: Callable[[], None]
        try:
            give = partial(_give, given, work())
        except BaseException as error:
            give = partial(_fail, given, error)
        with suppress(RuntimeError):  # the loop is gone, and so is whoever waited
            loop.call_soon_threadsafe(give)

    def _commit(self) -> None:
        """Make all changes that wait by now; the first that comes later hands in the next job."""
        with self._guard:
            changes, self._changes = self._changes, []
        if len(changes) > 1 and (outcomes := self._outcomes(changes)):
            for change, outcome in zip(changes, outcomes, strict=True):
                self._do_for(change.loop, change.given, partial(change.finished, outcome))
            return
        for change in changes:
            self._do_for(change.loop, change.given, partial(self._perform, change.alone))

    def _outcomes(self, changes: Sequence[Change[Any]]) -> list[Any]:
        """Of one transaction for all; empty when it failed, since each alone shows whose fault that is."""
        try:
            return self._perform(partial(together, changes, steady=self._steady))
        except StoreError as error:
            # It was waited for, for all of them.
            return [Refused(error)] * len(changes) if is_busy(error) else []
        except Exception:
            return []

    def _perform(self, job: Callable[[Database], T]) -> T:
        with explained(self._path):
            return self._patiently(lambda: job(self._database()))

    def _patiently(self, work: Callable[[], T]) -> T:
        """Repeat what SQLite refused without waiting, as it does to break a deadlock; not what it has waited for."""
        give_up = time.monotonic() + self._busy_timeout / 2
        for _ in range(ATTEMPTS - 1):
            try:
                return work()
            except sqlite3.OperationalError as error:
                if primary_code(error) not in IN_USE or time.monotonic() > give_up:
                    raise
            time.sleep(random.uniform(*PAUSE))
        return work()

    def _database(self) -> Database:
        if self._db is None:
            self._db = open_database(self._path, self._busy_timeout)
            self._file = file_identity(self._path)
        elif file_identity(self._path) != self._file:
            # SQLite would go on writing into a file that nobody can find any more.
            self._disconnect()
            raise StoreError(
                f"The history {self._path} was moved, deleted or replaced while coach was using it.",
                fix="Put it back, or start again with the file that is there.",
            )
        return self._db

    def _disconnect(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
