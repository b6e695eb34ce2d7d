"""What changes the database; every function but `save` is one transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from coach.domain.consent import Consent
from coach.domain.session import InterviewSession
from coach.ports import Cipher, SessionRecord
from coach.store import results
from coach.store.connection import immediate
from coach.store.drafts import Drafts, drafts_of
from coach.store.held import Known
from coach.store.reading import SESSION
from coach.store.rows import Row, Rows, consent_row
from coach.store.statements import change, delete, exchange, first, insert, put
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


def save(db: Database, rows: Rows, step: Step, drafts: Drafts, known: Callable[[str], Known | None]) -> Written:
    """Within a transaction; `known`: what the step may go on from. Raises Conflict, StoreError, KeyLost."""
    with rows.steady():
        before, row = _go_on(db, rows, step, drafts, known(step.after.id)) or _begin(db, rows, step, drafts)
        parts = write_parts(db, rows, step.after, drafts)
        mark = rows.mark(row)
    return Written(step, before, row, mark, *parts, step.is_in_order and drafts.are_exact)


def _go_on(db: Database, rows: Rows, step: Step, drafts: Drafts, known: Known | None) -> tuple[Row, Row] | None:
    """The session's row before and after; None, and nothing is written, where the step does not go on from there."""
    if known is None or not step.follows(known.row["user_id"], known.row["version"], known.last_event):
        return None
    # Whoever changes anything of an interview seals its row anew: the same payload is the same interview.
    row = rows.seal(drafts.session)
    return (known.row, row) if exchange(db, "sessions", row, known.row, "id") else None


def _begin(db: Database, rows: Rows, step: Step, drafts: Drafts) -> tuple[Row | None, Row]:
    """The same by a look at what is stored. Raises Conflict, KeyLost."""
    before = check(db, rows, step)
    # The first payload sealed makes the person's key durable, before the row that needs it is committed.
    row = rows.seal(drafts.session)
    if before is None:
        insert(db, "sessions", [row])
    else:
        change(db, "sessions", row, before, "id")
    return before, row


def restore(db: Database, rows: Rows, record: SessionRecord) -> bool:
    """Raises StoreError, KeyLost."""
    session = record.session
    with immediate(db), rows.steady():
        if first(db, "SELECT 1 FROM sessions WHERE id = ?", [session.id]):
            return False
        prove(rows, row_of(db, session.user_id))
        drafts = drafts_of(session, Step(None, session, record.events, record.snapshots))
        insert(db, "sessions", [rows.seal(drafts.session)])
        write_parts(db, rows, session, drafts)
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


def write_parts(
    db: Database, rows: Rows, session: InterviewSession, drafts: Drafts
) -> tuple[list[Row], list[Row], list[Row]]:
    """All rows but the session's; those of responses, attempts and events, as they were stored."""
    responses, attempts, events = (
        [rows.seal(draft) for draft in each] for each in (drafts.responses, drafts.attempts, drafts.events)
    )
    put(db, "responses", responses, PART)
    put(db, "attempts", attempts, PART)
    insert(db, "events", events)
    for snapshot in drafts.snapshots:
        db.execute(KEEP_STATE, rows.seal(snapshot))
    if session.feedback:
        results.record(db, session)
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
