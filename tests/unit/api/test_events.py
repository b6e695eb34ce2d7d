"""The log of an interview as a stream."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from coach.api.feed import Feed
from tests.fakes_api import ANA, BEN, ApiStudio

WISHES: dict[str, Any] = {"questions": ["hash-tables"], "seed": 1}


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def test_a_stream_tells_what_there_is_and_what_comes_and_ends_with_the_interview(api: ApiStudio) -> None:
    async with api.client() as coach:
        session = await coach.create_session(**WISHES)

        async def listen() -> list[str]:
            return [event.kind.value async for event in coach.stream_events(session.id)]

        listening = asyncio.create_task(listen())
        await coach.start_session(session.id)
        await coach.cancel_session(session.id)
        kinds = await asyncio.wait_for(listening, 60)
        assert kinds == ["created", "started", "asked", "cancelled"]


async def test_a_stream_goes_on_where_it_broke_off(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        session = (await http.post("/sessions", json=WISHES)).json()["id"]
        await http.post(f"/sessions/{session}/start")
        await http.post(f"/sessions/{session}/cancel")
        answer = await http.get(f"/sessions/{session}/events/stream", headers={"Last-Event-ID": "2"})
        assert answer.headers["content-type"].startswith("text/event-stream")
        ids = [line.removeprefix("id: ") for line in answer.text.splitlines() if line.startswith("id:")]
        assert ids == ["3", "4"]
        data = [json.loads(line.removeprefix("data: ")) for line in answer.text.splitlines() if line[:5] == "data:"]
        assert [event["sequence"] for event in data] == [3, 4]
        assert "notes" not in data[0]["data"]


async def test_a_server_that_ends_ends_its_streams(api: ApiStudio) -> None:
    async with api.client() as coach:
        session = await coach.create_session(**WISHES)

        async def listen() -> int:
            return len([event async for event in coach.stream_events(session.id)])

        listening = asyncio.create_task(listen())
        await asyncio.sleep(0)
        api.parts.draining.event.set()
        api.feed.announce_all()
        assert await asyncio.wait_for(listening, 60) == 1


async def test_the_stream_of_somebody_else(api: ApiStudio) -> None:
    async with api.http(ANA) as ana, api.http(BEN) as ben:
        session = (await ana.post("/sessions", json=WISHES)).json()["id"]
        assert (await ben.get(f"/sessions/{session}/events/stream")).status_code == 404


async def test_the_log_comes_in_parts(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        session = (await http.post("/sessions", json=WISHES)).json()["id"]
        await http.post(f"/sessions/{session}/start")
        first = (await http.get(f"/sessions/{session}/events", params={"limit": 2})).json()
        rest = (await http.get(f"/sessions/{session}/events", params={"after": first["last"]})).json()
        assert [event["sequence"] for event in first["items"] + rest["items"]] == [1, 2, 3]
        none = (await http.get(f"/sessions/{session}/events", params={"after": rest["last"]})).json()
        assert none == {"items": [], "last": 3}


async def test_whoever_waits_is_woken_by_a_change_of_that_interview_alone() -> None:
    feed = Feed(poll_seconds=600)
    waiting = asyncio.create_task(feed.changed("one"))
    await asyncio.sleep(0)
    feed.announce("other")
    await asyncio.sleep(0)
    assert not waiting.done()
    feed.announce("one")
    await asyncio.wait_for(waiting, 60)


async def test_a_change_by_another_process_is_seen_after_a_while() -> None:
    await asyncio.wait_for(Feed(poll_seconds=0.01).changed("one"), 60)
