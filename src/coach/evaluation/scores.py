"""From levels to scores 0–10, and how levels and scores are put together.

Score anchors: level 1 → 1.0, 2 → 4.0, 3 → 7.0, 4 → 10.0, straight lines between them; level 0 stands for a question
that was not answered and gives 0. What could not be read counts for nothing where it would lift the rest, and like
level 2 where leaving it out would: a part nobody could read never raises a score.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from coach.domain.enums import Dimension, QuestionType
from coach.domain.feedback import Cap, DimensionResult, GateResult, QuestionAssessment

ANCHORS = ((0.0, 0.0), (1.0, 1.0), (2.0, 4.0), (3.0, 7.0), (4.0, 10.0))
UNREAD_LEVEL = 2.0
COMMUNICATION_REACH = 1.0
"""Communication moves the level of a coding question by at most so much."""

TECHNICAL = frozenset(
    {
        Dimension.TECHNICAL_COMPETENCY,
        Dimension.VERIFICATION,
        Dimension.HIGH_LEVEL_DESIGN,
        Dimension.DEPTH_AND_SCALING,
        Dimension.RELIABILITY,
        Dimension.CORRECTNESS,
        Dimension.DEPTH,
        Dimension.BOUNDARIES,
    }
)
COMMUNICATION = frozenset(
    {Dimension.COMMUNICATION, Dimension.DRIVING, Dimension.SPECIFICITY, Dimension.RESULT, Dimension.REFLECTION}
)
PROBLEM_SOLVING = frozenset(
    {Dimension.PROBLEM_SOLVING, Dimension.REQUIREMENTS, Dimension.TRADE_OFFS, Dimension.APPLICATION}
)
"""Which dimensions make which score. `competency` of a story counts towards the overall score alone."""

Weighing = Callable[[Dimension], float]


def equal_weight(dimension: Dimension) -> float:
    return 1.0


def score_of(level: float) -> float:
    """The score 0–10 of a level 0–4, to one decimal."""
    for (low, floor), (high, ceiling) in pairwise(ANCHORS):
        if level <= high:
            return round(floor + (max(level, low) - low) / (high - low) * (ceiling - floor), 1)
    return ANCHORS[-1][1]


def level_at(score: float) -> float:
    """The level 0–4 that has a score: the same lines read the other way."""
    for (low, floor), (high, ceiling) in pairwise(ANCHORS):
        if score <= ceiling:
            return round(low + (score - floor) / (ceiling - floor) * (high - low), 2)
    return ANCHORS[-1][0]


def bounded_mean(values: Iterable[tuple[float | None, float]], unread: float) -> float | None:
    """Weighted mean of (value, weight) without what is None, or with `unread` in its place, whichever is lower."""
    pairs = list(values)
    known = [(value, weight) for value, weight in pairs if value is not None]
    if not known:
        return None
    filled = [(unread if value is None else value, weight) for value, weight in pairs]
    return min(_mean(known), _mean(filled))


def _mean(pairs: Sequence[tuple[float, float]]) -> float:
    return sum(value * weight for value, weight in pairs) / sum(weight for _, weight in pairs)


def question_level(
    results: Sequence[DimensionResult], caps: Sequence[Cap], weigh: Weighing = equal_weight
) -> float | None:
    """The level 1–4 of a whole question under its caps; None when nothing but communication could be judged.

    Communication moves it by at most one level and never lifts a question that is held down by a cap.
    """
    core = [result for result in results if result.dimension is not Dimension.COMMUNICATION]
    base = bounded_mean(((result.level, weigh(result.dimension)) for result in core), UNREAD_LEVEL)
    if base is None:
        return None
    both = bounded_mean(((result.level, weigh(result.dimension)) for result in results), UNREAD_LEVEL) or base
    level = min(max(both, base - COMMUNICATION_REACH), base + COMMUNICATION_REACH)
    if caps:
        level = min([level, base, *(float(cap.level) for cap in caps)])
    return level


def confidence_of(results: Sequence[DimensionResult]) -> float:
    """The mean confidence of the dimensions; what was left open counts as none."""
    return round(sum(result.assessment_confidence for result in results) / len(results), 2) if results else 0.0


def weighted(assessment: QuestionAssessment, weigh: Weighing) -> QuestionAssessment:
    """The assessment as a company that weighs dimensions so would score it."""
    if assessment.gate is not GateResult.PASSED or assessment.score is None:
        return assessment
    level = question_level(assessment.dimensions, assessment.caps, weigh)
    return assessment if level is None else assessment.replace(level=level, score=score_of(level))


def overall(assessments: Sequence[QuestionAssessment]) -> float | None:
    """The mean over the questions; one nobody could read never lifts it, one whose code could not run is left out."""
    counted = [one for one in assessments if one.score is not None or not _is_unrunnable(one)]
    mean = bounded_mean(((one.score, 1.0) for one in counted), score_of(UNREAD_LEVEL))
    return None if mean is None else round(mean, 1)


def group_score(
    assessments: Sequence[QuestionAssessment], group: frozenset[Dimension], weigh: Weighing = equal_weight
) -> float | None:
    """The score over all dimensions of a group, in all questions that have them."""
    pairs = [
        (scored(one, result), weigh(result.dimension))
        for one in assessments
        for result in one.dimensions
        if result.dimension in group and not (result.level is None and _is_unrunnable(one))
    ]
    mean = bounded_mean(pairs, score_of(UNREAD_LEVEL))
    return None if mean is None else round(mean, 1)


def scored(assessment: QuestionAssessment, result: DimensionResult) -> float | None:
    """The score of one dimension of one question; 0 where the question was not answered."""
    if assessment.gate is GateResult.NOT_ANSWERED:
        return 0.0
    return None if result.level is None else score_of(result.level)


def _is_unrunnable(assessment: QuestionAssessment) -> bool:
    """Whether the sandbox is to blame, and not the wording."""
    return (
        assessment.kind is QuestionType.CODING_PROBLEM
        and assessment.gate is GateResult.PASSED
        and assessment.solved is None
    )
