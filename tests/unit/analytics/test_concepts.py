"""Concepts and dimensions of the rubric."""

from datetime import UTC, datetime, timedelta
from typing import Any

from coach.analytics.concepts import NEWEST, concept_performance, dimension_means
from coach.domain.analytics import ConceptResult, DimensionMean
from coach.domain.enums import CompanyType, DifficultyLevel, Dimension, QuestionType, Seniority
from coach.domain.results import QuestionResult

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def result(number: int, score: float | None = 5.0, **changes: Any) -> QuestionResult:
    """The only question of the interview of a day."""
    plain = QuestionResult(
        user_id="u1",
        session_id=f"s{number}",
        question_id="q1",
        at=NOON + timedelta(days=number),
        bank_id="two-sum",
        kind=QuestionType.CODING_PROBLEM,
        difficulty=DifficultyLevel.MEDIUM,
        concepts=("graphs",),
        company=CompanyType.BIG_TECH,
        seniority=Seniority.MID,
        role="backend",
        score=score,
        level=2.5 if score else None,
    )
    return QuestionResult.model_validate(plain.replace(**changes).model_dump())


def test_the_weakest_concept_comes_first() -> None:
    found = concept_performance(
        [
            result(3, 7.0, concepts=("heaps", "graphs")),
            result(2, None, concepts=("graphs", "tries")),
            result(1, 0.0, concepts=("graphs",)),
        ]
    )
    assert found == (
        ConceptResult(concept="graphs", mean_score=3.5, questions=2, last=NOON + timedelta(days=3)),
        ConceptResult(concept="heaps", mean_score=7.0, questions=1, last=NOON + timedelta(days=3)),
    )


def test_a_result_that_is_given_twice_counts_once() -> None:
    twice = [result(2, 8.0), result(2, 8.0), result(1, 4.0)]
    assert [(one.mean_score, one.questions) for one in concept_performance(twice)] == [(6.0, 2)]


def test_old_results_of_a_concept_do_not_count() -> None:
    late = [result(100 - number, 6.0) for number in range(NEWEST)]
    (found,) = concept_performance([*late, result(1, 0.0)])
    assert (found.mean_score, found.questions) == (6.0, NEWEST)


def test_levels_by_dimension() -> None:
    solving, talking = Dimension.PROBLEM_SOLVING, Dimension.COMMUNICATION
    found = dimension_means(
        [result(3, dimensions={solving: 4, talking: 2}), result(2, dimensions={solving: 3}), result(1)]
    )
    assert found == (
        DimensionMean(dimension=solving, level=3.5, questions=2),
        DimensionMean(dimension=talking, level=2.0, questions=1),
    )
    late = [result(100 - number, dimensions={solving: 3}) for number in range(NEWEST)]
    (only,) = dimension_means([*late, result(1, dimensions={solving: 1})])
    assert (only.level, only.questions) == (3.0, NEWEST)


def test_nothing_from_nothing() -> None:
    assert concept_performance([]) == () == dimension_means([])
