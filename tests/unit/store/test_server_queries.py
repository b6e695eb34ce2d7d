"""How the database finds what a server asks for: by indices, in few statements, from several connections."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coach.domain.account import Account, Grant
from coach.security.encryption import FieldCipher
from coach.store import accounts, answers, audit, reading, retention, reviews, writing
from coach.store.connection import open_database
from coach.store.server_sqlite import SqliteServerStore
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values

PERSON = {"person": "kim", "before": "2030", "most": 9}
PAGE = "SELECT * FROM sessions WHERE {} ORDER BY created_at DESC, id DESC LIMIT 9 OFFSET 9"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "history.db", FieldCipher(tmp_path / "keys.db", tmp_path / "data.key"))
    yield opened
    await opened.close()


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to empty tables: which way a query goes does not depend on what is in them."""
    path = tmp_path / "empty.db"
    open_database(path, 1.0).close()
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        (accounts.ACCOUNT, ["kim"]),
        (accounts.IDENTITY, {"person": "kim", "grant": "g", "token": "t"}),
        (accounts.GRANT, ["g"]),
        (accounts.GRANTS_OF_PERSON, ["kim"]),
        (f"{accounts.REVOKE} AND id = :id", {"at": "2030", "reason": "", "id": "g"}),
        (f"{accounts.REVOKE} AND user_id = :user_id", {"at": "2030", "reason": "", "user_id": "kim"}),
        (accounts.HAS_SEALED, {"person": "kim"}),
        ("DELETE FROM assignments WHERE interviewer_id = ?", ["ida"]),
        (reviews.ASSIGNED.format(conditions=""), ["ida", 9, 9]),
        (
            reviews.ASSIGNED.format(conditions="AND user_id = ? AND status IN (?)"),
            ["ida", "kim", "completed", 9, 9],
        ),
        (reviews.IS_ASSIGNED, ["s1", "ida"]),
        (reviews.INTERVIEWERS, ["s1"]),
        (answers.ANSWER, ["kim", "h"]),
        (answers.RELEASE, ["kim", "h"]),
        (audit.NEWEST_BEFORE, {"before": 9, "limit": 9}),
        ("DELETE FROM grants WHERE expires_at <= ?", ["2030"]),
        ("DELETE FROM revoked_tokens WHERE expires_at <= ?", ["2030"]),
        ("DELETE FROM answers WHERE at < ?", ["2030"]),
        (retention.OLDEST, PERSON),
        (retention.STILL_SAVED, ["kim", "saved"]),
        (PAGE.format("user_id = 'kim'"), []),
        (PAGE.format("user_id = 'kim' AND status IN ('completed', 'paused')"), []),
        (reading.OWNER, ["s1"]),
    ],
)
def test_no_query_looks_at_other_rows_or_sorts(planner: sqlite3.Connection, query: str, arguments: Any) -> None:
    plan = [line[3] for line in planner.execute(f"EXPLAIN QUERY PLAN {query}", arguments)]
    assert not [step for step in plan if "TEMP B-TREE" in step], plan
    whole = [step for step in plan if step.startswith("SCAN")]
    assert all(step.startswith(("SCAN CONSTANT ROW", "SCAN (subquery")) for step in whole), plan


@pytest.mark.parametrize(
    ("query", "arguments", "index"),
    [
        (accounts.ACCOUNTS, [9, 9], "sqlite_autoindex_accounts_1"),
        (accounts.GRANTS, [], "grants_by_time"),
        (PAGE.format("true"), [], "sessions_by_time"),
        (PAGE.format("status IN ('completed', 'paused')"), [], "sessions_by_time"),
    ],
)
def test_a_page_of_everything_is_the_end_of_an_index(
    planner: sqlite3.Connection, query: str, arguments: Any, index: str
) -> None:
    (step,) = [line[3] for line in planner.execute(f"EXPLAIN QUERY PLAN {query}", arguments)]
    assert step.endswith(f"USING INDEX {index}")


def test_whose_interviews_are_old_is_read_from_the_old_end(planner: sqlite3.Connection) -> None:
    plan = [line[3] for line in planner.execute(f"EXPLAIN QUERY PLAN {retention.OWNERS}", PERSON)]
    assert plan[0] == "SEARCH sessions USING INDEX sessions_by_time (created_at<?)"


def test_erasing_looks_at_answers_of_few_people(planner: sqlite3.Connection) -> None:
    plan = [line[3] for line in planner.execute(f"EXPLAIN QUERY PLAN {writing.ANSWERS}", PERSON)]
    assert not [step for step in plan if step.startswith("SCAN answers")], plan


async def test_an_identity_takes_one_statement_and_no_way_to_the_thread(store: SqliteStore) -> None:
    server = SqliteServerStore(store)
    await server.put_account(Account(user_id="kim", created_at=values.START))
    await server.add_grant(
        Grant(id="g", user_id="kim", token_id="t", created_at=values.START, expires_at=values.START.replace(year=2040))
    )
    statements: list[str] = []
    await store.look(lambda db: db.conn.set_trace_callback(statements.append))
    account, grant, revoked = await server.identity("kim", "g", "t")
    await store.look(lambda db: db.conn.set_trace_callback(None))
    assert account
    assert grant
    assert not revoked
    assert len(statements) == 1


async def test_of_two_servers_on_one_file_one_takes_the_key(tmp_path: Path) -> None:
    cipher = FieldCipher(tmp_path / "keys.db", tmp_path / "data.key")
    stores = [SqliteStore(tmp_path / "history.db", cipher) for _ in range(2)]
    servers = [SqliteServerStore(store) for store in stores]
    for number in range(5):
        found = await asyncio.gather(
            *(server.reserve("kim", f"k{number}", f"of {name}", values.START) for name, server in enumerate(servers))
        )
        assert [answer is None for answer in found].count(True) == 1
    await asyncio.gather(*(store.close() for store in stores))


async def test_a_person_with_many_old_interviews_is_done_in_parts(store: SqliteStore) -> None:
    event, snapshot = values.saved("s0")
    for number in range(5):
        made = values.session(f"s{number}", created_at=values.START.replace(day=10 - number))
        await store.save(None, made, [event] if not number else (), [snapshot] if not number else ())
    steps = [
        await store.run(lambda db: retention.discard_some(db, store.rows, "kim", values.START.replace(day=10), 2))
        for _ in range(3)
    ]
    assert steps == [(2, True), (2, False), (0, False)]
    assert [line.id for line in await store.sessions()] == ["s0"]
    assert await store.snapshot(snapshot.content_hash, "kim") == snapshot
