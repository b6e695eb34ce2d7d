"""What of a person's words, names and keys can be found in files."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coach.domain.account import Account, Grant, Review, Role
from coach.errors import KeyLost
from coach.security.encryption import FieldCipher
from coach.store.server_sqlite import SqliteServerStore
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values

CANARY = b"CANARY-"
SEALED = {
    "sessions": "id",
    "responses": "session_id, id",
    "attempts": "session_id, id",
    "events": "session_id, sequence",
    "snapshots": "user_id, content_hash",
    "reviews": "session_id, interviewer_id",
}
"""Table → its key."""


def cipher_in(folder: Path) -> FieldCipher:
    return FieldCipher(folder / "keys" / "keys.db", folder / "keys" / "data.key")


def open_store(folder: Path) -> SqliteStore:
    return SqliteStore(folder / "data" / "history.db", cipher_in(folder))


async def write(folder: Path, person: str, count: int = 2) -> None:
    store = open_store(folder)
    await store.record_consent(values.consent(person))
    for number in range(count):
        session_id = f"{person}-{number}"
        hidden = values.event(session_id, 4, data={"nested": [values.SECRET]})
        session = await store.save(
            None, values.full_session(session_id, person), (*values.log(session_id), hidden), [values.snapshot()]
        )
        more = session.with_response(values.response(session_id, 3))
        await store.save(session, more, (), [values.snapshot(f"{person}-hash-{number}")])
        said = Review(session_id=session_id, interviewer_id="ida", notes=values.SECRET, at=values.START)
        await SqliteServerStore(store).put_review(said)
    await store.close()


async def sign_up(folder: Path, person: str, role: Role = Role.CANDIDATE) -> None:
    """With an answer under a key that says too much."""
    store = open_store(folder)
    server = SqliteServerStore(store)
    await server.put_account(Account(user_id=person, role=role, created_at=values.START))
    end = values.START.replace(year=2040)
    await server.add_grant(Grant(id=person[-3:], user_id=person, token_id="t", created_at=values.START, expires_at=end))
    await server.reserve(person, f"{values.SECRET} of {person}", "print", values.START)
    await server.keep_answer(person, f"{values.SECRET} of {person}", 200, values.SECRET.encode())
    await store.close()


def people_with_keys(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "keys" / "keys.db")) as connection:
        return {person for (person,) in connection.execute("SELECT person FROM data_keys")}


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Table → its rows, as they are stored."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608


async def test_no_words_of_anybody_stand_in_a_file(tmp_path: Path) -> None:
    for person in ("kim", "lee"):
        await write(tmp_path, person)
        await sign_up(tmp_path, person)
    for name, content in files_of(tmp_path).items():
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert CANARY.decode().encode(encoding) not in content, name
        assert b"I would hash it" not in content, name


async def test_an_erased_person_is_in_no_file(tmp_path: Path) -> None:
    await write(tmp_path, "canary-kim", 5)
    await write(tmp_path, "lee", 5)
    database = tmp_path / "data" / "history.db"
    sealed = [row[-1] for table in SEALED for row in rows_of(database)[table] if "canary-kim" in str(row[:2])]
    with closing(sqlite3.connect(tmp_path / "keys" / "keys.db")) as connection:
        (locked,) = connection.execute("SELECT locked FROM data_keys WHERE person = 'canary-kim'").fetchone()
    traces = [b"canary-kim", locked[1:], locked[20:40], *(payload[-24:] for payload in sealed)]
    assert len(sealed) > 40
    for trace in traces:
        assert any(trace in content for content in files_of(tmp_path).values())
    others = {table: [row for row in rows if "canary" not in str(row)] for table, rows in rows_of(database).items()}
    key_of_lee = [row for row in rows_of(tmp_path / "keys" / "keys.db")["data_keys"] if row[0] == "lee"]

    store = open_store(tmp_path)
    assert await store.erase("canary-kim") == 5
    await store.close()
    for name, content in files_of(tmp_path).items():
        assert not [trace for trace in traces if trace in content], name
    assert rows_of(database) == others
    assert rows_of(tmp_path / "keys" / "keys.db")["data_keys"] == key_of_lee


async def test_somebody_erased_and_removed_is_in_no_file(tmp_path: Path) -> None:
    for person in ("canary-kim", "lee"):
        await write(tmp_path, person)
        await sign_up(tmp_path, person)
    await sign_up(tmp_path, "ida", Role.INTERVIEWER)
    database = tmp_path / "data" / "history.db"
    database.with_name("history.db.v3.bak").write_bytes(database.read_bytes())
    store = open_store(tmp_path)
    server = SqliteServerStore(store)
    await server.assign("lee-0", "canary-kim")
    assert await store.erase("canary-kim") == 2
    with closing(sqlite3.connect(database.with_name("history.db.v3.bak"))) as connection:
        assert connection.execute("SELECT count(*), (SELECT count(*) FROM answers) FROM sessions").fetchone() == (2, 0)
    # A late answer makes no key for somebody whose key was destroyed.
    await server.keep_answer("canary-kim", f"{values.SECRET} of canary-kim", 200, b"late")
    assert people_with_keys(tmp_path) == {"lee", "ida"}
    assert b"canary-kim" in database.read_bytes()
    assert await server.remove_account("canary-kim")
    await store.close()
    assert not [name for name, content in files_of(tmp_path).items() if b"canary-kim" in content]


async def test_a_key_goes_with_the_account_when_it_opens_nothing_else(tmp_path: Path) -> None:
    await write(tmp_path, "kim")
    for person, role in {"kim": Role.CANDIDATE, "ida": Role.INTERVIEWER}.items():
        await sign_up(tmp_path, person, role)
    assert people_with_keys(tmp_path) == {"kim", "ida"}
    database = tmp_path / "data" / "history.db"
    copy, broken = database.with_name("history.db.v3.bak"), database.with_name("history.db.v2.bak")
    copy.write_bytes(database.read_bytes())
    broken.write_bytes(b"no copy")
    store = open_store(tmp_path)
    for person in ("kim", "ida"):
        assert await SqliteServerStore(store).remove_account(person)
    assert people_with_keys(tmp_path) == {"kim"}
    assert (await store.load("kim-0")).user_id == "kim"
    await store.close()
    left = rows_of(copy)
    assert left["accounts"] == left["grants"] == left["answers"] == []
    assert len(left["sessions"]) == 2
    assert broken.read_bytes() == b"no copy"


async def test_an_answer_put_in_the_place_of_another_does_not_open(tmp_path: Path) -> None:
    for person in ("kim", "lee"):
        await sign_up(tmp_path, person)
    with closing(sqlite3.connect(tmp_path / "data" / "history.db")) as connection:
        connection.execute("UPDATE answers SET payload = (SELECT payload FROM answers WHERE user_id = 'lee')")
        connection.commit()
    store = open_store(tmp_path)
    with pytest.raises(KeyLost):
        await SqliteServerStore(store).reserve("kim", f"{values.SECRET} of kim", "print", values.START)
    await store.close()


async def test_nothing_is_said_with_another_key_of_an_interview(tmp_path: Path) -> None:
    await write(tmp_path, "kim")
    await sign_up(tmp_path, "kim")
    (tmp_path / "keys" / "keys.db").rename(tmp_path / "kept")
    store = open_store(tmp_path)
    server = SqliteServerStore(store)
    with pytest.raises(KeyLost):
        await server.put_review(Review(session_id="kim-0", interviewer_id="bo", notes="Well.", at=values.START))
    assert await server.reserve("kim", "k", "print", values.START) is None
    with pytest.raises(KeyLost):
        await server.keep_answer("kim", "k", 200, b"an answer")
    await store.close()


async def test_what_is_discarded_is_in_no_copy_either(tmp_path: Path) -> None:
    await write(tmp_path, "kim")
    store = open_store(tmp_path)
    young = values.session("young", created_at=values.START.replace(year=2030))
    event, snapshot = values.saved("young")
    await store.save(None, young, [event], [snapshot])
    database = tmp_path / "data" / "history.db"
    copy = database.with_name("history.db.v3.bak")
    copy.write_bytes(database.read_bytes())
    sealed = [row[-1][-24:] for table in SEALED for row in rows_of(database)[table] if "kim-" in str(row[:2])]
    assert await store.discard(young.created_at) == 2
    await store.close()
    for found in (rows_of(database), rows_of(copy)):
        assert [row[0] for row in found["sessions"]] == ["young"]
        assert [row[1] for row in found["snapshots"]] == [snapshot.content_hash]
        assert all(found[table] == [] for table in ("responses", "attempts", "reviews", "results", "interview_results"))
    assert len(sealed) > 10
    for name, content in files_of(tmp_path).items():
        assert not [trace for trace in sealed if trace in content], name


async def test_without_the_keys_old_interviews_go_and_files_of_young_ones_stay(tmp_path: Path) -> None:
    for person in ("kim", "lee"):
        await write(tmp_path, person)
    store = open_store(tmp_path)
    event, snapshot = values.saved("young")
    young = values.session("young", created_at=values.START.replace(year=2030))
    await store.save(None, young, [event], [snapshot])
    await store.close()
    (tmp_path / "keys" / "keys.db").unlink()
    store = open_store(tmp_path)
    assert await store.discard(values.START.replace(year=2029)) == 4
    await store.close()
    assert {row[0] for row in rows_of(tmp_path / "data" / "history.db")["snapshots"]} == {"kim"}


async def test_erasing_a_thousand_interviews_is_quick(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    await store.save(None, values.full_session("first"), values.log("first"))
    await store.close()
    with closing(sqlite3.connect(tmp_path / "data" / "history.db")) as connection:
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)"
        for table, key in SEALED.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            changed = "id" if table == "sessions" else key.split(",", maxsplit=1)[0]
            chosen = ", ".join(f"'s' || i AS {name}" if name == changed else name for name in columns)
            if table != "snapshots":
                connection.execute(f"INSERT INTO {table} {numbers} SELECT {chosen} FROM n, {table}")  # noqa: S608
        connection.commit()
    store = open_store(tmp_path)
    began = time.monotonic()
    assert await store.erase("kim") == 1000
    assert time.monotonic() - began < 5
    await store.close()


@pytest.mark.parametrize("table", SEALED)
async def test_a_payload_moved_to_another_row_does_not_open(tmp_path: Path, table: str) -> None:
    await write(tmp_path, "kim")
    with closing(sqlite3.connect(tmp_path / "data" / "history.db")) as connection:
        (one, first), (two, second) = connection.execute(
            f"SELECT rowid, payload FROM {table} ORDER BY rowid LIMIT 2"  # noqa: S608
        ).fetchall()
        for row, payload in ((one, second), (two, first)):
            connection.execute(f"UPDATE {table} SET payload = ? WHERE rowid = ?", [payload, row])  # noqa: S608
        connection.commit()
    store = open_store(tmp_path)
    with pytest.raises(KeyLost) as caught:
        await store.export("kim")
    assert caught.value.fix
    await store.close()


async def test_a_payload_given_to_somebody_else_does_not_open(tmp_path: Path) -> None:
    await write(tmp_path, "kim", 1)
    await write(tmp_path, "lee", 1)
    with closing(sqlite3.connect(tmp_path / "data" / "history.db")) as connection:
        connection.execute("UPDATE sessions SET user_id = 'lee' WHERE user_id = 'kim'")
        connection.commit()
    store = open_store(tmp_path)
    with pytest.raises(KeyLost):
        await store.load("kim-0")
    assert (await store.load("lee-0")).user_id == "lee"
    await store.close()


@pytest.mark.parametrize("lost", ["keys.db", "data.key"])
async def test_without_the_keys_nothing_is_read_and_nothing_added(tmp_path: Path, lost: str) -> None:
    await write(tmp_path, "kim")
    (tmp_path / "keys" / lost).rename(tmp_path / "kept")
    store = open_store(tmp_path)
    assert [line.id for line in await store.sessions("kim")] == ["kim-1", "kim-0"]
    with pytest.raises(KeyLost) as caught:
        await store.load("kim-0")
    assert caught.value.fix
    # What is sealed with another key would be lost the moment the right one is back.
    with pytest.raises(KeyLost):
        await store.save(None, values.session("new"))
    assert len(await store.sessions("kim")) == 2

    (tmp_path / "kept").rename(tmp_path / "keys" / lost)
    assert (await store.load("kim-0")).user_id == "kim"
    assert (await store.save(None, values.session("new"))).version == 1
    await store.close()


@pytest.mark.parametrize("lost", ["keys.db", "data.key"])
async def test_without_the_keys_one_can_still_erase_and_begin_again(tmp_path: Path, lost: str) -> None:
    await write(tmp_path, "kim")
    (tmp_path / "keys" / lost).unlink()
    store = open_store(tmp_path)
    assert await store.erase("kim") == 2
    stored = await store.save(None, values.session("new"))
    assert await store.load("new") == stored
    await store.close()


async def test_an_erased_person_who_is_saved_elsewhere_gets_a_key_that_lasts(tmp_path: Path) -> None:
    await write(tmp_path, "kim", 1)
    one, two = open_store(tmp_path), open_store(tmp_path)
    await one.load("kim-0")  # this one knows the key that the other destroys
    await two.erase("kim")
    stored = await one.save(None, values.full_session("again"))
    await one.close()
    assert await two.load("again") == stored
    await two.close()
