"""A person's progress and what is stored of them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from coach.api.routes.persons import JSON_LINES
from coach.domain.consent import NOTICE_VERSION, SERVER_NOTICE
from coach.errors import BadInput
from coach.interview.service import InterviewService
from tests.fakes import SOLUTION
from tests.fakes_api import ADA, ANA, BEN, INA, ApiStudio

WISHES: dict[str, Any] = {"questions": ["hash-tables"], "seed": 1}
ANSWER = "The key is hashed to a bucket. Colliding keys are chained, so the worst case is linear time."


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def interviewed(http: httpx2.AsyncClient) -> str:
    """The id of an interview that is over."""
    session = str((await http.post("/sessions", json=WISHES)).json()["id"])
    await http.post(f"/sessions/{session}/start")
    await http.post(f"/sessions/{session}/responses", json={"question_id": "q1", "response_text": ANSWER})
    assert (await http.post(f"/sessions/{session}/complete")).status_code == 200
    return session


class TestProgress:
    async def test_one_sees_ones_own_and_an_administrator_everybodys(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(BEN) as ben, api.http(ADA) as ada:
            await interviewed(ana)
            path = f"/users/{ANA}/analytics"
            assert (await ana.get(path)).json()["interviews"] == (await ada.get(path)).json()["interviews"] == 1
            assert (await ben.get(path)).status_code == 404

    async def test_what_is_due_is_told_with_its_concept(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            assert (await http.get(f"/users/{ANA}/schedule")).json() == []
            await interviewed(http)
            assert [due["concept"] for due in (await http.get(f"/users/{ANA}/schedule")).json()] == ["hashing"]

    async def test_a_prediction_that_rests_on_too_little_has_no_number(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            wish = {"company": "big_tech", "on": "2026-03-01"}
            told = (await http.post(f"/users/{ANA}/prediction", json=wish)).json()
            assert told["chance"] is None
            assert told["note"]

    @pytest.mark.parametrize("wish", [{"company": "big_tech"}, {"company": "big_tech", "on": "2020-01-01"}])
    async def test_a_prediction_is_for_a_day_to_come(self, api: ApiStudio, wish: dict[str, str]) -> None:
        async with api.http(ANA) as http:
            assert (await http.post(f"/users/{ANA}/prediction", json=wish)).status_code == 422


class TestConsent:
    async def test_the_notice_says_what_is_stored_and_who_receives_answers(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            told = {"version": NOTICE_VERSION, "text": SERVER_NOTICE, "model_host": ""}
            assert (await http.get("/notice")).json() == told

    async def test_it_is_given_and_withdrawn(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = f"/users/{ANA}/consent"
            assert (await http.delete(path)).status_code == 204
            assert (await http.get(path)).json() is None
            given = await http.post(path, json={"version": NOTICE_VERSION})
            assert (given.status_code, given.json()["given_by"]) == (201, "candidate")
            assert (await http.get(path)).json() == given.json()
        assert [entry.action for entry in await api.kept.audit()] == ["give_consent", "withdraw_consent"]

    @pytest.mark.parametrize(
        ("wish", "field"),
        [
            ({"version": NOTICE_VERSION + 1}, "version"),
            ({"version": NOTICE_VERSION, "model_host": "models.example"}, "model_host"),
        ],
    )
    async def test_one_agrees_to_the_notice_as_it_is(self, api: ApiStudio, wish: dict[str, Any], field: str) -> None:
        async with api.http(ANA) as http:
            answer = await http.post(f"/users/{ANA}/consent", json=wish)
            assert (answer.status_code, answer.json()["detail"].partition(":")[0]) == (422, field)

    async def test_the_host_of_the_notice_may_be_agreed_to(self, api: ApiStudio) -> None:
        api.change(service=InterviewService(replace(api.engine, model_host="models.example")))
        async with api.http(ANA) as http:
            assert (await http.get("/notice")).json()["model_host"] == "models.example"
            wish = {"version": NOTICE_VERSION, "model_host": "models.example"}
            given = await http.post(f"/users/{ANA}/consent", json=wish)
            assert given.json()["model_host"] == "models.example"

    async def test_nobody_agrees_for_somebody_else(self, api: ApiStudio) -> None:
        async with api.http(ADA) as ada, api.http(BEN) as ben:
            path, wish = f"/users/{ANA}/consent", {"version": NOTICE_VERSION}
            assert (await ada.post(path, json=wish)).status_code == 403
            assert (await ben.post(path, json=wish)).status_code == 404
        entries = [entry for entry in await api.kept.audit() if entry.outcome != "done"]
        assert [(entry.action, entry.outcome) for entry in entries] == [("act_for_person", "COACH-701")]


class TestHistory:
    async def test_what_was_exported_comes_back_after_an_erasure(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(ADA) as ada:
            ids = [await interviewed(ana) for _ in range(2)]
            history = await ana.get(f"/users/{ANA}/history")
            assert history.headers["content-type"].startswith(JSON_LINES)
            assert [json.loads(line)["session"]["id"] for line in history.text.splitlines()[1:]] == ids
            assert (await ana.delete(f"/users/{ANA}/data")).json() == {"count": 2}
            assert (await ana.get("/sessions")).json()["items"] == []
            await api.service.give_consent(ANA)
            path = f"/users/{ANA}/history"
            assert (await ada.post(path, content=history.content)).json() == {"count": 2}
            assert (await ada.post(path, content=history.content)).json() == {"count": 0}
            assert {one["id"] for one in (await ana.get("/sessions")).json()["items"]} == set(ids)

    async def test_nobody_makes_up_results_of_their_own(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(INA) as ina:
            history = (await ana.get(f"/users/{ANA}/history")).content
            for http in (ana, ina):
                assert (await http.post(f"/users/{ANA}/history", content=history)).status_code == 403

    async def test_lines_of_somebody_else_are_refused_and_nothing_is_stored(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(BEN) as ben, api.http(ADA) as ada:
            await interviewed(ana)
            history = (await ana.get(f"/users/{ANA}/history")).content
            answer = await ada.post(f"/users/{BEN}/history", content=history)
            assert (answer.status_code, ANSWER in answer.text) == (422, False)
            assert (await ben.get("/sessions")).json()["items"] == []

    @pytest.mark.parametrize("spoiled", ["", "nonsense", "header", "cut", "line"])
    async def test_a_file_that_is_broken_anywhere_is_refused_whole(self, api: ApiStudio, spoiled: str) -> None:
        async with api.http(ANA) as ana, api.http(ADA) as ada:
            await interviewed(ana)
            await interviewed(ana)
            head, first, second = (await ana.get(f"/users/{ANA}/history")).text.splitlines(keepends=True)
            await ana.delete(f"/users/{ANA}/data")
            await api.service.give_consent(ANA)
            sent = {
                "": "",
                "nonsense": "\x00",
                "header": first + second,
                "cut": head + first,
                "line": head + first + second.replace('"status": "completed"', '"status": "won"'),
            }[spoiled]
            answer = await ada.post(f"/users/{ANA}/history", content=sent)
            assert (answer.status_code, answer.json()["code"]) == (422, BadInput.code)
            assert (await ana.get("/sessions")).json()["items"] == []


class TestExport:
    async def test_it_holds_what_is_ones_own_and_nothing_else(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(BEN) as ben, api.http(ADA) as ada:
            mine, other = await interviewed(ana), await interviewed(ben)
            document = (await ana.get(f"/users/{ANA}/export")).json()
            assert mine in json.dumps(document)
            assert other not in json.dumps(document)
            assert (await ada.get(f"/users/{ANA}/export")).json() == document
            assert (await ben.get(f"/users/{ANA}/export")).status_code == 404

    @pytest.mark.parametrize("form", ["export", "history"])
    async def test_before_an_interview_is_over_its_candidate_takes_away_what_is_shown(
        self, api: ApiStudio, form: str
    ) -> None:
        async with api.http(ANA) as ana, api.http(ADA) as ada:
            made = await ana.post(
                "/sessions", json={"questions": ["pair-sum", "hash-tables"], "interview_type": "mixed"}
            )
            path = f"/sessions/{made.json()['id']}"
            await ana.post(f"{path}/start")
            await ana.post(f"{path}/responses", json={"question_id": "q1", "code_solution": SOLUTION})
            mine, all_of_it = [(await http.get(f"/users/{ANA}/{form}")).text for http in (ana, ada)]
            assert ("hash-tables" in mine, "hash-tables" in all_of_it) == (False, True)
            await ana.post(f"{path}/complete")
            mine, all_of_it = [(await http.get(f"/users/{ANA}/{form}")).text for http in (ana, ada)]
            assert mine == all_of_it

    async def test_an_erasure_leaves_others_as_they_were(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(BEN) as ben, api.http(ADA) as ada:
            await interviewed(ana)
            await interviewed(ben)
            before = (await ben.get(f"/users/{BEN}/export")).json()
            assert (await ben.delete(f"/users/{ANA}/data")).status_code == 404
            assert (await ada.delete(f"/users/{ANA}/data")).json() == {"count": 1}
            assert (await ben.get(f"/users/{BEN}/export")).json() == before
            assert (await ana.get(f"/users/{ANA}/consent")).json() is None
