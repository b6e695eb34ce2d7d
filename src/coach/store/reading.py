"""What reads the database; every function sees one state of it."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from coach.domain.consent import Consent
from coach.domain.enums import InterviewStatus
from coach.domain.event import Event, Snapshot
from coach.domain.session import InterviewSession
from coach.domain.summary import SessionSummary
from coach.ports import SessionRecord
from coach.store.document import saved_states
from coach.store.rows import SUMMARY_COLUMNS, Row, Rows, read, summary
from coach.store.statements import first, select
from coach.store.step import MATCHES, no_session, no_snapshot

SESSION = "SELECT * FROM sessions WHERE id = ?"
OWNER = "SELECT user_id FROM sessions WHERE id = ?"
RESPONSES = "SELECT * FROM responses WHERE session_id = ? ORDER BY sequence, rowid"
ATTEMPTS = "SELECT * FROM attempts WHERE session_id = ? ORDER BY sequence, rowid"
EVENTS = "SELECT * FROM events WHERE session_id = ? AND sequence > ? ORDER BY sequence"
"""Behind a sequence."""


def owner(db: Database, session_id: str) -> str:
    """Raises NotFound."""
    found = db.execute(OWNER, [session_id]).fetchone()
    if found is None:
        raise no_session(session_id)
    return str(found[0])


def session_row(db: Database, session_id: str) -> Row:
    row = first(db, SESSION, [session_id])
    if row is None:
        raise no_session(session_id)
    return row


def session_of(db: Database, rows: Rows, row: Row) -> InterviewSession:
    return rows.session(row, select(db, RESPONSES, [row["id"]]), select(db, ATTEMPTS, [row["id"]]))


def conditions(user_id: str | None, statuses: Sequence[InterviewStatus]) -> tuple[list[str], list[str]]:
    """What a line of the list has to be, and the arguments of that."""
    marks = ", ".join("?" for _ in statuses)
    wanted = ["user_id = ?"] * (user_id is not None) + [f"status IN ({marks})"] * bool(statuses)
    return wanted, [*([] if user_id is None else [user_id]), *(status.value for status in statuses)]


def sessions(
    db: Database, user_id: str | None, statuses: Sequence[InterviewStatus], limit: int, offset: int
) -> tuple[SessionSummary, ...]:
    wanted, arguments = conditions(user_id, statuses)
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    query = f"SELECT {SUMMARY_COLUMNS} FROM sessions {where} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?"  # noqa: S608 – names of ours
    return tuple(summary(row) for row in select(db, query, [*arguments, limit, offset]))


def matching_ids(db: Database, prefix: str, user_id: str | None) -> tuple[str, ...]:
    found = db.query(
        """
        SELECT id FROM sessions
        WHERE id BETWEEN :prefix AND :prefix || char(0x10ffff) AND substr(id, 1, length(:prefix)) = :prefix
            AND (:person IS NULL OR user_id = :person)
        ORDER BY created_at DESC, id DESC LIMIT :limit
        """,
        {"prefix": prefix, "person": user_id, "limit": MATCHES},
    )
    return tuple(row["id"] for row in found)


def events_of(db: Database, rows: Rows, row: Row, after: int = 0) -> tuple[Event, ...]:
    return tuple(rows.event(row["user_id"], event) for event in select(db, EVENTS, [row["id"], after]))


def snapshot(db: Database, rows: Rows, content_hash: str, user_id: str) -> Snapshot:
    """Raises NotFound, StoreError, KeyLost."""
    row = first(db, "SELECT * FROM snapshots WHERE user_id = ? AND content_hash = ?", [user_id, content_hash])
    if row is None:
        raise no_snapshot(content_hash)
    return rows.snapshot(row)


def record(db: Database, rows: Rows, session_id: str) -> SessionRecord:
    """Raises NotFound, StoreError, KeyLost."""
    with db.atomic(), rows.steady():
        row = session_row(db, session_id)
        log = events_of(db, rows, row)
        kept = select(
            db,
            "SELECT * FROM snapshots WHERE user_id = ? AND content_hash IN (SELECT value FROM json_each(?))"
            " ORDER BY content_hash",
            [row["user_id"], json.dumps(saved_states(log))],
        )
        snapshots = tuple(rows.snapshot(found) for found in kept)
        return SessionRecord(session=session_of(db, rows, row), events=log, snapshots=snapshots)


def consent(db: Database, user_id: str) -> Consent | None:
    row = first(db, "SELECT * FROM consents WHERE user_id = ?", [user_id])
    return read(Consent, row, f"The consent of {user_id}") if row else None
