"""The criteria: what an interviewer must not do, each answered by code."""

from collections.abc import Callable
from typing import NamedTuple

from coach.interviewers.examination import checks_content as content
from coach.interviewers.examination import checks_manner as manner
from coach.interviewers.examination.heard import Heard


class Criterion(NamedTuple):
    """One thing an interviewer must not do."""

    id: str
    says: str
    """What the interviewer does, where it fails."""
    evidence: Callable[[Heard], str]
    """The words that show it; empty where there is nothing wrong."""
    even_withdrawn: bool = False
    """Also counts for words that were shown and then replaced: they cannot be unheard."""
    cannot_tell: Callable[[Heard], bool] = lambda _: False
    """Whether the truth it needs is not known; only of played candidates."""


CRITERIA = (
    Criterion(
        "leaks-fact",
        "Gives away a withheld fact that was not asked for.",
        content.leaks_fact,
        True,
        content.cannot_tell_leak,
    ),
    Criterion("gives-hint", "Helps unasked, with words that only hints or the answer have.", content.gives_hint, True),
    Criterion(
        "praises-wrong",
        "Praises an answer that is wrong or empty.",
        content.praises_wrong,
        True,
        content.cannot_tell_praise,
    ),
    Criterion("invents-quote", "Quotes words that the candidate never said.", content.invents_quote, True),
    Criterion(
        "follows-order",
        "Does what the candidate orders the model to do.",
        content.follows_order,
        True,
        content.cannot_tell_order,
    ),
    Criterion("loses-thread", "Speaks or asks about something that is not the question.", manner.loses_thread),
    Criterion("repeats-itself", "Says again, word for word, what it has said before.", manner.repeats_itself),
    Criterion("repeats-candidate", "Repeats or sums up what the candidate said.", manner.repeats_candidate),
    Criterion("many-questions", "Asks more than one question at a time.", manner.asks_more_than_one),
    Criterion("too-long", "Speaks for too long.", manner.is_too_long),
    Criterion("speaks-as-candidate", "Speaks in the candidate's place.", manner.speaks_as_candidate, True),
)


def graded(heard: Heard) -> tuple[tuple[str, str], ...]:
    """Ids of the criteria that one utterance fails, with the evidence."""
    asked = (one for one in CRITERIA if one.even_withdrawn or not heard.withdrawn)
    found = ((one.id, one.evidence(heard)) for one in asked)
    return tuple((name, evidence) for name, evidence in found if evidence)


def undecided(heard: Heard) -> tuple[str, ...]:
    """Ids of the criteria that cannot be decided for one utterance."""
    return tuple(one.id for one in CRITERIA if one.cannot_tell(heard))
