"""Everything that happened on one question, gathered for judging."""

from coach.domain.base import Model
from coach.domain.content import BankQuestion
from coach.domain.enums import Seniority
from coach.domain.event import Event
from coach.domain.feedback import Finding
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt, InterviewResponse


class QuestionTranscript(Model):
    bank: BankQuestion
    question: InterviewQuestion
    """The root question."""
    follow_ups: tuple[InterviewQuestion, ...] = ()
    responses: tuple[InterviewResponse, ...] = ()
    """To the question and its follow-ups, in order."""
    attempts: tuple[Attempt, ...] = ()
    events: tuple[Event, ...] = ()
    """Those of the question and its follow-ups, in order."""
    findings: tuple[Finding, ...] = ()
    """What a reader of prose answered to the rubric; empty offline."""
    self_rating: int | None = None
    seniority: Seniority = Seniority.MID
