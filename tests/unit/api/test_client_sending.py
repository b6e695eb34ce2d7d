"""What a caller of the typed client gives wrong: told by the argument's name, before anything is sent."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from coach.client import CoachClient
from coach.client.sending import LONGEST_KEY
from coach.domain.enums import CompanyType
from coach.domain.own_tests import OwnTest
from coach.errors import BadInput, BadSettings, NotFound
from tests.fakes_api import ADDRESS, ANA, API, ApiStudio

Call = Callable[[CoachClient], Awaitable[Any]]
HALF = "\ud800"
"""A surrogate: a character that UTF-8 does not have."""


def unsent() -> CoachClient:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        pytest.fail(f"{request.url} was asked for")

    return CoachClient(ADDRESS, transport=httpx2.MockTransport(refuse))


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("", "must begin with http"),
        ("127.0.0.1:8123", "must begin with http"),
        ("localhost:8000", "must begin with http"),
        ("ftp://coach.example", "must begin with http"),
        (" http://coach.example", "must begin with http"),
        ("http://", "names no host"),
        ("http://[", "names no host"),
        ("http://two words", "names no host"),
        ("http://a..b", "names no host"),
        (f"http://{'a' * 64}.example", "names no host"),
        ("http://127.0.0.1:99999", "port from 1 to 65535"),
        ("http://127.0.0.1:0", "port from 1 to 65535"),
        ("http://127.0.0.1:port", "is not the address"),
        ("http://coach.example\n", "is not the address"),
        (f"http://{HALF}", "is not the address"),
        ("http://ada:secret@coach.example", "a name or a password"),
        ("http://coach.example?to=here", "before the question mark"),
        ("http://coach.example/#here", "before the question mark"),
        (f"{ADDRESS}{API}/", "which is added here"),
        (None, "is not the address"),
    ],
)
def test_what_is_no_address(address: Any, problem: str) -> None:
    with pytest.raises(BadInput, match="base_url: ") as caught:
        CoachClient(address, "token")
    assert problem in caught.value.message
    assert "http://127.0.0.1:8000" in caught.value.fix
    assert "secret" not in caught.value.in_a_line


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        f"{ADDRESS}/",
        "http://localhost",
        "https://coach.example./behind/it",
        "http://[::1]:80",
        "http://ö.example",
    ],
)
def test_what_is_an_address(address: str) -> None:
    assert CoachClient(address).token == ""


@pytest.mark.parametrize("token", ["secret\n", "two secrets", "sécret", f"secret{HALF}", "secret\0"])
async def test_what_is_no_token_is_told_without_it(token: str) -> None:
    with pytest.raises(BadInput, match="token: ") as caught:
        CoachClient(ADDRESS, token)
    async with unsent() as coach:
        with pytest.raises(BadInput, match="token: "):
            coach.token = token
        assert coach.token == ""
    assert "secret" not in caught.value.message + caught.value.why
    assert "coach token create" in caught.value.fix


@pytest.mark.parametrize("wrong", ["", ".", "..", "a\nb", "a\0b", "a\u2028b", HALF, None])
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("session_id", lambda coach, wrong: coach.get_session(wrong)),
        ("session_id", lambda coach, wrong: coach.pause_session(wrong)),
        ("session_id", lambda coach, wrong: coach.save_snapshot(wrong, "")),
        ("session_id", lambda coach, wrong: anext(coach.stream_events(wrong))),
        ("user_id", lambda coach, wrong: coach.get_analytics(wrong)),
        ("user_id", lambda coach, wrong: coach.export_history(wrong)),
    ],
)
async def test_what_is_no_id(name: str, call: Callable[[CoachClient, Any], Awaitable[Any]], wrong: Any) -> None:
    async with unsent() as coach:
        with pytest.raises(BadInput, match=rf"^{name}: .* is not an id") as caught:
            await call(coach, wrong)
        assert "\n" not in caught.value.message
        assert caught.value.fix


async def test_an_id_is_one_part_of_the_path_whatever_it_holds(tmp_path: Path) -> None:
    paths: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        paths.append(request.url.raw_path)
        return httpx2.Response(200, content=b"null", headers={"Content-Type": "application/json"})

    async with CoachClient(ADDRESS, transport=httpx2.MockTransport(answer)) as coach:
        await coach.get_consent("a/../b?c#d%é")
        await coach.get_consent("ada+1@school.example")
    assert paths == [
        f"{API}/users/a%2F..%2Fb%3Fc%23d%25%C3%A9/consent".encode(),
        f"{API}/users/ada%2B1%40school.example/consent".encode(),
    ]
    api = ApiStudio(tmp_path)
    async with api.client() as coach:
        for unknown in ("none", "a/b", "é", "x?y"):
            with pytest.raises((NotFound, BadInput)):
                await coach.get_session(unknown)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("response_text", lambda coach: coach.submit_response("x", "q1", response_text=HALF)),
        ("question_id", lambda coach: coach.submit_response("x", HALF)),
        ("confidence_level", lambda coach: coach.submit_response("x", "q1", confidence_level=float("nan"))),
        ("text", lambda coach: coach.say("x", HALF)),
        ("text", lambda coach: coach.clarify("x", HALF)),
        ("role", lambda coach: coach.create_session(seed=1, role=object())),
        ("idle_minutes", lambda coach: coach.start_session("x", allow_hints=True, idle_minutes=float("inf"))),
        ("user_preferences", lambda coach: coach.start_session("x", **{HALF: True})),
        (
            "own_tests",
            lambda coach: coach.run_samples("x", "", None, (OwnTest(input={"n": [HALF]}, expected=1, line=1),)),
        ),
        ("code_solution", lambda coach: coach.save_snapshot("x", HALF)),
        ("because", lambda coach: coach.dispute("x", "c", because=HALF)),
        ("refresh_token", lambda coach: coach.refresh_token(HALF)),
        (
            "practice_per_week",
            lambda coach: coach.get_prediction(
                ANA, CompanyType.STARTUP, date(2026, 12, 1), practice_per_week=-float("inf")
            ),
        ),
    ],
)
async def test_what_json_cannot_tell(name: str, call: Call) -> None:
    async with unsent() as coach:
        with pytest.raises(BadInput, match=f"^{name}: cannot be sent as JSON") as caught:
            await call(coach)
    assert caught.value.why
    assert caught.value.fix


@pytest.mark.parametrize("key", ["", "a b", "a\n", "é", HALF, "k" * (LONGEST_KEY + 1)])
async def test_what_is_no_key(key: str) -> None:
    async with unsent() as coach:
        with pytest.raises(BadInput, match="key: "):
            await coach.create_session(key=key)


async def test_what_is_not_found_out_by_its_name_is_told_all_the_same() -> None:
    anything: Any = HALF
    async with unsent() as coach:
        for call in (
            coach.ask("GET", "/a\nb"),
            coach.list_events("x", after=anything),
            anext(coach.lines("/a\nb", {})),
            anext(coach.stream_events("x", after=anything)),
        ):
            with pytest.raises(BadInput, match="no address can have") as caught:
                await call
            assert caught.value.why


async def test_what_is_no_text_is_sent_as_json_tells_it() -> None:
    bodies: list[tuple[bytes, str]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        bodies.append((request.content, request.headers.get("content-type", "")))
        return httpx2.Response(404, json={"code": NotFound.code, "detail": "None."})

    async with CoachClient(ADDRESS, transport=httpx2.MockTransport(answer)) as coach:
        for call in (
            coach.create_session(scheduled_at=datetime(2026, 12, 1, tzinfo=UTC), role="ö"),
            coach.pause_session("x"),
        ):
            with pytest.raises(NotFound):
                await call
    assert bodies == [
        ('{"scheduled_at":"2026-12-01T00:00:00Z","role":"ö"}'.encode(), "application/json"),
        (b"", ""),
    ]


@pytest.mark.parametrize(
    ("variable", "value"), [("HTTP_PROXY", "ftp://proxy.example"), ("SSL_CERT_FILE", "/nowhere/certificates.pem")]
)
def test_an_environment_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSettings, match="that the environment names") as caught:
        CoachClient(ADDRESS)
    assert variable in caught.value.fix
