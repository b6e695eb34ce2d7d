"""What a long history costs: 100,000 completed interviews of one person, three questions each.

Run it by path: `pytest -s tests/benchmarks/test_bench_history.py`. CPU seconds of the command as people run it.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coach.store.connection import open_database
from tests.benchmarks.paired import PYTHON, cpu_of, paired

COACH = str(Path(PYTHON).with_name("coach"))
INTERVIEWS = 100_000
ROUNDS = 11
MOST_SECONDS = 1.0
MOST_RATIO = 2.0

# One interview every 20 minutes, up to the end of 2025; eight slugs, twenty pairs of concepts, four kinds by turns.
FILL = """
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE numbers AS
WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {interviews})
SELECT
    n, printf('i%09d', n) AS id, abs(random()) % 101 / 10.0 AS score,
    strftime('%Y-%m-%dT%H:%M:%f000+00:00', '2025-12-31', '-' || (({interviews} - n) * 20) || ' minutes') AS at
FROM counted;
INSERT INTO sessions
SELECT
    id, 'local', 'completed', 'mixed', 'big_tech', 'medium', at, NULL, at, at, 1800.0,
    '["one", "two", "three"]', 3, score, 20, randomblob(200)
FROM numbers;
INSERT INTO interview_results
SELECT id, 'local', at, 'big_tech', 'senior', 'backend', 'medium', score, 1800.0, 1 FROM numbers;
INSERT INTO results
SELECT
    id, 'q' || q, 'local', at, 'slug-' || ((n * 3 + q) % 8), kind, 'medium',
    json_array('concept-' || ((n + q) % 20), 'topic-' || ((n + q) % 20)), 'big_tech', 'senior', 'backend',
    score, 1 + score * 0.3, '{{"depth": 2, "communication": 3}}', NULL, n % 3, 600.0, 10, 1 + n % 4,
    '{{"planned": 0.5}}', 1
FROM numbers, (
    SELECT 1 AS q, 'coding_problem' AS kind UNION ALL SELECT 2, 'behavioral' UNION ALL SELECT 3, 'technical_concept'
);
INSERT INTO concept_results
SELECT session_id, question_id, value, user_id, kind, at, score FROM results, json_each(concepts);
DROP TABLE numbers;
COMMIT;
"""


def home_in(folder: Path) -> Path:
    """With tables and a key, as after the first interview."""
    open_database(folder / "data" / "coach.db", 15.0).close()
    (folder / "key").write_bytes(os.urandom(32))
    (folder / "key").chmod(0o600)
    return folder


@pytest.fixture(scope="module")
def fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for COACH_HOME with an empty history."""
    return home_in(tmp_path_factory.mktemp("fresh"))


@pytest.fixture(scope="module")
def long_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One with a long history."""
    folder = home_in(tmp_path_factory.mktemp("long"))
    with closing(sqlite3.connect(folder / "data" / "coach.db")) as connection:
        connection.executescript(FILL.format(interviews=INTERVIEWS))
    return folder


def cost(home: Path, *arguments: str) -> float:
    os.environ["COACH_HOME"] = str(home)
    return cpu_of([COACH, *arguments])


def test_stats_of_a_long_history(long_home: Path, fresh_home: Path) -> None:
    # The least of all rounds: what others do on the machine meanwhile only ever adds.
    seconds = min(cost(long_home, "stats", "--json") for _ in range(ROUNDS))
    nothing = min(cost(fresh_home, "stats", "--json") for _ in range(ROUNDS))
    print(f"\ncoach stats --json over {INTERVIEWS:,} interviews, CPU: {seconds:.2f} s (at most {MOST_SECONDS:g}),")
    print(f"over none {nothing:.2f} s")
    assert seconds <= MOST_SECONDS


def test_a_long_history_is_listed_as_an_empty_one(long_home: Path, fresh_home: Path) -> None:
    figures = paired(lambda: cost(long_home, "history"), lambda: cost(fresh_home, "history"), ROUNDS)
    print(f"\ncoach history over {INTERVIEWS:,} interviews and none, CPU: {figures} (at most {MOST_RATIO:g})")
    assert figures.ratio <= MOST_RATIO
