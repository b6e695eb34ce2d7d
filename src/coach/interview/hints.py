"""The hint ladder: one rung at a time, its cost known beforehand."""

from collections.abc import Sequence

from coach.domain.content import BankQuestion
from coach.domain.event import Event
from coach.domain.question import HintOffer
from coach.errors import IllegalTransition
from coach.interview.conversation import highest_rung

NAMES = ("a question", "the pattern", "the key insight", "pseudo-code", "the solution")
COSTS = (
    "noted in the report",
    "problem solving at most level 3 of 4",
    "problem solving at most level 2 of 4",
    "problem solving at most level 2 of 4",
    "problem solving at most level 2 of 4",
)


def offer(bank: BankQuestion, events: Sequence[Event]) -> HintOffer:
    """Raises IllegalTransition when the ladder has no further rung."""
    rungs = len(bank.hint_texts)
    rung = highest_rung(events) + 1
    if not rungs:
        raise IllegalTransition("This question has no hints.")
    if rung > rungs:
        raise IllegalTransition(f"All {rungs} hints of this question have been given.")
    return HintOffer(rung=rung, of=rungs, name=NAMES[min(rung, len(NAMES)) - 1], cost=COSTS[min(rung, len(COSTS)) - 1])
