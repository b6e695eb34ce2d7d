"""Everything kept about one person, out of the database."""

from pydantic import JsonValue
from sqlite_utils import Database

from coach.store import accounts, reviews
from coach.store.document import Kept, export_document
from coach.store.reading import consent, events_of, session_of
from coach.store.rows import Row, Rows


def export(db: Database, rows: Rows, user_id: str) -> dict[str, JsonValue]:
    """Raises StoreError, KeyLost."""
    with db.atomic(), rows.steady():
        found = list(db.query("SELECT * FROM sessions WHERE user_id = ? ORDER BY created_at, id", [user_id]))
        kept = db.query("SELECT * FROM snapshots WHERE user_id = ? ORDER BY content_hash", [user_id])
        return export_document(
            user_id,
            consent(db, user_id),
            [kept_of(db, rows, row) for row in found],
            [rows.snapshot(row) for row in kept],
            accounts.account(db, user_id),
            accounts.grants(db, user_id),
        )


def kept_of(db: Database, rows: Rows, row: Row) -> Kept:
    return Kept(session_of(db, rows, row), events_of(db, rows, row), reviews.reviews_of(db, rows, row))
