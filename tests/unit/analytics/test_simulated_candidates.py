"""Intervals, convergence and predictions against candidates whose skill is known.

`COACH_SOAK=1 pytest -s` on this file runs the full counts and prints the figures of docs/prediction.md.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import log, sqrt
from statistics import linear_regression

import pytest

from coach.analytics.items import LEVEL_MEAN, difficulties
from coach.analytics.prediction import Ahead, predict
from coach.analytics.readiness import meets, questions, readiness
from coach.analytics.skill import posterior, skills
from tests.unit.analytics.simulation import KINDS, Candidate, Installation, World, an_aim

SOAK = os.environ.get("COACH_SOAK") == "1"
CANDIDATES = 10_000 if SOAK else 300
BROKEN = 2_000 if SOAK else 50
CONVERGING = 400 if SOAK else 40
TIMES = (5, 10, 20, 40, 80, 160, 320) if SOAK else (5, 10, 20, 40, 80, 160)
SETTLED = 40
"""Interviews after which data tells more of the rate of learning than the prior does."""
TESTED = 10_000 if SOAK else 200
AT_ONE_PLACE = 50
OTHERS, OTHERS_INTERVIEWS = 8, 8

pytestmark = [pytest.mark.slow, pytest.mark.timeout(0)] if SOAK else []

BREAKING = (
    World("fast learners", rate_mean=0.06),
    World("nobody learns or wanders", rate_sd=0.0, wander=0.0),
    World("heavy-tailed days", heavy_days=True),
    World("mis-stated difficulties", misstated=0.5),
    World("a second skill", second_skill=0.7),
    World("fast wandering", wander=1.0 / 365),
)
LEARNING = (World(), World("all learn a little", rate_mean=0.02))
FLOOR = 75.0
"""Percent: what an interval still covers when one assumption is plainly wrong."""


@dataclass
class Coverage:
    """How often 95 % intervals hold the truth."""

    skill: list[bool] = field(default_factory=list)
    readiness: list[bool] = field(default_factory=list)

    def figures(self) -> tuple[float, float]:
        return _percent(self.skill), _percent(self.readiness)


def _percent(hits: list[bool]) -> float:
    return 100 * sum(hits) / len(hits)


def slack(count: int) -> float:
    """Three binomial standard errors at 95 %, in percent points; candidates count, their kinds are not independent."""
    return 300 * sqrt(0.95 * 0.05 / count)


def places(world: World, candidates: int, seed: int) -> Iterator[Installation]:
    for number in range(-(-candidates // AT_ONE_PLACE)):
        yield Installation(world, seed * 100_000 + number)


@cache
def coverage(world: World, candidates: int) -> Coverage:
    found, aim = Coverage(), an_aim()
    for place in places(world, candidates, seed=1):
        # Every other installation is one person's own: nothing is known of its questions but their level.
        others = place.results(OTHERS, OTHERS_INTERVIEWS) if place.rng.random() < 0.5 else []
        items = difficulties(others)
        for _ in range(min(candidates, AT_ONE_PLACE)):
            person = Candidate(place)
            person.practise(place.rng.randint(5, 30))
            known = posterior(person.results, items)
            for skill in skills(known):
                found.skill.append(skill.logit.low <= person.skill[skill.kind] <= skill.logit.high)
            if chance := readiness(known, person.held, aim).chance:
                found.readiness.append(chance.low <= true_chance(person) <= chance.high)
    return found


def true_chance(person: Candidate) -> float:
    aim = an_aim()
    logits = {kind: person.skill[kind] - LEVEL_MEAN[aim.difficulty] for kind in KINDS}
    return meets(logits, questions(aim), aim.bar, person.day_variance, person.dispersion)


def test_intervals_cover_what_they_promise() -> None:
    skill, ready = coverage(World(), CANDIDATES).figures()
    print(f"\nas assumed, {CANDIDATES} candidates: skill {skill:.1f} %, readiness {ready:.1f} %")
    more = 0.0 if SOAK else slack(CANDIDATES)
    assert 93 - more <= skill <= 97 + more
    assert 93 - more <= ready <= 97 + more


@pytest.mark.parametrize("world", BREAKING, ids=lambda world: world.name)
def test_intervals_suffer_within_bounds_where_an_assumption_is_wrong(world: World) -> None:
    skill, ready = coverage(world, BROKEN).figures()
    print(f"\n{world.name}, {BROKEN} candidates: skill {skill:.1f} %, readiness {ready:.1f} %")
    assert min(skill, ready) >= FLOOR - slack(BROKEN)


def test_the_chance_is_the_share_of_simulated_interviews() -> None:
    place, aim, sat = Installation(World(), seed=3), an_aim(), 4000 if SOAK else 1500
    for _ in range(6):
        person = Candidate(place)
        passed = sum(person.sits(aim) >= aim.bar for _ in range(sat)) / sat
        assert abs(passed - true_chance(person)) <= 0.02 + 3 * sqrt(0.25 / sat)


@pytest.mark.slow
def test_the_error_falls_with_the_root_of_the_interviews() -> None:
    errors = root_mean_square_errors(World("constant skill", rate_sd=0.0, wander=0.0, per_kind=2000, gap=(0, 0)))
    found = slope([(log(n), log(error)) for n, error in errors.items() if n >= SETTLED])
    shown = ", ".join(f"{n}: {error:.3f}" for n, error in errors.items())
    print(f"\nerror in logits after so many interviews: {shown}; slope from {SETTLED} on {found:.2f}")
    assert -0.55 <= found <= -0.45 if SOAK else -0.75 <= found <= -0.25
    assert errors[TIMES[-1]] < errors[TIMES[0]] / 2


def root_mean_square_errors(world: World) -> dict[int, float]:
    """Logits, after so many interviews of the same candidates."""
    squares: dict[int, list[float]] = {interviews: [] for interviews in TIMES}
    for place in places(world, CONVERGING, seed=7):
        for _ in range(min(CONVERGING, AT_ONE_PLACE)):
            person = Candidate(place)
            for interviews in TIMES:
                person.practise(interviews - person.held)
                found = skills(posterior(person.results, {}))
                squares[interviews] += [(one.logit.value - person.skill[one.kind]) ** 2 for one in found]
    return {interviews: sqrt(sum(errors) / len(errors)) for interviews, errors in squares.items()}


def slope(points: list[tuple[float, float]]) -> float:
    """Of the least-squares line."""
    return linear_regression([x for x, _ in points], [y for _, y in points]).slope


@dataclass(frozen=True)
class Told:
    """A prediction, what came of it, and the share of the person's own interviews so far above the bar."""

    chance: float
    passed: bool
    own_share: float


