"""The form in which a model answers criteria. Small models spell freely, so words are taken leniently."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from coach.domain.enums import Answer

SURE = Literal["low", "medium", "high"]
CONFIDENCE: dict[SURE, float] = {"low": 0.3, "medium": 0.6, "high": 0.9}
VERDICTS = {"true": "yes", "false": "no", "n/a": "na", "not applicable": "na", "none": "na"}
HIGH_FROM, MEDIUM_FROM = 75, 45
"""Percent."""


def _verdict(value: object) -> object:
    word = str(value).strip().strip(".").lower()
    return VERDICTS.get(word, word)


def _confidence(value: object) -> object:
    """A word, or a number as one: 0–1 and 0–100 are both in use."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).strip().lower()
    percent = value * 100 if isinstance(value, float) and value <= 1 else value
    return "high" if percent >= HIGH_FROM else "medium" if percent >= MEDIUM_FROM else "low"


class JudgedCriterion(BaseModel):
    """The answer to one criterion; the reasoning comes first so that the verdict follows from it."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})

    criterion_id: str
    reasoning: str
    quotes: list[str]
    verdict: Annotated[Answer, BeforeValidator(_verdict)]
    confidence: Annotated[SURE, BeforeValidator(_confidence)]


class JudgeSheet(BaseModel):
    """The answers of one reading."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})

    answers: list[JudgedCriterion]
