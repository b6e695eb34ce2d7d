"""People of a server, in memory, and tokens that nobody issued."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from coach.domain.account import Account, AuditEntry, Grant

Sign = Callable[[bytes], bytes]


class MemoryPeople:
    """The accounts, grants and audit log of a server, until the test ends."""

    def __init__(self) -> None:
        self.people: dict[str, Account] = {}
        self.kept: dict[str, Grant] = {}
        self.revoked: dict[str, datetime] = {}
        self.log: list[AuditEntry] = []
        self.looks = 0
        """How often somebody was looked up by a token."""

    async def put_account(self, account: Account) -> None:
        known = self.people.get(account.user_id, account)
        self.people[account.user_id] = account.replace(created_at=known.created_at)

    async def account(self, user_id: str) -> Account | None:
        return self.people.get(user_id)

    async def accounts(self, limit: int = 50, offset: int = 0) -> tuple[Account, ...]:
        return tuple(self.people[name] for name in sorted(self.people)[offset : offset + limit])

    async def remove_account(self, user_id: str) -> bool:
        self.kept = {key: grant for key, grant in self.kept.items() if grant.user_id != user_id}
        return self.people.pop(user_id, None) is not None

    async def add_grant(self, grant: Grant) -> None:
        self.kept[grant.id] = grant

    async def identity(self, user_id: str, grant_id: str, token_id: str) -> tuple[Account | None, Grant | None, bool]:
        self.looks += 1
        return self.people.get(user_id), self.kept.get(grant_id), token_id in self.revoked

    async def rotate(self, grant_id: str, token_id: str, next_token_id: str, at: datetime) -> bool:
        grant = self.kept.get(grant_id)
        if grant is None or grant.revoked_at:
            return False
        is_last = grant.token_id == token_id
        changes = {"token_id": next_token_id} if is_last else {"revoked_at": at, "reason": "reuse of a refresh token"}
        self.kept[grant_id] = grant.replace(**changes)
        return is_last

    async def revoke_grants(
        self, at: datetime, reason: str, *, grant_id: str | None = None, user_id: str | None = None
    ) -> int:
        meant = [
            grant
            for grant in self.kept.values()
            if not grant.revoked_at and grant_id in (None, grant.id) and user_id in (None, grant.user_id)
        ]
        self.kept |= {grant.id: grant.replace(revoked_at=at, reason=reason) for grant in meant}
        return len(meant)

    async def revoke_token(self, token_id: str, expires_at: datetime) -> None:
        self.revoked[token_id] = expires_at

    async def grants(self, user_id: str | None = None) -> tuple[Grant, ...]:
        return tuple(grant for grant in reversed(self.kept.values()) if user_id in (None, grant.user_id))

    async def append(self, entry: AuditEntry) -> None:
        self.log.append(entry.replace(sequence=len(self.log) + 1))

    async def audit(self, limit: int = 50, before: int | None = None) -> tuple[AuditEntry, ...]:
        return tuple(reversed(self.log))[:limit]


def part(content: Mapping[str, Any] | str | bytes) -> str:
    """A segment of a token: an object, JSON as it is written, or bytes."""
    if isinstance(content, Mapping):
        content = json.dumps(content)
    plain = content.encode() if isinstance(content, str) else content
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def read(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and payload of a token, unchecked."""
    header, payload = (
        json.loads(base64.urlsafe_b64decode(each + "=" * (-len(each) % 4))) for each in token.split(".")[:2]
    )
    return header, payload


def hs256(secret: bytes) -> Sign:
    return lambda message: hmac.digest(secret, message, hashlib.sha256)


def forge(header: Mapping[str, Any] | str, payload: Mapping[str, Any] | str, sign: Sign) -> str:
    """A token of any content."""
    message = f"{part(header)}.{part(payload)}"
    return f"{message}.{part(sign(message.encode()))}"
