"""From findings to scores: what was judged, by whom, on what evidence."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.coding import Complexity
from coach.domain.enums import Answer, Dimension, QuestionType, Source, Verdict
from coach.domain.own_tests import TestStrength

Score = Annotated[float, Field(ge=0, le=10)]
Confidence = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[int, Field(ge=1, le=4)]


class EvidenceKind(StrEnum):
    QUOTE = "quote"
    TEST = "test"
    MEASUREMENT = "measurement"
    CODE_LINE = "code_line"
    EVENT = "event"


class Evidence(Model):
    kind: EvidenceKind
    text: str
    """A verbatim quote, or the fact in words."""
    ref: str = ""
    """Where it is: a response, test or event id, or a line number."""


class Finding(Model):
    """The answer to one criterion, with what it rests on."""

    criterion_id: str
    dimension: Dimension
    statement: str
    """The criterion as a statement or question."""
    answer: Answer
    source: Source
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence = 1.0
    tier: Annotated[int, Field(ge=1, le=4)] = 3
    """The level this criterion belongs to: a level is reached when enough of the criteria up to it are met."""


class Cap(Model):
    """A fact that holds a level down."""

    dimension: Dimension
    level: Level
    reason: str


class DimensionResult(Model):
    """The level of one dimension; None means not enough evidence, and `why` says why."""

    dimension: Dimension
    level: Level | None
    findings: tuple[Finding, ...] = ()
    caps: tuple[Cap, ...] = ()
    why: str = ""
    assessment_confidence: Confidence = 1.0


class GateResult(StrEnum):
    PASSED = "passed"
    NOT_ANSWERED = "not_answered"
    GIBBERISH = "gibberish"
    COPIED = "copied"
    INSTRUCTION_ONLY = "instruction_only"


class Coverage(Model):
    """One key point looked for in the candidate's words."""

    id: str
    text: str
    found: bool | None
    """None when the offline check could not tell."""
    words: str = ""
    """The candidate's words it was found in."""
    tier: str = "must"


class Growth(Model):
    """How the measured time grew; an empty `classes` means inconclusive."""

    classes: tuple[Complexity, ...]
    """One class, or two neighbours that cannot be told apart."""
    target: Complexity | None
    """None: the question names none."""
    claimed: str = ""
    """What the candidate said, as a class or in their own notation."""
    slower_by: int
    """Full classes slower than the slowest acceptable one; 0 when within it or inconclusive."""
    beyond_target: int
    """Full classes slower than the target."""
    points: tuple[tuple[int, float], ...] = ()
    """(n, seconds) as measured."""


class QuestionAssessment(Model):
    """Everything said about one root question, its follow-ups included."""

    question_id: str
    bank_id: str
    kind: QuestionType
    title: str
    gate: GateResult
    score: Score | None
    """None: not assessed. 0: not answered."""
    level: float | None
    """The weighted level 1.0–4.0 the score comes from."""
    dimensions: tuple[DimensionResult, ...]
    caps: tuple[Cap, ...] = ()
    """Caps on the whole question, beside those of its dimensions."""
    solved: bool | None = None
    verdict: Verdict | None = None
    tests_passed: int | None = None
    tests_total: int | None = None
    smallest_failure: str = ""
    growth: Growth | None = None
    own_tests: TestStrength | None = None
    """The candidate's own tests, as they were handed in last."""
    hints_used: int = 0
    seconds: float = 0.0
    coverage: tuple[Coverage, ...] = ()
    corrections: tuple[str, ...] = ()
    """Misconceptions that were stated, with what is right."""
    self_rating: int | None = None
    flags: tuple[str, ...] = ()
    habits: dict[str, float] = {}
    """Shares 0–1 of what could be done, by name: see evaluation/habits.py."""
    model_solution: str = ""
    assessment_confidence: Confidence = 1.0
    judged_by: str = "offline"
    """Who read the prose: offline, or a model's name."""
    degraded: str = ""
    """Why a model that should have read it did not."""

    def level_of(self, dimension: Dimension) -> int | None:
        return next((result.level for result in self.dimensions if result.dimension is dimension), None)


