"""When a concept is due again: FSRS over concept × kind of question, a fold over results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler

from coach.domain.analytics import Due
from coach.domain.enums import QuestionType
from coach.domain.results import QuestionResult

NEWEST = 20
"""So many results of a concept decide about it; older ones are outweighed by then."""
DESIRED_RECALL = 0.9
"""A concept is due when the chance to remember it has fallen so far."""
LONGEST_DAYS = 365
RATINGS = ((4.0, Rating.Again), (7.0, Rating.Hard), (9.0, Rating.Good))
"""Scores below the bound get the rating; from the last bound on it is Easy. 4 and 7 are levels 2 and 3."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)

# Steps of minutes belong to a sitting with flash cards; between interviews lie days. No fuzz: same history, same day.
SCHEDULER = Scheduler(
    desired_retention=DESIRED_RECALL,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


@dataclass(frozen=True)
class Memory:
    """What is remembered of one concept in one kind of question."""

    concept: str
    kind: QuestionType
    card: Card
    reviews: int
    last_score: float


def rating(score: float) -> Rating:
    """A score 0–10 as a rating: below 4 Again, below 7 Hard, below 9 Good, else Easy."""
    return next((grade for bound, grade in RATINGS if score < bound), Rating.Easy)


def cards(results: Iterable[QuestionResult], now: datetime) -> tuple[Memory, ...]:
    """The state of every concept × kind with a score, in the order they were met first.

    `now` has a zone. A time after it counts as now, one before 2000 as 2000; one without a zone is read as UTC.
    """
    met: dict[tuple[str, QuestionType], list[tuple[datetime, float]]] = {}
    timed = [(_moment(result.at, now), result) for result in results]
    for at, result in sorted(timed, key=lambda pair: (pair[0], pair[1].session_id, pair[1].question_id)):
        if result.score is None:
            continue
        for concept in result.concepts:
            met.setdefault((concept, result.kind), []).append((at, result.score))
    return tuple(
        Memory(concept, kind, _card(reviews[-NEWEST:]), len(reviews), reviews[-1][1])
        for (concept, kind), reviews in met.items()
    )


def due(results: Iterable[QuestionResult], now: datetime) -> tuple[Due, ...]:
    """When every concept × kind is to be practised, most urgent (lowest recall) first.

    What has a time after `now` is not due yet. Recall follows the forgetting curve of FSRS-6 over whole days.
    """
    found = (
        Due(
            concept=memory.concept,
            kind=memory.kind,
            due=memory.card.due,
            recall=SCHEDULER.get_card_retrievability(memory.card, now),
            reviews=memory.reviews,
            last_score=memory.last_score,
        )
        for memory in cards(results, now)
    )
    return tuple(sorted(found, key=lambda one: (one.recall, one.due, one.concept, one.kind)))


def _card(reviews: Sequence[tuple[datetime, float]]) -> Card:
    # With an id and a time of its own, a card asks no clock for them.
    card = Card(card_id=0, due=reviews[0][0])
    for at, score in reviews:
        card, _ = SCHEDULER.review_card(card, rating(score), at)
    return card


def _moment(at: datetime, now: datetime) -> datetime:
    known = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(known, EARLIEST), now).astimezone(UTC)
