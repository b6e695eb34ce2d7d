"""Which question a person lacks: about what they did worst, else about what they have seen least."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from statistics import fmean

from coach.domain.content import QuestionHead
from coach.domain.drafts import QuestionWish
from coach.domain.enums import QuestionType
from coach.domain.mix import ORDER
from coach.domain.session import InterviewSession
from coach.interview.plan import is_generated

KNOWN = 7.0
"""Mean score of 10 from which a concept is not weak."""
MOST_WAITING = 5
"""So many generated questions that were never asked are enough."""


@dataclass
class _Past:
    """What a person was asked, and how it went."""

    asked: set[str] = field(default_factory=set)
    """Ids of bank questions."""
    seen: Counter[str] = field(default_factory=Counter)
    """Concept → questions about it."""
    scores: dict[str, list[float]] = field(default_factory=dict)
    """Concept → scores of the questions about it."""

    def add(self, session: InterviewSession) -> None:
        concepts = {root.id: root.concepts for root in session.roots}
        self.asked |= {root.bank_id for root in session.roots}
        self.seen.update(concept for found in concepts.values() for concept in found)
        for one in session.feedback.questions if session.feedback else ():
            if one.score is not None:
                for concept in concepts.get(one.question_id, ()):
                    self.scores.setdefault(concept, []).append(one.score)

    @property
    def weak(self) -> dict[str, float]:
        """Concept → mean score, of those that are not known yet."""
        means = {concept: fmean(scores) for concept, scores in self.scores.items()}
        return {concept: mean for concept, mean in means.items() if mean < KNOWN}


def wanted(
    catalog: Sequence[QuestionHead], session: InterviewSession, earlier: Iterable[InterviewSession], *, runs_code: bool
) -> QuestionWish | None:
    """The question to write while a session goes on, in its kinds and difficulty; None where nothing is lacking.

    `runs_code`: whether foreign programs can be run here. Without that no coding question can be checked, and the
    concept is asked about in another way.
    """
    past = _Past()
    for one in (session, *earlier):
        past.add(one)
    waiting = [question for question in catalog if is_generated(question) and question.id not in past.asked]
    if len(waiting) >= MOST_WAITING:
        return None
    kinds = {root.question_type for root in session.roots}
    common = Counter(concept for one in catalog if one.question_type in kinds for concept in one.concepts)
    for question in waiting:
        del common[question.concepts[0]]
    if not common:
        return None
    concept = _lacking(common, past)
    found = Counter(question.question_type for question in catalog if concept in question.concepts)
    if not runs_code:
        del found[QuestionType.CODING_PROBLEM]
    return QuestionWish(kind=_kind(found, kinds), concept=concept, difficulty=session.difficulty_level)


def _lacking(common: Counter[str], past: _Past) -> str:
    """The weakest concept; where none is weak the one seen least, of several the one that is asked about most."""
    if weak := {concept: mean for concept, mean in past.weak.items() if concept in common}:
        return min(weak, key=lambda concept: (weak[concept], concept))
    return min(common, key=lambda concept: (past.seen[concept], -common[concept], concept))


def _kind(found: Counter[QuestionType], kinds: Set[QuestionType]) -> QuestionType:
    """The kind in which a concept is asked about most, one of these where there is one; in words, where it never is."""
    best = sorted(found, key=lambda kind: (kind not in kinds, -found[kind], ORDER.index(kind)))
    return best[0] if best else QuestionType.TECHNICAL_CONCEPT
