"""An imported question before it is written: fields, files, and what was not taken over."""

from dataclasses import dataclass, field
from typing import Any

from coach.domain.enums import DifficultyLevel


@dataclass(frozen=True)
class Wish:
    """What the person says about the questions to come."""

    difficulty: DifficultyLevel = DifficultyLevel.MEDIUM


@dataclass(frozen=True)
class Draft:
    """One question."""

    slug: str
    """The id it would like."""
    fields: dict[str, Any]
    """As in question.yaml, without id and without what the wish decides."""
    files: dict[str, str] = field(default_factory=dict)
    """Path below the question's folder → text."""
