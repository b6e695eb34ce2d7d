"""Requests that lead nowhere, or come with too much."""

from pathlib import Path

import httpx2
import pytest

from coach.errors import Unauthenticated
from tests.fakes_api import ANA, ApiStudio


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def test_what_can_be_done_at_an_address_is_told(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        answer = await http.patch("/sessions/x/hint")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
        assert answer.headers["content-type"] == "application/problem+json"


async def test_two_tokens_are_one_too_many(api: ApiStudio) -> None:
    token = f"Bearer {await api.token(ANA)}"
    async with api.http() as http:
        headers = httpx2.Headers([("Authorization", token), ("Authorization", token)])
        answer = await http.get("/sessions", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, Unauthenticated.code)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", f"Bearer {'x' * 9_000}"])
async def test_a_header_without_a_token(api: ApiStudio, header: str) -> None:
    async with api.http(Authorization=header) as http:
        answer = await http.get("/sessions")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
