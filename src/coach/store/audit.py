"""Who did what when, in the database: rows are added and never changed."""

from sqlite_utils import Database

from coach.domain.account import AuditEntry
from coach.store.connection import immediate
from coach.store.rows import read, utc

NEWEST = "SELECT * FROM audit ORDER BY sequence DESC LIMIT :limit"
NEWEST_BEFORE = "SELECT * FROM audit WHERE sequence < :before ORDER BY sequence DESC LIMIT :limit"


def append(db: Database, entry: AuditEntry) -> None:
    """Its sequence is that of its row, whatever the entry says."""
    with immediate(db):
        db.table("audit").insert({**entry.model_dump(exclude={"sequence"}), "at": utc(entry.at)})


def page(db: Database, limit: int, before: int | None) -> tuple[AuditEntry, ...]:
    query = NEWEST if before is None else NEWEST_BEFORE
    found = db.query(query, {"limit": limit, "before": before})
    return tuple(read(AuditEntry, row, f"Line {row['sequence']} of the audit log") for row in found)
