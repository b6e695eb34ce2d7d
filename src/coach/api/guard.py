"""What every request passes first and last: whom it is for, where it comes from, how long it takes, what is counted."""

import asyncio
import logging
import re
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.api.problems import Problem, bug, cut_off, refused, respond
from coach.domain.exchange import PREFIX
from coach.telemetry.correlation import correlated, correlation_id
from coach.telemetry.metrics import RequestMetrics

LARGEST_BODY = 2 * 2**20
"""Bytes: the longest code that is taken, and what stands around it."""
LARGEST_HISTORY = 64 * 2**20
"""Of a history that is taken in again."""
HISTORY = re.compile(r"/users/[^/]+/history\Z")
BODY_SECONDS = 30.0
"""So long a client may take for a body, and longer as more of it comes."""
SLOWEST = 16 * 2**10
"""Bytes a second: with less than that a client holds its connection for nothing."""
REQUEST_ID = "X-Request-ID"
SHIELD = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    ),
)
"""On every answer."""
OURS = frozenset({name for name, _ in SHIELD} | {REQUEST_ID.lower().encode()})
UNKNOWN = "unknown"
"""The route of an address that is none, and the method of a request that cannot be read."""
BROKEN = "coach.broken"
"""In the scope of a request: its body is not as HTTP has it, and what comes last is not the rest of it."""

logger = logging.getLogger("coach.api")


def own_headers(request_id: str) -> tuple[tuple[bytes, bytes], ...]:
    """What every answer has, whoever gives it."""
    return (*SHIELD, (REQUEST_ID.lower().encode(), request_id.encode()))


class Places:
    """Names the server answers to, and web pages that may call it."""

    def __init__(self, hosts: frozenset[str], origins: frozenset[str]) -> None:
        """Hosts without port, in lower case; origins as scheme://host:port."""
        self.hosts = hosts
        self.origins = origins

    def refusal(self, scope: Scope) -> Problem | None:
        """Why a request is not let in; None when it is."""
        headers = Headers(scope=scope)
        hosts, origin = headers.getlist("host"), headers.get("origin")
        if len(hosts) != 1 or _name(hosts[0]) not in self.hosts:
            return _refused(421, "Misdirected Request", "This server does not answer to that name.")
        if origin is not None and origin not in self.origins and origin != f"{scope['scheme']}://{hosts[0]}":
            return _refused(403, "Forbidden", "Pages of that origin may not call this server.")
        return None


def _name(host: str) -> str:
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).strip("[]").lower()


def _refused(status: int, title: str, detail: str) -> Problem:
    return Problem(title=title, status=status, code="COACH-701", detail=detail, request_id=correlation_id())


class Guard:
    """ASGI middleware, the outermost."""

    def __init__(
        self, app: ASGIApp, places: Places, metrics: RequestMetrics, body_seconds: float = BODY_SECONDS
    ) -> None:
        self._app = app
        self._places = places
        self._metrics = metrics
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with correlated(Headers(scope=scope).get(REQUEST_ID, "")) as request_id:
            exchange = Exchange(send, request_id)
            began = time.perf_counter()
            self._metrics.arrived()
            try:
                await self._answer(scope, receive, exchange)
            finally:
                seconds = time.perf_counter() - began
                tell(self._metrics, scope["method"], route_of(scope), exchange.status, seconds)

    async def _answer(self, scope: Scope, receive: Receive, exchange: "Exchange") -> None:
        if refusal := self._places.refusal(scope):
            self._metrics.refused("host" if refusal.status == 421 else "origin")
            await respond(refusal)(scope, receive, exchange.send)
            return
        try:
            await self._app(scope, self._hearing(scope, receive), exchange.send)
        except HTTPException as error:
            await exchange.instead(refused(error), scope, receive)
        except asyncio.CancelledError:
            # Nothing but the end of the server cuts a request off.
            await exchange.instead(cut_off(), scope, receive)
        except Exception as error:
            await exchange.instead(bug(error), scope, receive)

    def _hearing(self, scope: Scope, receive: Receive) -> Receive:
        """Receives no more than is taken, and waits no longer than it should."""
        left, whole = largest_body(scope), False
        until = asyncio.get_running_loop().time() + self._body_seconds

        async def hear() -> Message:
            nonlocal left, whole, until
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                self._metrics.refused("slow")
                raise HTTPException(408) from None
            if BROKEN in scope:
                self._metrics.refused("malformed")
                raise HTTPException(400, headers={"Connection": "close"})
            came = len(message.get("body", b""))
            left, until = left - came, until + came / SLOWEST
            if left < 0:
                self._metrics.refused("size")
                raise HTTPException(413)
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        return hear


def tell(metrics: RequestMetrics, method: str, route: str, status: int, seconds: float) -> None:
    """Count and log a request that was answered."""
    metrics.answered(method, route, status, seconds)
    fields = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    logger.info("request", extra={"fields": fields})


def largest_body(scope: Scope) -> int:
    """How many bytes a request may have."""
    is_history = scope["method"] == "POST" and HISTORY.search(scope["path"])
    return LARGEST_HISTORY if is_history else LARGEST_BODY


class Exchange:
    """One answer on its way out."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 500
        self._begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begun, self.status = True, message["status"]
            theirs = [header for header in message["headers"] if header[0].lower() not in OURS]
            message["headers"] = [*theirs, *own_headers(self._request_id)]
        await self._send(message)

    async def instead(self, response: ASGIApp, scope: Scope, receive: Receive) -> None:
        """Send another answer; one that has begun can only be cut off, which the client sees as such."""
        if self._begun:
            raise ConnectionAbortedError("the answer was cut off")
        await response(scope, receive, self.send)


def route_of(scope: MutableMapping[str, Any]) -> str:
    """The template of the address behind what all have in common; it has no ids in it."""
    route = scope.get("route")
    path = getattr(route, "path", None)
    return path.removeprefix(PREFIX) if isinstance(path, str) else UNKNOWN
