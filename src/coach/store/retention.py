"""What goes by itself once it is old; every function is one transaction."""

import json
from datetime import datetime

from sqlite_utils import Database

from coach.domain.event import EventKind
from coach.errors import StoreError
from coach.store.connection import immediate
from coach.store.document import saved_states
from coach.store.rows import Rows, utc

BATCH = 200
"""How many interviews go in one transaction, so that others get their turn between."""
OLD = "created_at < :before AND (scheduled_at IS NULL OR scheduled_at < :before)"
# The plus keeps the index of persons out, by which every interview would be looked at.
OWNERS = f"SELECT DISTINCT +user_id FROM sessions WHERE {OLD}"  # noqa: S608 – a condition of ours
OLDEST = f"""
SELECT id FROM sessions WHERE user_id = :person AND {OLD} ORDER BY created_at, id LIMIT :most
"""  # noqa: S608 – a condition of ours
STILL_SAVED = """
SELECT events.* FROM sessions CROSS JOIN events ON session_id = id WHERE user_id = ? AND kind = ?
"""
UNREFERENCED = "user_id = ? AND content_hash NOT IN (SELECT value FROM json_each(?))"


def owners(db: Database, before: datetime) -> list[str]:
    """Who has interviews that are old."""
    return [user_id for (user_id,) in db.execute(OWNERS, {"before": utc(before)}).fetchall()]


def discard_some(db: Database, rows: Rows, user_id: str, before: datetime, most: int = BATCH) -> tuple[int, bool]:
    """Delete a person's oldest interviews; how many went, and whether more are to go.

    With the last of them go the saved files that no interview refers to any more.
    """
    with immediate(db):
        wanted = {"person": user_id, "before": utc(before), "most": most + 1}
        found = [session_id for (session_id,) in db.execute(OLDEST, wanted).fetchall()]
        for session_id in found[:most]:
            db.execute("DELETE FROM sessions WHERE id = ?", [session_id])
        more = len(found) > most
        if found and not more:
            drop_unreferenced(db, rows, user_id)
    return len(found[:most]), more


def drop_unreferenced(db: Database, rows: Rows, user_id: str) -> None:
    """Which hashes an interview refers to is sealed in its log; where the key is lost the files stay as they are."""
    if not db.table("snapshots").count_where("user_id = ?", [user_id]):
        return
    try:
        log = [rows.event(user_id, row) for row in db.query(STILL_SAVED, [user_id, EventKind.SAVED.value])]
    except StoreError:
        return
    db.table("snapshots").delete_where(UNREFERENCED, [user_id, json.dumps(saved_states(log))])


def discard_all(db: Database, rows: Rows, before: datetime) -> int:
    """As `discard_some` for everybody, in a copy that nobody waits for."""
    count = 0
    for user_id in owners(db, before):
        more = True
        while more:
            gone, more = discard_some(db, rows, user_id, before)
            count += gone
    return count


def purge(db: Database, now: datetime, answers_before: datetime) -> None:
    with immediate(db):
        for table in ("grants", "revoked_tokens"):
            db.table(table).delete_where("expires_at <= ?", [utc(now)])
        db.table("answers").delete_where("at < ?", [utc(answers_before)])
