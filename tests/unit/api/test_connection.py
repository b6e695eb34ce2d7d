"""A connection: its patience, how much of a request it takes, and what it says to what is none."""

import asyncio
import json
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request

from coach.api import connection
from coach.api import serve as serving
from coach.api.binding import Bind
from coach.api.connection import MOST_HEAD, MOST_LINE
from coach.api.guard import SHIELD, Guard, Places
from coach.api.putting import LOOPBACK_NAMES
from tests.certificates import self_signed
from tests.fakes_api import ANA, API, ApiStudio
from tests.served import GUARD, HERE, served

HOST = b"Host: localhost\r\n"
LIVE = f"GET {API}/health/live HTTP/1.1\r\n".encode() + HOST
END = b"\r\n"
CHUNKED = b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "NOTICE_SECONDS", 0.01)


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


@dataclass(frozen=True)
class Told:
    """One answer, after which the connection was closed."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/problem+json"
        assert int(self.headers["content-length"]) == len(self.body)
        problem: dict[str, Any] = json.loads(self.body)
        assert problem["status"] == self.status
        assert problem["request_id"] == self.headers["x-request-id"] != ""
        assert {name.decode(): value.decode() for name, value in SHIELD}.items() <= self.headers.items()
        assert self.headers["connection"] == "close"
        assert self.headers["date"]
        return problem


def told(answer: bytes) -> Told:
    head, _, body = answer.partition(b"\r\n\r\n")
    line, *fields = head.decode().split("\r\n")
    return Told(
        int(line.split()[1]), {name.lower(): value for name, _, value in (f.partition(": ") for f in fields)}, body
    )


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def ask(port: int, *pieces: bytes) -> Told:
    """What is said to bytes that are sent piece by piece, until the server closes."""
    async with connected(port) as (reader, writer):
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.05 if len(pieces) > 1 else 0)
        return told(await asyncio.wait_for(reader.read(), GUARD))


async def test_a_client_that_says_nothing_is_hung_up_on(api: ApiStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "IDLE_SECONDS", 0.01)
    async with served(api) as port, connected(port) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHo")
        assert await asyncio.wait_for(reader.read(), GUARD) == b""


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /docs HTTP/1.1\r\n\r\n",
        b"GET /docs HTTP/1.1\r\n" + HOST + HOST + END,
        b"POST /docs HTTP/1.1\r\n" + HOST + b"Content-Length: -5\r\n\r\n",
        b"POST /docs HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /docs HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n",
        b"GET /docs HTTP/1.1\r\n" + HOST + b"no header\r\n\r\n",
        b"GET /a b HTTP/1.1\r\n" + HOST + END,
        b"\x16\x03\x01\x02",
        END,
    ],
)
async def test_what_is_no_request_is_told_so(
    api: ApiStudio, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    caplog.set_level(logging.INFO)
    # The end of the answer does not wait for the client.
    monkeypatch.setattr(connection, "LEAVE_SECONDS", 10 * GUARD)
    async with served(api) as port:
        problem = (await ask(port, sent)).problem
    assert (problem["title"], problem["code"]) == ("Bad Request", "COACH-200")
    assert problem["detail"] == "This is no request that can be read."
    assert problem["why"]
    text = api.metrics.exposition()[0].decode()
    assert 'coach_requests_total{method="other",route="unknown",status="400"} 1.0' in text
    assert 'coach_requests_refused_total{reason="malformed"} 1.0' in text
    assert "coach_requests_in_flight 0.0" in text
    (line,) = [record for record in caplog.records if record.getMessage() == "request"]
    fields = vars(line)["fields"]
    assert fields == {"method": "unknown", "route": "unknown", "status": 400, "ms": 0.0}
    assert not [record for record in caplog.records if record.name.startswith(("uvicorn", "asyncio"))]


async def test_over_tls_it_is_told_so_too(api: ApiStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LEAVE_SECONDS", 0.01)
    made = self_signed(tmp_path)
    trust = ssl.create_default_context(cafile=str(made.cert))
    async with served(api, Bind("127.0.0.1", 0, made.cert, made.key)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust)
        writer.write(b"GET /docs HTTP/1.1\r\n\r\n")
        assert told(await asyncio.wait_for(reader.read(), GUARD)).problem["status"] == 400
        writer.close()


def head_of(size: int) -> bytes:
    """A head of so many bytes, whose headers are long."""
    begun = LIVE + b"Connection: close\r\nX-Long: "
    return begun + b"x" * (size - len(begun) - 4) + END + END


@pytest.mark.parametrize("cut", [None, 100, MOST_HEAD - 1, MOST_HEAD])
async def test_a_head_is_taken_up_to_its_limit_and_no_further(api: ApiStudio, cut: int | None) -> None:
    async with served(api) as port:
        for size, status in ((MOST_HEAD, 200), (MOST_HEAD + 1, 431), (MOST_HEAD + 2, 431)):
            head = head_of(size)
            pieces = (head[:cut], head[cut:]) if cut else (head,)
            answer = await ask(port, *(piece for piece in pieces if piece))
            assert (len(head), answer.status) == (size, status)
            if status == 431:
                assert answer.problem["code"] == "COACH-703"
                assert "headers" in answer.problem["detail"]
                assert "32 KiB" in answer.problem["fix"]
    assert 'coach_requests_refused_total{reason="size"} 2.0' in api.metrics.exposition()[0].decode()


async def test_headers_are_added_up(api: ApiStudio) -> None:
    many = b"".join(b"X-%d: %s\r\n" % (number, b"x" * 1000) for number in range(40))
    async with served(api) as port:
        assert (await ask(port, LIVE + many + END)).problem["status"] == 431


async def test_a_body_counts_for_no_head(api: ApiStudio) -> None:
    token = await api.token(ANA)
    body = b'{"interview_type": "%s"}' % (b"x" * 2 * MOST_HEAD)
    lines = (
        f"POST {API}/sessions HTTP/1.1",
        "Host: localhost",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        "Connection: close",
        f"Content-Length: {len(body)}",
    )
    async with served(api) as port:
        assert (await ask(port, "\r\n".join((*lines, "", "")).encode() + body)).status == 422


@pytest.mark.parametrize("is_whole", [True, False])
async def test_an_address_that_is_too_long(api: ApiStudio, is_whole: bool) -> None:
    line = b"GET /" + b"x" * MOST_HEAD
    async with served(api) as port:
        problem = (await ask(port, line + (b" HTTP/1.1\r\n" + HOST + END if is_whole else b""))).problem
    assert (problem["status"], problem["code"]) == (414, "COACH-703")
    assert "address" in problem["detail"]


@pytest.mark.parametrize(("longer", "status"), [(0, 431), (1, 414)])
async def test_a_head_is_too_large_by_its_first_line_or_by_the_rest(api: ApiStudio, longer: int, status: int) -> None:
    end = b" HTTP/1.1\r\n"
    line = b"GET /" + b"x" * (MOST_LINE + longer - 5 - len(end)) + end
    async with served(api) as port:
        assert (await ask(port, line + HOST + b"X-Long: " + b"x" * MOST_HEAD + END + END)).problem["status"] == status


async def test_a_refusal_is_heard_by_a_client_that_sends_everything_first(api: ApiStudio) -> None:
    async with served(api) as port, connected(port) as (reader, writer):
        writer.write(LIVE + b"X-Long: ")
        # More than buffers take.
        for _ in range(128):
            writer.write(b"x" * 2**17)
            await writer.drain()
        assert told(await asyncio.wait_for(reader.read(), GUARD)).problem["status"] == 431


async def test_whoever_goes_on_sending_is_cut_off(api: ApiStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LEAVE_SECONDS", 0.01)
    monkeypatch.setattr(connection, "IDLE_SECONDS", 10 * GUARD)

    async def send_on(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"x" * 1000)
            await writer.drain()
            await asyncio.sleep(0.001)

    async with served(api) as port, connected(port) as (_, writer):
        writer.write(END)
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(send_on(writer), GUARD)


async def test_a_request_after_one_that_was_answered(api: ApiStudio) -> None:
    async with served(api) as port, connected(port) as (reader, writer):
        writer.write(LIVE + END + b"nonsense\r\n\r\n")
        first, _, second = (await asyncio.wait_for(reader.read(), GUARD)).partition(b'{"live":true}')
        assert first.startswith(b"HTTP/1.1 200 ")
        assert told(second).problem["status"] == 400


class TestBodies:
    async def test_one_that_cannot_be_read(self, api: ApiStudio, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO)
        begun = f"POST {API}/sessions HTTP/1.1\r\nAuthorization: Bearer {await api.token(ANA)}\r\n".encode() + HOST
        async with served(api) as port:
            for pieces in ((b"zz\r\n",), (b"1\r\n{\r\n", b"zz\r\n", b"more")):
                problem = (await ask(port, begun + CHUNKED, *pieces)).problem
                assert (problem["status"], problem["code"]) == (400, "COACH-200")
                assert problem["detail"].startswith("The body cannot be read")
        text = api.metrics.exposition()[0].decode()
        assert 'coach_requests_total{method="POST",route="/sessions",status="400"} 2.0' in text
        assert 'coach_requests_refused_total{reason="malformed"} 2.0' in text
        assert not [record for record in caplog.records if record.levelno > logging.INFO]

    async def test_one_that_nobody_reads(self, api: ApiStudio, caplog: pytest.LogCaptureFixture) -> None:
        begun = f"POST {API}/health/live HTTP/1.1\r\n".encode() + HOST
        async with served(api) as port:
            assert (await ask(port, begun + CHUNKED + b"zz\r\n")).status == 405
            # By the time the second piece comes, the answer is out.
            assert (await ask(port, begun + CHUNKED, b"zz\r\n")).status == 405
        assert not [record for record in caplog.records if record.levelno > logging.INFO]

    async def test_what_comes_after_a_request_that_was_the_last(self, api: ApiStudio) -> None:
        app, asked, goes_on = FastAPI(), asyncio.Event(), asyncio.Event()
        app.add_middleware(Guard, places=Places(LOOPBACK_NAMES, frozenset()), metrics=api.metrics.requests)

        @app.post("/")
        async def wait(request: Request) -> str:
            asked.set()
            await goes_on.wait()
            return (await request.body()).decode()

        async with served(api, HERE, app) as port, connected(port) as (reader, writer):
            writer.write(b"POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n" + HOST + END + b"ab")
            await asyncio.wait_for(asked.wait(), GUARD)
            writer.write(END)
            await writer.drain()
            await asyncio.sleep(0.05)
            goes_on.set()
            answer = told(await asyncio.wait_for(reader.read(), GUARD))
            assert (answer.status, answer.body) == (200, b'"ab"')


@pytest.mark.parametrize("protocol", ["websocket", "h2c"])
async def test_no_other_protocol_is_changed_to(api: ApiStudio, caplog: pytest.LogCaptureFixture, protocol: str) -> None:
    wish = f"Connection: Upgrade, close\r\nUpgrade: {protocol}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    caplog.set_level(logging.INFO)
    async with served(api) as port:
        answer = await ask(port, LIVE + wish.encode())
    assert (answer.status, answer.body) == (200, b'{"live":true}')
    assert {record.name for record in caplog.records} == {"coach.api"}
