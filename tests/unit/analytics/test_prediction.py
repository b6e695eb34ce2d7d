"""Readiness carried to a day to come."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.analytics.prediction import Ahead, carried, predict
from coach.analytics.readiness import readiness
from coach.analytics.skill import Posterior
from coach.domain.analytics import Estimate
from coach.errors import BadInput
from tests.unit.analytics.simulation import KINDS, START, an_aim
from tests.unit.analytics.test_readiness import practised
from tests.unit.analytics.test_skill import answer, known

NEWEST = START.date() + timedelta(days=38)
"""The day of the last of twenty interviews."""


def learner(step: float) -> Posterior:
    return known([answer(n, 4.0 + step * n, kind) for n in range(20) for kind in KINDS])


def chance(found: Posterior, days: int, per_week: float = 0.0) -> Estimate:
    told = predict(found, 20, an_aim(), Ahead(NEWEST, NEWEST + timedelta(days=days), per_week)).chance
    assert told is not None
    return told


def test_today_it_is_readiness() -> None:
    found = learner(0.05)
    assert chance(found, 0) == readiness(found, 20, an_aim()).chance


def test_the_interval_widens_with_the_days() -> None:
    widths = [chance(learner(0.05), days).high - chance(learner(0.05), days).low for days in (0, 30, 120, 360)]
    assert widths == sorted(set(widths))


def test_practice_helps_who_has_been_learning_and_adds_doubt() -> None:
    found = learner(0.1)
    idle, busy = chance(found, 28), chance(found, 28, 3)
    assert busy.value > idle.value
    assert busy.high - busy.low > 0
    assert chance(learner(-0.1), 28, 3).value < chance(learner(-0.1), 28).value


def test_days_since_the_newest_interview_count_too() -> None:
    found = learner(0.0)
    later = NEWEST + timedelta(days=200)
    told = predict(found, 20, an_aim(), Ahead(later, later, 0)).chance
    assert told is not None
    assert told.low < chance(found, 0).low


def test_a_day_before_the_newest_interview_narrows_nothing() -> None:
    found = learner(0.0)
    early = NEWEST - timedelta(days=100)
    assert carried(found, Ahead(early, early, 0)) == found


def test_a_prediction_says_what_it_assumes() -> None:
    told = predict(practised(6.0), 10, an_aim(), Ahead(NEWEST, NEWEST + timedelta(days=14), 2.5))
    assert told.on == NEWEST + timedelta(days=14)
    assert told.note == ""
    assert "5 interviews, 2.5 a week" in told.assumptions[0]
    assert "Startup" in " ".join(told.assumptions)


def test_too_little_gives_no_chance_and_no_assumptions() -> None:
    ahead = Ahead(NEWEST, NEWEST, 1)
    for told in (predict(None, 0, an_aim(), ahead), predict(practised(6.0, 3), 3, an_aim(), ahead)):
        assert told.chance is None
        assert told.assumptions == ()
        assert told.note.startswith("not enough interviews")
    missing = predict(practised(6.0, kinds=KINDS[:2]), 10, an_aim(), ahead)
    assert (missing.chance, missing.note) == (None, "no behavioral question so far")


def test_a_company_without_a_bar_gives_no_chance() -> None:
    aim = replace(an_aim(), pattern=an_aim().pattern.replace(bars={}))
    told = predict(practised(6.0), 10, aim, Ahead(NEWEST, NEWEST, 1))
    assert (told.chance, told.note) == (None, "Startup has no bar for mid")


def test_a_day_in_the_past_is_refused() -> None:
    with pytest.raises(BadInput, match="2026-01-01 is in the past"):
        Ahead(date(2026, 1, 2), date(2026, 1, 1), 1)


def test_a_day_too_far_away_is_refused() -> None:
    with pytest.raises(BadInput, match="more than a year"):
        Ahead(date(2026, 1, 2), date(2027, 1, 4), 1)


@pytest.mark.parametrize("per_week", [-1.0, 51.0, float("nan"), float("inf")])
def test_an_impossible_practice_is_refused(per_week: float) -> None:
    with pytest.raises(BadInput, match="from 0 to 50"):
        Ahead(date(2026, 1, 1), date(2026, 1, 2), per_week)
