"""What a person's interviews say together."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.enums import CompanyType, Dimension, QuestionType, Seniority
from coach.domain.feedback import Score


class Estimate(Model):
    """A value with its 95 % interval, and what it rests on."""

    value: float
    low: float
    high: float
    interviews: Annotated[int, Field(ge=1)]
    """How many interviews are behind it."""


class ScorePoint(Model):
    session_id: str
    at: datetime
    score: Score
    company: CompanyType | None = None


class ConceptResult(Model):
    concept: str
    mean_score: Score
    questions: int
    last: datetime | None = None
    """When it was asked last."""


class Skill(Model):
    """How a person does on one kind of question: the score to expect on a question of medium difficulty."""

    kind: QuestionType
    expected_score: Estimate
    logit: Estimate
    """The same on the scale of the model: 0 scores 5 of 10 on a question of medium difficulty."""


class Readiness(Model):
    """The chance to meet a company's bar in the next interview there."""

    company: CompanyType
    seniority: Seniority
    bar: Score
    chance: Estimate | None
    """0–1. None: too little is known, and `note` says what is missing."""
    note: str = ""


class Percentile(Model):
    """Where a person stands, against whom. Never without its reference."""

    value: Estimate | None
    """0–100; None where there is no fair reference."""
    reference: str
    """Whom it compares with, how many they are, and as of when."""
    people: int = 0


class Benchmark(Model):
    """A question the person met more than once, or that others met too."""

    bank_id: str
    score: Score
    """The person's newest."""
    reference: Score
    """Mean of what it is compared with."""
    count: Annotated[int, Field(ge=1)]
    against: str
    """own earlier attempts, or others here."""


class Habit(Model):
    """Something done, or not, over the newest interviews, as a share 0–1 or in its unit."""

    name: str
    value: float
    questions: int
    meaning: str
    """The figure in a sentence."""


class DimensionMean(Model):
    dimension: Dimension
    level: Annotated[float, Field(ge=1, le=4)]
    questions: int


class Due(Model):
    """A concept to practise, by the schedule of spaced repetition."""

    concept: str
    kind: QuestionType
    due: datetime
    recall: Annotated[float, Field(ge=0, le=1)]
    """Chance to remember it now."""
    reviews: Annotated[int, Field(ge=1)]
    last_score: Score


class Prediction(Model):
    """The chance to pass an interview at a company on a day to come."""

    company: CompanyType
    seniority: Seniority
    on: date
    chance: Estimate | None
    note: str = ""
    assumptions: tuple[str, ...] = ()


class PlannedSession(Model):
    """One question to practise, or a rehearsal of the whole interview."""

    day: date
    minutes: int
    why: str
    """What the choice rests on, in a sentence for the person."""
    kind: QuestionType | None = None
    """None: a rehearsal, with questions of all kinds."""
    concept: str = ""
    question: str = ""
    """The slug of the bank question; empty for a rehearsal."""


QUESTIONS_OF_AN_INTERVIEW = 3


class StudyPlan(Model):
    """What to practise on which day until an interview."""

    company: CompanyType
    seniority: Seniority
    begins: date
    until: date
    """The day of the interview."""
    minutes_per_day: int
    sessions: tuple[PlannedSession, ...] = ()
    """In the order they are to be taken; no day asks for more than its minutes."""
    notes: tuple[str, ...] = ()
    """Where the person stands, and what was left out."""
    prediction: Prediction | None = None
    """The chance on the day of the interview, when the plan is followed."""

    @property
    def interviews_per_week(self) -> float:
        """What it amounts to: a rehearsal is a practice interview, and so are three questions."""
        questions = sum(bool(session.question) for session in self.sessions)
        held = len(self.sessions) - questions + questions / QUESTIONS_OF_AN_INTERVIEW
        return 7 * held / max(1, (self.until - self.begins).days)


class InterviewAnalytics(Model):
    """Progress of one person. A figure that rests on too little is None, and `notes` says what is missing."""

    user_id: str
    interviews: int
    score_trend: tuple[ScorePoint, ...] = ()
    """Oldest first."""
    concept_performance: tuple[ConceptResult, ...] = ()
    dimensions: tuple[DimensionMean, ...] = ()
    skills: tuple[Skill, ...] = ()
    company_readiness: tuple[Readiness, ...] = ()
    improvement_rate: Estimate | None = None
    """Points (0–10) per ten interviews."""
    percentile: Percentile | None = None
    benchmarks: tuple[Benchmark, ...] = ()
    habits: tuple[Habit, ...] = ()
    notes: tuple[str, ...] = ()
