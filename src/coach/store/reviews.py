"""Which interviewers see an interview and what they made of it; every function sees or makes one state."""

from collections.abc import Sequence

from sqlite_utils import Database

from coach.domain.account import Review
from coach.domain.enums import InterviewStatus
from coach.domain.summary import SessionSummary
from coach.store.connection import immediate
from coach.store.drafts import review_draft
from coach.store.reading import conditions, session_row
from coach.store.rows import SUMMARY_COLUMNS, Row, Rows, summary

# CROSS JOIN keeps the order: the assignments of one interviewer by their index, each interview by its id.
ASSIGNED = f"""
SELECT {SUMMARY_COLUMNS} FROM assignments CROSS JOIN sessions ON id = session_id
WHERE interviewer_id = ? {{conditions}} ORDER BY made_at DESC, session_id DESC LIMIT ? OFFSET ?
"""  # noqa: S608 – columns of ours
IS_ASSIGNED = "SELECT 1 FROM assignments WHERE session_id = ? AND interviewer_id = ?"
INTERVIEWERS = "SELECT interviewer_id FROM assignments WHERE session_id = ? ORDER BY interviewer_id"
REVIEWS = "SELECT * FROM reviews WHERE session_id = ? ORDER BY at, interviewer_id"


def assign(db: Database, session_id: str, interviewer_id: str) -> None:
    """Raises NotFound."""
    with immediate(db):
        made_at = session_row(db, session_id)["created_at"]
        db.execute("INSERT OR IGNORE INTO assignments VALUES (?, ?, ?)", [session_id, interviewer_id, made_at])


def unassign(db: Database, session_id: str, interviewer_id: str) -> bool:
    with immediate(db):
        gone = db.execute(
            "DELETE FROM assignments WHERE session_id = ? AND interviewer_id = ?", [session_id, interviewer_id]
        )
        return gone.rowcount > 0


def is_assigned(db: Database, session_id: str, interviewer_id: str) -> bool:
    return db.execute(IS_ASSIGNED, [session_id, interviewer_id]).fetchone() is not None


def interviewers(db: Database, session_id: str) -> tuple[str, ...]:
    return tuple(interviewer_id for (interviewer_id,) in db.execute(INTERVIEWERS, [session_id]).fetchall())


def assigned(
    db: Database, interviewer_id: str, user_id: str | None, statuses: Sequence[InterviewStatus], limit: int, offset: int
) -> tuple[SessionSummary, ...]:
    where, arguments = conditions(user_id, statuses)
    query = ASSIGNED.format(conditions="".join(f"AND {each} " for each in where))
    return tuple(summary(row) for row in db.query(query, [interviewer_id, *arguments, limit, offset]))


def put_review(db: Database, rows: Rows, review: Review) -> None:
    """Raises NotFound, StoreError, KeyLost."""
    with immediate(db):
        session = session_row(db, review.session_id)
        # A key that does not open the interview must not seal what is said of it.
        rows.prove(session)
        row = rows.seal(review_draft(session["user_id"], review))
        db.table("reviews").upsert(row, pk=("session_id", "interviewer_id"))


def reviews(db: Database, rows: Rows, session_id: str) -> tuple[Review, ...]:
    """Raises NotFound, StoreError, KeyLost."""
    with db.atomic():
        return reviews_of(db, rows, session_row(db, session_id))


def reviews_of(db: Database, rows: Rows, session: Row) -> tuple[Review, ...]:
    return tuple(rows.review(session["user_id"], row) for row in db.query(REVIEWS, [session["id"]]))
