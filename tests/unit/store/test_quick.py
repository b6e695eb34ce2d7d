"""Reads beside the thread of the database: at once, or handed over to it."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from coach.errors import NotFound, StoreError
from coach.store.quick import NotNow, QuickReads
from coach.store.worker import DatabaseThread


def name_of_thread(db: Database) -> str:
    db.execute("SELECT count(*) FROM sessions").fetchone()
    return threading.current_thread().name


def agree(db: Database, row: list[str | int]) -> None:
    db.execute("INSERT INTO consents VALUES (?, ?, ?, ?, ?, ?)", row)


HERE = threading.current_thread().name


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
async def thread(path: Path) -> AsyncIterator[DatabaseThread]:
    """One that has opened its file."""
    thread = DatabaseThread(path, 5.0)
    await thread.run(name_of_thread)
    yield thread
    await thread.close()


async def test_a_look_stays_in_the_thread_of_whoever_asks(thread: DatabaseThread) -> None:
    assert await thread.look(name_of_thread) == HERE
    assert await thread.run(name_of_thread) != HERE


async def test_the_first_look_opens_the_file_as_every_job_does(path: Path) -> None:
    thread = DatabaseThread(path, 5.0)
    assert await thread.look(name_of_thread) != HERE
    assert await thread.look(name_of_thread) == HERE
    await thread.close()


async def test_a_look_sees_what_was_committed_just_now(thread: DatabaseThread) -> None:
    def users(db: Database) -> list[str]:
        return [found for (found,) in db.execute("SELECT user_id FROM consents").fetchall()]

    for name in ("ada", "kim"):
        row = [name, 1, "", "2026-01-01", "candidate", ""]
        await thread.run(partial(agree, row=row))
        assert name in await thread.look(users)


async def test_a_look_waits_in_the_thread_while_another_program_locks_the_file(
    path: Path, thread: DatabaseThread
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as neighbour:
        neighbour.execute("BEGIN EXCLUSIVE")
        asyncio.get_running_loop().call_later(0.1, neighbour.execute, "ROLLBACK")
        assert await thread.look(name_of_thread) != HERE
    assert await thread.look(name_of_thread) == HERE


async def test_a_look_goes_to_the_thread_while_another_one_is_under_way(thread: DatabaseThread) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(db: Database) -> None:
        begun.set()
        go_on.wait(60)

    other = asyncio.create_task(asyncio.to_thread(lambda: asyncio.run(thread.look(slow))))
    await asyncio.to_thread(begun.wait, 60)
    try:
        assert await thread.look(name_of_thread) != HERE
    finally:
        go_on.set()
        await other


async def test_what_a_job_says_itself_is_the_answer(thread: DatabaseThread) -> None:
    calls = []

    def missing(db: Database) -> None:
        calls.append(threading.current_thread().name)
        raise NotFound("It is not there.")

    with pytest.raises(NotFound):
        await thread.look(missing)
    assert calls == [HERE]


async def test_a_look_cannot_write(thread: DatabaseThread) -> None:
    names = []

    def write(db: Database) -> None:
        names.append(threading.current_thread().name)
        db.execute("DELETE FROM consents")

    await thread.look(write)
    assert names[0] == HERE
    assert names[1] != HERE


async def test_a_file_that_was_replaced_is_explained_by_the_thread(path: Path, thread: DatabaseThread) -> None:
    await thread.look(name_of_thread)
    path.rename(path.with_name("moved.db"))
    with pytest.raises(StoreError, match="moved, deleted or replaced"):
        await thread.look(name_of_thread)


async def test_nothing_is_looked_at_after_the_end(path: Path) -> None:
    thread = DatabaseThread(path, 5.0)
    await thread.run(name_of_thread)
    await thread.look(name_of_thread)
    await thread.close()
    with pytest.raises(StoreError, match="was closed"):
        await thread.look(name_of_thread)


def test_a_file_that_is_no_database_is_not_read(path: Path) -> None:
    path.write_bytes(b"no database at all, though long enough to have a header of one hundred bytes " * 2)
    found = path.stat()
    quick = QuickReads(path)
    with pytest.raises(NotNow):
        quick.read(name_of_thread, (found.st_dev, found.st_ino))
    quick.close()
    quick.close()
