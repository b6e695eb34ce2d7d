"""Answers kept under idempotency keys; every function is one transaction."""

import hashlib
from datetime import datetime

from sqlite_utils import Database

from coach.domain.account import KeptAnswer
from coach.store.connection import immediate
from coach.store.rows import Row, Rows, read, utc
from coach.store.statements import first
from coach.store.writing import prove, row_of

ANSWER = "SELECT * FROM answers WHERE user_id = ? AND key_hash = ?"
RESERVE = "INSERT INTO answers VALUES (?, ?, ?, ?, NULL, NULL) ON CONFLICT DO NOTHING"
KEEP = "UPDATE answers SET status = ?, payload = ? WHERE user_id = ? AND key_hash = ?"
RELEASE = "DELETE FROM answers WHERE user_id = ? AND key_hash = ? AND status IS NULL"


def hash_of(key: str) -> str:
    """SHA-256 of the key, which its sender chose: it may be long, or say what nobody should read."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def reserve(db: Database, rows: Rows, place: tuple[str, str], fingerprint: str, at: datetime) -> KeptAnswer | None:
    """`place`: the person and the key. Raises StoreError, KeyLost."""
    user_id, key_hash = place[0], hash_of(place[1])
    with immediate(db):
        if db.execute(RESERVE, [user_id, key_hash, fingerprint, utc(at)]).rowcount:
            return None
        return answer_of(rows, next(db.query(ANSWER, [user_id, key_hash])))


def keep_answer(db: Database, rows: Rows, place: tuple[str, str], status: int, body: bytes) -> None:
    """Nothing where the key is not taken any more. Raises StoreError, KeyLost."""
    user_id, key_hash = place[0], hash_of(place[1])
    with immediate(db), rows.steady():
        # Somebody erased while they were answered must not get a key again by the answer.
        if first(db, ANSWER, [user_id, key_hash]) is None:
            return
        prove(rows, row_of(db, user_id))
        db.execute(KEEP, [status, rows.sealed_body(user_id, key_hash, body), user_id, key_hash])


def release(db: Database, user_id: str, key: str) -> None:
    """Only where nothing was kept."""
    with immediate(db):
        db.execute(RELEASE, [user_id, hash_of(key)])


def answer_of(rows: Rows, row: Row) -> KeptAnswer:
    names = ("fingerprint", "status", "at")
    fields = {**{name: row[name] for name in names}, "body": rows.body(row)}
    return read(KeptAnswer, fields, f"The answer kept for {row['user_id']}")
