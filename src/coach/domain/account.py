"""Who may use a server, and what is kept of it."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from coach.domain.base import Model

LETTERS = r"[A-Za-z0-9][A-Za-z0-9._@+-]*"
LONGEST_USER_ID = 200
UserId = Annotated[str, Field(min_length=1, max_length=LONGEST_USER_ID, pattern=f"^{LETTERS}$")]
"""Also a part of addresses and headers, so the letters are few."""


def is_user_id(value: object) -> bool:
    """Whether somebody could have that id, for values that nobody has checked."""
    return isinstance(value, str) and len(value) <= LONGEST_USER_ID and re.fullmatch(LETTERS, value) is not None


class Role(StrEnum):
    """What somebody may do on a server."""

    CANDIDATE = "candidate"
    """Takes interviews, and sees only their own."""
    INTERVIEWER = "interviewer"
    """Reads the interviews assigned to them, and leaves notes and a score of their own."""
    ADMIN = "admin"
    """Knows and removes people, assigns interviews, and acts on requests about their data."""


class Account(Model):
    """Somebody a server knows; a token of anybody else is worth nothing."""

    user_id: UserId
    role: Role = Role.CANDIDATE
    created_at: datetime


class Actor(Model):
    """Who is asking, once a token was believed."""

    user_id: str
    role: Role
    grant_id: str = ""


class TokenKind(StrEnum):
    """The `typ` of a token's header (RFC 9068 for the first): one is never good in the place of the other."""

    ACCESS = "at+jwt"
    REFRESH = "rt+jwt"


class Claims(Model):
    """What a token says, once its signature and times were found good."""

    user_id: str
    """`sub`"""
    token_id: str
    """`jti`"""
    grant_id: str = ""
    """`sid`; empty in tokens of another issuer."""
    role: Role | None = None
    """A token that names a role is good only while the account has it."""
    expires_at: datetime


class TokenPair(Model):
    """What a sign-in gives, by the names of RFC 6749."""

    access_token: str
    refresh_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    """Seconds until the access token ends."""


class Grant(Model):
    """One sign-in: the tokens that came of it end together."""

    id: str
    """The `sid` claim of its tokens."""
    user_id: str
    token_id: str
    """The `jti` of the one refresh token that is still good."""
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    reason: str = ""
    """Why it was revoked: asked for, or reuse of a refresh token."""


class Review(Model):
    """What an interviewer thinks of an interview, beside the report and never mixed into it."""

    session_id: str
    interviewer_id: str
    score: Annotated[float, Field(ge=0, le=10)] | None = None
    notes: Annotated[str, Field(max_length=20_000)] = ""
    at: datetime


class AuditEntry(Model):
    """Who did what when. People stand in it by a keyed hash, so that it outlives an erasure."""

    sequence: int = 0
    """Given by the store: 1, 2, 3 …"""
    at: datetime
    actor: str
    """A keyed hash of the person, or the name of a job of the server."""
    action: str
    """The operation of the API or the command: erase_data, create_token …"""
    subject: str = ""
    """What it was done to: a keyed hash of a person, or the id of an interview."""
    outcome: str = "done"
    """done, or the code of the error: COACH-701 …"""
    request_id: str = ""


class KeptAnswer(Model):
    """The answer to a request that came with an idempotency key, to be given again."""

    fingerprint: str
    """SHA-256 of role, method, address and body: the same key for another request is a mistake."""
    status: int | None = None
    """The HTTP status; None while the first request is being answered, or when it was cut off."""
    body: bytes = b""
    at: datetime