class DimensionScore(Model):
    """A dimension over the whole interview."""

    dimension: Dimension
    score: Score
    level: float
    questions: tuple[str, ...]
    criteria: int
    """How many criteria are behind it."""
    assessment_confidence: Confidence


class Standing(Model):
    """What a finding makes of its dimension, its question and the interview."""

    level: Level | None
    question_score: Score | None
    overall_score: Score | None


class Dispute(Model):
    """An objection to one finding and what a second reading, told of neither, made of it. No score changes by it."""

    question_id: str
    before: Finding
    after: Finding | None
    """None: nobody could read it again."""
    note: str
    """How it was looked at again, or why not."""
    because: str = ""
    """The objection, in the candidate's words."""
    judged_by: str = "offline"
    at: datetime
    stands: Standing
    """As the report has it."""
    would_stand: Standing
    """With the second finding in its place."""


class InterviewFeedback(Model):
    """The scored report of one interview. Every score is 0–10, or None where nothing could be assessed."""

    session_id: str
    overall_score: Score | None
    technical_score: Score | None
    communication_score: Score | None
    problem_solving_score: Score | None
    dimensions: tuple[DimensionScore, ...]
    key_strengths: tuple[str, ...]
    areas_for_improvement: tuple[str, ...]
    recommendations: tuple[str, ...]
    """Concrete next steps."""
    questions: tuple[QuestionAssessment, ...]
    not_assessed: tuple[str, ...]
    """What was not judged, and why."""
    assessment_confidence: Confidence
    company: str
    bar: Score | None = None
    """The overall score at which this company type would say yes at this seniority."""
    meets_bar: bool | None = None
    judged_by: str = "offline"
    mode: str = "offline"
    """AI, partly AI or offline: whether a model led the interview."""
    evaluator_version: int = 1
    self_ratings: dict[str, int] = {}
    calibration_error: float | None = None
    """Mean difference of own rating (1–4) and level, in levels: positive means rated too high."""
    summary: str = ""
    """A few sentences over the whole; empty where no model wrote any."""
    written_by: str = "offline"
    """Who worded the summary, the strengths, the areas and the recommendations: offline, or a model's name."""
    not_written: str = ""
    """Why a model that should have worded them did not."""
    disputes: tuple[Dispute, ...] = ()
    """Objections to findings, oldest first; the scores above are without them."""


class BriefedDimension(Model):
    """What is known of one dimension of a question, for whoever words the report."""

    dimension: Dimension
    level: Level | None
    met: tuple[str, ...] = ()
    """Criteria that were met, each with the quote or fact it rests on."""
    unmet: tuple[str, ...] = ()


class BriefedQuestion(Model):
    """What is known of one question: verified findings, never the answer itself."""

    question_id: str
    title: str
    kind: QuestionType
    score: Score | None
    level: float | None
    dimensions: tuple[BriefedDimension, ...] = ()
    facts: tuple[str, ...] = ()
    """What was measured or counted, in words."""
    caps: tuple[str, ...] = ()
    """Why a level is held down; why a question did not pass the gate."""
    corrections: tuple[str, ...] = ()


class FeedbackBrief(Model):
    """All that whoever words the report is told."""

    seniority: str
    company: str
    questions: tuple[BriefedQuestion, ...]


class Remark(Model):
    """One line of a report, and the questions it is about."""

    text: str
    questions: tuple[str, ...]
    """Ids."""


class FeedbackWords(Model):
    """The words of a report; without any, those that the evaluation has itself stand."""

    summary: str = ""
    strengths: tuple[Remark, ...] = ()
    areas: tuple[Remark, ...] = ()
    recommendations: tuple[Remark, ...] = ()
    source: str = "offline"
    """Who worded them."""
    prompt: str = ""
    degraded: str = ""
    """Why there are none although a model was meant to write them."""
