"""One connection: reads requests, writes responses, and breaks off as told."""

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import Mapping
from http import HTTPStatus

from tests.fake_models.replies import Request

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER on, for 0 seconds."""
LONGEST_HEAD = 1 << 20
PHRASES = {529: "Overloaded", **{each.value: each.phrase for each in HTTPStatus}}


class Line:
    """The server's end of a connection. Writing to a client that has left raises ConnectionError."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.open = True

    async def receive(self) -> Request:
        """The next request.

        Raises IncompleteReadError when the client has left, ValueError for what is no request with a JSON body.
        """
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *rest = head.rstrip("\r\n").split("\r\n")
        _, path, _ = first.split(" ")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        raw = await self._reader.readexactly(int(headers.get("content-length", "0")))
        body = json.loads(raw or b"{}")
        if not isinstance(body, dict):
            raise ValueError("the body is not an object")
        return Request(path.partition("?")[0], headers, body)

    async def send(
        self,
        status: int,
        body: bytes,
        content_type: str = "application/json",
        *,
        headers: Mapping[str, str] | None = None,
        claimed: int | None = None,
    ) -> None:
        """A response in one go; `claimed` is a content-length that is not the body's."""
        length = len(body) if claimed is None else claimed
        self._head(status, {"content-type": content_type, "content-length": str(length), **(headers or {})})
        self._writer.write(body)
        await self._writer.drain()

    async def begin(self, content_type: str) -> None:
        """The head of a response in chunks."""
        caching = {"cache-control": "no-cache"} if content_type.startswith("text/event-stream") else {}
        self._head(200, {"content-type": content_type, "transfer-encoding": "chunked", **caching})
        await self._writer.drain()

    async def chunk(self, data: bytes) -> None:
        await self.raw(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    async def end(self) -> None:
        await self.raw(b"0\r\n\r\n")

    async def raw(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def hang_up(self) -> None:
        """Close in an orderly way, after all that has been written."""
        self.open = False
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()

    def cut(self) -> None:
        """Reset the connection at once."""
        self.open = False
        end: socket.socket | None = self._writer.get_extra_info("socket")
        if end is not None and end.fileno() >= 0:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._writer.transport.abort()

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} {PHRASES[status]}", *(f"{name}: {value}" for name, value in headers.items())]
        self._writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
