"""What a server keeps beside the interviews. All raise StoreError when the disk or database fails."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from coach.domain.account import Account, AuditEntry, Claims, Grant, KeptAnswer, Review, TokenKind
from coach.domain.enums import InterviewStatus
from coach.domain.summary import SessionSummary

REFUSED = "The token is not good for this server."
"""What every refusal of a token says, whatever the reason: a guess must not learn from it."""
SIGN_IN_AGAIN = "sign in again, or ask whoever runs the server for a token"


class AccountStore(Protocol):
    """People that a server knows, and their sign-ins."""

    async def put_account(self, account: Account) -> None:
        """Add somebody, or give them another role; the time of the first call stays."""
        ...

    async def account(self, user_id: str) -> Account | None: ...

    async def accounts(self, limit: int = 50, offset: int = 0) -> tuple[Account, ...]:
        """By user id."""
        ...

    async def remove_account(self, user_id: str) -> bool:
        """Forget somebody, their grants, assignments and kept answers; what they left in interviews stays.

        After `SessionStore.erase` nothing with their name is left but reviews that they wrote of others.
        """
        ...

    async def add_grant(self, grant: Grant) -> None:
        """Raises NotFound for somebody without an account, who may have been removed in the meantime."""
        ...

    async def identity(self, user_id: str, grant_id: str, token_id: str) -> tuple[Account | None, Grant | None, bool]:
        """The account, the grant of that person, and whether that one token was revoked; one look at the store.

        `grant_id` is empty for a token of another issuer, which belongs to no grant here.
        """
        ...

    async def rotate(self, grant_id: str, token_id: str, next_token_id: str, at: datetime) -> bool:
        """Put the next refresh token in the place of the last, if that is the one that is good.

        When it is not, somebody uses a token twice: the grant is revoked at once, and False returned. False also for a
        grant that is unknown or has ended.
        """
        ...

    async def revoke_grants(
        self, at: datetime, reason: str, *, grant_id: str | None = None, user_id: str | None = None
    ) -> int:
        """End one grant, or all of a person, or that one if it is theirs; how many ended by it."""
        ...

    async def revoke_token(self, token_id: str, expires_at: datetime) -> None:
        """End one token of another issuer; remembered until it would have expired anyway."""
        ...

    async def grants(self, user_id: str | None = None) -> tuple[Grant, ...]:
        """Newest first, the revoked and expired ones too until `purge`."""
        ...


class ReviewStore(Protocol):
    """Which interviewer sees which interview, and what they made of it; notes lie under the candidate's key."""

    async def assign(self, session_id: str, interviewer_id: str) -> None:
        """Raises NotFound for an unknown interview."""
        ...

    async def unassign(self, session_id: str, interviewer_id: str) -> bool: ...

    async def is_assigned(self, session_id: str, interviewer_id: str) -> bool: ...

    async def interviewers(self, session_id: str) -> tuple[str, ...]: ...

    async def assigned(
        self,
        interviewer_id: str,
        user_id: str | None = None,
        statuses: Sequence[InterviewStatus] = (),
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[SessionSummary, ...]:
        """Newest first; only those of one candidate, and in one of the statuses, where these are given."""
        ...

    async def put_review(self, review: Review) -> None:
        """An interviewer has one review of an interview; a later one takes its place. Raises NotFound."""
        ...

    async def reviews(self, session_id: str) -> tuple[Review, ...]:
        """Oldest first. Raises NotFound, KeyLost."""
        ...


class AnswerStore(Protocol):
    """Answers to requests with an idempotency key; bodies are encrypted with the person's key."""

    async def reserve(self, user_id: str, key: str, fingerprint: str, at: datetime) -> KeptAnswer | None:
        """What is kept under the key; None when nothing was: the key is taken from then on. Atomic. Raises KeyLost."""
        ...

    async def keep_answer(self, user_id: str, key: str, status: int, body: bytes) -> None:
        """Nothing is kept under a key that is not taken any more, as after an erasure. Raises KeyLost."""
        ...

    async def release(self, user_id: str, key: str) -> None:
        """Give a key back whose request changed nothing; one with an answer stays taken."""
        ...


class AuditLog(Protocol):
    async def append(self, entry: AuditEntry) -> None: ...

    async def audit(self, limit: int = 50, before: int | None = None) -> tuple[AuditEntry, ...]:
        """Newest first, those before a sequence number."""
        ...


class ServerStore(AccountStore, ReviewStore, AnswerStore, AuditLog, Protocol):
    """All of it, in one database with the interviews; `coach data erase` of a person reaches it too."""

    async def purge(self, now: datetime, answers_before: datetime) -> None:
        """Drop grants and revocations that have expired, and answers kept since before a time."""
        ...

    async def statuses(self) -> dict[str, int]:
        """How many interviews there are in each state."""
        ...

    async def ping(self) -> None:
        """Read one row."""
        ...


class Tokens(Protocol):
    """Signs and reads tokens; it knows keys and claims, and nobody in particular."""

    @property
    def can_issue(self) -> bool:
        """Whether tokens are made here; not where another service signs them."""
        ...

    def issue(self, kind: TokenKind, claims: Claims, now: datetime) -> str:
        """Raises BadSettings where tokens are not made here."""
        ...

    async def verify(self, token: str, kind: TokenKind, now: datetime) -> Claims:
        """Raises Unauthenticated for everything that is not a good token of this kind for this server."""
        ...
