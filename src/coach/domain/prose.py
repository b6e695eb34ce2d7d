"""The three kinds of bank question that are answered in words."""

from typing import Annotated, Literal

from pydantic import Field

from coach.domain.base import Model
from coach.domain.content import BankQuestion, KeyPoint, Line, Misconception, Phrases, Slug, Text
from coach.domain.enums import Dimension, QuestionType, Seniority


class Estimate(Model):
    """A back-of-envelope quantity the design should work out."""

    id: Slug
    quantity: Line
    formula: Line
    value: float
    unit: Line
    within: Annotated[float, Field(ge=1, le=100)] = 3.0
    """An estimate counts when it is within this factor of `value`."""
    match: Phrases


class Component(Model):
    """A part of the architecture that a good design has."""

    id: Slug
    name: Line
    match: Phrases


class DeepDive(Model):
    id: Slug
    ask: Text
    expects: tuple[Line, ...]
    match: Phrases = ()


class DesignTwist(Model):
    id: Slug
    change: Text
    match: Phrases = ()


class SystemDesignQuestion(BankQuestion):
    """Its `withheld` facts are the requirements to elicit: functional ones, and non-functional ones with numbers."""

    kind: Literal["system_design"] = "system_design"
    estimates: Annotated[tuple[Estimate, ...], Field(min_length=1)]
    components: Annotated[tuple[Component, ...], Field(min_length=3)]
    key_points: Annotated[tuple[KeyPoint, ...], Field(min_length=6)]
    """By dimension: requirements, high_level_design, depth_and_scaling, reliability, trade_offs."""
    deep_dives: Annotated[tuple[DeepDive, ...], Field(min_length=2)]
    twists: tuple[DesignTwist, ...] = ()
    hints: tuple[Text, ...] = ()
    model_answer: Text

    @property
    def question_type(self) -> QuestionType:
        return QuestionType.SYSTEM_DESIGN

    @property
    def hint_texts(self) -> tuple[str, ...]:
        return self.hints

    @property
    def model_solution(self) -> str:
        return self.model_answer


class Probe(Model):
    """A fixed question asked when something is missing from a story."""

    missing: Dimension
    """specificity, result, competency or reflection."""
    ask: Line


class BehavioralQuestion(BankQuestion):
    kind: Literal["behavioral"] = "behavioral"
    competency: Slug
    probes: Annotated[tuple[Probe, ...], Field(min_length=3)]
    signals: Annotated[tuple[KeyPoint, ...], Field(min_length=2)]
    """Evidence of the competency itself; dimension `competency`."""
    weak_signals: tuple[Misconception, ...] = ()
    """Things said that count against the competency."""
    expectations: dict[Seniority, Line]
    """The scope a story should have per seniority."""
    principles: dict[str, tuple[Line, ...]] = {}
    """Company type → the principles this question probes there."""
    model_answer: Text

    @property
    def question_type(self) -> QuestionType:
        return QuestionType.BEHAVIORAL

    @property
    def model_solution(self) -> str:
        return self.model_answer


class ConceptQuestion(BankQuestion):
    kind: Literal["technical_concept"] = "technical_concept"
    key_points: Annotated[tuple[KeyPoint, ...], Field(min_length=4)]
    """Dimensions correctness, depth, boundaries and application, each at least once."""
    misconceptions: Annotated[tuple[Misconception, ...], Field(min_length=1)]
    application_case: Text
    hints: tuple[Text, ...] = ()
    model_answer: Text

    @property
    def question_type(self) -> QuestionType:
        return QuestionType.TECHNICAL_CONCEPT

    @property
    def hint_texts(self) -> tuple[str, ...]:
        return self.hints

    @property
    def model_solution(self) -> str:
        return self.model_answer
