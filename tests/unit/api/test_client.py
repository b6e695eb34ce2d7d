"""The typed client: every call, and what it makes of a server that does not do as it should."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from coach.client import CoachClient, ServerFailed
from coach.domain.enums import InterviewStatus
from coach.errors import CoachError, Limited, NotFound, RunnerUnavailable, Unauthenticated
from tests.fakes import SOLUTION
from tests.fakes_api import ADDRESS, ANA, ApiStudio

Answer = Callable[[httpx2.Request], httpx2.Response]
WISHES: dict[str, Any] = {"questions": ["pair-sum"], "seed": 1}


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


def served_by(answer: Answer, token: str = "") -> CoachClient:
    return CoachClient(ADDRESS, token, transport=httpx2.MockTransport(answer))


class TestCalls:
    async def test_a_time_is_set_and_moved(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            at = api.clock.now() + timedelta(days=2)
            session = await coach.create_session(scheduled_at=at, **WISHES)
            assert session.scheduled_at == at
            moved = await coach.schedule_session(session.id, at + timedelta(days=1))
            assert moved.scheduled_at == at + timedelta(days=1)

    async def test_a_list_comes_by_status_and_in_parts(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            sessions = [await coach.create_session(**WISHES) for _ in range(3)]
            await coach.cancel_session(sessions[0].id)
            first = await coach.list_sessions((InterviewStatus.SCHEDULED,), limit=1)
            assert first.next_offset == 1
            rest = await coach.list_sessions((InterviewStatus.SCHEDULED,), offset=1)
            assert {one.id for one in first.items + rest.items} == {one.id for one in sessions[1:]}

    async def test_the_same_key_sends_the_same_thing_once(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            first, again = [await coach.create_session(key="k", **WISHES) for _ in range(2)]
            assert first == again
            await coach.start_session(first.id)
            answers = [await coach.submit_response(first.id, "q1", key="a", code_solution=SOLUTION) for _ in range(2)]
            assert answers[0] == answers[1]
            assert len((await coach.get_session(first.id)).responses) == 1

    async def test_analytics_and_agreement(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            consent = await coach.give_consent(ANA, await coach.get_notice())
            assert consent.user_id == ANA
            assert (await coach.get_analytics(ANA)).interviews == 0


class TestSending:
    async def test_each_post_has_a_key_of_its_own_and_nothing_else_has_one(self) -> None:
        seen: list[httpx2.Request] = []

        def answer(request: httpx2.Request) -> httpx2.Response:
            seen.append(request)
            return httpx2.Response(200, json={"version": 1, "text": "…", "model_host": ""})

        async with served_by(answer, token="t") as coach:
            await coach.get_notice()
            for _ in range(2):
                with pytest.raises(ServerFailed):
                    await coach.pause_session("x")
        keys = [request.headers.get("Idempotency-Key") for request in seen]
        assert keys[0] is None
        assert len({uuid.UUID(key) for key in keys[1:]}) == 2
        assert seen[0].headers["authorization"] == "Bearer t"

    async def test_without_a_token_none_is_sent(self) -> None:
        def answer(request: httpx2.Request) -> httpx2.Response:
            assert "authorization" not in request.headers
            return httpx2.Response(200, content=b"null")

        async with served_by(answer) as coach:
            assert await coach.get_current_question("x") is None


def problem(status: int, code: str) -> httpx2.Response:
    return httpx2.Response(status, json={"code": code, "detail": "What.", "why": "Why.", "fix": "Fix."})


class TestProblems:
    @pytest.mark.parametrize("kind", [NotFound, Limited, RunnerUnavailable, Unauthenticated])
    async def test_a_problem_is_the_error_of_its_code(self, kind: type[CoachError]) -> None:
        async with served_by(lambda _: problem(400, kind.code)) as coach:
            with pytest.raises(kind, match="What") as caught:
                await coach.get_session("x")
        assert type(caught.value) is kind
        assert (caught.value.why, caught.value.fix) == ("Why.", "Fix.")

    async def test_a_code_of_a_later_server_is_an_error_all_the_same(self) -> None:
        async with served_by(lambda _: problem(400, "COACH-999")) as coach:
            with pytest.raises(CoachError, match="What"):
                await coach.get_session("x")

    @pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b"\xff", b'"text"'])
    async def test_an_error_without_a_problem(self, body: bytes) -> None:
        async with served_by(lambda _: httpx2.Response(502, content=body)) as coach:
            with pytest.raises(ServerFailed, match="502"):
                await coach.get_session("x")

    async def test_an_answer_that_is_not_understood(self) -> None:
        async with served_by(lambda _: httpx2.Response(200, json={"secret": "words"})) as coach:
            with pytest.raises(ServerFailed, match="not what this client expects") as caught:
                await coach.get_session("x")
        assert "words" not in caught.value.in_a_line

    async def test_a_server_that_is_not_there(self) -> None:
        def refuse(request: httpx2.Request) -> httpx2.Response:
            raise httpx2.ConnectError("refused", request=request)

        async with served_by(refuse) as coach:
            with pytest.raises(ServerFailed, match="does not answer"):
                await coach.get_session("x")
            with pytest.raises(ServerFailed, match="broke off"):
                [event async for event in coach.stream_events("x")]

    async def test_a_stream_that_is_refused(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            with pytest.raises(NotFound, match="no such interview"):
                [event async for event in coach.stream_events("none")]
