"""What changes the database; every function but `save` is one transaction."""

from dataclasses import dataclass

from sqlite_utils import Database

from coach.domain.consent import Consent
from coach.ports import Cipher, SessionRecord
from coach.store import results
from coach.store.connection import immediate
from coach.store.reading import SESSION
from coach.store.rows import Row, Rows, consent_row
from coach.store.statements import change, delete, first, insert, put
from coach.store.step import Step

PEOPLE_TABLES = ("sessions", "snapshots", "consents")
"""The other tables of interviews follow their session."""
PART = ("session_id", "id")
"""The key of what belongs to a session."""
LAST_EVENT = "SELECT max(sequence) FROM events WHERE session_id = ?"
KEEP_STATE = "INSERT INTO snapshots VALUES (:user_id, :content_hash, :payload) ON CONFLICT DO NOTHING"
ANSWERS = """
DELETE FROM answers WHERE user_id = :person
    OR status IS NOT NULL AND user_id IN (SELECT user_id FROM accounts WHERE role <> 'candidate')
"""
"""Those to the person; and what interviewers and admins were answered, since it may tell of the person."""


@dataclass(frozen=True)
class Written:
    """A step as it was stored: its rows, without those that only analytics reads."""

    step: Step
    before: Row | None
    """The session's until then."""
    row: Row
    """The session's from then on."""
    mark: str
    """Of the key that it opens with."""
    responses: list[Row]
    attempts: list[Row]
    events: list[Row]
    is_exact: bool
    """Whether it is read as it was given; if not, what is held must come from the rows."""


def save(db: Database, rows: Rows, step: Step) -> Written:
    """Within a transaction. Raises Conflict, StoreError, KeyLost."""
    escaped = rows.escaped
    with rows.steady():
        before = check(db, rows, step)
        # The first payload sealed makes the person's key durable, before the row that needs it is committed.
        row = rows.session_row(step.stored)
        if before is None:
            insert(db, "sessions", [row])
        else:
            change(db, "sessions", row, before, "id")
        parts = write_parts(db, rows, step)
        mark = rows.mark(row)
    return Written(step, before, row, mark, *parts, step.is_in_order and rows.escaped == escaped)


def restore(db: Database, rows: Rows, record: SessionRecord) -> bool:
    """Raises StoreError, KeyLost."""
    session = record.session
    with immediate(db), rows.steady():
        if first(db, "SELECT 1 FROM sessions WHERE id = ?", [session.id]):
            return False
        prove(rows, row_of(db, session.user_id))
        insert(db, "sessions", [rows.session_row(session)])
        write_parts(db, rows, Step(None, session, record.events, record.snapshots))
    return True


def check(db: Database, rows: Rows, step: Step) -> Row | None:
    """The session's row before the step. Raises Conflict, KeyLost."""
    session_id = step.after.id
    found = first(db, SESSION, [session_id])
    last = db.conn.execute(LAST_EVENT, [session_id]).fetchone()[0]
    step.check(found["user_id"] if found else None, found["version"] if found else 0, last or 0)
    prove(rows, found or row_of(db, step.after.user_id))
    return found


def row_of(db: Database, user_id: str) -> Row | None:
    return first(db, "SELECT * FROM sessions WHERE user_id = ? LIMIT 1", [user_id])


def prove(rows: Rows, known: Row | None) -> None:
    """Raises KeyLost."""
    if known:
        # A key that does not open what is there must not seal what comes: the two halves would never meet again.
        rows.prove(known)


def write_parts(db: Database, rows: Rows, step: Step) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows of responses, attempts and events that are new."""
    person = step.after.user_id
    responses = [rows.response_row(person, response) for response in step.new_responses]
    attempts = [rows.attempt_row(person, attempt) for attempt in step.changed_attempts]
    events = [rows.event_row(person, event) for event in step.events]
    put(db, "responses", responses, PART)
    put(db, "attempts", attempts, PART)
    insert(db, "events", events)
    for snapshot in step.snapshots:
        db.execute(KEEP_STATE, rows.snapshot_row(person, snapshot))
    if step.after.feedback:
        results.record(db, step.after)
    return responses, attempts, events


def record_consent(db: Database, consent: Consent) -> None:
    with immediate(db):
        put(db, "consents", [consent_row(consent)], ("user_id",))


def withdraw_consent(db: Database, user_id: str) -> None:
    with immediate(db):
        delete(db, "consents", "user_id", user_id)


def erase_person(db: Database, cipher: Cipher, user_id: str) -> int:
    """Delete a person's rows and key; returns how many sessions went. Raises StoreError.

    Reviews and assignments go with the interviews. What stays names the person and says nothing of them: their
    account and sign-ins, until the account is removed, and that they are the interviewer of others.
    """
    with immediate(db):
        count = db.table("sessions").count_where("user_id = ?", [user_id])
        for table in PEOPLE_TABLES:
            db.table(table).delete_where("user_id = ?", [user_id])
        db.execute(ANSWERS, {"person": user_id})
        # Within the transaction: a save elsewhere comes wholly before, or finds the key gone and makes another.
        cipher.forget(user_id)
    return count
