"""What every kind of bank question has in common."""

from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.enums import DifficultyLevel, Dimension, QuestionType, Seniority

IMPORTED = "imported"
"""The origin of a question that came in another system's format."""
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Line = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\n]*$")]
Phrases = tuple[tuple[Line, ...], ...]
"""Groups of alternatives: a text matches when every group has at least one of its phrases in it."""


class Provenance(Model):
    origin: Annotated[str, Field(pattern="^(original|imported|generated)$")]
    license: Line
    authors: Annotated[tuple[Line, ...], Field(min_length=1)]
    source: Annotated[str, Field(max_length=400, pattern=r"^[^\n]*$")] = ""
    """Where an imported question comes from, in its package's words."""


class Difficulty(Model):
    level: DifficultyLevel
    elo: Annotated[int, Field(ge=600, le=2800)]
    """Where the question starts on the rating scale that candidates are on too; 1500 is the middle."""


class Withheld(Model):
    """A fact the opening leaves out on purpose; the candidate earns it by asking."""

    id: Slug
    asks: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Ways people ask for it, in plain words; matched by the words they share, not to the letter."""
    answer: Text


class FollowUp(Model):
    id: Slug
    when: Annotated[
        str,
        Field(
            pattern=r"^(always|failed:(sample|core|edge|perf)|measured_slower|claimed_differs|solved_fast|hinted|missing:[a-z_]+)$"
        ),
    ]
    """The evidence that calls for it; `missing:<dimension>` asks when nothing was found for that dimension."""
    ask: Text
    expects: tuple[Line, ...] = ()
    """What a good answer says, in words; shown in the report."""
    match: Phrases = ()


class Criterion(Model):
    """One yes/no statement about an answer that needs a reader."""

    id: Slug
    ask: Annotated[Line, Field(pattern=r"\?$")]


class KeyPoint(Model):
    """Something a good answer says."""

    id: Slug
    dimension: Dimension
    tier: Annotated[str, Field(pattern="^(must|should|bonus)$")]
    text: Line
    match: Annotated[Phrases, Field(min_length=1)]


class Misconception(Model):
    """A false belief that, when stated, caps correctness."""

    id: Slug
    text: Line
    match: Annotated[Phrases, Field(min_length=1)]
    correction: Text


class QuestionHead(Model):
    """What lists, plans and progress need of a question, whatever its kind."""

    schema_: Annotated[int, Field(alias="schema", ge=1, le=1)] = 1
    id: Slug
    version: Annotated[int, Field(ge=1)]
    title: Line
    summary: Line
    """One line for lists."""
    provenance: Provenance
    difficulty: Difficulty
    concepts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    family: Slug
    """Family-mates train the same idea; one is not new soon after another."""
    companies: dict[str, Annotated[int, Field(ge=0, le=3)]] = {}
    """Company type → how typical it is there, 0–3; a company not named counts as 1."""
    seniority: Annotated[tuple[Seniority, ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=3, le=90)]
    content_hash: str = ""
    """SHA-256 of all files of the question; set by the loader, never written in a file."""

    @property
    def question_type(self) -> QuestionType:
        raise TypeError("a bank question has one of the four kinds")


class ListedQuestion(QuestionHead):
    """A head on its own, as a catalog keeps it."""

    kind: QuestionType
    concepts: tuple[Slug, ...] = ()
    """None for an imported question whose package names none."""
    competency: str = ""
    """Of a behavioral question."""

    @property
    def question_type(self) -> QuestionType:
        return self.kind


class BankQuestion(QuestionHead):
    """A whole question; `kind` tells the rest."""

    opening: Text
    withheld: tuple[Withheld, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    rubric: dict[Dimension, tuple[Criterion, ...]] = {}
    learn_more: tuple[Text, ...] = ()

    @property
    def hint_texts(self) -> tuple[str, ...]:
        """The rungs of the hint ladder, gentlest first; empty when the kind has none."""
        return ()

    @property
    def model_solution(self) -> str:
        """What a strong answer looks like, to show after the interview."""
        return ""
