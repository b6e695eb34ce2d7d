"""One connection to a server: tokens, idempotency keys, and its problems as errors of the tree."""

import uuid
from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
from pydantic import TypeAdapter

from coach.client.receiving import EVENTS, JSON, NOTHING, failed, lines_of, read, require_kind
from coach.client.sending import document, require_address, require_key, require_token, unsendable
from coach.domain.exchange import PREFIX
from coach.errors import BadSettings

T = TypeVar("T")
SECONDS = 120.0
"""An answer with code in it is run and judged before it comes back."""


class Connection:
    """Asks a server and reads its answers. Raises what errors.py lists, and ServerFailed."""

    def __init__(self, base_url: str, token: str = "", *, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """`transport` is for tests. Raises BadInput for an address or a token that cannot be one, BadSettings."""
        require_address(base_url)
        self.token = token
        try:
            self._http = httpx2.AsyncClient(base_url=base_url, timeout=SECONDS, transport=transport)
        except (ImportError, OSError, ValueError) as error:
            raise BadSettings(
                "A proxy or a certificate that the environment names cannot be used.",
                why=str(error),
                fix="look at HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR",
            ) from None

    @property
    def token(self) -> str:
        """Sent with each request; empty: none is. Setting it raises BadInput for what cannot be one."""
        return self._token

    @token.setter
    def token(self, token: str) -> None:
        require_token(token)
        self._token = token

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def call(
        self,
        method: str,
        path: str,
        kind: type[T] | TypeAdapter[T],
        body: Mapping[str, Any] | None = None,
        *,
        key: str | None = None,
        **query: Any,
    ) -> T:
        """The answer as `kind`; a POST carries an idempotency key, a fresh one unless one is given."""
        return read((await self.ask(method, path, body, key=key, wanted=JSON, **query)).content, kind)

    async def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        key: str | None = None,
        wanted: str = NOTHING,
        **query: Any,
    ) -> httpx2.Response:
        """The same for an answer of another kind of content, or one that is empty."""
        headers = self._headers() | ({} if body is None else {"Content-Type": JSON})
        if method == "POST":
            headers["Idempotency-Key"] = _key(key)
        try:
            answer = await self._http.request(
                method,
                PREFIX + path,
                content=None if body is None else document(body),
                params={name: value for name, value in query.items() if value is not None},
                headers=headers,
            )
        except (httpx2.InvalidURL, UnicodeError) as error:
            raise unsendable(error) from None
        except httpx2.HTTPError as error:
            raise failed(error, self._http.base_url, "send the same again, with the same key") from None
        require_kind(answer, wanted)
        return answer

    async def lines(self, path: str, headers: Mapping[str, str]) -> AsyncIterator[bytes]:
        """The lines of a stream of events."""
        try:
            async with self._http.stream(
                "GET", PREFIX + path, headers={**self._headers(), **headers}, timeout=None
            ) as answer:
                if answer.is_error:
                    await answer.aread()
                require_kind(answer, EVENTS)
                async for line in lines_of(answer.aiter_bytes()):
                    yield line
        except (httpx2.InvalidURL, UnicodeError) as error:
            raise unsendable(error) from None
        except httpx2.HTTPError as error:
            raise failed(error, self._http.base_url, "go on behind the last event") from None

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def _key(key: str | None) -> str:
    """The one that was given, or a fresh one. Raises BadInput."""
    if key is None:
        return uuid.uuid4().hex
    require_key(key)
    return key
