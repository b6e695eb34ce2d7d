"""The thread that uses a database: patience, order, and finishing what it began."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from coach.errors import Conflict, StoreError
from coach.store import worker
from coach.store.worker import ATTEMPTS, DatabaseThread


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
    assert [found.name for found in started] == ["coach-store_0"]
    asyncio.run(thread.close())
    for found in started:
        found.join(5)
        assert not found.is_alive()
