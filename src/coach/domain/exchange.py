"""What is sent to a server and comes back, where it is no noun of the interview itself."""

from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field

from coach.domain.account import Account, Role
from coach.domain.base import Model
from coach.domain.enums import DifficultyLevel, ProgrammingLanguage, QuestionType
from coach.domain.event import Event
from coach.domain.own_tests import MAX_OWN_TESTS, OwnTest
from coach.domain.requests import GivenAnswer, InterviewWishes, PredictionRequest
from coach.domain.response import MAX_SOURCE, MAX_TEXT
from coach.domain.sent import Sent
from coach.domain.summary import SessionSummary
from coach.domain.views import QuestionView, SessionView

ItemT = TypeVar("ItemT")
PREFIX = "/api/v1/interview"
"""Of every address of a server."""
MOST_ITEMS = 100


class Page(Model, Generic[ItemT]):
    """A part of a list."""

    items: tuple[ItemT, ...]
    next_offset: int | None = None
    """Where the next part begins; nothing when this was the last."""


class NewSession(Sent, InterviewWishes):
    """What an interview should be like."""

    user_id: str | None = None
    """Yours, as in your token; leave it out."""


class StartWishes(Sent):
    """How the candidate wants the interview to go."""

    user_preferences: dict[str, Any] = {}
    """allow_hints, practice, idle_minutes."""


class ScheduleWish(Sent):
    scheduled_at: datetime


class NewResponse(Sent, GivenAnswer):
    """An answer to the current question."""

    session_id: str | None = None
    """That of the address; leave it out."""


class Answered(Model):
    """What came of an answer."""

    session: SessionView
    next_question: QuestionView | None
    """What is asked now; nothing when all is answered."""


class FollowUpWish(Sent):
    question_id: str | None = None
    """The question to ask more about; leave it out for the current one."""


class CodeRun(Sent):
    """Code to try on the sample tests, without handing it in."""

    code_solution: Annotated[str, Field(min_length=1, max_length=MAX_SOURCE)]
    language: ProgrammingLanguage | None = None
    own_tests: Annotated[tuple[OwnTest, ...], Field(max_length=MAX_OWN_TESTS)] = ()


class Words(Sent):
    """Something said to the interviewer."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]


class Reply(Model):
    """What the interviewer says to it."""

    text: str
    source: str
    """bank, or the name of the model."""
    degraded: str = ""
    """Why the bank spoke where a model should have."""
    earned: tuple[str, ...] = ()
    """Ids of the withheld facts that were given away."""


class SavedFile(Sent):
    """A state of the candidate's file."""

    code_solution: Annotated[str, Field(max_length=MAX_SOURCE)]


class SelfRating(Sent):
    question_id: str
    rating: Annotated[int, Field(ge=1, le=4)]


class PredictionWish(Sent, PredictionRequest):
    """An interview on a day to come."""


class Objection(Sent):
    """What a candidate does not agree with in their report."""

    criterion_id: Annotated[str, Field(min_length=1, max_length=200)]
    question_id: str | None = None
    because: Annotated[str, Field(max_length=2_000)] = ""


class SessionList(Page[SessionSummary]):
    """Interviews, newest first."""


class QuestionCard(Model):
    """What lists show of a question."""

    id: str
    title: str
    summary: str
    question_type: QuestionType
    difficulty_level: DifficultyLevel
    concepts: tuple[str, ...]
    minutes: int


class Questions(Page[QuestionCard]):
    """Cards of questions, by id."""


class EventList(Model):
    """Lines of the log, in order."""

    items: tuple[Event, ...]
    last: int
    """The sequence number to go on behind."""


class AgreementWish(Sent):
    """Agreement to the notice."""

    version: int
    """The version of the notice that was read."""
    model_host: str = ""
    """The host that may receive answers, as the notice names it; empty: none."""


class Notice(Model):
    """What is agreed to."""

    version: int
    text: str
    model_host: str
    """Where answers are sent while a model interviews; empty when they stay on the server."""


class NewPerson(Sent):
    role: Role = Role.CANDIDATE


class People(Page[Account]):
    """Those the server knows, by id."""


class RefreshWish(Sent):
    refresh_token: Annotated[str, Field(min_length=1, max_length=8_192)]


class Opinion(Sent):
    """What an interviewer thinks of an interview."""

    score: Annotated[float, Field(ge=0, le=10)] | None = None
    notes: Annotated[str, Field(max_length=20_000)] = ""


class Count(Model):
    """How many there were."""

    count: int
