"""How far a person has come with single questions of the bank."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from coach.domain.analytics import Due
from coach.domain.base import Model
from coach.domain.content import QuestionHead
from coach.domain.enums import InterviewStatus
from coach.domain.feedback import Score
from coach.domain.results import QuestionResult
from coach.domain.summary import SessionSummary

HIRE = 3
"""From this level on an answer in words counts as solved: a lean hire."""


class Met(StrEnum):
    NEW = "new"
    TRIED = "tried"
    SOLVED = "solved"


class Acquaintance(Model):
    met: Met = Met.NEW
    last: datetime | None = None
    """When an interview with it was completed last."""
    score: Score | None = None
    """That interview's."""
    due: Due | None = None
    """The most urgent of its concepts that is to be practised again by now."""


RECENT = 1000
"""So many interviews back, a question counts as asked."""


def asked_questions(sessions: Iterable[SessionSummary]) -> tuple[str, ...]:
    """Slugs of what was asked in interviews that began; the newest first, as the interviews are."""
    begun = (one for one in sessions if one.status is not InterviewStatus.SCHEDULED)
    return tuple(slug for one in begun for slug in reversed(one.questions))


def acquaintances(
    questions: Iterable[QuestionHead],
    results: Sequence[QuestionResult],
    asked: Iterable[str],
    schedule: Sequence[Due],
    now: datetime,
) -> dict[str, Acquaintance]:
    """By slug. `results` have the newest first, `schedule` the most urgent; `asked` are slugs."""
    begun = set(asked)
    by_question: dict[str, list[QuestionResult]] = {}
    for result in results:
        by_question.setdefault(result.bank_id, []).append(result)
    due: dict[tuple[str, str], Due] = {}
    for one in schedule:
        if one.due <= now:
            due.setdefault((one.kind.value, one.concept), one)
    return {
        question.id: _acquaintance(
            by_question.get(question.id, ()),
            question.id in begun,
            [due[key] for concept in question.concepts if (key := (question.question_type.value, concept)) in due],
        )
        for question in questions
    }


def _acquaintance(results: Sequence[QuestionResult], begun: bool, due: Sequence[Due]) -> Acquaintance:
    met = Met.SOLVED if any(map(_is_solved, results)) else Met.TRIED if results or begun else Met.NEW
    return Acquaintance(
        met=met,
        last=results[0].at if results else None,
        score=results[0].score if results else None,
        due=min(due, key=lambda one: one.recall, default=None),
    )


def _is_solved(result: QuestionResult) -> bool:
    """Code by its tests, words by their level."""
    if result.solved is not None:
        return result.solved
    return result.level is not None and result.level >= HIRE
