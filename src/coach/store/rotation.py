"""The rules for tokens that are good once, whatever sign-ins are kept in."""

from datetime import datetime

from coach.domain.account import Grant

REUSED = "reuse of a refresh token"
"""Why a grant was revoked that nobody asked to revoke."""


def is_live(grant: Grant, at: datetime) -> bool:
    return grant.revoked_at is None and at < grant.expires_at


def rotated(grant: Grant, token_id: str, next_token_id: str, at: datetime) -> Grant:
    """The grant with its next token, or revoked when the token is not its last; as it was when it has ended."""
    if not is_live(grant, at):
        return grant
    if grant.token_id != token_id:
        return grant.replace(revoked_at=at, reason=REUSED)
    return grant.replace(token_id=next_token_id)
