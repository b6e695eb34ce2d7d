"""The score trend and the rate at which it rises."""

import math
import os
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from coach.analytics.trend import (
    LEAST,
    MOST,
    improvement,
    improvement_caveats,
    improvement_note,
    score_trend,
)
from coach.domain.analytics import Estimate
from coach.domain.enums import CompanyType, DifficultyLevel, Seniority
from coach.domain.results import InterviewResult

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SERIES = 10_000 if os.environ.get("COACH_SOAK") == "1" else 400


def interview(number: int, overall: float) -> InterviewResult:
    """The interview of a day, as mid backend at a big tech company."""
    return InterviewResult(
        user_id="u1",
        session_id=f"s{number}",
        at=NOON + timedelta(days=number),
        company=CompanyType.BIG_TECH,
        seniority=Seniority.MID,
        role="backend",
        difficulty=DifficultyLevel.MEDIUM,
        overall=overall,
    )


def interviews(*scores: float) -> tuple[InterviewResult, ...]:
    """One a day, given oldest first; newest first, as they are stored."""
    return tuple(interview(number, score) for number, score in enumerate(scores, start=1))[::-1]


def rate(*scores: float) -> Estimate:
    found = improvement(interviews(*scores))
    assert found is not None
    return found


def within(hits: int, count: int) -> bool:
    """Whether a share is compatible with a true one of 93–97 %, three standard errors allowed."""
    low, high = (share + side * 3 * math.sqrt(share * (1 - share) / count) for share, side in ((0.93, -1), (0.97, 1)))
    return low <= hits / count <= high


def test_the_trend_runs_from_the_oldest_to_the_newest() -> None:
    points = score_trend(interviews(4, 6, 5))
    assert [point.score for point in points] == [4, 6, 5]
    assert [point.at for point in points] == sorted(point.at for point in points)
    assert (points[0].session_id, points[0].company) == ("s1", CompanyType.BIG_TECH)
    assert score_trend(()) == ()


def test_a_straight_line_is_its_own_slope() -> None:
    assert rate(3, 3.5, 4, 4.5, 5) == Estimate(value=5, low=5, high=5, interviews=5)
    assert rate(5, 4.5, 4, 3.5, 3).value == -5


def test_the_median_of_the_slopes_between_all_pairs() -> None:
    # Slopes, in order: -1, 0, 1/2, 2/3, 2/3, 3/4, 1, 1, 3/2, 2. The interval ends at the ranks 1.5 and 9.5 of 10.
    found = rate(5, 6, 5, 7, 8)
    assert found.value == round(10 * (2 / 3 + 0.75) / 2, 2)
    assert (found.low, found.high) == pytest.approx((-5, 17.5), abs=0.05)


def test_one_bad_day_hardly_matters() -> None:
    steady = [5 + 0.1 * number for number in range(12)]
    spoilt = [*steady[:6], 0.0, *steady[7:]]
    assert rate(*spoilt).value == pytest.approx(rate(*steady).value, abs=0.05)


def test_fewer_than_five_interviews_have_no_rate() -> None:
    for count in range(LEAST):
        few = interviews(*range(count))
        assert improvement(few) is None
        assert improvement_note(few) == f"improvement rate: not enough interviews: {count} of 5"
    assert improvement_note(interviews(*range(LEAST))) == ""


def test_equal_scores_have_no_rate() -> None:
    flat = interviews(7, 7, 7, 7, 7, 7)
    assert improvement(flat) is None
    assert improvement_note(flat) == "improvement rate: all interviews have the same score"


def test_only_the_newest_hundred_count() -> None:
    late = [5 + 0.01 * number for number in range(MOST)]
    found = rate(*([10.0] * 50), *late)
    assert found == rate(*late)
    assert found.interviews == MOST


def test_what_else_may_be_in_the_rate_is_said() -> None:
    alike = interviews(5, 6, 5, 7, 8)
    assert improvement_caveats(alike) == ()
    mixed = (alike[0].replace(evaluator_version=2, difficulty=DifficultyLevel.HARD), *alike[1:])
    assert improvement_caveats(mixed) == (
        "improvement rate: how much of it comes from a change in the rules of scoring",
        "improvement rate: how much of it comes from easier or harder interviews",
    )
    assert improvement_caveats(mixed[:4]) == ()


@pytest.mark.slow
@pytest.mark.parametrize("count", [6, 8, 12, 30])
def test_the_interval_covers_the_true_rate(count: int) -> None:
    chance = random.Random(count)
    hits = sum(_covers(chance, count) for _ in range(SERIES))
    assert within(hits, SERIES), hits / SERIES


@pytest.mark.slow
def test_the_interval_of_five_errs_on_the_wide_side() -> None:
    """Between the two outermost slopes there is no rank for 95 %."""
    chance = random.Random(5)
    hits = sum(_covers(chance, LEAST) for _ in range(SERIES))
    assert 0.95 < hits / SERIES < 0.995, hits / SERIES


def _covers(chance: random.Random, count: int) -> bool:
    """A person who gains up to a point or two in ten interviews, whose days differ by a point."""
    slope = chance.gauss(0, 0.1)
    found = rate(*_scores(chance, slope, count))
    return found.low <= 10 * slope <= found.high


def _scores(chance: random.Random, slope: float, count: int) -> Sequence[float]:
    clean = (5.5 + slope * (number - count / 2) + chance.gauss(0, 1) for number in range(count))
    return [min(10.0, max(0.0, round(score, 1))) for score in clean]
