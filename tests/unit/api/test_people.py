"""What administrators do: people, their tokens, who reads which interview, what was done."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.fakes_api import ADA, ADDRESS, ANA, API, BEN, INA, ApiStudio

WISHES: dict[str, Any] = {"questions": ["hash-tables"], "seed": 1}


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


def holding(api: ApiStudio, token: str) -> httpx2.AsyncClient:
    """A client with a token of its own."""
    headers = {"Authorization": f"Bearer {token}"}
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(api.app), base_url=ADDRESS + API, headers=headers)


class TestPeople:
    async def test_they_are_listed_in_parts_by_id(self, api: ApiStudio) -> None:
        async with api.http(BEN), api.http(ANA), api.http(ADA) as ada:
            first = (await ada.get("/users", params={"limit": 2})).json()
            rest = (await ada.get("/users", params={"limit": 2, "offset": first["next_offset"]})).json()
            assert [one["user_id"] for one in first["items"] + rest["items"]] == [ADA, ANA, BEN]
            assert rest["next_offset"] is None

    async def test_somebody_becomes_known_and_gets_another_role(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            assert (await ada.put("/users/zoe", json={})).json()["role"] == "candidate"
            assert (await ada.put("/users/zoe", json={"role": "interviewer"})).json()["role"] == "interviewer"
            assert (await ada.put("/users/zoe", json={"role": "king"})).status_code == 422
            assert (await ada.put("/users/%20", json={})).status_code == 422

    async def test_with_the_role_the_tokens_that_name_it_end(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada, api.http(INA) as ina:
            assert (await ina.get("/sessions")).status_code == 200
            await ada.put(f"/users/{INA}", json={"role": "candidate"})
            assert (await ina.get("/sessions")).status_code == 401

    async def test_somebody_is_forgotten_once_and_their_interviews_stay(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada, api.http(ANA) as ana:
            await ana.post("/sessions", json=WISHES)
            assert (await ada.delete(f"/users/{ANA}")).status_code == 204
            assert (await ana.get("/sessions")).status_code == 401
            assert len((await ada.get("/sessions", params={"user_id": ANA})).json()["items"]) == 1
            assert (await ada.delete(f"/users/{ANA}")).status_code == 404

    async def test_no_administrator_locks_themselves_out(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            assert (await ada.delete(f"/users/{ADA}")).status_code == 422
            assert (await ada.put(f"/users/{ADA}", json={"role": "candidate"})).status_code == 422
            assert (await ada.put(f"/users/{ADA}", json={"role": "admin"})).status_code == 200

    @pytest.mark.parametrize("who", [ANA, INA])
    async def test_it_is_nobody_elses_work(self, api: ApiStudio, who: str) -> None:
        async with api.http(who) as http:
            tried = [
                await http.get("/users"),
                await http.put("/users/zoe", json={"role": "admin"}),
                await http.put(f"/users/{who}", json={"role": "admin"}),
                await http.delete(f"/users/{BEN}"),
                await http.post(f"/users/{who}/tokens"),
                await http.delete(f"/users/{who}/tokens"),
                await http.get("/audit"),
                await http.post("/retention", params={"days": 1}),
                await http.post("/keys/rotate"),
            ]
            assert {answer.status_code for answer in tried} == {403}
        outcomes = {(entry.actor, entry.outcome) for entry in await api.kept.audit()}
        assert outcomes == {(api.parts.audits.person(who), "COACH-701")}


class TestTokens:
    async def test_tokens_are_given_out_and_ended(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            await ada.put("/users/zoe", json={})
            pair = await ada.post("/users/zoe/tokens")
            assert (pair.status_code, pair.json()["token_type"]) == (201, "Bearer")
            async with holding(api, pair.json()["access_token"]) as zoe:
                assert (await zoe.get("/notice")).status_code == 200
                assert (await ada.delete("/users/zoe/tokens")).json() == {"count": 1}
                assert (await zoe.get("/notice")).status_code == 401
            assert (await ada.delete("/users/zoe/tokens")).json() == {"count": 0}

    async def test_nobody_unknown_has_tokens(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            assert (await ada.post("/users/zoe/tokens")).status_code == 404
            assert (await ada.delete("/users/zoe/tokens")).status_code == 404


class TestInterviewers:
    async def test_an_interview_is_given_and_taken_back(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada, api.http(ANA) as ana, api.http(INA) as ina:
            session = (await ana.post("/sessions", json=WISHES)).json()["id"]
            path = f"/sessions/{session}/interviewers"
            assert (await ada.put(f"{path}/{INA}")).status_code == 204
            assert (await ada.get(path)).json() == [INA]
            assert (await ina.get(path)).status_code == 403
            assert (await ana.get(path)).status_code == 403
            assert (await ada.delete(f"{path}/{INA}")).status_code == 204
            assert (await ina.get(f"/sessions/{session}")).status_code == 404
            assert (await ada.delete(f"{path}/{INA}")).status_code == 404

    @pytest.mark.parametrize("who", [BEN, "zoe"])
    async def test_only_an_interviewer_gets_one(self, api: ApiStudio, who: str) -> None:
        async with api.http(ADA) as ada, api.http(ANA) as ana, api.http(BEN):
            session = (await ana.post("/sessions", json=WISHES)).json()["id"]
            answer = await ada.put(f"/sessions/{session}/interviewers/{who}")
            assert (answer.status_code, "user_id" in answer.json()["detail"]) == (422, True)

    async def test_an_interview_that_is_not_there(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            assert (await ada.get("/sessions/none/interviewers")).status_code == 404


class TestAudit:
    async def test_it_tells_who_did_what_and_no_names(self, api: ApiStudio) -> None:
        async with api.http(ADA, **{"X-Request-ID": "order-66"}) as ada:
            await ada.put("/users/zoe", json={"role": "interviewer"})
            await ada.post("/users/zoe/tokens")
            answer = await ada.get("/audit")
        person = api.parts.audits.person
        told = [(one["actor"], one["action"], one["subject"], one["outcome"]) for one in answer.json()["items"]]
        assert told == [
            (person(ADA), "create_tokens", person("zoe"), "done"),
            (person(ADA), "put_person_interviewer", person("zoe"), "done"),
        ]
        assert {one["request_id"] for one in answer.json()["items"]} == {"order-66"}
        assert "zoe" not in answer.text
        assert f'"{ADA}"' not in answer.text

    async def test_an_interview_stands_in_it_by_its_id(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada, api.http(ANA) as ana, api.http(INA):
            session = (await ana.post("/sessions", json=WISHES)).json()["id"]
            await ada.put(f"/sessions/{session}/interviewers/{INA}")
            (entry,) = (await ada.get("/audit")).json()["items"]
            assert (entry["action"], entry["subject"]) == ("assign", session)

    async def test_it_comes_in_parts(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            for _ in range(3):
                await ada.post("/keys/rotate")
            first = (await ada.get("/audit", params={"limit": 2})).json()
            assert [one["sequence"] for one in first["items"]] == [3, 2]
            rest = (await ada.get("/audit", params={"limit": 2, "before": first["next_offset"]})).json()
            assert ([one["sequence"] for one in rest["items"]], rest["next_offset"]) == ([1], None)


class TestUpkeep:
    async def test_old_interviews_go_when_an_administrator_says_so(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada, api.http(ANA) as ana:
            await ana.post("/sessions", json=WISHES)
            api.clock.advance(40 * 86_400)
            # Tokens have ended by then.
        async with api.http(ADA) as ada, api.http(ANA) as ana:
            recent = (await ana.post("/sessions", json=WISHES)).json()["id"]
            assert (await ada.post("/retention", params={"days": 0})).status_code == 422
            assert (await ada.post("/retention", params={"days": 50})).json() == {"count": 0}
            assert (await ada.post("/retention", params={"days": 30})).json() == {"count": 1}
            assert [one["id"] for one in (await ana.get("/sessions")).json()["items"]] == [recent]

    async def test_a_fresh_key_says_how_many_people_it_locks(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada:
            assert (await ada.post("/keys/rotate")).json() == {"count": 4}