@cache
def predictions(world: World, count: int) -> tuple[Told, ...]:
    found, aim = [], an_aim()
    for place in places(world, count, seed=11):
        for _ in range(min(count, AT_ONE_PLACE)):
            person = Candidate(place)
            person.practise(place.rng.randint(5, 30))
            known = posterior(person.results, {})
            more, before, today = place.rng.randint(0, 12), person.held, person.at.date()
            share = own_share(person, aim.bar)
            person.practise(more)
            days = (person.at.date() - today).days
            per_week = 7 * more / days if days else 0.0
            told = predict(known, before, aim, Ahead(today, person.at.date(), per_week)).chance
            if told is not None:
                found.append(Told(told.value, person.sits(aim) >= aim.bar, share))
    return tuple(found)


def own_share(person: Candidate, bar: float) -> float:
    scores: dict[str, list[float]] = {}
    for one in person.results:
        scores.setdefault(one.session_id, []).append(one.score or 0.0)
    passed = sum(sum(values) / len(values) >= bar for values in scores.values())
    return (passed + 1) / (len(scores) + 2)


def brier(pairs: list[tuple[float, bool]]) -> float:
    return sum((chance - passed) ** 2 for chance, passed in pairs) / len(pairs)


@pytest.mark.parametrize("world", LEARNING, ids=lambda world: world.name)
def test_a_prediction_beats_the_base_rate(world: World) -> None:
    told = predictions(world, TESTED)
    base = sum(one.passed for one in told) / len(told)
    model = brier([(one.chance, one.passed) for one in told])
    always = brier([(base, one.passed) for one in told])
    own = brier([(one.own_share, one.passed) for one in told])
    print(f"\n{world.name}, {len(told)} predictions: Brier score {model:.3f}, ", end="")
    print(f"base rate {base:.2f} {always:.3f}, own share {own:.3f}")
    assert model < always - 0.02


@pytest.mark.parametrize(("world", "off"), [(LEARNING[0], 0.03), (LEARNING[1], 0.12)], ids=("as assumed", "all learn"))
def test_predicted_chances_come_true_as_often_as_they_say(world: World, off: float) -> None:
    bins: dict[int, list[Told]] = {}
    for one in predictions(world, TESTED):
        bins.setdefault(min(int(one.chance * 5), 4), []).append(one)
    print(f"\n{world.name}")
    for number, held in sorted(bins.items()):
        said = sum(one.chance for one in held) / len(held)
        came = sum(one.passed for one in held) / len(held)
        print(f"{number / 5:.1f}–{number / 5 + 0.2:.1f}: {len(held)} told {said:.2f}, came true {came:.2f}")
        assert abs(said - came) <= off + 3 * sqrt(0.25 / len(held))
