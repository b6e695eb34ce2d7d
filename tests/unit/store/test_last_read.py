"""What a store holds of the interviews it read and stored last: never anything but what is stored."""

import asyncio
import json
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from coach.domain.base import Model
from coach.domain.session import InterviewSession
from coach.errors import Conflict, KeyLost, NotFound, StoreError
from coach.security.encryption import FieldCipher
from coach.store import last_read
from coach.store.rows import utc
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values


class Counting:
    """A cipher that counts what it opens."""

    def __init__(self, inner: FieldCipher) -> None:
        self._inner = inner
        self.opened = 0

    def seal(self, person: str, place: str, plain: bytes) -> bytes:
        return self._inner.seal(person, place, plain)

    def open(self, person: str, place: str, sealed: bytes) -> bytes:
        self.opened += 1
        return self._inner.open(person, place, sealed)

    def mark(self, person: str) -> str:
        return self._inner.mark(person)

    def mark_now(self, person: str) -> str | None:
        return self._inner.mark_now(person)

    def steady(self) -> AbstractContextManager[None]:
        return self._inner.steady()

    def forget(self, person: str) -> None:
        self._inner.forget(person)


def cipher_in(folder: Path) -> FieldCipher:
    return FieldCipher(folder / "keys.db", folder / "data.key")


@pytest.fixture
def cipher(tmp_path: Path) -> Counting:
    return Counting(cipher_in(tmp_path))


@pytest.fixture
async def store(tmp_path: Path, cipher: Counting) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "history.db", cipher)
    yield opened
    await opened.close()


