"""How a person does on single concepts, and in the dimensions of the rubric."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from coach.domain.analytics import ConceptResult, DimensionMean
from coach.domain.enums import Dimension
from coach.domain.results import QuestionResult

NEWEST = 20
"""So many results of a concept, or of a dimension, count; older ones say how it used to be."""


def concept_performance(results: Sequence[QuestionResult]) -> tuple[ConceptResult, ...]:
    """The mean score of each concept, weakest first, from results that are given newest first.

    A question that was not answered counts with 0, one that was not assessed is left out. A result may be given more
    than once.
    """
    by_concept: dict[str, dict[tuple[str, str], QuestionResult]] = defaultdict(dict)
    for result in results:
        for concept in result.concepts if result.score is not None else ():
            by_concept[concept].setdefault((result.session_id, result.question_id), result)
    found = [_concept(concept, list(given.values())) for concept, given in by_concept.items()]
    return tuple(sorted(found, key=lambda one: (one.mean_score, one.concept)))


def _concept(concept: str, results: Sequence[QuestionResult]) -> ConceptResult:
    newest = results[:NEWEST]
    scores = [one.score for one in newest if one.score is not None]
    return ConceptResult(concept=concept, mean_score=round(fmean(scores), 2), questions=len(scores), last=newest[0].at)


def dimension_means(results: Sequence[QuestionResult]) -> tuple[DimensionMean, ...]:
    """The mean level of each dimension that was judged, from results that are given newest first."""
    levels: dict[Dimension, list[int]] = defaultdict(list)
    for result in results:
        for dimension, level in result.dimensions.items():
            levels[dimension].append(level)
    return tuple(
        DimensionMean(
            dimension=dimension,
            level=round(fmean(levels[dimension][:NEWEST]), 2),
            questions=len(levels[dimension][:NEWEST]),
        )
        for dimension in Dimension
        if dimension in levels
    )
