"""One interview, and the table of what can happen to it."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from coach.domain.base import Model
from coach.domain.enums import (
    CompanyType,
    DifficultyLevel,
    InterviewStatus,
    InterviewType,
    ProgrammingLanguage,
    Seniority,
)
from coach.domain.event import ClockMark
from coach.domain.feedback import InterviewFeedback
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt, InterviewResponse
from coach.errors import IllegalTransition, NotFound

S = InterviewStatus
TRANSITIONS: dict[str, dict[InterviewStatus, InterviewStatus]] = {
    "start": {S.SCHEDULED: S.IN_PROGRESS},
    "pause": {S.IN_PROGRESS: S.PAUSED},
    "resume": {S.PAUSED: S.IN_PROGRESS},
    "complete": {S.IN_PROGRESS: S.COMPLETED, S.PAUSED: S.COMPLETED},
    "cancel": {S.SCHEDULED: S.CANCELLED, S.IN_PROGRESS: S.CANCELLED, S.PAUSED: S.CANCELLED},
}
"""action → state it is possible in → state it leads to. What is not here cannot happen."""


OVER = (S.COMPLETED, S.CANCELLED)


def allowed_actions(status: InterviewStatus) -> tuple[str, ...]:
    """The actions possible in a state, for messages and APIs."""
    return tuple(action for action, moves in TRANSITIONS.items() if status in moves)


class Preferences(Model):
    """How the candidate wants the interview to go."""

    allow_hints: bool = True
    practice: bool = False
    """Show each assessment as it is made, instead of all at the end."""
    idle_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    """After so long without anything happening the session is paused."""


class InterviewSession(Model):
    id: str
    user_id: str
    interview_type: InterviewType
    company_type: CompanyType
    difficulty_level: DifficultyLevel
    role: str = "backend"
    seniority: Seniority = Seniority.MID
    language: ProgrammingLanguage = ProgrammingLanguage.PYTHON
    max_questions: Annotated[int, Field(ge=1, le=20)]
    time_limit: Annotated[int, Field(ge=1, le=480)]
    """Minutes."""
    seed: int = 0
    """Makes the plan reproducible: same seed, same bank, same history → same questions."""
    status: InterviewStatus = InterviewStatus.SCHEDULED
    preferences: Preferences = Preferences()
    questions: tuple[InterviewQuestion, ...] = ()
    """Asked or planned, in order; follow-ups stand behind their question."""
    position: int = 0
    """Index of the current question; past the end when all are done."""
    responses: tuple[InterviewResponse, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    self_ratings: dict[str, Annotated[int, Field(ge=1, le=4)]] = {}
    feedback: InterviewFeedback | None = None
    created_at: datetime
    scheduled_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    elapsed: float = 0.0
    """Seconds in progress up to the last event."""
    mark: ClockMark | None = None
    """The clock at the last event, while in progress."""
    events: int = 0
    """How many events the log holds."""
    pause_reason: str = ""
    """Why it is paused: candidate, or idle; empty while it is not."""
    version: int = 0
    """Counts stored states; a save with an outdated one is a Conflict."""
    front_door: str = "python"
    interviewer: str = "offline"

    def moved(self, action: str) -> Self:
        """The session after an action of the table. Raises IllegalTransition."""
        target = TRANSITIONS[action].get(self.status)
        if target is None:
            allowed = ", ".join(allowed_actions(self.status)) or "nothing"
            raise IllegalTransition(
                f"Cannot {action} an interview that is {self.status.value.replace('_', ' ')}.",
                why=f"Possible here: {allowed}.",
                fix=f"coach report {self.id}" if self.status is S.COMPLETED else "",
            )
        return self.replace(status=target)

    @property
    def current_question(self) -> InterviewQuestion | None:
        if self.status not in (S.IN_PROGRESS, S.PAUSED) or self.position >= len(self.questions):
            return None
        return self.questions[self.position]

    @property
    def asked(self) -> tuple[InterviewQuestion, ...]:
        """The questions up to the current one."""
        return self.questions[: self.position + 1] if self.started_at else ()

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    @property
    def seconds_left(self) -> float:
        return max(0.0, self.time_limit * 60 - self.elapsed)

    @property
    def roots(self) -> tuple[InterviewQuestion, ...]:
        return tuple(question for question in self.questions if not question.is_follow_up)

    def question(self, question_id: str) -> InterviewQuestion:
        """Raises NotFound."""
        for question in self.questions:
            if question.id == question_id:
                return question
        known = ", ".join(question.id for question in self.questions) or "none"
        raise NotFound(f"There is no question {question_id!r} in this interview.", why=f"Its questions: {known}.")

    def follow_ups_of(self, root_id: str) -> tuple[InterviewQuestion, ...]:
        return tuple(question for question in self.questions if question.parent_id == root_id)

    def responses_to(self, *question_ids: str) -> tuple[InterviewResponse, ...]:
        return tuple(response for response in self.responses if response.question_id in question_ids)

    def attempts_at(self, root_id: str) -> tuple[Attempt, ...]:
        return tuple(attempt for attempt in self.attempts if attempt.question_id == root_id)

    def with_response(self, response: InterviewResponse) -> Self:
        return self.replace(responses=(*self.responses, response))

    def with_attempt(self, attempt: Attempt) -> Self:
        """Adds the attempt, or replaces the one with its id."""
        others = tuple(known for known in self.attempts if known.id != attempt.id)
        return self.replace(attempts=tuple(sorted((*others, attempt), key=lambda known: known.sequence)))

    def with_question(self, question: InterviewQuestion) -> Self:
        """Adds a follow-up behind the current question, so that it comes next."""
        at = self.position + 1
        return self.replace(questions=(*self.questions[:at], question, *self.questions[at:]))
