"""People that a server knows, their sign-ins, and who a token stands for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from coach.domain.account import Account, Actor, AuditEntry, Claims, Grant, Role, TokenKind, TokenPair, is_user_id
from coach.errors import BadInput, BadSettings, NotFound, Unauthenticated
from coach.ports import Clock
from coach.ports.server import REFUSED, SIGN_IN_AGAIN, AccountStore, AuditLog, Tokens

ASKED_FOR = "asked for"


class PeopleStore(AccountStore, AuditLog, Protocol):
    """What is needed of a ServerStore here."""


class AccountService:
    """Every refusal of a token is the same Unauthenticated, whatever is wrong with it."""

    def __init__(
        self,
        store: PeopleStore,
        tokens: Tokens,
        clock: Clock,
        new_id: Callable[[], str],
        *,
        access_minutes: int,
        refresh_days: int,
    ) -> None:
        self._store, self._tokens, self._clock, self._new_id = store, tokens, clock, new_id
        self._access = timedelta(minutes=access_minutes)
        self._refresh = timedelta(days=refresh_days)

    # -- tokens -----------------------------------------------------------------------------------------------------

    async def identify(self, token: str) -> Actor:
        """Who is asking, by an access token. Raises Unauthenticated, StoreError."""
        claims, account, _ = await self._believe(token, TokenKind.ACCESS)
        return Actor(user_id=account.user_id, role=account.role, grant_id=claims.grant_id)

    def require_issuing(self) -> None:
        """Raises BadSettings where another service signs the tokens."""
        if not self._tokens.can_issue:
            raise BadSettings(
                "Tokens for this server are signed elsewhere.",
                why="There is only the public key of whoever signs them here.",
                fix="get one from that service; coach token allow USER --role ROLE lets its holder in",
            )

    async def sign_in(self, user_id: str) -> TokenPair:
        """Tokens for somebody who is known. Raises NotFound, BadSettings where tokens are signed elsewhere."""
        self.require_issuing()
        account, now = await self.account(user_id), self._clock.now()
        grant = Grant(
            id=self._new_id(),
            user_id=account.user_id,
            token_id=self._new_id(),
            created_at=now,
            expires_at=now + self._refresh,
        )
        await self._store.add_grant(grant)
        return self._pair(account, grant, grant.token_id, now)

    async def refresh(self, refresh_token: str) -> TokenPair:
        """New tokens for a refresh token, which is good once; a second use ends the sign-in. Raises Unauthenticated."""
        claims, account, grant = await self._believe(refresh_token, TokenKind.REFRESH)
        now, next_id = self._clock.now(), self._new_id()
        if grant is None or not await self._store.rotate(grant.id, claims.token_id, next_id, now):
            raise _refused()
        return self._pair(account, grant, next_id, now)

    async def sign_out(self, token: str) -> None:
        """End the sign-in that an access token belongs to, or that one token of another issuer."""
        claims, _, grant = await self._believe(token, TokenKind.ACCESS)
        if grant is None:
            await self._store.revoke_token(claims.token_id, claims.expires_at)
        else:
            await self._store.revoke_grants(self._clock.now(), ASKED_FOR, grant_id=grant.id)

    async def _believe(self, token: str, kind: TokenKind) -> tuple[Claims, Account, Grant | None]:
        """What a token says and whom it stands for. Raises Unauthenticated."""
        now = self._clock.now()
        claims = await self._tokens.verify(token, kind, now)
        account, grant, is_revoked = await self._store.identity(claims.user_id, claims.grant_id, claims.token_id)
        if account is None or is_revoked or claims.role not in (None, account.role):
            raise _refused()
        if not claims.grant_id:
            return claims, account, None
        if grant is None or grant.user_id != account.user_id or not is_good(grant, now):
            raise _refused()
        return claims, account, grant

    def _pair(self, account: Account, grant: Grant, refresh_id: str, now: datetime) -> TokenPair:
        ends = min(now + self._access, grant.expires_at)
        said = Claims(
            user_id=account.user_id,
            token_id=self._new_id(),
            grant_id=grant.id,
            role=account.role,
            expires_at=ends,
        )
        # A refresh token names no role: what it is exchanged for has the role of that time.
        lasting = said.replace(token_id=refresh_id, role=None, expires_at=grant.expires_at)
        return TokenPair(
            access_token=self._tokens.issue(TokenKind.ACCESS, said, now),
            refresh_token=self._tokens.issue(TokenKind.REFRESH, lasting, now),
            expires_in=int((ends - now).total_seconds()),
        )

    # -- people -----------------------------------------------------------------------------------------------------

    async def permit(self, user_id: str, role: Role | None = None) -> Account:
        """Make somebody known, or give them another role, with which tokens that name the old one end.

        None: the role they have, candidate for somebody new. Raises BadInput for an id that cannot be one.
        """
        if not is_user_id(user_id):
            raise BadInput(
                "That is no user id.",
                why="It is 1 to 200 letters, digits and the signs . _ @ + -, and begins with a letter or a digit.",
                fix="choose another, such as ada or ada@school.example",
            )
        known = await self._store.account(user_id)
        if known is not None and role in (None, known.role):
            return known
        created_at = known.created_at if known else self._clock.now()
        account = Account(user_id=user_id, role=role or Role.CANDIDATE, created_at=created_at)
        await self._store.put_account(account)
        return account

    async def account(self, user_id: str) -> Account:
        """Raises NotFound."""
        account = await self._store.account(user_id) if is_user_id(user_id) else None
        if account is None:
            raise _unknown()
        return account

    async def accounts(self, limit: int = 50, offset: int = 0) -> tuple[Account, ...]:
        """By user id."""
        return await self._store.accounts(limit, offset)

    async def forget(self, user_id: str) -> None:
        """Remove somebody with their sign-ins; their interviews stay until they are erased. Raises NotFound."""
        if not is_user_id(user_id) or not await self._store.remove_account(user_id):
            raise _unknown()

    # -- sign-ins ---------------------------------------------------------------------------------------------------

    async def grants(self, user_id: str | None = None) -> tuple[Grant, ...]:
        """Newest first, those that have ended too; None: everybody's."""
        return await self._store.grants(user_id)

    async def revoke_grant(self, grant_id: str, of: str | None = None) -> None:
        """End one sign-in, if it is of that person. Raises NotFound, also for one that has ended already."""
        is_there = any(grant.id == grant_id for grant in await self._store.grants(of))
        now = self._clock.now()
        if not is_there or not await self._store.revoke_grants(now, ASKED_FOR, grant_id=grant_id):
            raise NotFound("There is no such sign-in, or it has ended.", fix="coach token list")

    async def revoke_person(self, user_id: str) -> int:
        """End every sign-in of somebody, and say how many ended. Raises NotFound for an unknown person."""
        account = await self.account(user_id)
        return await self._store.revoke_grants(self._clock.now(), ASKED_FOR, user_id=account.user_id)

    async def record(self, entry: AuditEntry) -> None:
        """Add to the audit log what was done to people here."""
        await self._store.append(entry)


def is_good(grant: Grant, now: datetime) -> bool:
    """Whether the tokens of a sign-in may still be used."""
    return grant.revoked_at is None and now < grant.expires_at


def _refused() -> Unauthenticated:
    return Unauthenticated(REFUSED, fix=SIGN_IN_AGAIN)


def _unknown() -> NotFound:
    return NotFound("There is no such person.", fix="coach token list")
