"""The current question, and what a candidate does about it."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from coach.domain.enums import InterviewStatus
from tests.fakes import SOLUTION, WRONG
from tests.fakes_api import ANA, ApiStudio

CODING: dict[str, Any] = {"questions": ["pair-sum"], "seed": 1}
WORDS: dict[str, Any] = {"questions": ["hash-tables"], "seed": 1}


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def begun(http: httpx2.AsyncClient, wishes: dict[str, Any] = WORDS, **preferences: Any) -> str:
    """The address of an interview in progress."""
    path = f"/sessions/{(await http.post('/sessions', json=wishes)).json()['id']}"
    answer = await http.post(f"{path}/start", json={"user_preferences": preferences})
    assert answer.json()["status"] == InterviewStatus.IN_PROGRESS
    return path


class TestTalk:
    async def test_what_is_said_gets_a_reply(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            reply = (await http.post(f"{await begun(http)}/say", json={"text": "I begin with the key."})).json()
            assert reply["text"]
            assert reply["source"] == "bank"

    async def test_the_right_question_earns_a_fact_which_then_stands_with_the_question(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http, CODING)
            before = (await http.get(f"{path}/current-question")).json()["text"]
            earned = (await http.post(f"{path}/clarify", json={"text": "May one element be used twice?"})).json()
            assert earned["earned"] == ["same-element"]
            assert "at different positions" not in before
            assert "at different positions" in (await http.get(f"{path}/current-question")).json()["text"]
            assert (await http.post(f"{path}/clarify", json={"text": "Is it Tuesday?"})).json()["earned"] == []

    @pytest.mark.parametrize("verb", ["say", "clarify"])
    async def test_nothing_is_not_said(self, api: ApiStudio, verb: str) -> None:
        async with api.http(ANA) as http:
            assert (await http.post(f"{await begun(http)}/{verb}", json={"text": ""})).status_code == 422


class TestHints:
    async def test_the_cost_is_told_first(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http)
            offer = (await http.get(f"{path}/hint")).json()
            assert (offer["rung"], offer["cost"]) == (1, "noted in the report")
            assert (await http.post(f"{path}/hint")).json()["text"]
            spent = await http.get(f"{path}/hint")
            assert (spent.status_code, "have been given" in spent.json()["detail"]) == (409, True)

    async def test_where_they_are_switched_off_none_is_given(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http, allow_hints=False)
            for answer in (await http.get(f"{path}/hint"), await http.post(f"{path}/hint")):
                assert (answer.status_code, "switched off" in answer.json()["detail"]) == (409, True)


class TestCode:
    async def test_samples_run_with_tests_of_ones_own(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http, CODING)
            own = [{"input": {"numbers": [1, 2], "target": 3}, "expected": True, "line": 1}]
            report = (await http.post(f"{path}/run", json={"code_solution": SOLUTION, "own_tests": own})).json()
            assert [case["id"] for case in report["cases"]] == ["plain", "none", "own-1"]

    async def test_an_answer_comes_with_tests_of_ones_own(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http, CODING)
            own = [{"input": {"numbers": [1, 2], "target": 3}, "expected": True, "line": 1}]
            answer = {"question_id": "q1", "code_solution": SOLUTION, "own_tests": own}
            taken = await http.post(f"{path}/responses", json=answer)
            assert taken.status_code == 201
            assert [test["line"] for test in taken.json()["session"]["responses"][0]["own_tests"]] == [1]

    async def test_an_answer_belongs_to_the_interview_of_the_address(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http, CODING)
            answer = {"question_id": "q1", "code_solution": WRONG, "session_id": "other"}
            assert (await http.post(f"{path}/responses", json=answer)).status_code == 422
            answer["session_id"] = path.rpartition("/")[2]
            assert (await http.post(f"{path}/responses", json=answer)).status_code == 201

    async def test_a_question_that_is_not_asked_takes_no_answer(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            answer = {"question_id": "q9", "response_text": "x"}
            assert (await http.post(f"{await begun(http)}/responses", json=answer)).status_code in (404, 409, 422)

    async def test_a_state_of_the_file_is_remembered(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http, CODING)
            saved = await http.post(f"{path}/snapshots", json={"code_solution": WRONG})
            assert (saved.status_code, saved.content) == (204, b"")
            events = (await http.get(f"{path}/events")).json()["items"]
            assert events[-1]["kind"] == "saved"


class TestProgress:
    async def test_a_question_is_skipped(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http, {"questions": ["hash-tables", "conflict"], "interview_type": "mixed"})
            skipped = (await http.post(f"{path}/skip")).json()
            assert skipped["next_question"]["id"] == "q2"
            assert (await http.post(f"{path}/skip")).json()["next_question"] is None
            assert (await http.get(f"{path}/current-question")).json() is None
            nothing = await http.post(f"{path}/follow-up")
            assert (nothing.status_code, nothing.json()["allowed_actions"]) == (409, ["pause", "complete", "cancel"])

    async def test_a_follow_up_belongs_to_the_question_that_is_named(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            path = await begun(http)
            answer = await http.post(f"{path}/follow-up", json={"question_id": "q1"})
            assert answer.json() is None or answer.json()["parent_id"] == "q1"

    @pytest.mark.parametrize(("rating", "status"), [(0, 422), (1, 200), (4, 200), (5, 422), (2.5, 422)])
    async def test_a_rating_is_one_to_four(self, api: ApiStudio, rating: float, status: int) -> None:
        async with api.http(ANA) as http:
            path = await begun(http)
            await http.post(f"{path}/responses", json={"question_id": "q1", "response_text": "Buckets and chains."})
            answer = await http.post(f"{path}/rating", json={"question_id": "q1", "rating": rating})
            assert answer.status_code == status
