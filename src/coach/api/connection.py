"""One connection: how long a request is waited for, how large its head may be, and what is said to one that is none."""

import asyncio
import re
import sys
from http import HTTPStatus

import h11
import uvicorn
from starlette.responses import JSONResponse
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from coach.api.guard import BROKEN, UNKNOWN, own_headers, tell
from coach.api.problems import problem_of, respond
from coach.errors import BadInput, Limited
from coach.telemetry.correlation import correlated
from coach.telemetry.metrics import RequestMetrics

IDLE_SECONDS = 15
"""So long a client may take to begin a request, and as long for the handshake of TLS before."""
LEAVE_SECONDS = 2
"""So long a client that was refused may go on sending, and nobody listens."""
MOST_HEAD = 32 * 1024
"""Bytes of a request before its body: the line with its address, and its headers."""
MOST_LINE = MOST_HEAD // 2
"""Where a head is too large, a first line beyond that is what is wrong with it."""
END_OF_HEAD = re.compile(rb"\n\r?\n")
TO_MEND = "send at most 32 KiB of address and headers"
REFUSALS = {
    400: BadInput(
        "This is no request that can be read.",
        why="A line or a length in it is not as HTTP has them, or it does not name one Host.",
    ),
    414: Limited("The address of the request is too long.", fix=TO_MEND),
    431: Limited("The headers of the request are too large.", fix=TO_MEND),
}
"""What is said below the application, by status."""


class Parser(h11.Connection):
    """Reads no request whose head is too large, in whatever pieces it comes."""

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        """Raises RemoteProtocolError."""
        if self.their_state is h11.IDLE:
            _require_short(self.trailing_data[0])
        return super().next_event()


def _require_short(came: bytes) -> None:
    if len(came) > MOST_HEAD and not END_OF_HEAD.search(came, 0, MOST_HEAD):
        status = 431 if b"\n" in came[:MOST_LINE] else 414
        raise h11.RemoteProtocolError("The head is too large.", error_status_hint=status)


class Connection(H11Protocol):
    """Hangs up on a client that does not get its request out, and refuses what is none."""

    def __init__(self, config: uvicorn.Config, server_state: ServerState, metrics: RequestMetrics) -> None:
        super().__init__(config, server_state, app_state={})
        self.conn = Parser(h11.SERVER, MOST_HEAD)
        self._metrics = metrics
        self._is_deaf = False
        """What still comes cannot be understood."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._idle_since = self.loop.time()
        self.loop.call_later(IDLE_SECONDS, self._look)

    def data_received(self, data: bytes) -> None:
        if not self._is_deaf:
            super().data_received(data)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._idle_since = self.loop.time()

    def _look(self) -> None:
        """One timer for a connection, whatever comes over it."""
        if self.transport.is_closing():
            return
        # No cycle, or one that is complete: no further request has come whole.
        left = IDLE_SECONDS if self._is_answering else self._idle_since + IDLE_SECONDS - self.loop.time()
        if left <= 0:
            self.transport.close()
        else:
            self.loop.call_later(left, self._look)

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _should_upgrade(self) -> bool:
        # There is nothing to change to: as HTTP wants it, the request is answered as if it had not asked.
        return False

    def send_400_response(self, msg: str) -> None:
        """For what cannot be read, within the handling of its error; in place of uvicorn's plain words."""
        self._is_deaf = True
        if self._is_answering:
            self._give_up_body()
        elif self.conn.our_state is h11.IDLE:
            status = getattr(sys.exception(), "error_status_hint", 400)
            self._refuse(status if status in REFUSALS else 400)
        else:
            # The rest of a request that was answered before it had come whole.
            self.transport.close()

    def _give_up_body(self) -> None:
        """Leave the answer to the application, which hears nothing of it where the request has come whole."""
        if self.cycle.more_body:
            self.cycle.scope[BROKEN] = True  # type: ignore[literal-required]
            self.cycle.more_body = False
            self.cycle.message_event.set()

    def _refuse(self, status: int) -> None:
        self._metrics.arrived()
        self._metrics.refused("malformed" if status == 400 else "size")
        with correlated() as request_id:
            answer = _refusal(status)
            tell(self._metrics, UNKNOWN, UNKNOWN, status, 0.0)
        own = (*self.server_state.default_headers, *own_headers(request_id), (b"connection", b"close"))
        reason = HTTPStatus(status).phrase.encode()
        head = h11.Response(status_code=status, headers=[*answer.raw_headers, *own], reason=reason)
        for event in (head, h11.Data(data=bytes(answer.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        # One that is closed while something comes is reset, and an answer that was not read is lost.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(LEAVE_SECONDS, self.transport.close)


def _refusal(status: int) -> JSONResponse:
    return respond(problem_of(REFUSALS[status]).replace(status=status, title=HTTPStatus(status).phrase))
