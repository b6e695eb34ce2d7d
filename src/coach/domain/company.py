"""How a type of company interviews."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coach.domain.base import Model
from coach.domain.content import Line, Text
from coach.domain.enums import CompanyType, Dimension, InterviewType, Phase, QuestionType, Seniority


class Weight(Model):
    """How much a dimension counts; 1 is the usual weight and needs no reason."""

    dimension: Dimension
    weight: Annotated[float, Field(gt=0, le=3)]
    reason: Line


class RoleOverride(Model):
    """What a role changes: the mix of questions and what is looked at."""

    mix: dict[QuestionType, Annotated[int, Field(ge=0, le=100)]] | None = None
    focus: tuple[Line, ...] = ()


class CompanyPattern(Model):
    schema_: Annotated[int, Field(alias="schema", ge=1, le=1)] = 1
    type: CompanyType
    name: Line
    """Display name, e.g. "Big tech"."""
    about: Text
    minutes: Annotated[int, Field(ge=10, le=240)]
    mix: dict[QuestionType, Annotated[int, Field(ge=0, le=100)]]
    """Percent of questions by kind; adds up to 100."""
    phases: dict[Phase, Annotated[int, Field(ge=0, le=60)]]
    """Minutes for each phase of a coding question."""
    focus: Annotated[tuple[Line, ...], Field(min_length=1)]
    evaluation: Annotated[tuple[Line, ...], Field(min_length=1)]
    weights: tuple[Weight, ...] = ()
    """Only the dimensions that count more or less than usual, each with its reason."""
    bars: dict[Seniority, Annotated[float, Field(ge=0, le=10)]]
    """Overall score 0–10 from which this company would say yes."""
    follow_ups: Annotated[int, Field(ge=0, le=5)] = 2
    """At most so many follow-ups per question."""
    strictness: Literal["friendly", "neutral", "strict"] = "neutral"
    principles: tuple[Line, ...] = ()
    roles: dict[str, RoleOverride] = {}

    @model_validator(mode="after")
    def _mix_is_whole(self) -> Self:
        mixes = [self.mix, *(role.mix for role in self.roles.values() if role.mix)]
        if any(sum(mix.values()) != 100 for mix in mixes):
            raise ValueError("mix: the percentages must add up to 100")
        if QuestionType.FOLLOW_UP in {kind for mix in mixes for kind in mix}:
            raise ValueError("mix: follow-ups are not planned, they come from the answers")
        if missing := set(Seniority) - set(self.bars):
            raise ValueError(f"bars: no bar for {', '.join(sorted(missing))}")
        return self

    def mix_for(self, interview_type: InterviewType, role: str) -> dict[QuestionType, int]:
        """Percent per kind: the pattern's for a mixed interview, one kind alone for the others."""
        alone = {
            InterviewType.TECHNICAL_CODING: QuestionType.CODING_PROBLEM,
            InterviewType.SYSTEM_DESIGN: QuestionType.SYSTEM_DESIGN,
            InterviewType.BEHAVIORAL: QuestionType.BEHAVIORAL,
        }
        if kind := alone.get(interview_type):
            return {kind: 100}
        override = self.roles.get(role)
        return dict(override.mix if override and override.mix else self.mix)

    def weight_of(self, dimension: Dimension) -> float:
        return next((entry.weight for entry in self.weights if entry.dimension is dimension), 1.0)
