"""Results in SQLite: made up for old interviews, read without a key and without reading everything."""

import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import Seniority
from coach.errors import KeyLost
from coach.security.encryption import FieldCipher
from coach.store import results
from coach.store.migrations import MEANS, RESULT_TABLES
from coach.store.sqlite import SqliteStore
from coach.store.views import VIEWS
from tests.contract import session_store_values as values

ROOT = Path(__file__).parents[3]
CREATED = re.compile(r"CREATE (TABLE|VIEW) (\w+)")


@pytest.fixture
def cipher(tmp_path: Path) -> FieldCipher:
    return FieldCipher(tmp_path / "keys.db", tmp_path / "data.key")


def store_in(folder: Path, cipher: FieldCipher) -> SqliteStore:
    return SqliteStore(folder / "history.db", cipher)


async def write(folder: Path, cipher: FieldCipher) -> None:
    """Two interviews of kim with a report and one without, one of lee."""
    store = store_in(folder, cipher)
    for person in ("kim", "lee"):
        await store.record_consent(values.consent(person))
    await store.save(None, values.judged("s1", hours=1, scores=[7.0, 3.0]))
    await store.save(None, values.judged("s2", hours=2, scores=[8.0, None]))
    await store.save(None, values.judged("s3", hours=3, feedback=None))
    await store.save(None, values.judged("s4", "lee", hours=4))
    await store.close()


def change(folder: Path, script: str) -> None:
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        connection.executescript(script)


def make_old(folder: Path) -> None:
    """Leave the database as a coach without results would have."""
    made = [f"DROP {kind} {name};" for kind, name in CREATED.findall(RESULT_TABLES + VIEWS + MEANS)]
    steps = "DELETE FROM _sqlite_migrations WHERE name IN ('create_results', 'create_means'); PRAGMA user_version = 1;"
    change(folder, "".join(made) + steps)


