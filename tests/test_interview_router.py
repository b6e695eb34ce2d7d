"""The API: every endpoint of the interview, its models, its refusals."""

from pathlib import Path
from typing import Any

import pytest

from coach.client import CoachClient
from coach.domain.enums import InterviewStatus, Verdict
from coach.errors import BadInput, Forbidden, IllegalTransition, NotFound
from tests.fakes import SOLUTION, WRONG
from tests.fakes_api import ADA, ANA, BEN, INA, ApiStudio

WISHES: dict[str, Any] = {"interview_type": "mixed", "questions": ["pair-sum", "hash-tables"], "seed": 1}
ANSWER = "The key is hashed to a bucket. Colliding keys are chained, so the worst case is linear time."


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


class TestFlow:
    async def test_a_whole_interview(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            created = await coach.create_session(**WISHES)
            assert (created.user_id, created.status) == (ANA, InterviewStatus.SCHEDULED)
            assert created.allowed_actions == ("start", "cancel")
            started = await coach.start_session(created.id, allow_hints=True)
            question = await coach.get_current_question(created.id)
            assert question is not None
            assert [asked.id for asked in started.questions] == [question.id] == ["q1"]
            await self.answer_the_code(coach, created.id)
            await self.talk(coach, created.id)
            done = await coach.complete_session(created.id)
            assert done.status is InterviewStatus.COMPLETED
            feedback = await coach.get_feedback(created.id)
            assert feedback.overall_score == done.overall_score is not None
            assert (await coach.get_analytics(ANA)).interviews == 1
            assert {pattern.type.value for pattern in await coach.list_company_patterns()} >= {"big_tech", "startup"}

    async def answer_the_code(self, coach: CoachClient, session_id: str) -> None:
        samples = await coach.run_samples(session_id, WRONG)
        assert samples.total
        wrong = await coach.submit_response(session_id, "q1", code_solution=WRONG, language="python")
        assert wrong.session.attempts[-1].report
        assert wrong.session.attempts[-1].report.verdict is Verdict.WRONG_ANSWER
        assert wrong.next_question
        assert wrong.next_question.parent_id == "q1"
        right = await coach.submit_response(
            session_id, "q1", code_solution=SOLUTION, response_text="One pass with a set.", confidence_level=4
        )
        report = right.session.attempts[-1].report
        assert report
        assert report.all_passed
        while (now := await coach.get_current_question(session_id)) and now.id.startswith("q1"):
            await coach.skip_question(session_id)

    async def talk(self, coach: CoachClient, session_id: str) -> None:
        reply = await coach.clarify(session_id, "Which kind of hash table do you mean?")
        assert reply.earned == ("kind",)
        assert (await coach.say(session_id, "I begin with the buckets.")).text
        assert (await coach.take_hint(session_id)).text
        await coach.submit_response(session_id, "q2", response_text=ANSWER)
        rated = await coach.rate_question(session_id, "q2", 3)
        assert rated.self_ratings == {"q2": 3}

    async def test_pause_resume_cancel(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            session = await coach.create_session(**WISHES)
            await coach.start_session(session.id)
            assert (await coach.pause_session(session.id)).pause_reason == "candidate"
            assert (await coach.resume_session(session.id)).status is InterviewStatus.IN_PROGRESS
            assert (await coach.cancel_session(session.id)).allowed_actions == ()
            assert await coach.get_current_question(session.id) is None

    async def test_follow_ups_can_be_asked_for(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            session = await coach.create_session(**WISHES | {"questions": ["hash-tables"]})
            await coach.start_session(session.id)
            found = await coach.generate_follow_up(session.id)
            assert found is None or found.parent_id == "q1"


class TestHidden:
    async def test_what_is_to_come_is_not_told(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            session = await coach.create_session(**WISHES)
            assert session.questions == ()
            assert await coach.get_current_question(session.id) is None
            session = await coach.start_session(session.id)
            assert [question.evaluation_criteria for question in session.questions] == [()]

    async def test_scores_are_told_at_the_end(self, api: ApiStudio) -> None:
        async with api.client() as coach:
            session = await coach.create_session(**WISHES | {"questions": ["hash-tables"]})
            await coach.start_session(session.id)
            await coach.submit_response(session.id, "q1", response_text=ANSWER)
            lines = (await coach.list_events(session.id)).items
            assessed = next(event for event in lines if event.kind.value == "assessed")
            assert "score" not in assessed.data
            await coach.complete_session(session.id)
            lines = (await coach.list_events(session.id)).items
            assert "score" in next(event for event in lines if event.kind.value == "assessed").data

    async def test_the_other_candidate_finds_nothing(self, api: ApiStudio) -> None:
        async with api.client(ANA) as coach, api.client(BEN) as other:
            session = await coach.create_session(**WISHES)
            with pytest.raises(NotFound, match=r"no such interview"):
                await other.get_session(session.id)
            assert (await other.list_sessions()).items == ()
            assert [summary.id for summary in (await coach.list_sessions()).items] == [session.id]

    async def test_an_interviewer_reads_and_reviews_what_is_assigned(self, api: ApiStudio) -> None:
        async with api.client(ANA) as coach, api.http(INA) as ina, api.http(ADA) as ada:
            session = await coach.create_session(**WISHES)
            path = f"/sessions/{session.id}"
            assert (await ina.get(path)).status_code == 404
            assert (await ada.put(f"{path}/interviewers/{INA}")).status_code == 204
            assert (await ina.get(path)).json()["id"] == session.id
            assert (await ina.post(f"{path}/start")).status_code == 403
            review = {"score": 7.5, "notes": "Calm."}
            assert (await ina.put(f"{path}/review", json=review)).json()["interviewer_id"] == INA
            assert [one["notes"] for one in (await ada.get(f"{path}/reviews")).json()] == ["Calm."]
            assigned = (await ina.get("/sessions", params={"assigned": True})).json()["items"]
            assert [one["id"] for one in assigned] == [session.id]


class TestRefused:
    async def test_a_state_in_which_it_cannot_be_done_names_what_can(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            session = (await http.post("/sessions", json=WISHES)).json()
            answer = await http.post(f"/sessions/{session['id']}/pause")
            problem = answer.json()
            assert (answer.status_code, problem["code"]) == (409, "COACH-502")
            assert answer.headers["content-type"] == "application/problem+json"
            assert problem["allowed_actions"] == ["start", "cancel"]

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"time_limit": 0}, "body.time_limit"),
            ({"overall_score": 10}, "body.overall_score"),
            ({"role": 7}, "body.role"),
            ({"interview_type": "chess"}, "body.interview_type"),
        ],
    )
    async def test_every_fault_is_named(self, api: ApiStudio, body: dict[str, Any], field: str) -> None:
        async with api.http(ANA) as http:
            answer = await http.post("/sessions", json=body)
            assert answer.status_code == 422
            assert [fault["field"] for fault in answer.json()["errors"]] == [field]

    async def test_an_interview_for_somebody_else(self, api: ApiStudio) -> None:
        async with api.client(ANA) as coach:
            with pytest.raises(BadInput, match="user_id"):
                await coach.create_session(user_id=BEN)
            assert (await coach.create_session(user_id=ANA, **WISHES)).user_id == ANA

    async def test_nothing_is_stored_before_the_candidate_agreed(self, api: ApiStudio) -> None:
        async with api.client(ANA) as coach:
            await api.service.withdraw_consent(ANA)
            with pytest.raises(Forbidden, match="agreed"):
                await coach.create_session(**WISHES)
            await coach.give_consent(ANA, await coach.get_notice())
            assert (await coach.create_session(**WISHES)).id

    @pytest.mark.parametrize("raw", [b"{", b'{"seed": "\xff"}', b"[]", b"\x00"])
    async def test_bytes_that_are_no_document(self, api: ApiStudio, raw: bytes) -> None:
        async with api.http(ANA, **{"Content-Type": "application/json"}) as http:
            answer = await http.post("/sessions", content=raw)
            assert answer.status_code in (400, 422)
            assert answer.headers["content-type"] == "application/problem+json"

    async def test_a_body_that_is_too_large(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            answer = await http.post("/sessions", content=b" " * (3 * 2**20))
            assert (answer.status_code, answer.json()["code"]) == (413, "COACH-703")

    async def test_an_address_where_nothing_is(self, api: ApiStudio) -> None:
        async with api.http(ANA) as http:
            answer = await http.get("/nothing")
            assert (answer.status_code, answer.json()["code"]) == (404, "COACH-501")

    async def test_the_client_raises_the_errors_of_the_tree(self, api: ApiStudio) -> None:
        async with api.client(ANA) as coach:
            session = await coach.create_session(**WISHES)
            with pytest.raises(IllegalTransition):
                await coach.resume_session(session.id)
