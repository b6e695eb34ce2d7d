"""What a candidate answers, and what became of the code in it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from coach.domain.base import Model
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import ExecutionReport
from coach.domain.own_tests import OwnTest, TestStrength

MAX_TEXT = 200_000
MAX_SOURCE = 1_000_000
"""Characters. Longer is refused before anything else happens, and the front door keeps the text in a file."""


class InterviewResponse(Model):
    id: str
    session_id: str
    question_id: str
    sequence: int
    """1 for the first response of the session, and so on."""
    response_text: str = ""
    code_solution: str | None = None
    language: ProgrammingLanguage | None = None
    own_tests: tuple[OwnTest, ...] = ()
    """The tests that came with the code."""
    confidence_level: Annotated[int, Field(ge=1, le=5)] | None = None
    """How sure the candidate is, in their own words from 1 to 5."""
    submitted_at: datetime

    @property
    def is_empty(self) -> bool:
        return not self.response_text.strip() and not (self.code_solution or "").strip()


class AttemptKind(StrEnum):
    SAMPLES = "samples"
    SUBMIT = "submit"
    TWIST = "twist"
    """A submission to a changed requirement: the tests of the question and those of the twist."""
    MEASURE = "measure"
    """A run over growing inputs, to measure how time grows."""
    STRENGTH = "strength"
    """Runs of the reference and the known wrong solutions on the candidate's own tests."""


class AttemptState(StrEnum):
    STARTED = "started"
    FINISHED = "finished"
    FAILED = "failed"
    """The sandbox failed, not the code; the attempt says nothing about the candidate."""


class GrowthPoint(Model):
    n: int
    seconds: float
    """CPU time of the candidate's call: the least of the repeats."""


class Attempt(Model):
    """One execution of code; its id is stored before it runs, so that a crash can be picked up."""

    id: str
    session_id: str
    question_id: str
    response_id: str | None = None
    """The response whose code this is; None for a run of the samples while writing."""
    sequence: int
    kind: AttemptKind
    state: AttemptState = AttemptState.STARTED
    source_hash: str = ""
    """Of the code, or of the tests where their strength is measured."""
    report: ExecutionReport | None = None
    growth: tuple[GrowthPoint, ...] = ()
    strength: TestStrength | None = None
    error: str = ""
