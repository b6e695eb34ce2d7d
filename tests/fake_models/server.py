"""The server: what it is to say, what it was asked."""

import asyncio
import socket
import threading
from collections import deque
from types import TracebackType
from typing import Self

from tests.fake_models import anthropic_wire, openai_wire
from tests.fake_models.exchange import Exchange, Scene
from tests.fake_models.faults import Fault
from tests.fake_models.host import Host
from tests.fake_models.line import Line
from tests.fake_models.replies import Answer, Json, Request, Say, Status
from tests.fake_models.wire import Wire

WIRES: dict[str, Wire] = {openai_wire.PATH: openai_wire, anthropic_wire.PATH: anthropic_wire}
NOTHING_HERE = Status(404, {"error": {"message": "Not Found", "type": "invalid_request_error"}})
NOT_JSON = Status(400, {"error": {"message": "The body is not JSON", "type": "invalid_request_error"}})


class FakeModels:
    """Both vendors at one address, from `with` to its end; again after that, at the same address.

    When a callable raises, the connection is closed, and the error is raised where the `with` ends.
    """

    def __init__(self) -> None:
        self.payload: Json | str = {"ok": True}
        """The good answer that faults are made from, and what is said before anything else is."""
        self.slow = 1.0
        """Seconds without headers."""
        self.stall = 3.0
        """Seconds of silence in the middle of an answer."""
        self.drip = 0.02
        """Seconds from one character to the next."""
        self.over_long = 10_000_000
        """Characters."""
        self.requests: list[Request] = []
        """All that came, in the order of their arrival."""
        self._queue: deque[Say] = deque()
        self._latest: Say | None = None
        self._lock = threading.Lock()
        self._port = 0
        self._host: Host | None = None
        self._problems: list[BaseException] = []

    @property
    def url(self) -> str:
        """The base URL without `/v1`, which Anthropic's client adds and OpenAI's does not."""
        return f"http://127.0.0.1:{self._port}"

    def say(self, *replies: Say) -> None:
        """Queue replies. They are taken in order; the last one repeats until more is said."""
        if Fault.REFUSED_CONNECTION in [reply for reply in replies if isinstance(reply, Fault)]:
            raise ValueError("A server that listens refuses nobody; use refused_connection()")
        with self._lock:
            self._queue.extend(replies)

    def forget(self) -> None:
        """Drop the requests, and what was said or queued."""
        with self._lock:
            self._queue.clear()
            self._latest = None
            self.requests.clear()

    def start(self) -> None:
        if self._host is not None:
            raise RuntimeError("The server is running")
        listener = socket.create_server(("127.0.0.1", self._port), backlog=128)
        self._port = listener.getsockname()[1]
        self._host = Host(listener, self._converse)

    def stop(self) -> None:
        """Reset every connection, whatever is being said. Returns when nothing is left; safe to call twice."""
        host, self._host = self._host, None
        if host is not None:
            host.end()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        problems, self._problems = self._problems, []
        if problems and error is None:
            raise problems[0]

    async def _converse(self, line: Line) -> None:
        """Answer the next request of a connection."""
        try:
            request = await line.receive()
        except ValueError:
            await line.send(NOT_JSON.status, NOT_JSON.encoded())
            await line.hang_up()
            return
        self.requests.append(request)
        wire = WIRES.get(request.path)
        if wire is None:
            await line.send(NOTHING_HERE.status, NOTHING_HERE.encoded())
            return
        scene = Scene(self.payload, self.slow, self.stall, self.drip, self.over_long)
        try:
            await Exchange(line, wire, request, scene).give(self._choose(request))
        except (ConnectionError, asyncio.CancelledError):
            raise
        except BaseException as problem:  # pytest's own failures are no Exception
            self._problems.append(problem)
            await line.hang_up()

    def _choose(self, request: Request) -> Answer:
        with self._lock:
            fresh = bool(self._queue)
            if fresh:
                self._latest = self._queue.popleft()
            said = self._latest
        answer = said(request.body) if callable(said) else said
        if answer is Fault.ERROR_500_THEN_OK and fresh:
            return Fault.ERROR_500
        return self.payload if answer is None else answer
