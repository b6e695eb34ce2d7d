"""A requirement that changes once a coding question is solved, and the code that follows it."""

from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import TestGroup
from coach.domain.question import InterviewQuestion
from coach.domain.response import AttemptKind, AttemptState
from coach.domain.session import InterviewSession
from coach.errors import RunnerUnavailable
from coach.interview.asking import TWIST_SECONDS
from coach.interview.follow_ups import twist_of
from tests.fakes import SOLUTION, Studio, pattern

CHANGED = """\
def has_pair(numbers, target):
    seen = set()
    for number in numbers:
        if target - number in seen and target != 2 * number:
            return True
        seen.add(number)
    return False
"""
REGRESSED = """\
def has_pair(numbers, target):
    return False
"""
CHANGE = "The two values must differ."


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


async def at_the_twist(studio: Studio, **fields: Any) -> tuple[InterviewSession, InterviewQuestion]:
    """A session whose question is solved, up to the changed requirement."""
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum", "conflict"), **fields)
    await studio.service.start_interview_session(session.id)
    session, now = await submit(studio, session, "q1", code_solution=SOLUTION)
    while now and not now.follow_up_id.startswith("twist:"):
        session, now = await submit(studio, session, now.id, response_text="I would sort it and close in.")
    assert now is not None
    return session, now


async def submit(
    studio: Studio, session: InterviewSession, question_id: str, **answer: Any
) -> tuple[InterviewSession, InterviewQuestion | None]:
    return await studio.service.submit_response(session_id=session.id, question_id=question_id, **answer)


async def criterion(studio: Studio, session: InterviewSession) -> str:
    feedback = await studio.service.evaluate_interview_performance(session.id)
    findings = [finding for result in feedback.questions[0].dimensions for finding in result.findings]
    return next((one.answer.value for one in findings if one.criterion_id == "twist-distinct"), "not there")


async def test_a_solved_question_is_changed_in_the_words_of_the_bank(studio: Studio) -> None:
    session, asked = await at_the_twist(studio)
    assert (asked.follow_up_id, asked.text, asked.source) == ("twist:distinct", CHANGE, "bank")
    assert [question.follow_up_id for question in session.follow_ups_of("q1")] == ["memory", "twist:distinct"]


async def test_code_for_a_change_runs_the_old_tests_and_its_own(studio: Studio) -> None:
    session, asked = await at_the_twist(studio)
    session, now = await submit(studio, session, asked.id, code_solution=CHANGED)
    attempt = session.attempts_at("q1")[-1]
    assert (attempt.kind, attempt.state) == (AttemptKind.TWIST, AttemptState.FINISHED)
    assert attempt.report is not None
    assert attempt.report.all_passed
    groups = [case.group for case in attempt.report.cases]
    assert groups.count(TestGroup.TWIST) == 1
    assert TestGroup.CORE in groups
    assert now is not None
    assert now.id == "q2"
    assert await criterion(studio, session) == "yes"


async def test_the_question_keeps_the_verdict_it_had_before_the_change(studio: Studio) -> None:
    session, asked = await at_the_twist(studio)
    before = await studio.service.evaluate_interview_performance(session.id)
    session, now = await submit(studio, session, asked.id, code_solution=REGRESSED)
    assert now is not None
    assert now.follow_up_id == "evidence:failed:twist"
    assert "returns false" in now.text
    after = await studio.service.evaluate_interview_performance(session.id)
    assert after.questions[0].solved
    assert after.questions[0].level_of(before.questions[0].dimensions[1].dimension) == 4
    assert await criterion(studio, session) == "na"


async def test_code_that_fails_the_change_gets_one_more_try(studio: Studio) -> None:
    session, asked = await at_the_twist(studio)
    session, failed = await submit(studio, session, asked.id, code_solution=SOLUTION)
    assert failed is not None
    assert "[5, 5]" in failed.text
    session, now = await submit(studio, session, failed.id, code_solution=CHANGED)
    assert session.attempts_at("q1")[-1].kind is AttemptKind.TWIST
    assert now is not None
    assert now.id == "q2"
    assert await criterion(studio, session) == "yes"


async def test_a_change_that_fails_twice_is_left(studio: Studio) -> None:
    session, asked = await at_the_twist(studio)
    session, failed = await submit(studio, session, asked.id, code_solution=SOLUTION)
    assert failed is not None
    _, now = await submit(studio, session, failed.id, code_solution=SOLUTION)
    assert now is not None
    assert now.id == "q2"


async def test_words_alone_are_an_answer_but_no_proof(studio: Studio) -> None:
    session, asked = await at_the_twist(studio)
    session, now = await submit(studio, session, asked.id, response_text="I would check that the values differ.")
    assert now is not None
    assert now.id == "q2"
    assert await criterion(studio, session) == "na"


async def test_nothing_changes_when_little_time_is_left(studio: Studio) -> None:
    minutes = int(TWIST_SECONDS / 60) - 1
    session = await studio.service.create_interview_session(
        user_id="u", questions=("pair-sum", "conflict"), time_limit=minutes
    )
    await studio.service.start_interview_session(session.id)
    session, now = await submit(studio, session, "q1", code_solution=SOLUTION)
    assert now is not None
    assert now.follow_up_id == "memory"
    _, now = await submit(studio, session, now.id, response_text="I would sort it and close in.")
    assert now is not None
    assert now.id == "q2"


async def test_a_company_that_asks_no_follow_ups_changes_nothing(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def brief(*_: object) -> Any:
        return pattern(follow_ups=0)

    monkeypatch.setattr(studio.engine.questions, "pattern", brief)
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum", "conflict"))
    session = await studio.service.start_interview_session(session.id)
    _, now = await submit(studio, session, "q1", code_solution=SOLUTION)
    assert now is not None
    assert now.id == "q2"


async def test_a_run_that_was_cut_off_is_made_up_for_with_its_own_tests(studio: Studio) -> None:
    session, asked = await at_the_twist(studio)
    studio.runner.failures = 1
    with pytest.raises(RunnerUnavailable):
        await submit(studio, session, asked.id, code_solution=CHANGED)
    await studio.service.pause_interview_session(session.id)
    resumed = await studio.service.resume_interview_session(session.id)
    attempt = resumed.attempts_at("q1")[-1]
    assert attempt.report is not None
    assert attempt.report.in_group(TestGroup.TWIST)


async def test_a_change_that_left_the_bank_is_no_change(studio: Studio) -> None:
    session, asked = await at_the_twist(studio)
    assert twist_of(studio.coding.replace(twists=()), session.follow_ups_of("q1"), asked.id) is None
    assert twist_of(studio.coding, session.follow_ups_of("q1"), "q1") is None


async def test_the_last_words_are_said_and_kept(studio: Studio) -> None:
    session, _ = await at_the_twist(studio)
    heard: list[str] = []
    await studio.service.complete_interview_session(session.id, lambda words: heard.append(words.text))
    events = await studio.service.get_events(session.id)
    (said,) = [event for event in events if event.kind.value == "wrapped_up"]
    assert heard == [said.text]
    assert said.question_id == "q1"


async def test_an_interview_whose_question_left_the_bank_ends_without_a_word(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = await at_the_twist(studio)
    monkeypatch.setattr(studio.engine.questions, "_questions", {})
    heard: list[str] = []
    done = await studio.service.complete_interview_session(session.id, lambda words: heard.append(words.text))
    assert heard == []
    assert done.feedback is not None
