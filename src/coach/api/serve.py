"""Runs the application: the socket, TLS, and an end that loses nothing."""

import asyncio
import logging
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from coach.api.binding import Bind
from coach.api.chores import chores
from coach.api.connection import IDLE_SECONDS, Connection
from coach.api.parts import Parts

GRACE_SECONDS = 30
"""So long what was begun may take to end."""
NOTICE_SECONDS = 0.5
"""Between readiness failing and the socket closing, so that whoever asks for readiness can send requests elsewhere."""

logger = logging.getLogger("coach.api")


class Server(uvicorn.Server):
    """Fails readiness first, then takes nothing new, then ends what was begun; told twice, cuts that off."""

    def __init__(self, config: uvicorn.Config, parts: Parts, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._parts = parts
        self._told = started
        self._loop = asyncio.get_running_loop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """In place of uvicorn's own, which leaves a client a minute for the handshake of TLS."""
        ssl, backlog = self.config.ssl, self.config.backlog
        limit = IDLE_SECONDS if ssl else None
        self.servers = [
            await self._loop.create_server(
                self._connect, sock=each, ssl=ssl, backlog=backlog, ssl_handshake_timeout=limit
            )
            for each in sockets or ()
        ]
        self.started = True
        self._told()

    def _connect(self) -> Connection:
        return Connection(self.config, self.server_state, self._parts.metrics)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        if self._parts.draining.begun:
            # Asked a second time: somebody is in a hurry.
            self.should_exit = self.force_exit = True
            for task in self.server_state.tasks:
                task.cancel()
            return
        logger.info("stopping")
        self._parts.draining.event.set()
        self._parts.feed.announce_all()
        self._loop.call_later(NOTICE_SECONDS, self._close)

    def _close(self) -> None:
        self.should_exit = True


def configure(app: FastAPI, bind: Bind) -> uvicorn.Config:
    """Little patience, no word of uvicorn's own but of what failed; the certificate was looked at before."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_certfile=bind.tls_cert,
        ssl_keyfile=bind.tls_key,
        ws="none",
        lifespan="off",
        http="h11",
    )


async def serve(config: uvicorn.Config, listening: socket.socket, parts: Parts, started: Callable[[], None]) -> None:
    """Until SIGINT or SIGTERM, the hourly chores beside it."""
    async with chores(parts):
        await Server(config, parts, started).serve(sockets=[listening])
