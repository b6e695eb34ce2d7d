"""The tables, and the steps from each version of them to the next.

A step, once released, is never edited: the next change is another step at the end of `STEPS`. All steps a database
needs run in one transaction, so a crash leaves it at the version it had. Every table either has a `user_id` column or
belongs to a session by a cascading key: erasing a person relies on it, in backups of any version too. Two stand apart
on purpose: `audit` holds keyed hashes and no person, `revoked_tokens` holds random ids.
"""

from collections.abc import Callable, Sequence

from sqlite_utils import Database, Migrations

from coach.store.views import VIEWS

Step = Callable[[Database], None]


TABLES = """\
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    interview_type TEXT NOT NULL,
    company_type TEXT NOT NULL,
    difficulty_level TEXT NOT NULL,
    created_at TEXT NOT NULL,
    scheduled_at TEXT,
    started_at TEXT,
    completed_at TEXT,
    elapsed REAL NOT NULL,
    questions TEXT NOT NULL,
    answered INTEGER NOT NULL,
    overall_score REAL,
    version INTEGER NOT NULL,
    payload BLOB NOT NULL
);
CREATE INDEX sessions_by_person ON sessions (user_id, created_at);
CREATE TABLE responses (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    submitted_at TEXT NOT NULL,
    language TEXT,
    confidence INTEGER,
    payload BLOB NOT NULL,
    PRIMARY KEY (session_id, id)
);
CREATE TABLE attempts (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (session_id, id)
);
CREATE TABLE events (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    elapsed REAL NOT NULL,
    question_id TEXT,
    payload BLOB NOT NULL,
    PRIMARY KEY (session_id, sequence)
);
CREATE TABLE snapshots (
    user_id TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (user_id, content_hash)
);
CREATE TABLE consents (
    user_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    text_hash TEXT NOT NULL,
    given_at TEXT NOT NULL,
    given_by TEXT NOT NULL,
    model_host TEXT NOT NULL
);
"""
"""Clear columns are what lists, counts and analytics need; everything else is in the encrypted payloads."""


def create_tables(db: Database) -> None:
    db.executescript(TABLES)


RESULT_TABLES = """\
CREATE TABLE interview_results (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    at TEXT NOT NULL,
    company TEXT NOT NULL,
    seniority TEXT NOT NULL,
    role TEXT NOT NULL,
    difficulty TEXT NOT NULL,
    overall REAL NOT NULL,
    seconds REAL NOT NULL,
    evaluator_version INTEGER NOT NULL
);
CREATE INDEX interview_results_by_person ON interview_results (user_id, at, session_id);
CREATE INDEX interview_results_by_cohort ON interview_results (user_id, role, seniority, evaluator_version, overall);
CREATE TABLE results (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    question_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    at TEXT NOT NULL,
    bank_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    difficulty TEXT NOT NULL,
    concepts TEXT NOT NULL,
    company TEXT NOT NULL,
    seniority TEXT NOT NULL,
    role TEXT NOT NULL,
    score REAL,
    level REAL,
    dimensions TEXT NOT NULL,
    solved INTEGER,
    hints INTEGER NOT NULL,
    seconds REAL NOT NULL,
    minutes_allowed INTEGER,
    self_rating INTEGER,
    habits TEXT NOT NULL,
    evaluator_version INTEGER NOT NULL,
    PRIMARY KEY (session_id, question_id)
);
CREATE INDEX results_by_person ON results (user_id, at, session_id);
CREATE INDEX results_by_time ON results (at, session_id);
CREATE INDEX results_by_question ON results (user_id, bank_id, score);
CREATE TABLE concept_results (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    question_id TEXT NOT NULL,
    concept TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (session_id, question_id, concept)
);
CREATE INDEX concept_results_by_person ON concept_results (user_id, concept, kind, at, session_id);
CREATE TABLE unprojected (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE
);
INSERT INTO unprojected SELECT id FROM sessions WHERE status = 'completed';
"""
"""What analytics reads, all of it clear; `unprojected` names the interviews whose rows are still to be made."""


def create_results(db: Database) -> None:
    db.executescript(RESULT_TABLES + VIEWS)


