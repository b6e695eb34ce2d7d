"""What a save writes, and what it may rely on: nobody destroys a key between its start and its end."""

import asyncio
import re
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from coach.domain.enums import InterviewStatus
from coach.errors import Conflict, KeyLost, StoreError
from coach.security.encryption import FieldCipher
from coach.store.server_sqlite import SqliteServerStore
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values


class Meddling:
    """A cipher that has somebody else erase the person at every field it seals."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._inner = FieldCipher(folder / "keys.db", folder / "data.key")
        self.refusals: list[str] = []
        self.on = False

    def seal(self, person: str, place: str, plain: bytes) -> bytes:
        if self.on:
            asyncio.run(self._meddle(person))
        return self._inner.seal(person, place, plain)

    async def _meddle(self, person: str) -> None:
        inner = FieldCipher(self._folder / "keys.db", self._folder / "data.key")
        other = SqliteStore(self._folder / "history.db", inner, busy_timeout=0.0)
        for erasing in (other.erase(person), SqliteServerStore(other).remove_account(person)):
            with pytest.raises(StoreError) as caught:
                await erasing
            self.refusals.append(caught.value.message)
        await other.close()

    def open(self, person: str, place: str, sealed: bytes) -> bytes:
        return self._inner.open(person, place, sealed)

    def mark(self, person: str) -> str:
        return self._inner.mark(person)

    def mark_now(self, person: str) -> str | None:
        return self._inner.mark_now(person)

    def steady(self) -> AbstractContextManager[None]:
        return self._inner.steady()

    def forget(self, person: str) -> None:
        self._inner.forget(person)


async def test_nobody_is_erased_while_their_answer_is_sealed(tmp_path: Path) -> None:
    cipher = Meddling(tmp_path)
    store = SqliteStore(tmp_path / "history.db", cipher)
    session = await store.save(None, values.session())
    cipher.on = True
    session = await store.save(session, session.with_response(values.response()), values.log())
    # The session's row, the response and three events; erasing the person and removing their account.
    assert len(cipher.refusals) == 2 * 5
    assert all("in use" in message for message in cipher.refusals)
    assert (await store.load("s1"), await store.events("s1")) == (session, values.log())
    await store.close()


async def test_a_save_after_the_key_was_destroyed_elsewhere_seals_nothing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db", FieldCipher(tmp_path / "keys.db", tmp_path / "data.key"))
    session = await store.save(None, values.session(), values.log())
    FieldCipher(tmp_path / "keys.db", tmp_path / "data.key").forget("kim")
    with pytest.raises(KeyLost):
        await store.save(session, session.with_response(values.response()))
    await store.close()


async def test_a_step_writes_only_what_it_changes(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db", FieldCipher(tmp_path / "keys.db", tmp_path / "data.key"))
    session = await store.save(None, values.full_session())
    statements: list[str] = []
    await store.run(lambda db: db.conn.set_trace_callback(statements.append))
    await store.save(session, session.replace(elapsed=session.elapsed + 1, status=InterviewStatus.PAUSED))
    await store.run(lambda db: db.conn.set_trace_callback(None))
    (update,) = [each for each in statements if each.startswith("UPDATE")]
    changed, found = update.split(" WHERE ")
    assert re.findall(r"(\w+) = ", changed) == ["status", "elapsed", "version", "payload"]
    assert re.findall(r"(\w+) = ", found) == ["id", "payload"]
    (listed,) = await store.sessions("kim")
    assert (listed.status, listed.elapsed) == (InterviewStatus.PAUSED, session.elapsed + 1)
    await store.close()


def stores(folder: Path) -> tuple[SqliteStore, SqliteStore]:
    """Two programs on one history."""
    one, two = (
        SqliteStore(folder / "history.db", FieldCipher(folder / "keys.db", folder / "data.key")) for _ in range(2)
    )
    return one, two


async def test_a_step_from_what_was_stored_last_takes_no_look_before_it(tmp_path: Path) -> None:
    store, other = stores(tmp_path)
    session = await store.save(None, values.full_session(), values.log())
    statements: list[str] = []
    await store.run(lambda db: db.conn.set_trace_callback(statements.append))
    session = await store.save(session, session.replace(elapsed=session.elapsed + 1), [values.event(sequence=4)])
    assert not [each for each in statements if each.startswith("SELECT")]
    assert await other.load("s1") == session
    assert await other.events("s1") == (*values.log(), values.event(sequence=4))
    # Another program went on: the next step is not from what was stored last here, and is looked at.
    session = await other.save(session, session.replace(elapsed=session.elapsed + 2), [values.event(sequence=5)])
    statements.clear()
    session = await store.save(session, session.replace(elapsed=session.elapsed + 3), [values.event(sequence=6)])
    assert [each for each in statements if each.startswith("SELECT")]
    assert await other.load("s1") == await store.load("s1") == session
    # The first step of a program that has read the interview and its log is from what it read.
    await other.run(lambda db: db.conn.set_trace_callback(statements.append))
    await other.events("s1")
    statements.clear()
    await other.save(session, session.replace(elapsed=session.elapsed + 4), [values.event(sequence=7)])
    assert not [each for each in statements if each.startswith("SELECT")]
    await store.close()
    await other.close()


async def test_a_step_from_what_is_not_so_any_more_is_refused(tmp_path: Path) -> None:
    store, other = stores(tmp_path)
    session = await store.save(None, values.full_session(), values.log())
    newer = await other.save(session, session.replace(elapsed=session.elapsed + 2))
    with pytest.raises(Conflict, match="changed elsewhere"):
        await store.save(session, session.replace(elapsed=session.elapsed + 1))
    assert await store.load("s1") == newer
    with pytest.raises(Conflict, match="log of interview s1 went on elsewhere"):
        await store.save(newer, newer, [values.event(sequence=9)])
    record = await other.record("s1")
    await other.erase("kim")
    with pytest.raises(Conflict, match="was erased in the meantime"):
        await store.save(newer, newer.replace(elapsed=newer.elapsed + 1))
    # The same interview at the same version, sealed with another key: it is looked at, and goes on.
    await other.restore(record)
    await other.record_consent(values.consent())
    later = await store.save(newer, newer.replace(elapsed=newer.elapsed + 1))
    assert await other.load("s1") == await store.load("s1") == later
    await store.close()
    await other.close()
