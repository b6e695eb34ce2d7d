"""The requests of the Python API; their fields are the parameters of the service's methods."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewType, ProgrammingLanguage, Seniority
from coach.domain.own_tests import MAX_OWN_TESTS, OwnTest
from coach.domain.response import MAX_SOURCE, MAX_TEXT


class InterviewWishes(Model):
    """What an interview should be like."""

    interview_type: InterviewType = InterviewType.MIXED
    company_type: CompanyType = CompanyType.BIG_TECH
    difficulty_level: DifficultyLevel = DifficultyLevel.MEDIUM
    max_questions: Annotated[int, Field(ge=1, le=20)] | None = None
    """None: as many as fit the time."""
    time_limit: Annotated[int, Field(ge=1, le=480)] | None = None
    """Minutes; None: the company's usual length."""
    role: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)] = "backend"
    seniority: Seniority = Seniority.MID
    language: ProgrammingLanguage = ProgrammingLanguage.PYTHON
    questions: Annotated[tuple[str, ...], Field(max_length=20)] = ()
    """Slugs of bank questions to ask, in this order, instead of a plan."""
    seed: Annotated[int, Field(ge=-(2**63), lt=2**63)] | None = None
    ignore_history: bool = False
    """Plan as if this were the person's first interview."""
    scheduled_at: datetime | None = None


class CreateInterviewRequest(InterviewWishes):
    user_id: Annotated[str, Field(min_length=1, max_length=200)]


class PredictionRequest(Model):
    company: CompanyType
    seniority: Seniority = Seniority.MID
    role: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)] = "backend"
    difficulty: DifficultyLevel = DifficultyLevel.MEDIUM
    on: date
    practice_per_week: float = 0.0
    """Practice interviews until then."""


class GivenAnswer(Model):
    """What a candidate answers to a question."""

    question_id: str
    response_text: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    code_solution: Annotated[str, Field(max_length=MAX_SOURCE)] | None = None
    language: ProgrammingLanguage | None = None
    own_tests: Annotated[tuple[OwnTest, ...], Field(max_length=MAX_OWN_TESTS)] = ()
    """Tests that the candidate wrote for their code; only together with code."""
    confidence_level: Annotated[int, Field(ge=1, le=5)] | None = None


class SubmitResponseRequest(GivenAnswer):
    session_id: str
