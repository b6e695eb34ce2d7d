"""What every request passes: the name it asks for, the page it comes from, its size, its id, its count."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Scope

from coach.api.app import create_app
from coach.api.guard import LARGEST_BODY, LARGEST_HISTORY, Guard, Places, largest_body
from coach.telemetry.metrics import MetricsObserver
from tests.fakes_api import ANA, ApiStudio


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST:1", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1@evil.example", 421),
        ("", 421),
    ],
)
async def test_only_its_own_names_are_answered(api: ApiStudio, host: str, status: int) -> None:
    async with api.http(Host=host) as http:
        assert (await http.get("/health/live")).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://127.0.0.1:8000", 200), ("https://127.0.0.1:8000", 403), ("http://evil.example", 403), ("null", 403)],
)
async def test_pages_from_elsewhere_are_refused(api: ApiStudio, origin: str, status: int) -> None:
    async with api.http(Origin=origin) as http:
        assert (await http.get("/health/live")).status_code == status


async def test_a_page_that_is_named_may_call(api: ApiStudio) -> None:
    page = "https://practice.example"
    api._app = create_app(api.parts, Places(frozenset({"127.0.0.1"}), frozenset({page})))
    async with api.http(Origin=page) as http:
        answer = await http.get("/health/live")
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, page)


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, 'quote"', "line\\nbreak"])
async def test_an_id_that_cannot_stand_in_a_log_is_replaced(api: ApiStudio, given: str) -> None:
    async with api.http(**{"X-Request-ID": given}) as http:
        assert (await http.get("/health/live")).headers["X-Request-ID"] not in ("", given)


async def test_the_id_of_a_request_comes_back_in_the_problem_too(api: ApiStudio) -> None:
    async with api.http(**{"X-Request-ID": "order-66"}) as http:
        answer = await http.get("/sessions")
        assert (answer.headers["X-Request-ID"], answer.json()["request_id"]) == ("order-66", "order-66")
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_requests_are_counted_by_the_template_of_their_address(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        await http.get("/sessions/k7m2pq9xw4")
        await http.get("/sessions/../../etc/passwd")
        text = api.metrics.exposition()[0].decode()
    assert 'route="/sessions/{session_id}",status="404"' in text
    assert "k7m2pq9xw4" not in text
    assert "passwd" not in text
    assert "coach_requests_in_flight 0.0" in text


def scope(path: str = "/x") -> Scope:
    headers = [(b"host", b"localhost")]
    return {"type": "http", "method": "POST", "path": path, "scheme": "http", "headers": headers}


async def ask(guard: Guard, messages: list[Message], wait: float = 0.0) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        if messages:
            return messages.pop(0)
        await asyncio.sleep(wait)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await guard(scope(), receive, send)
    return sent


@pytest.mark.parametrize(
    ("method", "path", "most"),
    [
        ("POST", "/api/v1/interview/users/ana/history", LARGEST_HISTORY),
        ("PUT", "/api/v1/interview/users/history", LARGEST_BODY),
        ("PUT", "/api/v1/interview/users/ana/history", LARGEST_BODY),
        ("POST", "/api/v1/interview/sessions/ana/history", LARGEST_BODY),
        ("POST", "/api/v1/interview/users/ana/history/", LARGEST_BODY),
        ("POST", "/api/v1/interview/users/ana/history\n", LARGEST_BODY),
    ],
)
def test_a_history_alone_may_be_large(method: str, path: str, most: int) -> None:
    assert largest_body({"type": "http", "method": method, "path": path}) == most


class TestBodies:
    """The guard alone, over an application that reads everything."""

    def guard(self, heard: list[bytes], body_seconds: float = 30.0) -> Guard:
        async def app(scope: Scope, receive: Any, send: Any) -> None:
            while True:
                message = await receive()
                heard.append(message.get("body", b""))
                if not message.get("more_body"):
                    break
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        places = Places(frozenset({"localhost"}), frozenset())
        return Guard(app, places, MetricsObserver().requests, body_seconds)

    async def test_parts_are_added_up(self) -> None:
        heard: list[bytes] = []
        part: Message = {"type": "http.request", "body": b"x" * (LARGEST_BODY // 2 + 1), "more_body": True}
        sent = await ask(self.guard(heard), [part, part, part])
        assert (sent[0]["status"], len(heard)) == (413, 1)

    async def test_a_client_that_stops_in_the_middle(self) -> None:
        part: Message = {"type": "http.request", "body": b"x", "more_body": True}
        sent = await ask(self.guard([], body_seconds=0.01), [part], wait=60)
        assert sent[0]["status"] == 408

    async def test_a_client_that_sends_a_byte_now_and_then(self) -> None:
        sent: list[Message] = []

        async def drip() -> Message:
            await asyncio.sleep(0.005)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def keep(message: Message) -> None:
            sent.append(message)

        async with asyncio.timeout(30):
            await self.guard([], body_seconds=0.05)(scope(), drip, keep)
        assert sent[0]["status"] == 408

    async def test_a_request_that_the_end_of_the_server_cuts_off_is_told_so(self) -> None:
        begun = asyncio.Event()

        async def app(scope: Scope, receive: Any, send: Any) -> None:
            begun.set()
            await asyncio.sleep(60)

        guard = Guard(app, Places(frozenset({"localhost"}), frozenset()), MetricsObserver().requests)
        asked = asyncio.create_task(ask(guard, []))
        await begun.wait()
        asked.cancel()
        sent = await asked
        assert sent[0]["status"] == 503
        assert b"resuming it makes up" in sent[1]["body"]

    async def test_an_answer_that_was_begun_is_cut_off(self) -> None:
        async def app(scope: Scope, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            raise ZeroDivisionError

        guard = Guard(app, Places(frozenset({"localhost"}), frozenset()), MetricsObserver().requests)
        with pytest.raises(ConnectionAbortedError):
            await ask(guard, [])
