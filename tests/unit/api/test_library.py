"""Companies and questions."""

from pathlib import Path
from typing import Any

import pytest

from tests.fakes_api import ANA, ApiStudio


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"pair-sum", "hash-tables", "conflict", "short-links"}),
        ({"question_type": "behavioral"}, {"conflict"}),
        ({"difficulty": "easy"}, {"pair-sum"}),
        ({"difficulty": "easy", "question_type": "behavioral"}, set()),
    ],
)
async def test_questions_are_found_by_kind_and_difficulty(
    api: ApiStudio, filters: dict[str, Any], found: set[str]
) -> None:
    async with api.http(ANA) as http:
        assert {one["id"] for one in (await http.get("/questions", params=filters)).json()["items"]} == found


async def test_questions_come_in_parts(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        whole = (await http.get("/questions")).json()
        parts = [(await http.get("/questions", params={"limit": 3, "offset": at})).json() for at in (0, 3)]
        assert [part["next_offset"] for part in parts] == [3, None]
        assert parts[0]["items"] + parts[1]["items"] == whole["items"]


async def test_a_card_tells_no_solution(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        card = (await http.get("/questions", params={"difficulty": "easy"})).json()["items"][0]
        assert set(card) == {"id", "title", "summary", "question_type", "difficulty_level", "concepts", "minutes"}


@pytest.mark.parametrize("query", [{"question_type": "riddle"}, {"limit": 0}, {"limit": 101}, {"offset": -1}])
async def test_a_filter_that_is_none(api: ApiStudio, query: dict[str, Any]) -> None:
    async with api.http(ANA) as http:
        assert (await http.get("/questions", params=query)).status_code == 422


async def test_companies_one_by_one(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        every = (await http.get("/company-patterns")).json()
        assert [pattern["type"] for pattern in every] == ["big_tech", "startup"]
        assert (await http.get("/company-patterns/startup")).json() == every[1]
        assert (await http.get("/company-patterns/fintech")).status_code == 404
        assert (await http.get("/company-patterns/circus")).status_code == 422
