"""The models of an interview: what they accept, and how they change."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from coach import (
    CompanyType,
    CreateInterviewRequest,
    DifficultyLevel,
    InterviewStatus,
    InterviewType,
    ProgrammingLanguage,
    QuestionType,
    SubmitResponseRequest,
)
from coach.domain.analytics import InterviewAnalytics
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt, AttemptKind, AttemptState, InterviewResponse
from coach.domain.session import TRANSITIONS, InterviewSession, allowed_actions
from coach.errors import IllegalTransition, NotFound

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def question(number: int, **changes: Any) -> InterviewQuestion:
    fields: dict[str, Any] = {
        "id": f"q{number}",
        "question_type": QuestionType.CODING_PROBLEM,
        "title": "Pair",
        "text": "Find a pair.",
        "difficulty_level": DifficultyLevel.EASY,
        "bank_id": "pair-sum",
        **changes,
    }
    return InterviewQuestion(**fields)


def session(**changes: Any) -> InterviewSession:
    fields: dict[str, Any] = {
        "id": "abc",
        "user_id": "user_123",
        "interview_type": InterviewType.TECHNICAL_CODING,
        "company_type": CompanyType.BIG_TECH,
        "difficulty_level": DifficultyLevel.MEDIUM,
        "max_questions": 2,
        "time_limit": 60,
        "questions": (question(1), question(2)),
        "created_at": NOW,
        **changes,
    }
    return InterviewSession(**fields)


class TestEnums:
    def test_spellings_are_those_that_are_stored_and_sent(self) -> None:
        assert [kind.value for kind in InterviewType] == ["technical_coding", "system_design", "behavioral", "mixed"]
        assert {kind.value for kind in QuestionType} == {
            "coding_problem",
            "system_design",
            "behavioral",
            "technical_concept",
            "follow_up",
        }
        assert {status.value for status in InterviewStatus} == {
            "scheduled",
            "in_progress",
            "paused",
            "completed",
            "cancelled",
        }
        assert [level.value for level in DifficultyLevel] == ["easy", "medium", "hard"]
        assert {"big_tech", "startup", "fintech", "healthcare"} <= {company.value for company in CompanyType}
        assert {language.value for language in ProgrammingLanguage} >= {
            "python",
            "javascript",
            "java",
            "cpp",
            "go",
            "rust",
        }


class TestRequests:
    def test_the_documented_request_fits(self) -> None:
        request = CreateInterviewRequest(
            user_id="user_123",
            interview_type=InterviewType.TECHNICAL_CODING,
            company_type=CompanyType.BIG_TECH,
            difficulty_level=DifficultyLevel.MEDIUM,
            max_questions=5,
            time_limit=60,
        )
        assert request.dict() == request.model_dump()
        assert request.dict()["time_limit"] == 60

    @pytest.mark.parametrize(
        ("field", "value"),
        [("user_id", ""), ("max_questions", 0), ("time_limit", 0), ("role", "Big Boss"), ("surprise", 1)],
    )
    def test_impossible_values_are_refused(self, field: str, value: object) -> None:
        with pytest.raises(ValidationError) as caught:
            CreateInterviewRequest.model_validate({"user_id": "u", field: value})
        assert field in str(caught.value)

    @pytest.mark.parametrize("confidence", [0, 6])
    def test_confidence_is_one_to_five(self, confidence: int) -> None:
        with pytest.raises(ValidationError):
            SubmitResponseRequest(session_id="s", question_id="q1", confidence_level=confidence)

    def test_values_cannot_be_changed(self) -> None:
        request = SubmitResponseRequest(session_id="s", question_id="q1")
        with pytest.raises(ValidationError):
            request.session_id = "t"  # type: ignore[misc]


class TestStateMachine:
    @pytest.mark.parametrize("action", TRANSITIONS)
    @pytest.mark.parametrize("status", InterviewStatus)
    def test_every_action_in_every_state(self, action: str, status: InterviewStatus) -> None:
        before = session(status=status)
        target = TRANSITIONS[action].get(status)
        if target:
            assert before.moved(action).status is target
            assert action in allowed_actions(status)
        else:
            with pytest.raises(IllegalTransition) as caught:
                before.moved(action)
            assert status.value.replace("_", " ") in caught.value.message
            assert caught.value.why

    def test_nothing_follows_an_end(self) -> None:
        for status in (InterviewStatus.COMPLETED, InterviewStatus.CANCELLED):
            assert allowed_actions(status) == ()
            assert session(status=status).is_over


class TestSession:
    def test_the_current_question_follows_the_position(self) -> None:
        running = session(status=InterviewStatus.IN_PROGRESS)
        assert running.current_question == question(1)
        assert running.replace(position=2).current_question is None
        assert session().current_question is None

    def test_a_follow_up_comes_next(self) -> None:
        follow_up = question(1, id="q1.f1", question_type=QuestionType.FOLLOW_UP, parent_id="q1")
        changed = session().with_question(follow_up)
        assert [each.id for each in changed.questions] == ["q1", "q1.f1", "q2"]
        assert changed.follow_ups_of("q1") == (follow_up,)
        assert [each.id for each in changed.roots] == ["q1", "q2"]
        assert follow_up.root_id == "q1"
        assert follow_up.is_follow_up
        assert not question(1).is_follow_up

    def test_an_unknown_question_names_the_known_ones(self) -> None:
        with pytest.raises(NotFound, match="q9") as caught:
            session().question("q9")
        assert "q1, q2" in caught.value.why

    def test_responses_and_attempts_are_found_by_question(self) -> None:
        response = InterviewResponse(
            id="r1", session_id="abc", question_id="q1", sequence=1, response_text=" ", submitted_at=NOW
        )
        attempt = Attempt(id="a1", session_id="abc", question_id="q1", sequence=1, kind=AttemptKind.SUBMIT)
        changed = session().with_response(response).with_attempt(attempt)
        assert changed.responses_to("q1", "q1.f1") == (response,)
        assert response.is_empty
        finished = attempt.replace(state=AttemptState.FINISHED)
        assert changed.with_attempt(finished).attempts_at("q1") == (finished,)

    def test_time_left_is_never_negative(self) -> None:
        assert session(elapsed=30.0).seconds_left == 3570
        assert session(elapsed=9999.0).seconds_left == 0


class TestAnalytics:
    def test_what_rests_on_too_little_is_none(self) -> None:
        analytics = InterviewAnalytics(user_id="user_123", interviews=1, notes=("not enough interviews: 1 of 5",))
        assert analytics.improvement_rate is None
        assert analytics.percentile is None
        assert analytics.company_readiness == ()
