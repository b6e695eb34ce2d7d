"""Signs and checks tokens (RFC 7519, by the rules of RFC 8725)."""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.domain.account import Claims, Role, TokenKind, is_user_id
from coach.errors import BadSettings, Unauthenticated
from coach.ports.server import REFUSED, SIGN_IN_AGAIN
from coach.security.token_text import header_of, media_type, strict_object

if TYPE_CHECKING:
    from coach.security.token_keys import TokenKeys

OWN_LEEWAY, FOREIGN_LEEWAY = 5, 30
"""Seconds by which the clock of whoever signed may be ahead of this one: that of another process, or of a service."""
LAST_SECOND = 253_402_300_799
"""The end of the year 9999: a time behind it is a mistake, or an attack on arithmetic."""
LONGEST_KID = 200
ID = re.compile(r"[\x21-\x7e]{1,200}")
ROLES = tuple(role.value for role in Role)
TIMES = ("iat", "nbf", "exp")


class JwtTokens:
    """Implements the Tokens port with one algorithm, which a token's header may confirm but never choose."""

    def __init__(self, keys: "TokenKeys", algorithm: str, *, issuer: str, audience: str) -> None:
        from jwt import PyJWS

        self._keys, self._algorithm = keys, algorithm
        self._issuer, self._audience = issuer, audience
        self._good = GoodSignatures()
        self._jws = PyJWS(algorithms=[algorithm], options={"enforce_minimum_key_length": True})

    @property
    def can_issue(self) -> bool:
        return self._keys.signing is not None

    def issue(self, kind: TokenKind, claims: Claims, now: datetime) -> str:
        secret, at = self._keys.signing, int(now.timestamp())
        if secret is None:
            raise BadSettings(
                "Tokens for this server are signed elsewhere.",
                why=f"server.algorithm is {self._algorithm}, for which there is a public key here.",
                fix="get a token from the service that signs them; coach token allow USER lets somebody in",
            )
        said: dict[str, Any] = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": claims.user_id,
            "jti": claims.token_id,
            "iat": at,
            "nbf": at,
            "exp": int(claims.expires_at.timestamp()),
        }
        if claims.grant_id:
            said["sid"] = claims.grant_id
        if claims.role is not None:
            said["role"] = claims.role.value
        payload = json.dumps(said, separators=(",", ":")).encode()
        return self._jws.encode(payload, secret, self._algorithm, headers={"typ": kind.value})

    async def verify(self, token: str, kind: TokenKind, now: datetime) -> Claims:
        good = await self._signed(token, kind)
        if good is None or not self._is_in_time(good.times, now):
            raise Unauthenticated(REFUSED, fix=SIGN_IN_AGAIN)
        return good.claims

    async def _signed(self, token: str, kind: TokenKind) -> "Good | None":
        """What was signed; None unless all but its time is good. A key that the header brings is never used."""
        known = self._good.find(token)
        header = known.header if known else header_of(token)
        if header is None or not self._is_right(header, kind):
            return None
        key = await self._keys.find(header.get("kid"))
        if known and known.key is key:
            return known
        said = self._checked(token, key) if key is not None else None
        claims = self._claims(said, kind) if said is not None else None
        if said is None or claims is None:
            return None
        good = Good(header, key, claims, _times(said))
        self._good.add(token, good)
        return good

    def _checked(self, token: str, key: Any) -> dict[str, Any] | None:
        """What is signed with a key; None where it is not."""
        from jwt import PyJWTError

        try:
            decoded = self._jws.decode_complete(token, key, algorithms=[self._algorithm])
        except (PyJWTError, ValueError, TypeError):
            return None
        payload = decoded["payload"]
        return strict_object(payload) if isinstance(payload, bytes) else None

    def _is_right(self, header: dict[str, Any], kind: TokenKind) -> bool:
        kid = header.get("kid", "")
        return (
            header.get("alg") == self._algorithm
            and media_type(header) == kind.value
            and not {"crit", "b64", "zip"} & header.keys()
            and isinstance(kid, str)
            and len(kid) <= LONGEST_KID
        )

    def _claims(self, said: dict[str, Any], kind: TokenKind) -> Claims | None:
        """What a signed payload says; None unless all of it is there and for this server, at whatever time."""
        user_id, token_id, role = said.get("sub", ""), _id(said.get("jti")), said.get("role")
        # Other services have a `sid` of their own, which names no sign-in here.
        grant_id = said.get("sid") if self.can_issue else None
        # A refresh token belongs to a sign-in, so it can only come from here.
        has_ids = is_user_id(user_id) and token_id and (grant_id is None or _id(grant_id))
        has_grant = kind is not TokenKind.REFRESH or grant_id is not None
        if not (self._is_for_us(said) and min(_times(said)) > 0 and has_ids and has_grant):
            return None
        if role is not None and role not in ROLES:
            return None
        return Claims(
            user_id=user_id,
            token_id=token_id,
            grant_id=grant_id or "",
            role=Role(role) if role is not None else None,
            expires_at=datetime.fromtimestamp(said["exp"], UTC),
        )

    def _is_for_us(self, said: dict[str, Any]) -> bool:
        audience = said.get("aud")
        several = audience if isinstance(audience, list) else [audience]
        return (
            said.get("iss") == self._issuer
            and self._audience in several
            and all(isinstance(each, str) for each in several)
        )

    def _is_in_time(self, times: "Times", now: datetime) -> bool:
        issued, not_before, expires = times
        at = now.timestamp()
        latest = at + (OWN_LEEWAY if self.can_issue else FOREIGN_LEEWAY)
        return issued <= latest and not_before <= latest and max(issued, at) < expires


Times = tuple[int, int, int]
"""When a token was issued, and from when until when it is good; seconds since 1970."""


class Good(NamedTuple):
    """A token that a key did sign."""

    header: dict[str, Any]
    key: object
    claims: Claims
    times: Times


class GoodSignatures:
    """The last tokens with a good signature: whether one is good never changes, unlike whether a token is."""

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._known: dict[bytes, Good] = {}

    def find(self, token: str) -> Good | None:
        return self._known.get(_mark(token))

    def add(self, token: str, good: Good) -> None:
        if len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[_mark(token)] = good


def _mark(token: str) -> bytes:
    # A token is a secret: what is kept of it signs nobody in.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _times(said: dict[str, Any]) -> Times:
    issued, not_before, expires = (_time(said.get(name)) for name in TIMES)
    return issued, not_before, expires


def _time(value: object) -> int:
    """Seconds since 1970; 0 for what is no whole number of them, or none that a calendar has."""
    return value if type(value) is int and value <= LAST_SECOND else 0


def _id(value: object) -> str:
    """The id of a token or a sign-in; empty for anything else."""
    return value if isinstance(value, str) and ID.fullmatch(value) else ""
