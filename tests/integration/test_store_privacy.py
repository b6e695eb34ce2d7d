"""What of a person's words, names and keys can be found in files."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coach.errors import KeyLost
from coach.security.encryption import FieldCipher
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values

CANARY = b"CANARY-"
SEALED = {
    "sessions": "id",
    "responses": "session_id, id",
    "attempts": "session_id, id",
    "events": "session_id, sequence",
    "snapshots": "user_id, content_hash",
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
    await store.close()


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Table → its rows, as they are stored."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608


async def test_no_words_of_anybody_stand_in_a_file(tmp_path: Path) -> None:
    await write(tmp_path, "kim")
    await write(tmp_path, "lee")
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
