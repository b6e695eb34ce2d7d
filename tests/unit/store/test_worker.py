"""The thread that uses a database: patience, order, and finishing what it began."""

import asyncio
import gc
import sqlite3
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from sqlite_utils import Database

from coach.errors import Conflict, StoreError
from coach.store import worker
from coach.store.worker import ATTEMPTS, DatabaseThread
from tests.processes import unmeasured

SOURCE = Path(__file__).parents[3] / "src"


def refusal(code: int = sqlite3.SQLITE_BUSY) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("refused")
    error.sqlite_errorcode = code
    return error


class Stubborn:
    """A job that is refused so many times before it succeeds."""

    def __init__(self, refusals: int, error: sqlite3.Error) -> None:
        self.refusals = refusals
        self.error = error
        self.calls = 0

    def __call__(self, db: Database) -> int:
        self.calls += 1
        if self.calls <= self.refusals:
            raise self.error
        return self.calls


@pytest.fixture
def thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DatabaseThread:
    monkeypatch.setattr(worker, "PAUSE", (0.0, 0.001))
    return DatabaseThread(tmp_path / "history.db", 5.0)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_BUSY_SNAPSHOT])
async def test_what_is_refused_at_once_is_tried_again(thread: DatabaseThread, code: int) -> None:
    assert await thread.run(Stubborn(ATTEMPTS - 1, refusal(code))) == ATTEMPTS
    await thread.close()


async def test_trying_again_has_an_end(thread: DatabaseThread) -> None:
    job = Stubborn(100, refusal())
    with pytest.raises(StoreError, match="in use"):
        await thread.run(job)
    assert job.calls == ATTEMPTS
    await thread.close()


async def test_what_was_waited_for_is_not_tried_again(tmp_path: Path) -> None:
    thread = DatabaseThread(tmp_path / "history.db", 0.0)
    job = Stubborn(100, refusal())
    with pytest.raises(StoreError, match="in use"):
        await thread.run(job)
    assert job.calls == 1
    await thread.close()


async def test_other_troubles_are_not_tried_again(thread: DatabaseThread) -> None:
    job = Stubborn(100, refusal(sqlite3.SQLITE_FULL))
    with pytest.raises(StoreError, match="disk is full"):
        await thread.run(job)
    assert job.calls == 1
    with pytest.raises(Conflict):
        await thread.run(Stubborn(1, sqlite3.IntegrityError("UNIQUE constraint failed")))
    await thread.close()


async def test_errors_of_ours_pass_unchanged(thread: DatabaseThread) -> None:
    def job(db: Database) -> None:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        await thread.run(job)
    await thread.close()


async def test_all_jobs_run_in_one_thread_in_order(thread: DatabaseThread) -> None:
    ran: list[tuple[int, int]] = []
    jobs = [thread.run(lambda db, number=number: ran.append((number, threading.get_ident()))) for number in range(20)]  # type: ignore[misc]
    await asyncio.gather(*jobs)
    assert [number for number, _ in ran] == list(range(20))
    assert len({ident for _, ident in ran}) == 1
    assert threading.get_ident() not in {ident for _, ident in ran}
    await thread.close()


async def test_a_job_goes_on_when_nobody_waits_any_more(thread: DatabaseThread) -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), []

    def job(db: Database) -> None:
        begun.set()
        may_end.wait(5)
        ended.append("first")

    first = asyncio.create_task(thread.run(job))
    second = asyncio.create_task(thread.run(lambda db: ended.append("second")))
    await asyncio.to_thread(begun.wait, 5)
    for task in (first, second):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    may_end.set()
    await thread.close()
    assert ended == ["first", "second"]


async def test_closing_without_having_opened(thread: DatabaseThread, tmp_path: Path) -> None:
    await thread.close()
    await thread.close()
    assert not (tmp_path / "history.db").exists()
    with pytest.raises(StoreError, match="closed"):
        await thread.run(lambda db: None)


def test_one_store_serves_one_loop_after_the_other(thread: DatabaseThread) -> None:
    for _ in range(2):
        assert asyncio.run(thread.run(lambda db: db.table_names().count("sessions"))) == 1
    asyncio.run(thread.close())


def test_no_thread_stays_behind(thread: DatabaseThread) -> None:
    before = set(threading.enumerate())
    asyncio.run(thread.run(lambda db: None))
    started = set(threading.enumerate()) - before
    assert [found.name for found in started] == ["coach-store"]
    asyncio.run(thread.close())
    for found in started:
        found.join(5)
        assert not found.is_alive()


def test_a_store_that_is_let_go_takes_its_thread_along(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    thread = DatabaseThread(tmp_path / "history.db", 5.0)
    asyncio.run(thread.run(lambda db: None))
    (started,) = set(threading.enumerate()) - before
    gone = weakref.ref(thread)
    del thread
    gc.collect()
    assert gone() is None
    started.join(5)
    assert not started.is_alive()


async def test_closing_that_nobody_waits_for_is_finished(thread: DatabaseThread) -> None:
    may_end, ended = threading.Event(), threading.Event()
    running = asyncio.create_task(thread.run(lambda db: may_end.wait(5)))
    await asyncio.sleep(0)
    closing = asyncio.create_task(thread.close())
    await asyncio.sleep(0)
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    await thread.close()
    with pytest.raises(StoreError, match="closed"):
        await thread.run(lambda db: ended.set())
    may_end.set()
    assert await running is True
    thread._jobs.finish()
    assert thread._db is None
    assert not ended.is_set()


async def test_after_the_end_of_the_program_nothing_waits_for_a_job_that_never_comes(thread: DatabaseThread) -> None:
    assert await thread.run(lambda db: 1) == 1
    thread._jobs.finish()
    with pytest.raises(StoreError, match="closed"):
        await thread.run(lambda db: 2)
    await thread.close()


LEAVE = """
import asyncio, sys, time
from pathlib import Path
from coach.store.worker import DatabaseThread

folder = Path(sys.argv[1])
thread = DatabaseThread(folder / "history.db", 5.0)
kept = []

def job(number):
    time.sleep(0.1)
    with (folder / "done").open("a") as done:
        done.write(f"{number} ")

async def leave():
    kept.extend(asyncio.ensure_future(thread.run(lambda db, number=number: job(number))) for number in range(3))
    await asyncio.sleep(0)

"""
"""Hands in three jobs and does not wait for them."""


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("asyncio.run(leave())", 0),
        ("asyncio.run(leave()); sys.exit(3)", 3),
        ("loop = asyncio.new_event_loop(); loop.run_until_complete(leave()); 1 / 0", 1),
        ("asyncio.run(leave()); del thread, kept", 0),
    ],
)
def test_a_program_that_ends_without_closing_finishes_what_was_handed_in(tmp_path: Path, end: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVE + end, str(tmp_path)],
        env=unmeasured(PYTHONPATH=str(SOURCE)),
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    assert (tmp_path / "done").read_text() == "0 1 2 "
