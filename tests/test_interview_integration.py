"""A whole interview through the Python API: a database on disk, executed code, a history that outlives the process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach import (
    CompanyType,
    CreateInterviewRequest,
    DifficultyLevel,
    InterviewService,
    InterviewSession,
    InterviewStatus,
    InterviewType,
    ProgrammingLanguage,
    QuestionType,
    SubmitResponseRequest,
    open_service,
)
from coach.bootstrap import OpenOptions
from coach.domain.enums import Verdict
from coach.domain.event import EventKind
from coach.errors import IllegalTransition
from coach.settings import RunnerChoice, load_paths

USER = "user_123"
QUESTIONS = ("hash-tables", "two-sum", "url-shortener", "conflict-with-colleague")
TWO_SUM = """
def two_sum(nums, target):
    num_map = {}
    for i, num in enumerate(nums):
        complement = target - num
        if complement in num_map:
            return [num_map[complement], i]
        num_map[num] = i
    return []
    """
SAME_ELEMENT = """
def two_sum(nums, target):
    index_of = {num: i for i, num in enumerate(nums)}
    for i, num in enumerate(nums):
        if target - num in index_of:
            return [i, index_of[target - num]]
"""
IN_WORDS = {
    "hash-tables": "A hash function turns the key into a bucket of an array; collisions are chained.",
    "url-shortener": "# Design\nload balancer -> redirect service -> cache -> database, keyed by code. 302 answers.",
    "conflict-with-colleague": "Last year I asked Ana why she objected, and rollbacks fell from five to one.",
}
RUNNERS = [RunnerChoice.LOCAL, pytest.param(RunnerChoice.DOCKER, marks=[pytest.mark.docker, pytest.mark.slow])]

REQUEST = CreateInterviewRequest(
    user_id=USER,
    interview_type=InterviewType.MIXED,
    company_type=CompanyType.BIG_TECH,
    difficulty_level=DifficultyLevel.MEDIUM,
    time_limit=60,
    questions=QUESTIONS,
)


async def submit(
    service: InterviewService, session: InterviewSession, text: str, code: str | None = None
) -> InterviewSession:
    question = session.current_question
    assert question is not None
    response = SubmitResponseRequest(
        session_id=session.id,
        question_id=question.id,
        response_text=text,
        code_solution=code,
        language=ProgrammingLanguage.PYTHON if code else None,
        confidence_level=4,
    )
    updated, following = await service.submit_response(**response.dict())
    assert following == updated.current_question
    return updated


async def answer_follow_ups(service: InterviewService, session: InterviewSession) -> InterviewSession:
    while (question := session.current_question) and question.is_follow_up:
        mends = question.follow_up_id.startswith("evidence:failed")
        session = await submit(service, session, "I would look first and store afterwards.", TWO_SUM if mends else None)
    return session


@pytest.mark.parametrize("runner", RUNNERS)
async def test_an_interview_from_start_to_history(runner: RunnerChoice, request: pytest.FixtureRequest) -> None:
    if runner is RunnerChoice.DOCKER:
        request.getfixturevalue("docker_engine")
    async with open_service(OpenOptions(runner=runner)) as service:
        session = await service.create_interview_session(**REQUEST.dict())
        assert (session.status, session.max_questions) == (InterviewStatus.SCHEDULED, 4)
        session = await service.start_interview_session(session.id, {"allow_hints": True})
        for slug in QUESTIONS:
            question = session.current_question
            assert question is not None
            assert question.bank_id == slug
            if question.question_type is QuestionType.CODING_PROBLEM:
                await service.clarify(session.id, "Can there be duplicates in the list?")
                await service.say(session.id, "I will use a hash map.")
                await service.hint(session.id)
                await service.run_samples(session.id, SAME_ELEMENT)
                session = await submit(service, session, "Linear.", SAME_ELEMENT)
                assert session.current_question is not None
                assert session.current_question.follow_up_id == "evidence:failed:core"
            else:
                session = await submit(service, session, IN_WORDS[slug])
            session = await answer_follow_ups(service, session)
        assert session.current_question is None
        completed = await service.complete_interview_session(session.id)
        feedback = await service.get_feedback(session.id)
        assert feedback == completed.feedback
        assert feedback == await service.evaluate_interview_performance(session.id)
    coding = next(one for one in feedback.questions if one.bank_id == "two-sum")
    assert (coding.solved, coding.verdict, coding.hints_used) == (True, Verdict.ACCEPTED, 1)
    assert coding.tests_passed == coding.tests_total
    assert len(feedback.questions) == 4
    assert feedback.overall_score is not None
    assert 0 < feedback.overall_score < 10

    # Another process, as far as the store can tell: everything is read back from the disk.
    async with open_service() as service:
        assert await service.get_session(session.id) == completed
        assert await service.get_feedback(session.id) == feedback
        (summary,) = await service.list_sessions(USER)
        assert (summary.id, summary.questions) == (session.id, QUESTIONS)
        assert summary.overall_score == feedback.overall_score
        kinds = {event.kind for event in await service.get_events(session.id)}
        assert {EventKind.CLARIFIED, EventKind.SAID, EventKind.HINTED, EventKind.RAN, EventKind.FOLLOWED_UP} <= kinds
        with pytest.raises(IllegalTransition):
            await service.hint(session.id)


async def test_an_interview_goes_on_after_the_process_ended() -> None:
    async with open_service(OpenOptions(runner=RunnerChoice.LOCAL)) as service:
        session = await service.create_interview_session(**REQUEST.model_dump())
        session = await service.start_interview_session(session.id)
        session = await submit(service, session, IN_WORDS["hash-tables"])
        left_at = session.current_question
    async with open_service(OpenOptions(runner=RunnerChoice.LOCAL)) as service:
        session = await service.resume_interview_session(session.id)
        assert session.current_question == left_at
        session = await answer_follow_ups(service, session)
        session = await submit(service, session, "Linear.", TWO_SUM)
        report = session.attempts[0].report
        assert report is not None
        assert report.verdict is Verdict.ACCEPTED
        assert report.runner in ("bubblewrap", "plain")


async def test_what_was_said_is_not_readable_on_the_disk() -> None:
    words = "an unmistakable phrase of mine"
    async with open_service() as service:
        session = await service.create_interview_session(**REQUEST.dict())
        session = await service.start_interview_session(session.id)
        await service.say(session.id, words)
    files = [path for path in load_paths().database.parent.rglob("*") if path.is_file()]
    assert files
    assert not any(words.encode() in path.read_bytes() for path in files)


async def test_a_persons_data_can_be_taken_out_and_erased() -> None:
    async with open_service() as service:
        session = await service.create_interview_session(**REQUEST.dict())
        exported = await service.export_data(USER)
        assert session.id in str(exported)
        assert await service.erase_data(USER) == 1
        assert await service.list_sessions(USER) == ()


def test_the_python_example_runs() -> None:
    example = Path(__file__).parents[1] / "examples" / "python_api.py"
    done = subprocess.run(
        [sys.executable, str(example)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={**os.environ, "COACH_SANDBOX_RUNNER": "local"},
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Question: Two sum"
    assert lines[1].startswith("Tests passed: 14 of 14, in ")
    assert [line.split(":")[0] for line in lines[-5:]] == [
        *("Overall Score", "Technical Score", "Communication Score", "Key Strengths", "Areas for Improvement"),
    ]
