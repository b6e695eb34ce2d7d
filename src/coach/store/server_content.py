"""What a server keeps beside the interviews, in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from coach.domain.account import Account, AuditEntry, Grant, KeptAnswer, Review, Role


@dataclass
class ServerContent:
    """Belongs to the MemoryStore of the interviews, so that what becomes of them reaches it."""

    accounts: dict[str, Account] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    revoked_tokens: dict[str, datetime] = field(default_factory=dict)
    assignments: set[tuple[str, str]] = field(default_factory=set)
    """Session and interviewer."""
    reviews: dict[tuple[str, str], Review] = field(default_factory=dict)
    """By session and interviewer."""
    answers: dict[tuple[str, str], KeptAnswer] = field(default_factory=dict)
    """By person and key."""
    audit: list[AuditEntry] = field(default_factory=list)

    def reviews_of(self, session_id: str) -> tuple[Review, ...]:
        found = [review for review in self.reviews.values() if review.session_id == session_id]
        return tuple(sorted(found, key=lambda review: (review.at, review.interviewer_id)))

    def grants_of(self, user_id: str | None) -> tuple[Grant, ...]:
        """Newest first; None: everybody's."""
        found = [grant for grant in self.grants.values() if user_id in (None, grant.user_id)]
        return tuple(sorted(found, key=lambda grant: (grant.created_at, grant.id), reverse=True))

    def drop_session(self, session_id: str) -> None:
        self.assignments = {place for place in self.assignments if place[0] != session_id}
        self.reviews = {place: kept for place, kept in self.reviews.items() if place[0] != session_id}

    def drop_answers_about(self, user_id: str) -> None:
        """Those to the person; and what interviewers and admins were answered, since it may tell of the person."""
        staff = {account.user_id for account in self.accounts.values() if account.role is not Role.CANDIDATE}
        self.answers = {
            place: kept
            for place, kept in self.answers.items()
            if place[0] != user_id and (kept.status is None or place[0] not in staff)
        }

    def drop_account(self, user_id: str) -> bool:
        known = self.accounts.pop(user_id, None) is not None
        self.grants = {grant_id: grant for grant_id, grant in self.grants.items() if grant.user_id != user_id}
        self.assignments = {place for place in self.assignments if place[1] != user_id}
        self.answers = {place: kept for place, kept in self.answers.items() if place[0] != user_id}
        return known
