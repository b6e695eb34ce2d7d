"""What a server keeps beside the interviews, until the process ends."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from coach.domain.account import Account, AuditEntry, Grant, KeptAnswer, Review
from coach.domain.enums import InterviewStatus
from coach.domain.summary import SessionSummary
from coach.store.memory import MemoryStore
from coach.store.rotation import is_live, rotated
from coach.store.step import no_account


class MemoryServerStore:
    """A ServerStore beside the interviews of a MemoryStore. Nothing is awaited within a step, so each is atomic."""

    def __init__(self, sessions: MemoryStore) -> None:
        self._sessions = sessions
        self._kept = sessions.server

    async def put_account(self, account: Account) -> None:
        known = self._kept.accounts.get(account.user_id, account)
        self._kept.accounts[account.user_id] = account.replace(created_at=known.created_at)

    async def account(self, user_id: str) -> Account | None:
        return self._kept.accounts.get(user_id)

    async def accounts(self, limit: int = 50, offset: int = 0) -> tuple[Account, ...]:
        names = sorted(self._kept.accounts)[offset : offset + limit]
        return tuple(self._kept.accounts[name] for name in names)

    async def remove_account(self, user_id: str) -> bool:
        return self._kept.drop_account(user_id)

    async def add_grant(self, grant: Grant) -> None:
        if grant.user_id not in self._kept.accounts:
            raise no_account(grant.user_id)
        self._kept.grants[grant.id] = grant

    async def identity(self, user_id: str, grant_id: str, token_id: str) -> tuple[Account | None, Grant | None, bool]:
        grant = self._kept.grants.get(grant_id)
        own = grant if grant and grant.user_id == user_id else None
        return self._kept.accounts.get(user_id), own, token_id in self._kept.revoked_tokens

    async def rotate(self, grant_id: str, token_id: str, next_token_id: str, at: datetime) -> bool:
        before = self._kept.grants.get(grant_id)
        if before is None:
            return False
        after = self._kept.grants[grant_id] = rotated(before, token_id, next_token_id, at)
        return after != before and is_live(after, at)

    async def revoke_grants(
        self, at: datetime, reason: str, *, grant_id: str | None = None, user_id: str | None = None
    ) -> int:
        if grant_id is None and user_id is None:
            return 0
        ending = [
            grant for grant in self._kept.grants_of(user_id) if grant_id in (None, grant.id) and is_live(grant, at)
        ]
        for grant in ending:
            self._kept.grants[grant.id] = grant.replace(revoked_at=at, reason=reason)
        return len(ending)

    async def revoke_token(self, token_id: str, expires_at: datetime) -> None:
        known = self._kept.revoked_tokens.get(token_id, expires_at)
        self._kept.revoked_tokens[token_id] = max(known, expires_at)

    async def grants(self, user_id: str | None = None) -> tuple[Grant, ...]:
        return self._kept.grants_of(user_id)

    async def assign(self, session_id: str, interviewer_id: str) -> None:
        await self._sessions.load(session_id)
        self._kept.assignments.add((session_id, interviewer_id))

    async def unassign(self, session_id: str, interviewer_id: str) -> bool:
        known = await self.is_assigned(session_id, interviewer_id)
        self._kept.assignments.discard((session_id, interviewer_id))
        return known

    async def is_assigned(self, session_id: str, interviewer_id: str) -> bool:
        return (session_id, interviewer_id) in self._kept.assignments

    async def interviewers(self, session_id: str) -> tuple[str, ...]:
        return tuple(sorted(name for assigned, name in self._kept.assignments if assigned == session_id))

    async def assigned(
        self,
        interviewer_id: str,
        user_id: str | None = None,
        statuses: Sequence[InterviewStatus] = (),
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[SessionSummary, ...]:
        theirs = {session_id for session_id, name in self._kept.assignments if name == interviewer_id}
        found = [
            line
            for line in self._sessions.summaries(theirs)
            if user_id in (None, line.user_id) and (not statuses or line.status in statuses)
        ]
        return tuple(found[offset : offset + limit])

    async def put_review(self, review: Review) -> None:
        await self._sessions.load(review.session_id)
        self._kept.reviews[review.session_id, review.interviewer_id] = review

    async def reviews(self, session_id: str) -> tuple[Review, ...]:
        await self._sessions.load(session_id)
        return self._kept.reviews_of(session_id)

    async def reserve(self, user_id: str, key: str, fingerprint: str, at: datetime) -> KeptAnswer | None:
        known = self._kept.answers.get((user_id, key))
        if known is None:
            self._kept.answers[user_id, key] = KeptAnswer(fingerprint=fingerprint, at=at)
        return known

    async def keep_answer(self, user_id: str, key: str, status: int, body: bytes) -> None:
        known = self._kept.answers.get((user_id, key))
        if known is not None:
            self._kept.answers[user_id, key] = known.replace(status=status, body=body)

    async def release(self, user_id: str, key: str) -> None:
        known = self._kept.answers.get((user_id, key))
        if known is not None and known.status is None:
            del self._kept.answers[user_id, key]

    async def append(self, entry: AuditEntry) -> None:
        self._kept.audit.append(entry.replace(sequence=len(self._kept.audit) + 1))

    async def audit(self, limit: int = 50, before: int | None = None) -> tuple[AuditEntry, ...]:
        last = len(self._kept.audit) if before is None else min(before - 1, len(self._kept.audit))
        return tuple(reversed(self._kept.audit[:last]))[:limit]

    async def purge(self, now: datetime, answers_before: datetime) -> None:
        kept = self._kept
        kept.grants = {name: grant for name, grant in kept.grants.items() if grant.expires_at > now}
        kept.revoked_tokens = {name: end for name, end in kept.revoked_tokens.items() if end > now}
        kept.answers = {place: answer for place, answer in kept.answers.items() if answer.at >= answers_before}

    async def statuses(self) -> dict[str, int]:
        found = await self._sessions.sessions(limit=sys.maxsize)
        return Counter(summary.status.value for summary in found)

    async def ping(self) -> None:
        """Nothing to reach."""
