"""What may be set about `coach serve`."""

import re
from collections.abc import Callable
from enum import StrEnum
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from coach.domain.base import Model
from coach.settings.values import Count, FixedPath, Name, WebAddress

LONGEST_HOST = 253
LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)")


class TokenAlgorithm(StrEnum):
    """How tokens are signed: HS with a secret of this server, RS and ES by another service."""

    HS256 = "HS256"
    HS384 = "HS384"
    HS512 = "HS512"
    RS256 = "RS256"
    ES256 = "ES256"

    @property
    def is_public(self) -> bool:
        """Whether signatures are checked with a key that anybody may know."""
        return not self.value.startswith("HS")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _host(text: str) -> str:
    names = len(text) <= LONGEST_HOST and all(LABEL.fullmatch(label) for label in text.split("."))
    if not (names or _is_address(text)):
        raise ValueError("must be the name or address of a host, without a port")
    return text.lower()


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    whole = host and text.lower() == f"{parts.scheme}://{parts.netloc}".lower() and "@" not in parts.netloc
    if parts.scheme not in ("http", "https") or not whole:
        raise ValueError("must be web origins, like https://practice.example")
    return text.lower()


def _listed(check: Callable[[str], str]) -> Callable[[str], str]:
    """The validator of a text in which several values stand, separated by commas."""

    def validate(text: str) -> str:
        values = [check(part) for part in (part.strip() for part in text.split(",")) if part]
        if not values:
            raise ValueError("is empty")
        return ", ".join(values)

    return validate


class ServerSection(Model):
    """How `coach serve` listens, whom it believes, and how much it takes. Its secret is no setting."""

    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    """The address it listens on; beyond this machine only when this says so."""
    port: Annotated[Count, Field(ge=0, le=65535)] = 8000
    """The port it listens on; 0: any that is free."""
    issuer: Name = "coach"
    """Who signs tokens, as they say it (iss)."""
    audience: Name = "coach"
    """Whom tokens are for, as they say it (aud)."""
    algorithm: TokenAlgorithm = TokenAlgorithm.HS256
    """How tokens are signed. RS256 and ES256: by another service, with a public key or its address here."""
    public_key: FixedPath | None = None
    """The PEM file of the public key of whoever signs tokens."""
    jwks_url: WebAddress | None = None
    """The address at which whoever signs tokens publishes the keys (JWKS)."""
    mock_auth: bool = False
    """Believe everybody, without tokens? On this machine only, to try things out."""
    access_minutes: Annotated[Count, Field(ge=1, le=1440)] = 60
    """How long an access token is good."""
    refresh_days: Annotated[Count, Field(ge=1, le=365)] = 30
    """How long a sign-in lasts, however often it is refreshed."""
    hosts: Annotated[str, AfterValidator(_listed(_host))] | None = None
    """Further names that the server answers to, separated by commas; unset: those of this machine only."""
    origins: Annotated[str, AfterValidator(_listed(_origin))] | None = None
    """Web pages elsewhere that may call it, by origin, separated by commas; unset: none."""
    requests_per_minute: Annotated[Count, Field(ge=1, le=100_000)] = 600
    """How many requests a person may make in a minute."""
    runs_at_once: Annotated[Count, Field(ge=1, le=64)] = 2
    """How many runs of code a person may have going at a time."""

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names in `hosts`."""
        return _parts(self.hosts)

    @property
    def web_origins(self) -> tuple[str, ...]:
        """The origins in `origins`."""
        return _parts(self.origins)


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(", ")) if text else ()
