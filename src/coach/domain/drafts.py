"""A question that is asked for, and what somebody wrote for it before it is checked."""

from typing import Annotated

from pydantic import Field, JsonValue

from coach.domain.base import Model
from coach.domain.content import Slug
from coach.domain.enums import DifficultyLevel, QuestionType

ProgramPath = Annotated[
    str, Field(pattern=r"^(brute_force\.py|generate\.py|solutions/python\.py|wrong/[a-z0-9]+(-[a-z0-9]+)*\.py)$")
]


class QuestionWish(Model):
    """What a new question is to be about."""

    kind: QuestionType
    """Any but a follow-up."""
    concept: Slug
    """One of the concept graph."""
    difficulty: DifficultyLevel


class QuestionDraft(Model):
    """An unchecked question. Nothing in it is to be believed, and none of its programs run outside a container."""

    fields: dict[str, JsonValue]
    """As in the question's YAML file. Head and provenance are not the writer's to fill; tests lack `expected`."""
    programs: dict[ProgramPath, str] = {}
    """Path inside the question's folder → source."""
    prompts: tuple[str, ...] = ()
    """Names and versions of the prompts behind it, e.g. `generate_coding/1`."""
