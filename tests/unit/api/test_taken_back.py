"""What somebody may no longer see, they do not see: roles, sign-ins and assignments end at once."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest

from coach.api.limiting import STREAMS
from coach.api.once import HEADER, REPLAYED
from coach.domain.account import Role
from tests.fakes_api import ADA, ANA, BEN, INA, ApiStudio

WISHES: dict[str, Any] = {"questions": ["hash-tables"], "seed": 1}


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def listen(http: httpx2.AsyncClient, session_id: str) -> list[str]:
    answer = await http.get(f"/sessions/{session_id}/events/stream")
    assert answer.headers["cache-control"] == "no-store"
    return [line for line in answer.text.splitlines() if line.startswith("event:")]


async def begun(http: httpx2.AsyncClient) -> str:
    session_id: str = (await http.post("/sessions", json=WISHES)).json()["id"]
    await http.post(f"/sessions/{session_id}/start")
    return session_id


async def heard(api: ApiStudio, listening: asyncio.Task[list[str]]) -> None:
    """Until the stream is open."""
    while not api.feed._waiting:
        await asyncio.sleep(0)
    assert not listening.done()


class TestStreams:
    async def test_a_stream_ends_with_the_sign_in(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana:
            session_id = await begun(ana)
            listening = asyncio.create_task(listen(ana, session_id))
            await heard(api, listening)
            await ana.post("/token/revoke")
            await api.service.cancel_interview_session(session_id)
            assert "event: cancelled" not in await asyncio.wait_for(listening, 60)

    async def test_a_stream_ends_with_the_assignment(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(INA) as ina, api.http(ADA) as ada:
            session_id = await begun(ana)
            place = f"/sessions/{session_id}/interviewers/{INA}"
            await ada.put(place)
            listening = asyncio.create_task(listen(ina, session_id))
            await heard(api, listening)
            await ada.delete(place)
            await ana.post(f"/sessions/{session_id}/cancel")
            assert "event: cancelled" not in await asyncio.wait_for(listening, 60)

    async def test_a_stream_ends_with_the_data(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana:
            session_id = await begun(ana)
            listening = asyncio.create_task(listen(ana, session_id))
            await heard(api, listening)
            await ana.delete(f"/users/{ANA}/data")
            assert len(await asyncio.wait_for(listening, 60)) == 3

    async def test_one_person_has_so_many_streams_and_places_are_given_back(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(BEN) as ben:
            session_id, other = await begun(ana), await begun(ben)
            streams = [asyncio.create_task(listen(ana, session_id)) for _ in range(STREAMS)]
            while len(api.feed._waiting.get(session_id, ())) < STREAMS:
                await asyncio.sleep(0)
            assert (await ana.get(f"/sessions/{session_id}/events/stream")).status_code == 429
            await ben.post(f"/sessions/{other}/cancel")
            assert await listen(ben, other)
            await ana.post(f"/sessions/{session_id}/cancel")
            await asyncio.wait_for(asyncio.gather(*streams), 60)
            assert await listen(ana, session_id)


class TestAssigned:
    async def test_they_are_listed_by_status_and_candidate(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(ADA) as ada, api.http(INA) as ina:
            for session_id in (await begun(ana), await begun(ana)):
                await ada.put(f"/sessions/{session_id}/interviewers/{INA}")
            await ana.post(f"/sessions/{session_id}/cancel")
            for status, count in (("cancelled", 1), ("in_progress", 1), ("completed", 0)):
                listed = await ina.get("/sessions", params={"assigned": True, "status": status})
                assert [one["status"] for one in listed.json()["items"]] == [status] * count
            for user_id, count in ((ANA, 2), (BEN, 0)):
                listed = await ina.get("/sessions", params={"assigned": True, "user_id": user_id})
                assert [one["user_id"] for one in listed.json()["items"]] == [user_id] * count


class TestRoles:
    async def test_what_was_assigned_is_not_listed_for_whoever_interviews_no_more(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(ADA) as ada, api.http(INA) as ina:
            session_id = await begun(ana)
            await ada.put(f"/sessions/{session_id}/interviewers/{INA}")
            assert len((await ina.get("/sessions", params={"assigned": True})).json()["items"]) == 1
            await ada.put(f"/users/{INA}", json={"role": "candidate"})
            token = (await api.accounts.sign_in(INA)).access_token
            headers = {"Authorization": f"Bearer {token}"}
            answer = await ina.get("/sessions", params={"assigned": True}, headers=headers)
            assert (answer.status_code, answer.json()["items"]) == (200, [])
            assert (await ina.get(f"/sessions/{session_id}", headers=headers)).status_code == 404

    async def test_a_kept_answer_is_not_given_to_another_role(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            key = {HEADER: "k"}
            path = f"/users/{ANA}/prediction"
            wish = {"company": "big_tech", "on": "2026-02-01"}
            assert (await ada.post(path, json=wish, headers=key)).status_code == 200
            assert REPLAYED in (await ada.post(path, json=wish, headers=key)).headers
            await api.accounts.permit(ADA, Role.CANDIDATE)
            token = (await api.accounts.sign_in(ADA)).access_token
            again = await ada.post(path, json=wish, headers=key | {"Authorization": f"Bearer {token}"})
            assert (again.status_code, REPLAYED in again.headers) == (422, False)

    async def test_tokens_are_given_once_and_kept_nowhere(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            await api.token(BEN)
            pairs = [(await ada.post(f"/users/{BEN}/tokens", headers={HEADER: "k"})).json() for _ in range(2)]
            assert pairs[0]["access_token"] != pairs[1]["access_token"]
            assert not api.store.server.answers


async def test_nothing_that_was_kept_of_somebody_is_answered_after_the_erasure(api: ApiStudio) -> None:
    async with api.http(ANA) as ana, api.http(ADA) as ada:
        key = {HEADER: "k"}
        await ana.post("/sessions", json=WISHES, headers=key)
        await ada.post(f"/users/{ANA}/prediction", json={"company": "big_tech", "on": "2026-02-01"}, headers=key)
        await ada.delete(f"/users/{ANA}/data")
        assert not api.store.server.answers
        async with api.http(ANA) as again:
            assert REPLAYED not in (await again.post("/sessions", json=WISHES, headers=key)).headers