@pytest.fixture
async def elsewhere(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """Another process on the same files."""
    opened = SqliteStore(tmp_path / "history.db", cipher_in(tmp_path))
    yield opened
    await opened.close()


async def read_anew(folder: Path, session_id: str) -> tuple[list[str], InterviewSession]:
    """The session and its log as somebody reads them who holds nothing: in JSON, to the last digit, and the session."""
    store = SqliteStore(folder / "history.db", cipher_in(folder))
    try:
        return await read(store, session_id)
    finally:
        await store.close()


async def read(store: SqliteStore, session_id: str) -> tuple[list[str], InterviewSession]:
    session, events = await store.load(session_id), await store.events(session_id)
    return [told(value) for value in (session, *events)], session


def told(value: Model) -> str:
    """In JSON, moments in one zone: what is held may name another one for the same moment."""
    return json.dumps(value.model_dump(mode="python"), default=utc)


async def test_of_a_long_interview_only_what_is_new_is_opened(
    store: SqliteStore, elsewhere: SqliteStore, cipher: Counting
) -> None:
    session = await elsewhere.save(None, values.full_session(), values.log(count=30))
    assert await store.load("s1") == session
    assert await store.events("s1") == values.log(count=30)
    session = await elsewhere.save(session, session, [values.event(sequence=31)])
    cipher.opened = 0
    assert await store.events("s1") == values.log(count=31)
    assert await store.events("s1", after=30) == (values.event(sequence=31),)
    # The session's own row, to see that its key opens it, and the new event.
    assert cipher.opened == 2
    assert await store.load("s1") == session
    cipher.opened = 0
    assert await store.load("s1") == session
    assert cipher.opened == 0


async def test_what_was_stored_here_is_not_opened(store: SqliteStore, cipher: Counting) -> None:
    session = await store.save(None, values.full_session(), values.log(count=30))
    for number in range(3, 6):
        grown = session.with_response(values.response(sequence=number)).with_attempt(values.attempt(sequence=number))
        session = await store.save(session, grown, [values.event(sequence=28 + number)])
        cipher.opened = 0
        assert await store.load("s1") == await store.load("s1") == session
        assert await store.events("s1") == values.log(count=28 + number)
        assert cipher.opened == 0


async def test_the_log_of_what_was_given_is_at_hand(
    store: SqliteStore, elsewhere: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await store.save(None, values.session(events=2), values.log(count=2))
    grown = await elsewhere.save(session, session.replace(events=3), [values.event(sequence=3)])
    with monkeypatch.context() as nothing:
        nothing.setattr(store, "events", lambda session_id: pytest.fail("it was looked up"))
        assert await store.log(session) == values.log(count=2)
    # Of another object, or another state, it is read.
    assert await store.log(grown) == values.log(count=3)
    assert await store.log(session) == values.log(count=2)


async def test_of_the_attempts_only_those_that_changed_are_opened(
    store: SqliteStore, elsewhere: SqliteStore, cipher: Counting
) -> None:
    attempts = tuple(values.attempt(sequence=number) for number in range(1, 21))
    session = await store.save(None, values.session(attempts=attempts))
    for other in (store, elsewhere):
        held = await store.load("s1")
        assert held == session
        changed = session.replace(attempts=(*session.attempts[:-1], values.finished(session.attempts[-1])))
        session = await other.save(session, changed.replace(elapsed=session.elapsed + 1))
        cipher.opened = 0
        read = await store.load("s1")
        assert read == session
        same = [one is two for one, two in zip(read.attempts, held.attempts, strict=True)]
        assert same == [True] * 19 + [other is elsewhere]
        # What was stored elsewhere changed the session's own row alone.
        assert cipher.opened == (1 if other is elsewhere else 0)


async def test_following_another_interview_opens_the_end_of_it_alone(
    store: SqliteStore, elsewhere: SqliteStore, cipher: Counting
) -> None:
    for session_id in ("s1", "s2"):
        await elsewhere.save(None, values.session(session_id), values.log(session_id, count=30))
    held = await store.events("s1")
    cipher.opened = 0
    assert await store.events("s2", after=28) == values.log("s2", count=30)[28:]
    assert await store.events("s1") is held
    # The row of the session, and the two events.
    assert cipher.opened == 3


async def test_several_interviews_are_held(store: SqliteStore, cipher: Counting) -> None:
    names = [f"s{number}" for number in range(8)]
    for name in names:
        await store.save(None, values.full_session(name, f"p{name}"), values.log(name))
        await read(store, name)
    cipher.opened = 0
    for name in names:
        await read(store, name)
    assert cipher.opened == 0


@pytest.mark.parametrize(("limit", "most"), [("MOST_INTERVIEWS", 2), ("MOST_BYTES", 50_000)])
async def test_what_was_asked_for_longest_ago_is_let_go(
    store: SqliteStore, cipher: Counting, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(last_read, limit, most)
    for name in ("s1", "s2"):
        await store.save(None, values.session(name), values.log(name))
        await read(store, name)
    await read(store, "s1")
    await store.save(None, values.session("s3"), values.log("s3"))
    await read(store, "s3")
    for name, opened in {"s1": 0, "s3": 0, "s2": 5}.items():
        cipher.opened = 0
        await read(store, name)
        assert cipher.opened == opened, name


async def test_the_last_is_held_whatever_it_takes(
    store: SqliteStore, cipher: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_read, "MOST_BYTES", 1)
    for name in ("s1", "s2"):
        await store.save(None, values.full_session(name), values.log(name, count=50))
        await read(store, name)
        cipher.opened = 0
        await read(store, name)
        assert cipher.opened == 0


async def test_what_is_held_is_what_others_read(store: SqliteStore, elsewhere: SqliteStore, tmp_path: Path) -> None:
    dice = random.Random(4)
    for name in ("s1", "s2"):
        await store.save(None, values.full_session(name), values.log(name))
    for _ in range(40):
        name, by = dice.choice(["s1", "s2"]), dice.choice([store, store, elsewhere])
        session = await by.load(name)
        number = len(session.attempts) + 1
        after = session.with_attempt(values.attempt(name, number)).replace(events=session.events + 1)
        if dice.random() < 0.5:
            after = after.with_response(values.response(name, len(session.responses) + 1))
        if dice.random() < 0.5:
            after = after.with_attempt(values.finished(after.attempts[dice.randrange(number)]))
        await by.save(session, after, [values.event(name, after.events)])
        for asked in ("s1", "s2") if dice.random() < 0.5 else (name,):
            assert await read(store, asked) == await read_anew(tmp_path, asked)


async def test_what_does_not_survive_storing_is_not_held_as_it_was(store: SqliteStore, tmp_path: Path) -> None:
    # Two halves that were never one letter are one when they are read; and a moment comes back in another zone.
    halves = values.response(sequence=1, response_text="\ud83d\ude42")
    session = await store.save(
        None, values.session(completed_at=values.response().submitted_at), [values.event(text="\ud83d\ude42")]
    )
    await read(store, "s1")
    session = await store.save(session, session.with_response(halves), [values.event(sequence=2, text="\ud83d\ude42")])
    held = await read(store, "s1")
    assert held == await read_anew(tmp_path, "s1")
    assert held[1].responses[0].response_text == "🙂" != session.responses[0].response_text


async def test_parts_that_share_a_sequence_come_in_the_order_of_the_database(
    store: SqliteStore, tmp_path: Path
) -> None:
    session = await store.save(None, values.session().with_attempt(values.attempt(sequence=2)))
    await read(store, "s1")
    twin = values.attempt(sequence=1).replace(sequence=2)
    session = await store.save(session, session.replace(attempts=(twin, *session.attempts)))
    assert await read(store, "s1") == await read_anew(tmp_path, "s1")
    first, second = session.attempts
    session = await store.save(session, session.replace(attempts=(first, second.replace(error="new"))))
    assert await read(store, "s1") == await read_anew(tmp_path, "s1")


async def test_what_was_not_committed_is_not_held(tmp_path: Path, cipher: Counting) -> None:
    store = SqliteStore(tmp_path / "history.db", cipher, busy_timeout=0.0)
    session = await store.save(None, values.session(), values.log())
    before = await read(store, "s1")
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM sessions").fetchall()
        # All of the step is written but its end, for which the reader would have to go.
        with pytest.raises(StoreError, match="in use"):
            await store.save(session, session.replace(elapsed=9.0), [values.event(sequence=4)])
    assert await read(store, "s1") == before == await read_anew(tmp_path, "s1")
    with pytest.raises(Conflict):
        await store.save(session.replace(version=5), session, [values.event(sequence=4)])
    assert await read(store, "s1") == before
    await store.close()


async def test_what_is_held_takes_no_way_to_the_thread(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    session = await store.save(None, values.full_session(), values.log())
    # The first look at both files is the thread's.
    await store.load("s1")
    monkeypatch.setattr(store._thread, "run", None)
    assert (await store.load("s1"), await store.events("s1", after=2)) == (session, values.log()[2:])


async def test_who_holds_the_keys_holds_up_nobody_else(store: SqliteStore, tmp_path: Path) -> None:
    session = await store.save(None, values.full_session(), values.log())
    with closing(sqlite3.connect(tmp_path / "keys.db", isolation_level=None)) as neighbour:
        neighbour.execute("BEGIN EXCLUSIVE")
        loading = asyncio.create_task(store.load("s1"))
        # The thread of the database waits for the keys, and this one goes on.
        await asyncio.sleep(0.1)
        assert not loading.done()
        neighbour.execute("ROLLBACK")
        assert await loading == session


async def test_what_another_process_adds_is_seen(store: SqliteStore, elsewhere: SqliteStore) -> None:
    session = await store.save(None, values.full_session(), values.log())
    assert (await store.load("s1"), await store.events("s1")) == (session, values.log())
    changed = session.with_response(values.response(sequence=9))
    changed = await elsewhere.save(session, changed, [values.event(sequence=4)])
    assert (await store.load("s1"), await store.events("s1")) == (changed, values.log(count=4))


async def test_what_another_process_erased_and_began_anew_is_read_anew(
    store: SqliteStore, elsewhere: SqliteStore
) -> None:
    await store.save(None, values.full_session(), values.log())
    await store.load("s1")
    await store.events("s1")
    await elsewhere.erase("kim")
    for asked in (store.load("s1"), store.events("s1")):
        with pytest.raises(NotFound):
            await asked
    other = tuple(values.event(sequence=number, text="other words") for number in range(1, 6))
    session = await elsewhere.save(None, values.session(), other)
    assert (await store.load("s1"), await store.events("s1")) == (session, other)


async def test_what_is_held_is_not_given_without_the_key(store: SqliteStore, tmp_path: Path) -> None:
    await store.save(None, values.full_session(), values.log())
    await store.load("s1")
    await store.events("s1")
    cipher_in(tmp_path).forget("kim")
    for asked in (store.load("s1"), store.events("s1"), store.events("s1", after=1)):
        with pytest.raises(KeyLost):
            await asked


async def test_nothing_is_held_of_what_was_discarded(store: SqliteStore) -> None:
    await store.save(None, values.session(), values.log())
    await read(store, "s1")
    assert await store.discard(values.START.replace(year=2040)) == 1
    assert not store._last._held