SERVER_TABLES = """\
CREATE TABLE accounts (
    user_id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE grants (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES accounts (user_id) ON DELETE CASCADE,
    token_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    reason TEXT NOT NULL
);
CREATE INDEX grants_by_person ON grants (user_id, created_at, id);
CREATE INDEX grants_by_time ON grants (created_at, id);
CREATE INDEX grants_by_end ON grants (expires_at);
CREATE TABLE revoked_tokens (
    token_id TEXT PRIMARY KEY,
    expires_at TEXT NOT NULL
);
CREATE INDEX revoked_tokens_by_end ON revoked_tokens (expires_at);
CREATE TABLE assignments (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    interviewer_id TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (session_id, interviewer_id)
);
CREATE INDEX assignments_by_interviewer ON assignments (interviewer_id, made_at, session_id);
CREATE TABLE reviews (
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    interviewer_id TEXT NOT NULL,
    score REAL,
    at TEXT NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (session_id, interviewer_id)
);
CREATE TABLE answers (
    user_id TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at TEXT NOT NULL,
    status INTEGER,
    payload BLOB,
    PRIMARY KEY (user_id, key_hash)
);
CREATE INDEX answers_by_time ON answers (at);
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    request_id TEXT NOT NULL
);
DROP INDEX sessions_by_person;
CREATE INDEX sessions_by_person ON sessions (user_id, created_at, id);
CREATE INDEX sessions_by_time ON sessions (created_at, id, status);
"""
"""What a server keeps beside the interviews; `made_at` of an assignment is when its interview was made.

The indices of the interviews end with the id, as every list of them is ordered, so that a page of one person is read
without a look at anybody else's rows; the status in that of everybody's spares a look at the rows of others.
"""


def create_server_tables(db: Database) -> None:
    db.executescript(SERVER_TABLES)


MEANS = """\
CREATE TABLE question_means (
    bank_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (bank_id, user_id)
) WITHOUT ROWID;
CREATE TRIGGER result_comes AFTER INSERT ON results BEGIN
    REPLACE INTO question_means
    SELECT bank_id, user_id, avg(score) FROM results
    WHERE user_id = new.user_id AND bank_id = new.bank_id AND score IS NOT NULL
    GROUP BY bank_id, user_id;
END;
CREATE TRIGGER result_goes AFTER DELETE ON results BEGIN
    DELETE FROM question_means WHERE bank_id = old.bank_id AND user_id = old.user_id;
    INSERT INTO question_means
    SELECT bank_id, user_id, avg(score) FROM results
    WHERE user_id = old.user_id AND bank_id = old.bank_id AND score IS NOT NULL
    GROUP BY bank_id, user_id;
END;
INSERT INTO question_means
SELECT bank_id, user_id, avg(score) FROM results WHERE score IS NOT NULL GROUP BY bank_id, user_id;
CREATE TABLE interview_means (
    role TEXT NOT NULL,
    seniority TEXT NOT NULL,
    evaluator_version INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    overall REAL NOT NULL,
    interviews INTEGER NOT NULL,
    PRIMARY KEY (role, seniority, evaluator_version, user_id)
) WITHOUT ROWID;
CREATE TRIGGER interview_result_comes AFTER INSERT ON interview_results BEGIN
    REPLACE INTO interview_means
    SELECT role, seniority, evaluator_version, user_id, avg(overall), count(*) FROM interview_results
    WHERE (user_id, role, seniority, evaluator_version)
        = (new.user_id, new.role, new.seniority, new.evaluator_version)
    GROUP BY user_id, role, seniority, evaluator_version;
END;
CREATE TRIGGER interview_result_goes AFTER DELETE ON interview_results BEGIN
    DELETE FROM interview_means
    WHERE (user_id, role, seniority, evaluator_version)
        = (old.user_id, old.role, old.seniority, old.evaluator_version);
    INSERT INTO interview_means
    SELECT role, seniority, evaluator_version, user_id, avg(overall), count(*) FROM interview_results
    WHERE (user_id, role, seniority, evaluator_version)
        = (old.user_id, old.role, old.seniority, old.evaluator_version)
    GROUP BY user_id, role, seniority, evaluator_version;
END;
INSERT INTO interview_means
SELECT role, seniority, evaluator_version, user_id, avg(overall), count(*) FROM interview_results
GROUP BY user_id, role, seniority, evaluator_version;
"""
"""What people are compared with, one row for each person; reading all results of everybody takes too long.

Triggers, since rows of results also go by cascade. They take the mean anew: sums that grow and shrink would drift.
"""


def create_means(db: Database) -> None:
    db.executescript(MEANS)


STEPS: Sequence[Step] = (create_tables, create_results, create_server_tables, create_means)
"""Version n of the tables is what the first n steps make."""


def apply_steps(db: Database, steps: Sequence[Step]) -> None:
    """Bring an open transaction's database to the version `steps` lead to."""
    migrations = Migrations("coach")
    for step in steps:
        migrations(name=step.__name__)(step)
    migrations.apply(db)
    db.execute(f"PRAGMA user_version = {len(steps)}")
