"""What an interview leaves behind for analytics: topics, times and numbers, none of the words."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.enums import CompanyType, DifficultyLevel, Dimension, QuestionType, Seniority
from coach.domain.feedback import InterviewFeedback, Level, QuestionAssessment, Score
from coach.domain.session import InterviewSession


class QuestionResult(Model):
    """One root question of a completed interview."""

    user_id: str
    session_id: str
    question_id: str
    at: datetime
    """When the interview was completed."""
    bank_id: str
    kind: QuestionType
    difficulty: DifficultyLevel
    concepts: tuple[str, ...] = ()
    company: CompanyType
    seniority: Seniority
    role: str
    score: Score | None
    """None: not assessed. 0: not answered."""
    level: Annotated[float, Field(ge=1, le=4)] | None = None
    dimensions: dict[Dimension, Level] = {}
    solved: bool | None = None
    hints: Annotated[int, Field(ge=0)] = 0
    seconds: Annotated[float, Field(ge=0)] = 0.0
    minutes_allowed: Annotated[int, Field(ge=1)] | None = None
    self_rating: Level | None = None
    habits: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    """Shares of what could be done, by name: see evaluation/habits.py. A habit that did not apply is left out."""
    evaluator_version: int = 1


class InterviewResult(Model):
    """One completed interview with a score."""

    user_id: str
    session_id: str
    at: datetime
    company: CompanyType
    seniority: Seniority
    role: str
    difficulty: DifficultyLevel
    overall: Score
    seconds: Annotated[float, Field(ge=0)] = 0.0
    evaluator_version: int = 1


class CohortMember(Model):
    """One person of the installation, by the mean of their interviews; nobody's id."""

    overall: Score
    interviews: Annotated[int, Field(ge=1)]


def results_of(session: InterviewSession) -> tuple[QuestionResult, ...]:
    """The results of a completed interview, in the order of its questions; none before it has its feedback.

    Raises NotFound or pydantic's ValidationError for a feedback that is not this session's or out of its scales.
    """
    feedback, at = session.feedback, session.completed_at
    if feedback is None or at is None:
        return ()
    return tuple(_result(session, at, feedback, assessment) for assessment in feedback.questions)


def _result(
    session: InterviewSession, at: datetime, feedback: InterviewFeedback, assessment: QuestionAssessment
) -> QuestionResult:
    question = session.question(assessment.question_id)
    return QuestionResult(
        user_id=session.user_id,
        session_id=session.id,
        question_id=question.id,
        at=at,
        bank_id=question.bank_id,
        kind=question.question_type,
        difficulty=question.difficulty_level,
        concepts=tuple(dict.fromkeys(question.concepts)),
        company=session.company_type,
        seniority=session.seniority,
        role=session.role,
        score=assessment.score,
        level=assessment.level,
        dimensions={result.dimension: result.level for result in assessment.dimensions if result.level is not None},
        solved=assessment.solved,
        hints=assessment.hints_used,
        seconds=assessment.seconds,
        minutes_allowed=question.time_limit,
        self_rating=session.self_ratings.get(question.id, assessment.self_rating),
        habits=assessment.habits,
        evaluator_version=feedback.evaluator_version,
    )


def interview_result_of(session: InterviewSession) -> InterviewResult | None:
    """A completed interview as one score; None before it has one."""
    feedback, at = session.feedback, session.completed_at
    if feedback is None or at is None or feedback.overall_score is None:
        return None
    return InterviewResult(
        user_id=session.user_id,
        session_id=session.id,
        at=at,
        company=session.company_type,
        seniority=session.seniority,
        role=session.role,
        difficulty=session.difficulty_level,
        overall=feedback.overall_score,
        seconds=session.elapsed,
        evaluator_version=feedback.evaluator_version,
    )
