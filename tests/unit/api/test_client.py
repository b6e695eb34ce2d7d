"""The typed client: every call, and what it makes of a server that does not do as it should."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from coach.api.examples import operations
from coach.client import CoachClient, ServerFailed
from coach.domain.enums import (
    CompanyType,
    DifficultyLevel,
    InterviewStatus,
    ProgrammingLanguage,
    QuestionType,
    TestGroup,
)
from coach.domain.event import EventKind
from coach.domain.own_tests import OwnTest
from coach.errors import CoachError, Limited, NotFound, RunnerUnavailable, Unauthenticated
from tests.fakes import SOLUTION
from tests.fakes_api import ADDRESS, ANA, ApiStudio

Answer = Callable[[httpx2.Request], httpx2.Response]
JSON = {"Content-Type": "application/json"}
OF_OTHERS = {
    *("put_review", "import_history", "list_people", "put_person", "remove_person", "create_tokens", "revoke_tokens"),
    *("list_interviewers", "assign", "unassign", "list_audit", "apply_retention", "rotate_keys"),
    *("get_health", "get_live", "get_ready", "get_metrics"),
}
"""Operations of interviewers and administrators, and of what watches the server."""
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
            assert (await coach.get_consent(ANA)) == consent
            assert (await coach.get_analytics(ANA)).interviews == 0
            await coach.withdraw_consent(ANA)
            assert await coach.get_consent(ANA) is None

    async def test_what_helps_on_the_way(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            session = await coach.create_session(**WISHES)
            await coach.start_session(session.id)
            offer = await coach.get_hint_offer(session.id)
            assert (offer.rung, offer.of) == (1, 5)
            await coach.take_hint(session.id)
            assert (await coach.get_hint_offer(session.id)).rung == 2
            await coach.save_snapshot(session.id, "def pair_sum(numbers, target):\n    return True\n")
            own = OwnTest(input={"numbers": [1, 2], "target": 3}, expected=True, line=1)
            report = await coach.run_samples(session.id, SOLUTION, ProgrammingLanguage.PYTHON, (own,))
            assert report.cases[-1].group is TestGroup.OWN
            answer: dict[str, Any] = {"code_solution": SOLUTION, "own_tests": (own,)}
            answered = await coach.submit_response(session.id, "q1", language=ProgrammingLanguage.PYTHON, **answer)
            assert answered.session.responses[-1].own_tests == (own,)
            saved = [event for event in (await coach.list_events(session.id)).items if event.kind is EventKind.SAVED]
            assert len(saved) == 2

    async def test_a_report_is_objected_to(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            session = await coach.create_session(**WISHES)
            await coach.start_session(session.id)
            await coach.submit_response(session.id, "q1", response_text="I would sort it.", code_solution=SOLUTION)
            await coach.complete_session(session.id)
            kept = await coach.dispute(session.id, "approach-named", "q1", "I said that I sort.")
            assert (kept.before.criterion_id, kept.because) == ("approach-named", "I said that I sort.")
            assert (await coach.get_feedback(session.id)).disputes == (kept,)
            assert await coach.list_reviews(session.id) == ()
            assert [due.concept for due in await coach.get_schedule(ANA)] == ["hashing"]
            wishes = {"seniority": "senior", "practice_per_week": 2}
            on = api.clock.now().date() + timedelta(days=30)
            assert (await coach.get_prediction(ANA, CompanyType.STARTUP, on, **wishes)).on == on

    async def test_what_interviews_are_made_of(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            companies = await coach.list_company_patterns()
            assert await coach.get_company_pattern(companies[0].type) == companies[0]
            cards = await coach.list_questions(QuestionType.CODING_PROBLEM, limit=1)
            assert [card.question_type for card in cards.items] == [QuestionType.CODING_PROBLEM]
            easy = await coach.list_questions(difficulty=DifficultyLevel.EASY)
            assert [card.id for card in easy.items] == ["pair-sum"]
            assert len((await coach.list_questions()).items) > 1

    async def test_a_sign_in_goes_on_until_it_is_ended(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            pair = await api.accounts.sign_in(ANA)
            fresh = await coach.refresh_token(pair.refresh_token)
            assert coach.token == fresh.access_token != pair.access_token
            await coach.revoke_token()
            with pytest.raises(Unauthenticated):
                await coach.list_sessions()

    async def test_what_is_stored_is_taken_along_and_destroyed(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            session = await coach.create_session(**WISHES)
            assert (await coach.export_data(ANA))["sessions"]
            header, record = (await coach.export_history(ANA)).splitlines()
            assert session.id not in header
            assert session.id in record
            assert await coach.erase_data(ANA) == 1
            assert not (await coach.list_sessions()).items

    async def test_all_that_a_candidate_may_do_has_a_call_of_that_name(self, api: ApiStudio) -> None:
        named = {operation["operationId"] for operation in operations(api.app.openapi())}
        calls = {name for name, it in vars(CoachClient).items() if not name.startswith("_") and callable(it)}
        assert calls == named - OF_OTHERS
        assert named >= OF_OTHERS


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
            return httpx2.Response(200, content=b"null", headers=JSON)

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
            with pytest.raises(ServerFailed, match="does not answer"):
                [event async for event in coach.stream_events("x")]

    async def test_a_stream_that_is_refused(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            with pytest.raises(NotFound, match="no such interview"):
                [event async for event in coach.stream_events("none")]
