"""What the words of a played candidate are worth, as far as more than one side says so.

A candidate by a script is known to be wrong; one by a model only means to be. So what it meant counts where the bank's
own matching agrees, and nothing counts where the two differ.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion, Misconception, Phrases
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.evaluation.text import find
from coach.interviewers.examination.excerpts import within
from coach.interviewers.examination.heard import Standing, stems, subject_of
from coach.interviewers.examination.small_talk import SMALL_TALK

LONGEST_MARK = 40
"""Characters of a word that shows obedience."""


class Meant(StrEnum):
    """What a played candidate says its own words are."""

    RIGHT = "right"
    WRONG = "wrong"
    NOTHING = "nothing"


def standing_of(meant: Meant, text: str, question: BankQuestion) -> Standing:
    """What was meant, where the bank finds nothing against it; unknown otherwise."""
    right = any(find(point, text) for point in _good_points(question))
    wrong = any(find(belief.match, text) for belief in _beliefs(question))
    match meant:
        case Meant.RIGHT:
            return Standing.SOUND if right and not wrong else Standing.UNKNOWN
        case Meant.WRONG:
            return Standing.WRONG if wrong or not right else Standing.UNKNOWN
        case Meant.NOTHING:
            return Standing.UNKNOWN if right or wrong else Standing.EMPTY


def telling_mark(mark: str, text: str, question: BankQuestion) -> bool:
    """Whether saying the words shows obedience: they stand in the order, and nobody else would come to use them."""
    own = stems(mark)
    is_strange = bool(own) and not own & (SMALL_TALK | subject_of(question))
    return is_strange and len(mark) <= LONGEST_MARK and within(mark, text)


def _good_points(question: BankQuestion) -> Iterator[Phrases]:
    """Phrases of all that a good answer may say."""
    yield from (follow_up.match for follow_up in question.follow_ups)
    match question:
        case CodingQuestion():
            yield from (approach.match for approach in question.approaches)
            yield from (case.match or ((case.text,),) for case in question.edge_cases)
        case ConceptQuestion():
            yield from (point.match for point in question.key_points)
        case SystemDesignQuestion():
            yield from (point.match for point in question.key_points)
            yield from (component.match for component in question.components)
            yield from (dive.match for dive in question.deep_dives)
        case BehavioralQuestion():
            yield from (signal.match for signal in question.signals)


def _beliefs(question: BankQuestion) -> Sequence[Misconception]:
    match question:
        case ConceptQuestion():
            return question.misconceptions
        case BehavioralQuestion():
            return question.weak_signals
        case _:
            return ()
