"""What is shown of an interview while it goes on, and what once it is over."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import TestGroup
from coach.domain.event import Event, EventKind
from coach.domain.response import AttemptKind
from coach.domain.session import InterviewSession
from coach.domain.summary import SessionSummary
from coach.domain.views import event_view, own_copy, question_view, session_view, summary_view
from tests.fakes import SOLUTION, Studio

ANSWER = "The key is hashed to a bucket. Colliding keys are chained, so the worst case is linear time."


async def interviewed(folder: Path, *, practice: bool = False, completes: bool = False) -> InterviewSession:
    """One with a coding question that was answered, and another to come."""
    studio = Studio(folder)
    session = await studio.service.create_interview_session(
        user_id="ana", interview_type="mixed", questions=("pair-sum", "hash-tables")
    )
    await studio.service.start_interview_session(session.id, {"practice": practice})
    session, _ = await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
    if completes:
        session = await studio.service.complete_interview_session(session.id)
    return session


async def test_before_it_begins_nothing_is_asked(tmp_path: Path) -> None:
    session = await Studio(tmp_path).service.create_interview_session(user_id="ana", questions=("pair-sum",))
    view = session_view(session)
    assert (view.questions, view.current_question_id, view.overall_score) == ((), None, None)
    assert view.allowed_actions == ("start", "cancel")


async def test_while_it_goes_on_questions_to_come_and_the_graders_runs_are_not_shown(tmp_path: Path) -> None:
    session = await interviewed(tmp_path)
    view = session_view(session)
    assert len(view.questions) == session.position + 1 < len(session.questions)
    assert view.current_question_id == session.questions[session.position].id
    assert all(question.evaluation_criteria == () for question in view.questions)
    assert {attempt.kind for attempt in view.attempts} == {AttemptKind.SUBMIT}
    assert len(view.attempts) < len(session.attempts)


@pytest.mark.parametrize("completes", [False, True], ids=["goes on", "over"])
async def test_of_hidden_tests_the_values_are_shown_once_it_is_over(tmp_path: Path, completes: bool) -> None:
    report = session_view(await interviewed(tmp_path, completes=completes)).attempts[0].report
    assert report
    assert {case.group for case in report.cases} > {TestGroup.SAMPLE}
    told = {case.group: bool(case.input and case.expected and case.got) for case in report.cases}
    assert told == {group: completes or group is TestGroup.SAMPLE for group in told}
    assert all(case.why for case in report.cases)


@pytest.mark.parametrize("practice", [False, True], ids=["in earnest", "practice"])
async def test_what_is_taken_away_is_no_more_than_is_shown(tmp_path: Path, practice: bool) -> None:
    session = await interviewed(tmp_path, practice=practice)
    copy, view = own_copy(session), session_view(session)
    assert [question.id for question in copy.questions] == [question.id for question in view.questions]
    assert all(bool(question.evaluation_criteria) is practice for question in copy.roots)
    assert copy.attempts == view.attempts
    assert session_view(copy) == view


async def test_once_it_is_over_all_is_taken_away(tmp_path: Path) -> None:
    session = await interviewed(tmp_path, completes=True)
    assert own_copy(session) == session


@pytest.mark.parametrize("completes", [False, True], ids=["goes on", "over"])
async def test_a_line_of_the_list_names_no_question_to_come(tmp_path: Path, completes: bool) -> None:
    session = await interviewed(tmp_path, completes=completes)
    slugs = tuple(question.bank_id for question in session.roots)
    line = SessionSummary.model_validate(
        session.model_dump(include=set(SessionSummary.model_fields) - {"questions"}) | {"questions": slugs}
    )
    assert summary_view(line) == (line if completes else line.replace(questions=()))


async def test_once_it_is_over_all_is_shown(tmp_path: Path) -> None:
    session = await interviewed(tmp_path, completes=True)
    view = session_view(session)
    assert session.feedback
    assert len(view.questions) == len(session.questions)
    assert any(question.evaluation_criteria for question in view.questions)
    assert (view.attempts, view.current_question_id) == (session.attempts, None)
    assert view.overall_score == session.feedback.overall_score


async def test_in_practice_criteria_are_told_at_once(tmp_path: Path) -> None:
    session = await interviewed(tmp_path, practice=True)
    question = session.questions[0]
    assert question_view(session, question).evaluation_criteria == question.evaluation_criteria != ()


async def test_a_view_is_what_its_schema_says(tmp_path: Path) -> None:
    view = session_view(await interviewed(tmp_path))
    assert type(view).model_validate_json(view.model_dump_json()) == view


def line(kind: EventKind, **data: Any) -> Event:
    return Event(session_id="s", sequence=1, kind=kind, at=datetime(2026, 1, 5, tzinfo=UTC), elapsed=0, data=data)


@pytest.mark.parametrize(
    ("practice", "kind", "shown"),
    [
        (False, EventKind.ASSESSED, {"question": "q1"}),
        (True, EventKind.ASSESSED, {"question": "q1", "score": 7}),
        (False, EventKind.SAID, {"question": "q1", "score": 7}),
    ],
)
async def test_of_the_log_notes_are_the_judges_and_scores_wait(
    tmp_path: Path, practice: bool, kind: EventKind, shown: dict[str, Any]
) -> None:
    session = await interviewed(tmp_path, practice=practice)
    event = line(kind, question="q1", score=7, notes="…", prompt="…")
    assert event_view(session, event).data == shown
    plain = line(kind, question="q1")
    assert event_view(session, plain) is plain


async def test_once_it_is_over_the_whole_log_is_shown(tmp_path: Path) -> None:
    session = await interviewed(tmp_path, completes=True)
    event = line(EventKind.ASSESSED, score=7, notes="…")
    assert event_view(session, event) is event
