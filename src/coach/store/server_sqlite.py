"""What a server keeps beside the interviews, in the same SQLite file."""

from collections.abc import Sequence
from datetime import datetime

from coach.domain.account import Account, AuditEntry, Grant, KeptAnswer, Review
from coach.domain.enums import InterviewStatus
from coach.domain.summary import SessionSummary
from coach.store import accounts, answers, audit, retention, reviews
from coach.store.sqlite import SqliteStore


class SqliteServerStore:
    """A ServerStore over the thread, connection and cipher of the interviews; it ends when they are closed."""

    def __init__(self, sessions: SqliteStore) -> None:
        self._sessions = sessions
        self._run = sessions.run
        self._look = sessions.look
        self._rows = sessions.rows

    async def put_account(self, account: Account) -> None:
        await self._run(lambda db: accounts.put_account(db, account))

    async def account(self, user_id: str) -> Account | None:
        return await self._run(lambda db: accounts.account(db, user_id))

    async def accounts(self, limit: int = 50, offset: int = 0) -> tuple[Account, ...]:
        return await self._run(lambda db: accounts.accounts(db, limit, offset))

    async def remove_account(self, user_id: str) -> bool:
        """After `erase` this takes the id itself out of the file and its copies, but for reviews of others by them."""
        known = await self._run(lambda db: accounts.remove_account(db, self._sessions.cipher, user_id))
        await self._sessions.run_in_backups(lambda db: accounts.remove_from_copy(db, user_id))
        return known

    async def add_grant(self, grant: Grant) -> None:
        await self._run(lambda db: accounts.add_grant(db, grant))

    async def identity(self, user_id: str, grant_id: str, token_id: str) -> tuple[Account | None, Grant | None, bool]:
        return await self._look(lambda db: accounts.identity(db, user_id, grant_id, token_id))

    async def rotate(self, grant_id: str, token_id: str, next_token_id: str, at: datetime) -> bool:
        return await self._run(lambda db: accounts.rotate(db, grant_id, token_id, next_token_id, at))

    async def revoke_grants(
        self, at: datetime, reason: str, *, grant_id: str | None = None, user_id: str | None = None
    ) -> int:
        return await self._run(lambda db: accounts.revoke_grants(db, at, reason, grant_id, user_id))

    async def revoke_token(self, token_id: str, expires_at: datetime) -> None:
        await self._run(lambda db: accounts.revoke_token(db, token_id, expires_at))

    async def grants(self, user_id: str | None = None) -> tuple[Grant, ...]:
        return await self._run(lambda db: accounts.grants(db, user_id))

    async def assign(self, session_id: str, interviewer_id: str) -> None:
        await self._run(lambda db: reviews.assign(db, session_id, interviewer_id))

    async def unassign(self, session_id: str, interviewer_id: str) -> bool:
        return await self._run(lambda db: reviews.unassign(db, session_id, interviewer_id))

    async def is_assigned(self, session_id: str, interviewer_id: str) -> bool:
        return await self._look(lambda db: reviews.is_assigned(db, session_id, interviewer_id))

    async def interviewers(self, session_id: str) -> tuple[str, ...]:
        return await self._run(lambda db: reviews.interviewers(db, session_id))

    async def assigned(
        self,
        interviewer_id: str,
        user_id: str | None = None,
        statuses: Sequence[InterviewStatus] = (),
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[SessionSummary, ...]:
        return await self._run(lambda db: reviews.assigned(db, interviewer_id, user_id, statuses, limit, offset))

    async def put_review(self, review: Review) -> None:
        await self._run(lambda db: reviews.put_review(db, self._rows, review))

    async def reviews(self, session_id: str) -> tuple[Review, ...]:
        return await self._run(lambda db: reviews.reviews(db, self._rows, session_id))

    async def reserve(self, user_id: str, key: str, fingerprint: str, at: datetime) -> KeptAnswer | None:
        return await self._run(lambda db: answers.reserve(db, self._rows, (user_id, key), fingerprint, at))

    async def keep_answer(self, user_id: str, key: str, status: int, body: bytes) -> None:
        await self._run(lambda db: answers.keep_answer(db, self._rows, (user_id, key), status, body))

    async def release(self, user_id: str, key: str) -> None:
        await self._run(lambda db: answers.release(db, user_id, key))

    async def append(self, entry: AuditEntry) -> None:
        await self._run(lambda db: audit.append(db, entry))

    async def audit(self, limit: int = 50, before: int | None = None) -> tuple[AuditEntry, ...]:
        return await self._run(lambda db: audit.page(db, limit, before))

    async def purge(self, now: datetime, answers_before: datetime) -> None:
        await self._run(lambda db: retention.purge(db, now, answers_before))

    async def statuses(self) -> dict[str, int]:
        return await self._run(
            lambda db: dict(db.execute("SELECT status, count(*) FROM sessions GROUP BY status").fetchall())
        )

    async def ping(self) -> None:
        await self._run(lambda db: db.execute("SELECT id FROM sessions LIMIT 1").fetchone())
