"""What an interview leaves behind for analytics: topics, times and numbers, none of the words."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.enums import CompanyType, DifficultyLevel, Dimension, QuestionType, Seniority
from coach.domain.feedback import Level, Score


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