def waiting(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        return {session_id for (session_id,) in connection.execute("SELECT session_id FROM unprojected")}


def readings(store: SqliteStore) -> list[Callable[[], Awaitable[object]]]:
    return [
        partial(store.results, "kim"),
        store.results,
        partial(store.concept_results, "kim"),
        partial(store.interview_results, "kim"),
        partial(store.cohort, "backend", Seniority.MID, 3, "kim"),
        partial(store.question_means, ["slug-1"], "kim"),
    ]


async def read_everything(store: SqliteStore) -> list[object]:
    return [await reading() for reading in readings(store)]


@pytest.mark.parametrize("first", range(6))
async def test_old_interviews_get_their_results_whoever_asks_first(
    tmp_path: Path, cipher: FieldCipher, first: int
) -> None:
    await write(tmp_path, cipher)
    store = store_in(tmp_path, cipher)
    known = await read_everything(store)
    await store.close()
    assert all(known)
    make_old(tmp_path)
    store = store_in(tmp_path, cipher)
    assert await readings(store)[first]() == known[first]
    assert await read_everything(store) == known
    assert waiting(tmp_path) == set()
    await store.close()


async def test_without_the_key_results_are_read(tmp_path: Path, cipher: FieldCipher) -> None:
    await write(tmp_path, cipher)
    store = store_in(tmp_path, cipher)
    known = await read_everything(store)
    await store.close()
    (tmp_path / "data.key").unlink()
    stranger = store_in(tmp_path, FieldCipher(tmp_path / "keys.db", tmp_path / "data.key"))
    with pytest.raises(KeyLost):
        await stranger.load("s1")
    assert await read_everything(stranger) == known
    await stranger.close()


async def test_without_the_key_old_interviews_wait_for_it(tmp_path: Path, cipher: FieldCipher) -> None:
    await write(tmp_path, cipher)
    make_old(tmp_path)
    (tmp_path / "data.key").rename(tmp_path / "kept")
    stranger = store_in(tmp_path, FieldCipher(tmp_path / "keys.db", tmp_path / "data.key"))
    with pytest.raises(KeyLost):
        await stranger.results("kim")
    assert await stranger.results() == ()
    await stranger.close()
    assert waiting(tmp_path) == {"s1", "s2", "s3", "s4"}
    (tmp_path / "data.key").unlink(missing_ok=True)
    (tmp_path / "kept").rename(tmp_path / "data.key")
    store = store_in(tmp_path, cipher)
    assert len(await store.results("kim")) == 4
    assert waiting(tmp_path) == {"s4"}
    await store.close()


async def test_an_old_interview_that_nobody_understands_stops_no_other(tmp_path: Path, cipher: FieldCipher) -> None:
    store = store_in(tmp_path, cipher)
    await store.save(None, values.judged("s1").replace(max_questions=99))
    await store.save(None, values.judged("s2"))
    await store.close()
    make_old(tmp_path)
    store = store_in(tmp_path, cipher)
    assert [result.session_id for result in await store.results("kim")] == ["s2"]
    assert waiting(tmp_path) == {"s1"}
    await store.close()


async def test_an_old_interview_that_is_saved_again_waits_no_more(tmp_path: Path, cipher: FieldCipher) -> None:
    await write(tmp_path, cipher)
    make_old(tmp_path)
    store = store_in(tmp_path, cipher)
    session = await store.load("s1")
    await store.save(session, session.replace(position=2))
    await store.close()
    assert waiting(tmp_path) == {"s2", "s3", "s4"}


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        (results.NEWEST, {"limit": 9}),
        (results.NEWEST_OF_PERSON, {"person": "kim", "limit": 9}),
        (results.INTERVIEWS, ["kim", 9]),
        (results.NEXT_CONCEPT, ["kim", ""]),
        (results.NEWEST_OF_TOPIC, ["kim", "hashing", "coding_problem", 9]),
        (
            results.COHORT,
            {"agreed": "candidate", "person": "kim", "role": "backend", "seniority": "mid", "version": 1},
        ),
        (results.QUESTION_MEANS, {"agreed": "candidate", "person": "kim", "bank_ids": "[]"}),
    ],
)
async def test_no_query_reads_or_sorts_a_whole_table(
    tmp_path: Path, cipher: FieldCipher, query: str, arguments: Any
) -> None:
    await write(tmp_path, cipher)
    with closing(sqlite3.connect(tmp_path / "history.db")) as connection:
        plan = [line[3] for line in connection.execute(f"EXPLAIN QUERY PLAN {query}", arguments)]
    assert plan
    whole = [step for step in plan if step.startswith("SCAN")]
    # The newest are the end of an index; what is sorted are means of people, each found by a key.
    expected = ("SCAN json_each", "SCAN results USING INDEX results_by_time")
    assert all(step.startswith(expected) for step in whole), plan
    assert query in (results.COHORT, results.QUESTION_MEANS) or not any("TEMP B-TREE" in step for step in plan), plan


def page(heading: str) -> list[str]:
    """The SQL below a heading of docs/data.md."""
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```sql\n(.*?)```", section, re.DOTALL)


async def test_the_documented_queries_answer_from_a_file_that_is_only_read(tmp_path: Path, cipher: FieldCipher) -> None:
    await write(tmp_path, cipher)
    with closing(sqlite3.connect(f"{(tmp_path / 'history.db').as_uri()}?mode=ro", uri=True)) as connection:
        answers = [
            connection.execute(query.replace("'local'", "'kim'")).fetchall()
            for query in page("Opening it with other tools")
        ]
    assert answers == [
        [("2025-03", "fintech", 3, 7.5, 1)],
        [("slug-1", 2, 7.5, 7.0), ("slug-2", 1, 3.0, 3.0)],
        [
            ("sorting", "coding_problem", 1, 3.0),
            ("arrays", "coding_problem", 2, 7.5),
            ("hashing", "coding_problem", 2, 7.5),
        ],
    ]


async def test_no_view_shows_a_payload(tmp_path: Path, cipher: FieldCipher) -> None:
    await write(tmp_path, cipher)
    with closing(sqlite3.connect(tmp_path / "history.db")) as connection:
        for name in ("v_interviews", "v_results", "v_concepts"):
            rows = connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            assert rows
            assert not [value for row in rows for value in row if isinstance(value, bytes)]
