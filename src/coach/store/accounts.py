"""People and their sign-ins in the database; every function is one transaction."""

from datetime import datetime

from sqlite_utils import Database

from coach.domain.account import Account, Grant
from coach.ports import Cipher
from coach.store.connection import immediate
from coach.store.rotation import is_live, rotated
from coach.store.rows import Row, read, utc, utc_or_none
from coach.store.step import no_account

Identity = tuple[Account | None, Grant | None, bool]

ACCOUNT = "SELECT * FROM accounts WHERE user_id = ?"
ACCOUNTS = "SELECT * FROM accounts ORDER BY user_id LIMIT ? OFFSET ?"
PUT_ACCOUNT = """
INSERT INTO accounts VALUES (:user_id, :role, :created_at) ON CONFLICT (user_id) DO UPDATE SET role = excluded.role
"""
IDENTITY = """
SELECT
    accounts.user_id, role, accounts.created_at,
    grants.id, grants.token_id, grants.created_at, grants.expires_at, revoked_at, reason,
    EXISTS (SELECT 1 FROM revoked_tokens WHERE revoked_tokens.token_id = :token)
FROM (SELECT 1)
LEFT JOIN accounts ON accounts.user_id = :person
LEFT JOIN grants ON grants.id = :grant AND grants.user_id = :person
"""
GRANT = "SELECT * FROM grants WHERE id = ?"
GRANTS = "SELECT * FROM grants ORDER BY created_at DESC, id DESC"
GRANTS_OF_PERSON = "SELECT * FROM grants WHERE user_id = ? ORDER BY created_at DESC, id DESC"
REVOKE = "UPDATE grants SET revoked_at = :at, reason = :reason WHERE revoked_at IS NULL AND expires_at > :at"
REVOCATION = """
INSERT INTO revoked_tokens VALUES (?, ?)
ON CONFLICT (token_id) DO UPDATE SET expires_at = max(expires_at, excluded.expires_at)
"""
HAS_SEALED = """
SELECT EXISTS (SELECT 1 FROM sessions WHERE user_id = :person)
    OR EXISTS (SELECT 1 FROM snapshots WHERE user_id = :person)
"""
PLACES = (("accounts", "user_id"), ("answers", "user_id"), ("assignments", "interviewer_id"))
"""Where an account leaves rows, beside the grants that follow it; those of interviews are the interviews' own."""


def put_account(db: Database, account: Account) -> None:
    with immediate(db):
        db.execute(PUT_ACCOUNT, {**account.model_dump(mode="json"), "created_at": utc(account.created_at)})


def account(db: Database, user_id: str) -> Account | None:
    row = next(db.query(ACCOUNT, [user_id]), None)
    return account_of(row) if row else None


def accounts(db: Database, limit: int, offset: int) -> tuple[Account, ...]:
    return tuple(account_of(row) for row in db.query(ACCOUNTS, [limit, offset]))


def remove_account(db: Database, cipher: Cipher, user_id: str) -> bool:
    """The key goes too when it opens nothing any more. Raises StoreError."""
    with immediate(db):
        known = account(db, user_id) is not None
        for table, column in PLACES:
            db.table(table).delete_where(f"{column} = ?", [user_id])
        if not db.execute(HAS_SEALED, {"person": user_id}).fetchone()[0]:
            cipher.forget(user_id)
    return known


def remove_from_copy(db: Database, user_id: str) -> bool:
    """A copy from before there were accounts has nothing to remove."""
    with immediate(db):
        found = [place for place in PLACES if place[0] in set(db.table_names())]
        for table, column in found:
            db.table(table).delete_where(f"{column} = ?", [user_id])
    return bool(found)


def identity(db: Database, user_id: str, grant_id: str, token_id: str) -> Identity:
    """One statement: every request asks."""
    found = db.execute(IDENTITY, {"person": user_id, "grant": grant_id, "token": token_id}).fetchone()
    person, role, created_at, *sign_in, revoked = found
    known = account_of({"user_id": person, "role": role, "created_at": created_at}) if person is not None else None
    if sign_in[0] is None:
        return known, None, bool(revoked)
    names = ("id", "token_id", "created_at", "expires_at", "revoked_at", "reason")
    return known, grant_of({**dict(zip(names, sign_in, strict=True)), "user_id": user_id}), bool(revoked)


def add_grant(db: Database, grant: Grant) -> None:
    """Raises NotFound."""
    with immediate(db):
        if account(db, grant.user_id) is None:
            raise no_account(grant.user_id)
        db.table("grants").insert(grant_row(grant))


def rotate(db: Database, grant_id: str, token_id: str, next_token_id: str, at: datetime) -> bool:
    with immediate(db):
        row = next(db.query(GRANT, [grant_id]), None)
        if row is None:
            return False
        before = grant_of(row)
        after = rotated(before, token_id, next_token_id, at)
        if after != before:
            db.table("grants").update(grant_id, grant_row(after))
    return after != before and is_live(after, at)


def revoke_grants(db: Database, at: datetime, reason: str, grant_id: str | None, user_id: str | None) -> int:
    """None of either: none."""
    wanted = {"id": grant_id, "user_id": user_id}
    conditions = [f" AND {column} = :{column}" for column, value in wanted.items() if value is not None]
    if not conditions:
        return 0
    with immediate(db):
        return db.execute(REVOKE + "".join(conditions), {**wanted, "at": utc(at), "reason": reason}).rowcount


def revoke_token(db: Database, token_id: str, expires_at: datetime) -> None:
    with immediate(db):
        db.execute(REVOCATION, [token_id, utc(expires_at)])


def grants(db: Database, user_id: str | None) -> tuple[Grant, ...]:
    found = db.query(GRANTS) if user_id is None else db.query(GRANTS_OF_PERSON, [user_id])
    return tuple(grant_of(row) for row in found)


def account_of(row: Row) -> Account:
    """Raises StoreError."""
    return read(Account, row, f"The account of {row['user_id']}")


def grant_of(row: Row) -> Grant:
    """Raises StoreError."""
    return read(Grant, row, f"A sign-in of {row['user_id']}")


def grant_row(grant: Grant) -> Row:
    times = {"created_at": utc(grant.created_at), "expires_at": utc(grant.expires_at)}
    return {**grant.model_dump(), **times, "revoked_at": utc_or_none(grant.revoked_at)}
