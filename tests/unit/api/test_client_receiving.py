"""What the typed client makes of servers, proxies and connections that do not do as they should."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest

from coach.client import CoachClient, ServerFailed
from coach.domain.event import EventKind
from tests.fakes_api import ADDRESS, ApiStudio

Call = Callable[[CoachClient], Awaitable[Any]]
JSON, HTML, EVENTS = "application/json", "text/html; charset=utf-8", "text/event-stream"
PAGE = b"<html><title>Sign in</title></html>"


async def streamed(coach: CoachClient) -> Any:
    return [event async for event in coach.stream_events("x")]


CALLS: dict[str, Call] = {
    "a document": lambda coach: coach.get_notice(),
    "nothing": lambda coach: coach.save_snapshot("x", ""),
    "lines": lambda coach: coach.export_history("x"),
    "events": streamed,
}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())


def raw(status: int, kind: str = "", body: bytes = b"", **headers: str) -> bytes:
    """An answer as it goes over the wire; its length is told unless `headers` say how it ends."""
    ends = headers or {"content-length": str(len(body))}
    fields = ends | ({"content-type": kind} if kind else {})
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Said\r\n{told}\r\n".encode() + body


@asynccontextmanager
async def answering(content: bytes) -> AsyncIterator[CoachClient]:
    """A client of a server that says this to whoever asks, and hangs up."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(content)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with CoachClient(f"http://127.0.0.1:{port}", "token") as coach:
            yield coach


async def failure(content: bytes, call: Call) -> ServerFailed:
    async with answering(content) as coach:
        with pytest.raises(ServerFailed) as caught:
            await call(coach)
    error = caught.value
    assert type(error) is ServerFailed
    assert "\n" not in error.in_a_line + error.fix
    return error


# -- another server ---------------------------------------------------------------------------------------------------


@every_call
async def test_a_page_of_a_proxy_is_no_answer(call: Call) -> None:
    error = await failure(raw(200, HTML, PAGE), call)
    assert "does not answer as a coach server does" in error.message
    assert "It sent text/html, and " in error.why
    assert "Sign in" not in error.in_a_line


@every_call
async def test_nothing_is_no_answer_unless_it_was_asked_for(call: Call) -> None:
    assert "It sent nothing, and " in (await failure(raw(200), call)).why


@every_call
@pytest.mark.parametrize("place", ["https://coach.example/here", "/elsewhere", "http://["])
async def test_a_redirection_is_not_followed_and_told(call: Call, place: str) -> None:
    error = await failure(raw(307, content_length="0", location=place), call)
    assert "status 307" in error.message
    assert error.why == f"It names {place}."
    assert "CoachClient" in error.fix


@every_call
async def test_a_status_that_means_nothing_here(call: Call) -> None:
    error = await failure(raw(304), call)
    assert ("status 304" in error.message, error.why) == (True, "")


@every_call
@pytest.mark.parametrize("body", [PAGE, b"[" * 100_000, b"", b'{"code": "COACH-501"}'])
async def test_an_error_without_a_reason(call: Call, body: bytes) -> None:
    assert (await failure(raw(502, HTML, body), call)).message.startswith("The server answered with status 502")


@pytest.mark.parametrize("body", [b"nul", b"\xff", b"", b"{}", b"[" * 100_000, b'{"version": "one"}'])
async def test_a_document_that_is_none(body: bytes) -> None:
    error = await failure(raw(200, JSON, body), CALLS["a document"])
    assert "not what this client expects" in error.message


# -- broken connections -----------------------------------------------------------------------------------------------


class Cut(NamedTuple):
    content: bytes
    call: str


CUTS = {
    "before the answer": Cut(b"", "a document"),
    "in its head": Cut(b"HTTP/1.1 200 Said\r\ncontent-ty", "a document"),
    "in a document": Cut(raw(200, JSON, b'{"version', content_length="100"), "a document"),
    "in a chunk": Cut(raw(200, JSON, b'9\r\n{"ver', transfer_encoding="chunked"), "a document"),
    "in lines": Cut(raw(200, "application/jsonl", b"{}\n{", content_length="100"), "lines"),
    "in a stream": Cut(raw(200, EVENTS, b"9\r\ndata: {", transfer_encoding="chunked"), "events"),
    "between events": Cut(raw(200, EVENTS, b"4\r\n: ok\r\n", transfer_encoding="chunked"), "events"),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS.keys())
async def test_a_connection_that_is_cut(cut: Cut) -> None:
    error = await failure(cut.content, CALLS[cut.call])
    assert "broke off before its answer was whole" in error.message
    assert error.why.startswith("RemoteProtocolError: ")
    assert error.fix == (
        "go on behind the last event" if cut.call == "events" else "send the same again, with the same key"
    )


async def test_a_packed_answer_that_cannot_be_unpacked() -> None:
    error = await failure(raw(200, JSON, b"null", content_length="4", content_encoding="gzip"), CALLS["a document"])
    assert "not what this client expects" in error.message
    assert error.why.startswith("DecodingError: ")


async def test_a_server_that_takes_too_long() -> None:
    def wait(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("", request=request)

    async with CoachClient(ADDRESS, transport=httpx2.MockTransport(wait)) as coach:
        with pytest.raises(ServerFailed, match="did not answer in time") as caught:
            await coach.get_notice()
    assert caught.value.why == "ReadTimeout"


# -- streams ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"data: {}\n\n", "not what this client expects"),
        (b"data: \xff\n\n", "not what this client expects"),
        (b"data: two words\n\n", "not what this client expects"),
        (b'event: said\ndata: {"session_id": "x', "ended in the middle of a line"),
    ],
)
async def test_a_stream_that_is_none(body: bytes, words: str) -> None:
    assert words in (await failure(raw(200, EVENTS, body, connection="close"), streamed)).message


async def test_a_stream_that_a_proxy_ends_or_writes_with_other_line_ends() -> None:
    body = b": waiting\r\n\r\nid: 1\r\n\r\n"
    async with answering(raw(200, EVENTS, body, connection="close")) as coach:
        assert await streamed(coach) == []


async def test_words_may_hold_whatever_else_ends_a_line(tmp_path: Path) -> None:
    words = "one\u2028two\x85three\x0bfour\r\nfive\x1csix"
    api = ApiStudio(tmp_path)
    async with api.client() as coach:
        session = await coach.create_session(questions=["pair-sum"], seed=1)
        await coach.start_session(session.id)
        await coach.say(session.id, words)
        await coach.cancel_session(session.id)
        said = [event.text async for event in coach.stream_events(session.id) if event.kind is EventKind.SAID]
    assert said == [words]
