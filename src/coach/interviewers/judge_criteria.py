"""What a reader is asked about an answer: key points, and those rubric criteria that no fact can answer."""

from collections.abc import Iterable, Iterator

from coach.domain.base import Model
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion, KeyPoint, Phrases
from coach.domain.enums import Dimension
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.evaluation.prose import TIERS

RUBRIC_TIER = 3
READ_IN_CODING = frozenset({Dimension.PROBLEM_SOLVING, Dimension.VERIFICATION, Dimension.COMMUNICATION})
"""Whether code is right, quick and tidy is measured; a reader is asked about words alone."""


class JudgeCriterion(Model):
    """One yes/no question about what a candidate said."""

    id: str
    dimension: Dimension
    tier: int
    statement: str
    """As the report shows it."""
    ask: str
    """As the model is asked."""
    phrases: Phrases = ()
    """What people say who say this; only key points have it."""

    @property
    def is_point(self) -> bool:
        """Something that is either said or not; it cannot be not applicable."""
        return bool(self.phrases)


def criteria_of(bank: BankQuestion) -> tuple[JudgeCriterion, ...]:
    """Every criterion a reader answers, in the order of the question."""
    points = (_point(point) for point in points_of(bank))
    return (*points, *_rubric(bank))


def points_of(bank: BankQuestion) -> tuple[KeyPoint, ...]:
    """The key points or signals of a question answered in words."""
    match bank:
        case SystemDesignQuestion() | ConceptQuestion():
            return bank.key_points
        case BehavioralQuestion():
            return bank.signals
        case _:
            return ()


def false_beliefs_of(bank: BankQuestion) -> tuple[str, ...]:
    """What is said by those who have it wrong."""
    match bank:
        case ConceptQuestion():
            return tuple(belief.text for belief in bank.misconceptions)
        case BehavioralQuestion():
            return tuple(belief.text for belief in bank.weak_signals)
        case _:
            return ()


def _point(point: KeyPoint) -> JudgeCriterion:
    return JudgeCriterion(
        id=point.id,
        dimension=point.dimension,
        tier=TIERS[point.tier],
        statement=point.text,
        ask=f"Does the answer say this: {point.text}?",
        phrases=point.match,
    )


def _rubric(bank: BankQuestion) -> Iterator[JudgeCriterion]:
    for dimension, criteria in bank.rubric.items():
        if isinstance(bank, CodingQuestion) and dimension not in READ_IN_CODING:
            continue
        for criterion in criteria:
            # A rubric may use an id twice, and facts have ids too, such as "clarified".
            identity = f"{dimension}:{criterion.id}"
            yield JudgeCriterion(
                id=identity, dimension=dimension, tier=RUBRIC_TIER, statement=criterion.ask, ask=criterion.ask
            )


def vocabulary_of(bank: BankQuestion) -> str:
    """What a good answer to the question may speak of, in the bank's words."""
    parts = [bank.title, bank.model_solution if not isinstance(bank, CodingQuestion) else bank.statement]
    parts += [criterion.ask for criteria in bank.rubric.values() for criterion in criteria]
    for point in points_of(bank):
        parts += [point.text, *_spelled(point.match)]
    if isinstance(bank, CodingQuestion):
        for approach in bank.approaches:
            parts += [approach.name, approach.trade_offs, *_spelled(approach.match)]
        for case in bank.edge_cases:
            parts += [case.text, *_spelled(case.match)]
    return "\n".join(parts)


def _spelled(phrases: Phrases) -> Iterable[str]:
    return (phrase for group in phrases for phrase in group)
