"""Gives one answer on one connection."""

import asyncio
import itertools
import json
from dataclasses import dataclass

from tests.fake_models import content
from tests.fake_models.faults import CONTENT, Fault
from tests.fake_models.line import Line
from tests.fake_models.replies import Answer, Json, Reply, Request, Status
from tests.fake_models.wire import Wire

EVENTS = "text/event-stream; charset=utf-8"
JSON = "application/json"
PAGE = "<!doctype html><html><title>Welcome</title><body>Please accept the terms of this network.</body></html>"


@dataclass(frozen=True)
class Scene:
    """What the server was set to when the request came; times in seconds."""

    payload: Json | str
    slow: float
    stall: float
    drip: float
    over_long: int


@dataclass(frozen=True)
class Exchange:
    line: Line
    wire: Wire
    request: Request
    scene: Scene

    async def give(self, answer: Answer) -> None:
        match answer:
            case Fault():
                await self._fail(answer)
            case Reply():
                await self._reply(answer)
            case Status():
                await self._status(answer)
            case _:
                await self._reply(Reply(content.as_text(answer)))

    @property
    def _good(self) -> Reply:
        return Reply(content.as_text(self.scene.payload))

    async def _status(self, answer: Status) -> None:
        await self.line.send(answer.status, answer.encoded(), answer.content_type, headers=answer.headers)

    async def _reply(self, reply: Reply) -> None:
        if not self.request.streams:
            await asyncio.sleep(reply.delay)
            await self.line.send(200, self._body(reply))
            return
        stream = self.wire.stream(reply, self.request)
        await self.line.begin(EVENTS)
        for event in stream.head:
            await self.line.chunk(event)
        for event in stream.pieces:
            await asyncio.sleep(reply.delay)
            await self.line.chunk(event)
        for event in stream.tail:
            await self.line.chunk(event)
        await self.line.end()

    async def _fail(self, fault: Fault) -> None:
        if fault in CONTENT or fault is Fault.CLEAN_TRUNCATION:
            await self._reply(content.faulty(fault, self.scene.payload, self.scene.over_long))
        elif status := self.wire.error(fault, self.request):
            await self._status(status)
        else:
            await self._break(fault)

    async def _break(self, fault: Fault) -> None:
        match fault:
            case Fault.HANG_UP:
                await self.line.hang_up()
            case Fault.HTML_200:
                await self._status(Status(200, PAGE))
            case Fault.SLOW_HEADERS:
                await asyncio.sleep(self.scene.slow)
                await self._reply(self._good)
            case Fault.SHORT_BODY:
                await self._send_short()
            case Fault.BROKEN_JSON | Fault.ERROR_EVENT:
                await self._spoil(fault)
            case Fault.DRIP:
                await self._drip()
            case Fault.TCP_CUT | Fault.BAD_CHUNK | Fault.STALL:
                await self._break_off(fault)
            case _:  # NO_JSON_SCHEMA where no schema was asked for, ERROR_500_THEN_OK the second time
                await self._reply(self._good)

    def _body(self, reply: Reply) -> bytes:
        return json.dumps(self.wire.whole(reply, self.request)).encode()

    def _halves(self) -> tuple[str, list[bytes], list[bytes]]:
        """The content type of a good answer, and what is sent before and after the middle of its text."""
        if not self.request.streams:
            body = self._body(self._good)
            return JSON, [body[: len(body) // 2]], [body[len(body) // 2 :]]
        stream = self.wire.stream(self._good, self.request)
        middle = len(stream.pieces) // 2
        return EVENTS, stream.head + stream.pieces[:middle], stream.pieces[middle:] + stream.tail

    async def _send_short(self) -> None:
        kind, first, rest = self._halves()
        await self.line.send(200, b"".join(first), kind, claimed=sum(map(len, first + rest)))
        await self.line.hang_up()

    async def _spoil(self, fault: Fault) -> None:
        kind, first, rest = self._halves()
        if kind == JSON:
            status = self.wire.error(Fault.ERROR_500, self.request)
            await self.line.send(200, b"".join(first) if fault is Fault.BROKEN_JSON or not status else status.encoded())
            return
        events = [*first, self.wire.broken_event(), *rest]
        if fault is Fault.ERROR_EVENT:
            events = [*first, self.wire.error_event()]
        await self._begin(kind, events)
        await self.line.end()

    async def _begin(self, kind: str, pieces: list[bytes]) -> None:
        await self.line.begin(kind)
        for piece in pieces:
            await self.line.chunk(piece)

    async def _break_off(self, fault: Fault) -> None:
        kind, first, _ = self._halves()
        await self._begin(kind, first)
        if fault is Fault.STALL:
            await asyncio.sleep(self.scene.stall)
        if fault is Fault.BAD_CHUNK:
            await self.line.raw(b"not a size\r\n")
            await self.line.hang_up()
        else:
            self.line.cut()

    async def _drip(self) -> None:
        text = content.as_text(self.scene.payload)
        stream = self.wire.stream(Reply(text, pieces=len(text)), self.request)
        kind, head, drops = (EVENTS, stream.head, stream.pieces) if self.request.streams else (JSON, [], [b" "])
        await self._begin(kind, head)
        for drop in itertools.cycle(drops):
            await self.line.chunk(drop)
            await asyncio.sleep(self.scene.drip)
