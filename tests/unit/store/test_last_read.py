"""What a store holds of the interview it read last: never anything but what is stored."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coach.errors import KeyLost, NotFound
from coach.security.encryption import FieldCipher
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


async def test_of_a_long_interview_only_what_is_new_is_opened(store: SqliteStore, cipher: Counting) -> None:
    session = await store.save(None, values.full_session(), values.log(count=30))
    assert await store.load("s1") == session
    assert await store.events("s1") == values.log(count=30)
    session = await store.save(session, session, [values.event(sequence=31)])
    cipher.opened = 0
    assert await store.events("s1") == values.log(count=31)
    assert await store.events("s1", after=30) == (values.event(sequence=31),)
    # The session's own row each time, to see that its key is there, and the new event once.
    assert cipher.opened == 3
    assert await store.load("s1") == session
    cipher.opened = 0
    assert await store.load("s1") == session
    assert cipher.opened == 1


async def test_of_the_attempts_only_those_that_changed_are_opened(store: SqliteStore, cipher: Counting) -> None:
    attempts = tuple(values.attempt(sequence=number) for number in range(1, 21))
    session = await store.save(None, values.session(attempts=attempts))
    held = await store.load("s1")
    assert held == session
    changed = session.replace(attempts=(*attempts[:-1], values.finished(attempts[-1])))
    changed = await store.save(session, changed)
    cipher.opened = 0
    read = await store.load("s1")
    assert read == changed
    assert [one is two for one, two in zip(read.attempts, held.attempts, strict=True)] == [True] * 19 + [False]
    # The session's own row to see that the key is there and once more to read it, and the attempt.
    assert cipher.opened == 3


async def test_following_another_interview_opens_the_end_of_it_alone(store: SqliteStore, cipher: Counting) -> None:
    for session_id in ("s1", "s2"):
        await store.save(None, values.session(session_id), values.log(session_id, count=30))
    held = await store.events("s1")
    cipher.opened = 0
    assert await store.events("s2", after=28) == values.log("s2", count=30)[28:]
    assert await store.events("s1") is held
    assert cipher.opened == 4


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
