"""Runs the application: the socket, TLS, and an end that loses nothing."""

import asyncio
import logging
import os
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from coach.api.chores import chores
from coach.api.parts import Parts
from coach.errors import BadInput

GRACE_SECONDS = 30
"""So long what was begun may take to end."""
NOTICE_SECONDS = 0.5
"""Between readiness failing and the socket closing, so that whoever asks for readiness can send requests elsewhere."""
IDLE_SECONDS = 15
MOST_HEADERS = 32 * 1024

logger = logging.getLogger("coach.api")


@dataclass(frozen=True)
class Bind:
    """Where to listen, and with what certificate."""

    host: str
    port: int
    tls_cert: Path | None = None
    tls_key: Path | None = None
    insecure: bool = False

    @property
    def is_local(self) -> bool:
        return is_loopback(self.host)

    @property
    def is_everywhere(self) -> bool:
        """Every address of the machine."""
        try:
            return ip_address(self.host).is_unspecified
        except ValueError:
            return False

    @property
    def shown(self) -> str:
        """The host as it stands in an address."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def scheme(self) -> str:
        return "https" if self.tls_cert else "http"

    def check(self) -> None:
        """Raises BadInput for an address that others reach without TLS, and for a certificate that cannot be used."""
        if (self.tls_cert is None) != (self.tls_key is None):
            raise BadInput("TLS needs both a certificate and its key.", fix="give --tls-cert and --tls-key")
        for path in (self.tls_cert, self.tls_key):
            if path and not path.is_file():
                raise BadInput(f"{path} is not a file.", fix="name a PEM file")
        if self.tls_cert and self.tls_key:
            require_pair(self.tls_cert, self.tls_key)
        if not (self.is_local or self.tls_cert or self.insecure):
            raise BadInput(
                f"{self.host} can be reached by others, and nothing would be encrypted on the way.",
                fix="give --tls-cert and --tls-key, or --insecure behind a proxy that does it",
            )


def require_pair(cert: Path, key: Path) -> None:
    """Raises BadInput for a certificate and a key that do not go together, or cannot be read."""

    def locked() -> str:
        raise BadInput(f"{key} is locked with a passphrase.", fix="name a key that only this server's user may read")

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, locked)
    except (OSError, ValueError) as error:
        fix = "name two PEM files that belong together"
        raise BadInput("The certificate and its key cannot be used.", why=_reason(error), fix=fix) from None


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return (error.reason or "they are no PEM files").replace("_", " ").lower()
    return str(getattr(error, "strerror", None) or "they are no PEM files")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address. Of the names only localhost is."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def listen(bind: Bind) -> socket.socket:
    """The socket; port 0 takes a free one. Raises BadInput."""
    try:
        family = socket.getaddrinfo(bind.host, bind.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((bind.host, bind.port), family=family, backlog=2048)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror or error)
        raise BadInput(
            f"{bind.host} port {bind.port} cannot be used: {why}.", fix="choose another with --port; 0 takes a free one"
        ) from None


class PatientProtocol(H11Protocol):
    """Hangs up on a client that does not get its request out."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._wait()

    def _wait(self) -> None:
        self.loop.call_later(IDLE_SECONDS, self._hang_up, self.cycle)

    def _hang_up(self, last: object) -> None:
        # Still the cycle of then: no further request has come whole.
        idle = self.cycle is last and (self.cycle is None or self.cycle.response_complete)
        if idle and not self.transport.is_closing():
            self.transport.close()


class Server(uvicorn.Server):
    """Fails readiness first, then takes nothing new, then ends what was begun."""

    def __init__(self, config: uvicorn.Config, parts: Parts, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._parts = parts
        self._told = started
        self._loop = asyncio.get_running_loop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._told()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        if self._parts.draining.begun:
            # Asked a second time: somebody is in a hurry.
            self.force_exit = self.should_exit
            self.should_exit = True
            return
        logger.info("stopping")
        self._parts.draining.event.set()
        self._parts.feed.announce_all()
        self._loop.call_later(NOTICE_SECONDS, self._close)

    def _close(self) -> None:
        self.should_exit = True


def configure(app: FastAPI, bind: Bind) -> uvicorn.Config:
    """Few headers, little patience, no word of uvicorn's own; the certificate was looked at before."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=MOST_HEADERS,
        ssl_certfile=bind.tls_cert,
        ssl_keyfile=bind.tls_key,
        ws="none",
        lifespan="off",
        http=PatientProtocol,
    )


async def serve(config: uvicorn.Config, listening: socket.socket, parts: Parts, started: Callable[[], None]) -> None:
    """Until SIGINT or SIGTERM, the hourly chores beside it."""
    async with chores(parts):
        await Server(config, parts, started).serve(sockets=[listening])
