"""What a refusal says to whoever meets it over HTTP, where there is no command line."""

from pathlib import Path

import pytest

from coach.api.problems import INSTEAD, problem_of
from coach.errors import NotFound
from tests.fakes_api import ANA, ApiStudio


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def test_who_has_not_agreed_reads_how_to(api: ApiStudio) -> None:
    token = await api.token(ANA, consents=False)
    async with api.http(Authorization=f"Bearer {token}") as http:
        refused = (await http.post("/sessions", json={})).json()
        assert (refused["status"], refused["code"]) == (403, "COACH-701")
        assert "/notice" in refused["fix"]
        assert "/users/{user_id}/consent" in refused["fix"]


async def test_a_question_that_is_not_there_sends_nobody_to_a_command(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        refused = (await http.post("/sessions", json={"questions": ["../../etc/passwd"]})).json()
        assert refused["status"] == 404
        assert "coach" not in refused["detail"] + refused["why"] + refused["fix"]


@pytest.mark.parametrize("command", sorted(INSTEAD))
def test_every_command_has_its_address(command: str) -> None:
    told = problem_of(NotFound("There is none.", fix=f"{command} x")).fix
    assert told == INSTEAD[command]
    assert "/api/v1/interview/" in told


def test_other_commands_are_left_out() -> None:
    assert problem_of(NotFound("There is none.", fix="coach token list")).fix == ""


@pytest.mark.parametrize(
    ("media_type", "fix"),
    [
        ("application/x-www-form-urlencoded", "send it with Content-Type: application/json"),
        ("text/plain", "send it with Content-Type: application/json"),
        ("application/json; charset=utf-8", ""),
    ],
)
async def test_a_body_that_does_not_say_what_it_is(api: ApiStudio, media_type: str, fix: str) -> None:
    async with api.http(ANA) as http:
        body = '"words"' if "json" in media_type else "{}"
        told = (await http.post("/sessions", content=body, headers={"content-type": media_type})).json()
        assert (told["status"], told["detail"], told["fix"]) == (422, "body: Input should be a valid object.", fix)


async def test_a_list_is_called_a_list(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        told = (await http.post("/sessions", json={"questions": "two-sum"})).json()
        assert told["errors"] == [{"field": "body.questions", "problem": "Input should be a valid list"}]


async def test_a_body_that_is_no_text(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        told = (await http.post("/sessions", content=b'"\xff"', headers={"content-type": "application/json"})).json()
        assert (told["status"], told["detail"]) == (400, "The body cannot be read; it must be JSON in UTF-8.")


async def test_who_is_turned_away_is_counted(tmp_path: Path) -> None:
    api = ApiStudio(tmp_path, requests_per_minute=1)
    async with api.http(ANA) as http:
        assert [(await http.get("/notice")).status_code for _ in range(2)] == [200, 429]
    assert 'coach_requests_refused_total{reason="rate"} 1.0' in api.parts.exposition()[0].decode()
