"""One reading of an answer: what is asked, in which order, and what of the reply counts."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.domain.enums import Answer
from coach.interviewers.judge_controls import Control, controls
from coach.interviewers.judge_criteria import JudgeCriterion, vocabulary_of
from coach.interviewers.judge_quotes import OwnWords
from coach.interviewers.judge_sheet import CONFIDENCE, JudgedCriterion
from coach.interviewers.judge_votes import Reading, Vote

SHOWN_BY_ONE = 2
"""One sentence shows that so many criteria of the rubric are met, not all of them."""


@dataclass(frozen=True)
class Questions:
    """Criteria and controls, shuffled, under ids that tell nothing."""

    criteria: Mapping[str, JudgeCriterion]
    controls: Mapping[str, Control]
    asks: tuple[str, ...]


def questions(own: OwnWords, shown: str, number: int) -> Questions:
    """What the reading of that number asks about a conversation as it is shown; the same numbers ask the same."""
    chooser = random.Random(f"{own.bank.content_hash or own.bank.id}:{number}")
    known = controls(own.text, vocabulary_of(own.bank), shown, chooser)
    mixed: list[JudgeCriterion | Control] = [*own.criteria, *known]
    chooser.shuffle(mixed)
    keyed = {f"c{place}": one for place, one in enumerate(mixed, start=1)}
    return Questions(
        criteria={key: one for key, one in keyed.items() if isinstance(one, JudgeCriterion)},
        controls={key: one for key, one in keyed.items() if isinstance(one, Control)},
        asks=tuple(f"{key}: {one.ask}" for key, one in keyed.items()),
    )


def reading_of(asked: Questions, answers: Iterable[JudgedCriterion], own: OwnWords) -> Reading | None:
    """The votes of a reply, or None when it gets a control wrong. The first answer to a criterion counts."""
    given: dict[str, JudgedCriterion] = {}
    for answer in answers:
        given.setdefault(answer.criterion_id.strip(), answer)
    if not all(one.is_met_by(given[key].verdict if key in given else None) for key, one in asked.controls.items()):
        return None
    by_id = {one.id: given[key] for key, one in asked.criteria.items() if key in given}
    used: Counter[str] = Counter()
    # In the order of the question, so that shuffling does not decide what a sentence is spent on.
    return {one.id: _vote(one, by_id[one.id], own, used) for one in own.criteria if one.id in by_id}


def _vote(criterion: JudgeCriterion, given: JudgedCriterion, own: OwnWords, used: Counter[str]) -> Vote:
    sure = CONFIDENCE[given.confidence]
    match given.verdict:
        case Answer.YES:
            held = own.carrying(given.quotes, criterion)
            if not held or not (criterion.is_point or _spend(held, own, used)):
                return Vote(Answer.NO, voided=True)
            return Vote(Answer.YES, held, sure * len(held) / len(given.quotes))
        case Answer.NOT_APPLICABLE if not criterion.is_point:
            return Vote(Answer.NOT_APPLICABLE, confidence=sure)
        case _:
            return Vote(Answer.NO, confidence=sure)


def _spend(held: Sequence[str], own: OwnWords, used: Counter[str]) -> bool:
    """Whether a sentence is left that may show one more thing; it is spent on it."""
    for quote in held:
        sentence = own.around(quote)[0]
        if used[sentence] < SHOWN_BY_ONE:
            used[sentence] += 1
            return True
    return False
