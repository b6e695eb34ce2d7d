"""A question as it stands in one session."""

from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.enums import DifficultyLevel, QuestionType


class InterviewQuestion(Model):
    """What was asked, with what it will be judged by. Ids are q1, q2 …; follow-ups are q1.f1, q1.f2 …"""

    id: Annotated[str, Field(pattern=r"^q\d+(\.f\d+)?$")]
    question_type: QuestionType
    title: str
    text: str
    """What the interviewer says."""
    difficulty_level: DifficultyLevel
    concepts: tuple[str, ...] = ()
    evaluation_criteria: tuple[str, ...] = ()
    """The dimensions and statements an answer is judged by, in words."""
    time_limit: int | None = None
    """Minutes."""
    bank_id: str
    """The slug of the bank question behind it."""
    bank_version: int = 1
    content_hash: str = ""
    """Which exact content was asked, so that a later edit of the bank is noticed."""
    parent_id: str | None = None
    """The question a follow-up belongs to."""
    follow_up_id: str = ""
    """Which of the bank's follow-ups this is; or `evidence:<kind>` for one made from what the code did."""
    source: str = "bank"
    """bank, or the model that wrote it."""

    @property
    def root_id(self) -> str:
        return self.parent_id or self.id

    @property
    def is_follow_up(self) -> bool:
        return self.parent_id is not None


class HintOffer(Model):
    """The next rung of the hint ladder, before it is taken."""

    rung: int
    of: int
    name: str
    cost: str
