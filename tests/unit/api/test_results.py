"""The report, objections to it, and what interviewers think."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.fakes_api import ADA, ANA, INA, ApiStudio

WISHES: dict[str, Any] = {"questions": ["hash-tables"], "seed": 1}
ANSWER = (
    "The key is hashed and the hash picks a bucket in an array. Two keys may collide, so each bucket keeps a chain. "
    "With many collisions a lookup walks a long chain."
)


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def answered(http: httpx2.AsyncClient) -> str:
    """The address of an interview in which the one question is answered."""
    path = f"/sessions/{(await http.post('/sessions', json=WISHES)).json()['id']}"
    await http.post(f"{path}/start")
    await http.post(f"{path}/responses", json={"question_id": "q1", "response_text": ANSWER})
    return path


async def test_there_is_no_report_before_the_end(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        path = await answered(http)
        early = await http.get(f"{path}/feedback")
        assert (early.status_code, early.json()["code"]) == (409, "COACH-502")
        assert "complete" in early.json()["allowed_actions"]
        await http.post(f"{path}/complete")
        assert (await http.get(f"{path}/feedback")).json()["overall_score"] is not None


async def test_an_objection_is_kept_with_the_report(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        path = await answered(http)
        objection = {"criterion_id": "collisions", "because": "I said so."}
        assert (await http.post(f"{path}/disputes", json=objection)).status_code == 409
        await http.post(f"{path}/complete")
        made = await http.post(f"{path}/disputes", json=objection)
        assert (made.status_code, made.json()["because"]) == (201, "I said so.")
        assert (await http.get(f"{path}/feedback")).json()["disputes"] == [made.json()]
        assert (await http.post(f"{path}/disputes", json={"criterion_id": "none"})).status_code == 404
        assert (await http.post(f"{path}/disputes", json=objection | {"because": "x" * 2001})).status_code == 422


class TestReviews:
    async def test_an_interviewer_has_one_and_the_candidate_reads_it_when_it_is_over(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(INA) as ina, api.http(ADA) as ada:
            path = await answered(ana)
            await ada.put(f"{path}/interviewers/{INA}")
            for notes in ("Calm.", "Calm, and quick."):
                assert (await ina.put(f"{path}/review", json={"notes": notes, "score": 7})).status_code == 200
            assert (await ana.get(f"{path}/reviews")).json() == []
            assert len((await ina.get(f"{path}/reviews")).json()) == 1
            await ana.post(f"{path}/cancel")
            read = (await ana.get(f"{path}/reviews")).json()
            assert [(one["interviewer_id"], one["notes"]) for one in read] == [(INA, "Calm, and quick.")]
            assert (await ana.get(path)).json()["overall_score"] is None

    async def test_nobody_reviews_themselves_or_what_they_were_not_given(self, api: ApiStudio) -> None:
        async with api.http(ANA) as ana, api.http(INA) as ina:
            path, review = await answered(ana), {"score": 10}
            assert (await ana.put(f"{path}/review", json=review)).status_code == 403
            assert (await ina.put(f"{path}/review", json=review)).status_code == 404
            assert (await ana.get(f"{path}/reviews")).json() == []

    @pytest.mark.parametrize("review", [{"score": 10.5}, {"score": -1}, {"notes": "x" * 20_001}, {"at": "2026-01-01"}])
    async def test_a_review_that_is_none(self, api: ApiStudio, review: dict[str, Any]) -> None:
        async with api.http(ANA) as ana, api.http(ADA) as ada:
            assert (await ada.put(f"{await answered(ana)}/review", json=review)).status_code == 422
