"""A server's history with many interviews in it, most of them of other people."""

from pathlib import Path

from sqlite_utils import Database

from coach.bootstrap.server import open_sessions
from coach.evaluation import EVALUATOR_VERSION
from coach.ports import SessionRecord
from coach.settings import load_paths, load_settings

OTHERS, PEOPLE, OWN = 100_000, 2_000, 1_000

# A completed interview every 20 minutes up to the end of 2025, by turns of all people; half of the people agreed to be
# compared with. Payloads are of the usual size and open with nobody's key: nobody asks for them.
FILL = f"""
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE numbers AS
WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {OTHERS})
SELECT
    n, printf('i%09d', n) AS id, printf('person-%05d', n % {PEOPLE}) AS person, abs(random()) % 101 / 10.0 AS score,
    strftime('%Y-%m-%dT%H:%M:%f000+00:00', '2025-12-31', '-' || (({OTHERS} - n) * 20) || ' minutes') AS at
FROM counted;
INSERT INTO consents SELECT
    printf('person-%05d', n), 1, '', '2025-01-01T00:00:00.000000+00:00',
    CASE n % 2 WHEN 0 THEN 'candidate' ELSE 'local operator' END, ''
FROM numbers WHERE n <= {PEOPLE};
INSERT INTO accounts
SELECT printf('person-%05d', n), 'candidate', '2025-01-01T00:00:00.000000+00:00' FROM numbers WHERE n <= {PEOPLE};
INSERT INTO sessions
SELECT
    id, person, 'completed', 'mixed', 'big_tech', 'medium', at, NULL, at, at, 1800.0,
    '["closures", "deadlocks", "dns"]', 3, score, 20, randomblob(4000)
FROM numbers;
INSERT INTO responses SELECT id, 'r', 'q1', 1, at, NULL, 3, randomblob(700) FROM numbers;
INSERT INTO events
SELECT id, sequence, 'said', at, 1.0, 'q1', randomblob(250) FROM numbers, (SELECT 1 AS sequence UNION SELECT 2);
INSERT INTO interview_results
SELECT id, person, at, 'big_tech', 'mid', 'backend', 'medium', score, 1800.0, {EVALUATOR_VERSION}
FROM numbers;
INSERT INTO results
SELECT
    id, 'q1', person, at, 'closures', 'technical_concept', 'medium', '["closures"]', 'big_tech', 'mid', 'backend',
    score, 1 + score * 0.3, '{{"depth": 2}}', NULL, 0, 600.0, 10, 3, '{{"planned": 0.5}}', {EVALUATOR_VERSION}
FROM numbers;
INSERT INTO concept_results
SELECT session_id, question_id, value, user_id, kind, at, score
FROM results, json_each(concepts) WHERE user_id LIKE 'person-%';
DROP TABLE numbers;
COMMIT;
PRAGMA synchronous = FULL;
"""  # noqa: S608 – numbers of ours


def filled(db: Database) -> None:
    db.executescript(FILL)


async def with_own_history(record: SessionRecord) -> None:
    """Copies of an interview, for whom it is; in the folder that the environment names."""
    store = open_sessions(load_paths(), load_settings())
    try:
        await store.run(lambda db: db.execute("PRAGMA synchronous = OFF"))
        for number in range(OWN):
            await store.restore(renamed(record, f"own{number:07d}"))
    finally:
        await store.close()


def renamed(record: SessionRecord, session_id: str) -> SessionRecord:
    session = record.session
    return record.replace(
        session=session.replace(
            id=session_id,
            responses=tuple(each.replace(session_id=session_id) for each in session.responses),
            attempts=tuple(each.replace(session_id=session_id) for each in session.attempts),
        ),
        events=tuple(each.replace(session_id=session_id) for each in record.events),
    )


async def record_of(session_id: str) -> SessionRecord:
    store = open_sessions(load_paths(), load_settings())
    try:
        return await store.record(session_id)
    finally:
        await store.close()


async def with_others() -> None:
    store = open_sessions(load_paths(), load_settings())
    try:
        await store.run(filled)
    finally:
        await store.close()


def size_mib(folder: Path) -> float:
    return (folder / "data" / "coach.db").stat().st_size / 2**20
