"""A POST with an idempotency key is done once."""

from pathlib import Path
from typing import Any

import pytest

from coach.api.once import HEADER, REPLAYED
from tests.fakes import WRONG
from tests.fakes_api import ANA, BEN, ApiStudio

WISHES: dict[str, Any] = {"questions": ["pair-sum"], "seed": 1}


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def test_the_second_time_gets_the_first_answer(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        first, second = [await http.post("/sessions", json=WISHES, headers={HEADER: "k"}) for _ in range(2)]
        assert first.content == second.content
        assert (REPLAYED in first.headers, second.headers[REPLAYED], second.status_code) == (False, "true", 201)
        assert len((await http.get("/sessions")).json()["items"]) == 1


async def test_a_key_belongs_to_one_person_and_one_request(api: ApiStudio) -> None:
    async with api.http(ANA) as ana, api.http(BEN) as ben:
        await ana.post("/sessions", json=WISHES, headers={HEADER: "k"})
        assert (await ben.post("/sessions", json=WISHES, headers={HEADER: "k"})).json()["user_id"] == BEN
        other = await ana.post("/sessions", json=WISHES | {"seed": 2}, headers={HEADER: "k"})
        assert (other.status_code, HEADER in other.json()["detail"]) == (422, True)


async def test_a_refusal_gives_the_key_back(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        session = (await http.post("/sessions", json=WISHES)).json()["id"]
        refused = await http.post(f"/sessions/{session}/pause", headers={HEADER: "k"})
        assert refused.status_code == 409
        await http.post(f"/sessions/{session}/start")
        assert (await http.post(f"/sessions/{session}/pause", headers={HEADER: "k"})).status_code == 200


async def test_an_answer_that_was_stored_is_not_handed_in_again_after_its_run_failed(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        session = (await http.post("/sessions", json=WISHES)).json()["id"]
        await http.post(f"/sessions/{session}/start")
        api.runner.failures = 1
        answer = {"question_id": "q1", "code_solution": WRONG}
        sent = [await http.post(f"/sessions/{session}/responses", json=answer, headers={HEADER: "k"}) for _ in range(2)]
        assert [one.status_code for one in sent] == [503, 503]
        assert sent[1].headers["content-type"] == "application/problem+json"
        for one in sent:
            told = one.json()
            assert (told["why"], "resume" in told["fix"]) == ("What you handed in is stored.", True)
        # Whoever sends it again by themselves is not asked to.
        assert "retry-after" not in sent[0].headers
        assert len((await http.get(f"/sessions/{session}")).json()["responses"]) == 1
        assert (await http.post(f"/sessions/{session}/resume")).json()["attempts"][-1]["state"] == "finished"


async def test_what_was_not_done_gives_the_key_back(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        session = (await http.post("/sessions", json=WISHES)).json()["id"]
        await http.post(f"/sessions/{session}/start")
        api.runner.failures = 1
        code = {"code_solution": WRONG}
        failed, ran = [await http.post(f"/sessions/{session}/run", json=code, headers={HEADER: "k"}) for _ in range(2)]
        assert (failed.status_code, failed.json()["fix"], failed.headers["retry-after"]) == (
            503,
            "try again later",
            "5",
        )
        assert (ran.status_code, REPLAYED in ran.headers) == (200, False)


async def test_a_request_that_is_still_on_its_way(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        first = await http.post("/sessions", json=WISHES, headers={HEADER: "k"})
        # As a server that was killed in the middle would have left it.
        kept = api.store.server.answers[(ANA, "k")]
        api.store.server.answers[(ANA, "k")] = kept.replace(status=None, body=b"")
        again = await http.post("/sessions", json=WISHES, headers={HEADER: "k"})
        assert (first.status_code, again.status_code, again.json()["code"]) == (201, 409, "COACH-602")


@pytest.mark.parametrize("key", ["", "x" * 201, "a key", "schlüssel"])
async def test_a_key_that_is_none(api: ApiStudio, key: str) -> None:
    async with api.http(ANA) as http:
        assert (
            await http.post("/sessions", json=WISHES, headers={HEADER.encode(): key.encode("latin-1")})
        ).status_code == 422


async def test_a_bug_gives_the_key_back(api: ApiStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    async with api.http(ANA) as http:

        async def broken(**fields: Any) -> None:
            raise ZeroDivisionError("secret words of a candidate")

        with monkeypatch.context() as patch:
            patch.setattr(api.service, "create_interview_session", broken)
            answer = await http.post("/sessions", json=WISHES, headers={HEADER: "k"})
        assert (answer.status_code, answer.json()["code"]) == (500, "COACH-700")
        assert "secret" not in answer.text
        assert (await http.post("/sessions", json=WISHES, headers={HEADER: "k"})).status_code == 201
