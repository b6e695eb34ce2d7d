"""Changes that share a transaction: each has its own outcome, and none has it before all are on the disk."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from coach.errors import Conflict, NotFound, StoreError
from coach.store import worker
from coach.store.worker import DatabaseThread

PUT = "INSERT INTO consents VALUES (?, 1, '', '2026-01-01', 'candidate', '')"


def agree(user_id: str) -> Callable[[Database], str]:
    def work(db: Database) -> str:
        db.execute(PUT, [user_id])
        return user_id

    return work


def refused(db: Database) -> None:
    db.execute(PUT, ["nobody"])
    raise NotFound("It is not there.")


class Watched:
    """A thread whose statements are seen, and which does nothing until it is let go."""

    def __init__(self, path: Path, busy_timeout: float = 5.0, **options: Any) -> None:
        self.thread = DatabaseThread(path, busy_timeout, **options)
        self.statements: list[str] = []
        self.told: list[Any] = []
        self.tell: Callable[[Any], object] = self.told.append
        self._go_on = threading.Event()

    async def changes(self, *works: Callable[[Database], Any]) -> list[Any]:
        """What becomes of changes that wait together."""
        await self.thread.run(lambda db: db.conn.set_trace_callback(self.statements.append))
        self._go_on.clear()
        held = asyncio.ensure_future(self.thread.run(lambda db: self._go_on.wait(60)))
        waiting = [asyncio.ensure_future(self.thread.change(work, self.tell)) for work in works]
        # All are handed in once each of them has had its turn.
        await asyncio.sleep(0)
        self._go_on.set()
        await held
        return await asyncio.gather(*waiting, return_exceptions=True)

    async def stored(self) -> set[str]:
        found = await self.thread.run(lambda db: db.execute("SELECT user_id FROM consents").fetchall())
        return {user_id for (user_id,) in found}

    def count(self, statement: str) -> int:
        return sum(each.startswith(statement) for each in self.statements)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
async def watched(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watched]:
    monkeypatch.setattr(worker, "PAUSE", (0.0, 0.001))
    watched = Watched(path)
    yield watched
    await watched.thread.close()


async def test_changes_that_wait_are_committed_once(watched: Watched) -> None:
    names = ["ada", "kim", "lee"]
    assert await watched.changes(*map(agree, names)) == names
    assert watched.count("COMMIT") == 1
    assert watched.told == names
    assert await watched.stored() == set(names)


async def test_a_read_waits_for_one_commit_and_not_for_a_job_of_each_change(watched: Watched) -> None:
    async def changed_again(name: str) -> str:
        """As a server's clients do, one after the other without an end."""
        await watched.thread.change(agree(name), watched.tell)
        return await watched.thread.change(agree(f"{name} again"), watched.tell)

    await watched.stored()
    gate = threading.Event()
    held = asyncio.ensure_future(watched.thread.run(lambda db: gate.wait(60)))
    waiting = [asyncio.ensure_future(changed_again(name)) for name in ("ada", "kim", "lee")]
    await asyncio.sleep(0)
    read = asyncio.ensure_future(watched.stored())
    await asyncio.sleep(0)
    gate.set()
    await held
    assert await read == {"ada", "kim", "lee"}
    await asyncio.gather(*waiting)
    assert len(await watched.stored()) == 6


async def test_one_change_needs_no_savepoint(watched: Watched) -> None:
    assert await watched.changes(agree("ada")) == ["ada"]
    assert watched.count("SAVEPOINT") == 0
    assert watched.told == ["ada"]


async def test_what_holds_for_each_of_them_is_looked_at_once(path: Path) -> None:
    blocks: list[str] = []

    @contextmanager
    def steady() -> Iterator[None]:
        blocks.append("begins")
        yield
        blocks.append("ends")

    def work(name: str) -> Callable[[Database], None]:
        return lambda db: blocks.append(name)

    watched = Watched(path, steady=steady)
    await watched.changes(work("ada"), work("kim"))
    assert blocks == ["begins", "ada", "kim", "ends"]
    await watched.changes(work("lee"))
    assert blocks[4:] == ["lee"]
    await watched.thread.close()


async def test_what_is_refused_leaves_nothing_and_keeps_nobody(watched: Watched) -> None:
    first, refusal, last = await watched.changes(agree("ada"), refused, agree("kim"))
    assert (first, last) == ("ada", "kim")
    assert isinstance(refusal, NotFound)
    # What all were in was taken back, and each was made by itself.
    assert watched.count("COMMIT") == 2
    assert watched.told == ["ada", "kim"]
    assert await watched.stored() == {"ada", "kim"}


async def test_a_fault_of_one_is_its_own(watched: Watched) -> None:
    first, fault, last = await watched.changes(agree("ada"), agree("ada"), agree("kim"))
    assert (first, last) == ("ada", "kim")
    assert isinstance(fault, Conflict)
    assert watched.told == ["ada", "kim"]
    assert await watched.stored() == {"ada", "kim"}


async def test_a_bug_in_one_is_its_own(watched: Watched) -> None:
    def bug(db: Database) -> None:
        raise ZeroDivisionError

    outcomes = await watched.changes(bug, agree("ada"))
    assert isinstance(outcomes[0], ZeroDivisionError)
    assert await watched.stored() == {"ada"}


async def test_all_that_wait_for_a_lock_wait_once(path: Path) -> None:
    watched = Watched(path, busy_timeout=0.2)
    calls: list[str] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as neighbour:
        await watched.stored()
        neighbour.execute("BEGIN EXCLUSIVE")
        outcomes = await watched.changes(*[lambda db: calls.append("called")] * 3)
        neighbour.execute("ROLLBACK")
    assert [type(each) for each in outcomes] == [StoreError] * 3
    assert all("in use" in str(each) for each in outcomes)
    assert watched.count("BEGIN") <= 1
    assert calls == []
    await watched.thread.close()


async def test_what_was_handed_in_is_made_before_the_end(path: Path) -> None:
    watched = Watched(path)
    waiting = [asyncio.ensure_future(watched.thread.change(agree(name), watched.told.append)) for name in ("a", "b")]
    await asyncio.sleep(0)
    await watched.thread.close()
    assert await asyncio.gather(*waiting) == ["a", "b"]
    with pytest.raises(StoreError, match="was closed"):
        await watched.thread.change(agree("c"), watched.told.append)
    with closing(sqlite3.connect(path)) as other:
        assert len(other.execute("SELECT * FROM consents").fetchall()) == 2


async def test_nobody_hears_of_a_change_before_it_is_on_the_disk(path: Path, watched: Watched) -> None:
    """Another connection sees it in the moment in which it is told."""
    seen: list[int] = []

    def look(name: str) -> None:
        with closing(sqlite3.connect(path)) as other:
            seen.append(other.execute("SELECT count(*) FROM consents WHERE user_id = ?", [name]).fetchone()[0])

    watched.tell = look
    await watched.changes(agree("ada"), agree("kim"))
    assert seen == [1, 1]
