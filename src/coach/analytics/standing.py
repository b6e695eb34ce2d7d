"""How much a concept asks to be practised before an interview, and why, in words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from coach.domain.analytics import Due, InterviewAnalytics
from coach.domain.company import CompanyPattern
from coach.domain.content import QuestionHead
from coach.domain.enums import QuestionType, Seniority
from coach.domain.wording import number

TYPICAL = 2
"""From this value on a question is typical of a company."""


@dataclass(frozen=True)
class Goal:
    """The interview that is prepared for."""

    pattern: CompanyPattern
    seniority: Seniority
    role: str
    now: datetime
    """With the zone whose days are meant."""
    until: date
    """The day of the interview."""
    minutes_per_day: int

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def days(self) -> tuple[date, ...]:
        """From today to the day before the interview; today alone when it is today."""
        return tuple(self.today + timedelta(days=number) for number in range(max(1, (self.until - self.today).days)))

    @property
    def bar(self) -> float:
        return self.pattern.bars[self.seniority]


@dataclass(frozen=True)
class Known:
    """What is known of the person."""

    analytics: InterviewAnalytics
    due: tuple[Due, ...] = ()
    asked: tuple[str, ...] = ()
    """Slugs of the questions asked so far, newest first."""


@dataclass(frozen=True)
class Topic:
    """A concept in one kind of question, with the questions on it, at least one."""

    concept: str
    kind: QuestionType
    questions: tuple[QuestionHead, ...]


class Call(IntEnum):
    """The loudest first."""

    DUE = 0
    WEAK = 1
    AGAIN = 2
    """Due or weak, and rested since it was planned."""
    UNMET = 3
    FRESH = 4
    """Known well."""
    REPEATED = 5
    RESTING = 6


@dataclass(frozen=True)
class Standing:
    call: Call
    order: float
    """Among concepts of the same call; the lowest comes first."""
    words: str


@dataclass(frozen=True)
class Standings:
    """What the history says about concepts, seen from a day of the plan."""

    goal: Goal
    known: Known

    def of(self, topic: Topic, day: date) -> Standing:
        """Due before weak before not met; a concept that does not come up in a score is weighed by its reviews."""
        review = next((one for one in self.known.due if (one.concept, one.kind) == (topic.concept, topic.kind)), None)
        if review and self.due_on(review) <= day:
            return Standing(Call.DUE, review.recall, self._why_due(review))
        mean = next((one for one in self.known.analytics.concept_performance if one.concept == topic.concept), None)
        if mean and mean.mean_score < self.goal.bar:
            over = number(mean.questions, "question")
            words = f"mean score {mean.mean_score:.1f} over {over}, below the bar of {self.goal.bar:.1f}"
            return Standing(Call.WEAK, mean.mean_score, words)
        if mean:
            return Standing(Call.FRESH, mean.mean_score, f"mean score {mean.mean_score:.1f}, to keep it fresh")
        if review:
            return Standing(Call.FRESH, review.last_score, f"last score {review.last_score:.1f}, to keep it fresh")
        typical = max(one.companies.get(self.goal.pattern.type.value, 1) for one in topic.questions)
        where = f", typical of {self.goal.pattern.name}" if typical >= TYPICAL else ""
        return Standing(Call.UNMET, -typical, f"new to you{where}")

    def due_on(self, review: Due) -> date:
        return review.due.astimezone(self.goal.now.tzinfo).date()

    def _why_due(self, review: Due) -> str:
        day = self.due_on(review)
        when = f"recall {percent(review.recall)}" if day <= self.goal.today else f"due on {day}"
        return f"{when}, last score {review.last_score:.1f}"


def before_the_plan(goal: Goal, known: Known) -> str:
    """How ready the person is today, in a sentence."""
    name = goal.pattern.name
    if not known.analytics.interviews and not known.due:
        return f"Nothing is known about you yet: the plan follows the mix of questions at {name}."
    head = f"Chance to meet the bar of {goal.bar:.1f} at {name}"
    wanted = (goal.pattern.type, goal.seniority)
    for ready in known.analytics.company_readiness:
        if (ready.company, ready.seniority) == wanted and (chance := ready.chance):
            span = f"{percent(chance.low)} to {percent(chance.high)}"
            return f"{head}: {percent(chance.value)} ({span}), from {number(chance.interviews, 'interview')}."
        if (ready.company, ready.seniority) == wanted and ready.note:
            return f"{head}: {ready.note}."
    return f"{head}: not known."


def percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def in_words(name: str) -> str:
    """A slug or the value of an enum, for people."""
    return name.replace("-", " ").replace("_", " ")
