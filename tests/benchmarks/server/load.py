"""A load client: several connections that are kept open, a request behind the other on each of them."""

import asyncio
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request as it goes over the wire."""

    method: str
    path: str
    body: Any = None
    token: str = ""

    @property
    def wire(self) -> bytes:
        body = b"" if self.body is None else json.dumps(self.body).encode()
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += ["Content-Type: application/json"] * (self.body is not None)
        lines += [f"Authorization: Bearer {self.token}"] * bool(self.token)
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


@dataclass
class Load:
    """What was measured, of all slices together."""

    seconds: list[float] = field(default_factory=list)
    """Of each request."""
    rates: list[float] = field(default_factory=list)
    """Requests per second of each slice."""
    cpu: float = 0.0
    """CPU seconds of the server."""

    def __str__(self) -> str:
        cpu = self.cpu / len(self.seconds) * 1000
        return (
            f"{statistics.median(self.rates):5.0f} requests/s, p50 {self.percentile(50):.1f} ms,"
            f" p99 {self.percentile(99):.1f} ms, CPU {cpu:.2f} ms each"
        )

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        found = sorted(self.seconds)
        return found[min(len(found) - 1, len(found) * percent // 100)] * 1000


class Connection:
    """One connection that is kept open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> "Connection":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, wire: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self._writer.write(wire)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        return int(lines[0][9:12]), await self._reader.readexactly(length)

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


async def ask(port: int, request: Request) -> Any:
    """The answer to one request; it must be a good one."""
    connection = await Connection.open(port)
    try:
        status, body = await connection.ask(request.wire)
    finally:
        await connection.close()
    assert status < 300, (status, body)
    return json.loads(body) if body else None


async def slice_of(port: int, wires: Callable[[], bytes | None], connections: int, seconds: float, load: Load) -> None:
    """As many requests as are answered in the time; `wires` gives the next one, None: there are no more.

    The rate is that between the answers while all connections are asking: of a beginning, when nothing is under way
    yet, and of an end, when fewer and fewer are, a short slice has a greater share than a long one.
    """
    until = time.perf_counter() + seconds
    ended: list[float] = []
    """When each connection asked no more."""

    async def keep_asking(connection: Connection) -> list[tuple[float, float]]:
        """When each answer was there, and how long it took."""
        found: list[tuple[float, float]] = []
        while (began := time.perf_counter()) < until and (wire := wires()) is not None:
            status, body = await connection.ask(wire)
            now = time.perf_counter()
            found.append((now, now - began))
            assert status < 300, (status, body[:300])
        ended.append(time.perf_counter())
        return found

    opened = [await Connection.open(port) for _ in range(connections)]
    answers = sorted(chain.from_iterable(await asyncio.gather(*map(keep_asking, opened))))
    load.rates.append(rate([at for at, _ in answers if at <= ended[0]][connections - 1 :]))
    load.seconds += [took for _, took in answers]
    for connection in opened:
        await connection.close()


def rate(moments: Sequence[float]) -> float:
    """Of what happened at these moments, a second."""
    return (len(moments) - 1) / (moments[-1] - moments[0])
