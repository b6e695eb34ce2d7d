"""What is shown of an interview to those who follow it from elsewhere: nothing that is still to come."""

from collections.abc import Iterable
from datetime import datetime

from coach.domain.base import Model
from coach.domain.enums import (
    CompanyType,
    DifficultyLevel,
    InterviewStatus,
    InterviewType,
    ProgrammingLanguage,
    QuestionType,
    Seniority,
)
from coach.domain.event import Event, EventKind
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt, AttemptKind, InterviewResponse
from coach.domain.session import OVER, InterviewSession, Preferences, allowed_actions
from coach.domain.summary import SessionSummary

CANDIDATES_OWN = (AttemptKind.SAMPLES, AttemptKind.SUBMIT, AttemptKind.TWIST)
"""Runs that the candidate asked for; the others are the grader's."""
GRADERS_OWN = frozenset({"notes", "prompt"})
"""What of an event is for the judge, until the interview is over."""


SHOWN_IN_PART = frozenset({"questions", "attempts"})


class QuestionView(Model):
    """A question as it was asked."""

    id: str
    question_type: QuestionType
    title: str
    text: str
    difficulty_level: DifficultyLevel
    concepts: tuple[str, ...] = ()
    evaluation_criteria: tuple[str, ...] = ()
    """What an answer is judged by; told when the interview is over, or at once in practice."""
    time_limit: int | None = None
    """Minutes."""
    parent_id: str | None = None
    """The question a follow-up belongs to."""
    source: str = "bank"
    """bank, or the model that wrote it."""


class SessionView(Model):
    """An interview as its candidate may see it now."""

    id: str
    user_id: str
    status: InterviewStatus
    allowed_actions: tuple[str, ...]
    """What can be done with it in this state: start, pause, resume, complete, cancel."""
    interview_type: InterviewType
    company_type: CompanyType
    difficulty_level: DifficultyLevel
    role: str
    seniority: Seniority
    language: ProgrammingLanguage
    max_questions: int
    time_limit: int
    """Minutes."""
    seed: int
    preferences: Preferences
    questions: tuple[QuestionView, ...]
    """Those that were asked, follow-ups behind their question; when it is over, all that were planned."""
    current_question_id: str | None
    responses: tuple[InterviewResponse, ...]
    attempts: tuple[Attempt, ...]
    """The runs that the candidate asked for, of hidden tests without values; when it is over, all that was run."""
    self_ratings: dict[str, int]
    overall_score: float | None
    """0–10, once there is a report."""
    created_at: datetime
    scheduled_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    elapsed: float
    """Seconds in progress."""
    seconds_left: float
    pause_reason: str
    events: int
    """How many lines its log has."""
    interviewer: str
    version: int


ALIKE_OF_QUESTION = tuple(name for name in QuestionView.model_fields if name != "evaluation_criteria")
ALIKE = tuple(
    name for name in SessionView.model_fields if name in InterviewSession.model_fields and name not in SHOWN_IN_PART
)
"""Shown as they stand. Written down once: a model's fields are gathered anew each time they are asked for."""


def question_view(session: InterviewSession, question: InterviewQuestion) -> QuestionView:
    """One question; what it is judged by only where that helps nobody any more."""
    told = session.is_over or session.preferences.practice
    fields = {name: getattr(question, name) for name in ALIKE_OF_QUESTION}
    return QuestionView.model_construct(**fields, evaluation_criteria=question.evaluation_criteria if told else ())


def session_view(session: InterviewSession) -> SessionView:
    """The interview without the questions to come, the values of hidden tests and the grader's own runs."""
    asked = session.questions if session.is_over else session.asked
    now = session.current_question
    return SessionView.model_construct(
        **{name: getattr(session, name) for name in ALIKE},
        allowed_actions=allowed_actions(session.status),
        questions=tuple(question_view(session, question) for question in asked),
        current_question_id=now.id if now else None,
        attempts=session.attempts if session.is_over else _guarded(session.attempts),
        overall_score=session.feedback.overall_score if session.feedback else None,
        seconds_left=session.seconds_left,
    )


def _guarded(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    own = (attempt for attempt in attempts if attempt.kind in CANDIDATES_OWN)
    return tuple(attempt.replace(report=attempt.report and attempt.report.guarded) for attempt in own)


def own_copy(session: InterviewSession) -> InterviewSession:
    """What its candidate may take away of it: all, once it is over; before that no more than is shown."""
    if session.is_over:
        return session
    questions = session.asked
    if not session.preferences.practice:
        questions = tuple(question.replace(evaluation_criteria=()) for question in questions)
    return session.replace(questions=questions, attempts=_guarded(session.attempts))


def summary_view(summary: SessionSummary) -> SessionSummary:
    """One line of the list; its questions are named when it is over, since some of them are still to come."""
    return summary if summary.status in OVER else summary.replace(questions=())


def event_view(session: InterviewSession, event: Event) -> Event:
    """A line of the log without the judge's notes, and without scores that are told at the end."""
    if session.is_over:
        return event
    hidden = set(GRADERS_OWN)
    if event.kind is EventKind.ASSESSED and not session.preferences.practice:
        hidden.add("score")
    if not hidden & event.data.keys():
        return event
    return event.replace(data={name: value for name, value in event.data.items() if name not in hidden})
