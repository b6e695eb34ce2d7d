"""The public keys of a service that signs tokens, as it publishes them at an address (RFC 7517)."""

import asyncio
import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coach.errors import BadSettings, Unauthenticated
from coach.ports.server import SIGN_IN_AGAIN
from coach.security.token_keys import published_key
from coach.security.token_text import strict_object

if TYPE_CHECKING:
    import httpx2

    from coach.security.token_keys import PublicKey

    Keys = dict[str | None, PublicKey]

FRESH_SECONDS = 600
"""So long keys are used without asking again."""
PAUSE_SECONDS = 60
"""Between two attempts while there are keys: for an unknown `kid`, and while the address fails."""
EMPTY_PAUSE_SECONDS = 5
"""Between two attempts while there are no keys at all."""
ANSWER_SECONDS = 5
LARGEST_ANSWER = 262_144
"""Bytes."""
MOST_KEYS = 100


class JwksKeys:
    """Fetches the keys when they are wanted; the last good ones serve while the address fails."""

    signing = None

    def __init__(
        self,
        url: str,
        algorithm: str,
        *,
        transport: "httpx2.AsyncBaseTransport | None" = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises BadSettings for an address that others on the way could answer."""
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._is_local = _is_loopback(self._host)
        if parts.scheme != "https" and not (parts.scheme == "http" and self._is_local):
            raise BadSettings(
                "server.jwks_url  must start with https://.",
                why="Whoever answers at that address decides which tokens are good.",
                fix="coach config set server.jwks_url https://…",
            )
        self._url, self._algorithm = url, algorithm
        self._transport, self._seconds = transport, seconds
        self._keys: Keys | None = None
        self._fetched = self._tried = float("-inf")
        self._why = ""
        self._lock = asyncio.Lock()

    async def find(self, kid: str | None) -> "PublicKey | None":
        """The key of that name; a token without one is good only where there is a single key."""
        # While another request fetches, the keys there are will do.
        if self._keys is None or not self._lock.locked():
            await self._fetch_if(self._is_old)
        key = self._named(kid)
        if key is None:
            await self._fetch_if(self._has_waited)
            key = self._named(kid)
        if self._keys is None:
            raise Unauthenticated("Tokens cannot be checked at the moment.", why=self._why, fix=SIGN_IN_AGAIN)
        return key

    def _named(self, kid: str | None) -> "PublicKey | None":
        keys = self._keys or {}
        if kid is None:
            return next(iter(keys.values())) if len(keys) == 1 else None
        return keys.get(kid)

    def _is_old(self) -> bool:
        return self._has_waited() and self._seconds() - self._fetched >= FRESH_SECONDS

    def _has_waited(self) -> bool:
        return self._seconds() - self._tried >= (EMPTY_PAUSE_SECONDS if self._keys is None else PAUSE_SECONDS)

    async def _fetch_if(self, is_due: Callable[[], bool]) -> None:
        if not is_due():
            return
        async with self._lock:
            if not is_due():  # another request fetched them meanwhile
                return
            answer = await self._fetch()
            self._tried = self._seconds()
            if isinstance(answer, str):
                self._why = f"The keys of {self._host} {answer}."
            else:
                self._keys, self._fetched = answer, self._tried

    async def _fetch(self) -> "Keys | str":
        """The keys, or why there are none, in words that follow "The keys of …"."""
        import httpx2

        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._client() as client:
                return await self._read(client)
        except TimeoutError:
            return f"did not come within {ANSWER_SECONDS} seconds"
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError, ValueError, ImportError):
            return "cannot be fetched"

    def _client(self) -> "httpx2.AsyncClient":
        import httpx2

        # A redirect could lead to a host that nobody named, and a proxy cannot reach this machine's own addresses.
        return httpx2.AsyncClient(
            transport=self._transport,
            follow_redirects=False,
            trust_env=not self._is_local,
            timeout=httpx2.Timeout(ANSWER_SECONDS),
        )

    async def _read(self, client: "httpx2.AsyncClient") -> "Keys | str":
        # Uncompressed, so that what is counted is what is kept.
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        async with client.stream("GET", self._url, headers=headers) as response:
            if response.status_code != 200:
                return f"did not come: the answer is {response.status_code}"
            body = bytearray()
            async for piece in response.aiter_raw():
                body += piece
                if len(body) > LARGEST_ANSWER:
                    return "did not come: the answer is too large"
        return self._parsed(bytes(body))

    def _parsed(self, body: bytes) -> "Keys | str":
        document = strict_object(body)
        listed = document.get("keys") if document else None
        if not isinstance(listed, list) or len(listed) > MOST_KEYS:
            return "did not come: the answer is no list of keys"
        keys: Keys = {}
        for found in (published_key(entry, self._algorithm) for entry in listed):
            if found:
                keys.setdefault(*found)
        return keys


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
