"""The chance to pass an interview on a day to come: readiness, carried there."""

from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from coach.analytics.readiness import Aim, chance
from coach.analytics.skill import Posterior
from coach.domain.analytics import Prediction
from coach.errors import BadInput

WANDER = 0.3**2 / 365
"""Squared logits by which a skill wanders in a day, up or down: 0.3 logits in a year, 0.75 points around 5."""
MOST_PER_WEEK = 50
DAYS_OF_A_YEAR = 366


@dataclass(frozen=True)
class Ahead:
    """The time until the interview; raises BadInput for a day in the past, beyond a year, or no usable number."""

    today: date
    on: date
    practice_per_week: float
    """Practice interviews."""

    def __post_init__(self) -> None:
        if self.on < self.today:
            raise BadInput(f"{self.on} is in the past.", fix="choose today or a day to come")
        if self.days > DAYS_OF_A_YEAR:
            raise BadInput(f"{self.on} is more than a year away.", why="Nothing can be said of it.")
        if not (isfinite(self.practice_per_week) and 0 <= self.practice_per_week <= MOST_PER_WEEK):
            raise BadInput(f"Interviews per week: a number from 0 to {MOST_PER_WEEK} is needed.")

    @property
    def days(self) -> int:
        return (self.on - self.today).days

    @property
    def practice(self) -> float:
        """Interviews held until then."""
        return self.practice_per_week * self.days / 7


def predict(known: Posterior | None, interviews: int, aim: Aim, ahead: Ahead) -> Prediction:
    """The chance to meet the bar that day, after so many interviews with a score; None where too little is known.

    `known` is the fit over the person's results.
    """
    pattern, seniority = aim.pattern, aim.seniority
    told = Prediction(company=pattern.type, seniority=seniority, on=ahead.on, chance=None)
    if seniority not in pattern.bars:
        return told.replace(note=f"{pattern.name} has no bar for {seniority.value}")
    then = None if known is None else carried(known, ahead)
    likely, note = chance(then, interviews, aim)
    if then is None or likely is None:
        return told.replace(note=note)
    return told.replace(chance=likely, assumptions=_assumptions(then, ahead, aim))


def carried(known: Posterior, ahead: Ahead) -> Posterior:
    """What is known of the person by that day: moved by the rate, less certain by the rate's doubt and by the days."""
    kinds, more = len(known.kinds), ahead.practice
    rate, doubt = known.mean[-1], known.covariance[-1]
    days = max((ahead.on - known.newest.date()).days, 0)
    covariance = [list(row) for row in known.covariance]
    for a in range(kinds):
        for b in range(kinds):
            covariance[a][b] += more * (doubt[a] + doubt[b]) + more**2 * doubt[-1] + (WANDER * days if a == b else 0.0)
    mean = [value + more * rate for value in known.mean[:-1]]
    return replace(known, mean=[*mean, rate], covariance=covariance)


def _assumptions(then: Posterior, ahead: Ahead, aim: Aim) -> tuple[str, ...]:
    return (
        f"Practice until then: {ahead.practice:.0f} interviews, {ahead.practice_per_week:.2g} a week.",
        f"Ten of them change a score around 5 by {25 * then.mean[-1]:+.1f} points: your pace so far, held near zero.",
        "Skill also wanders by itself, up or down by about 0.75 points in a year.",
        f"The interview is one of {aim.pattern.name} as described here, with {aim.difficulty.value} questions "
        "that are new to you.",
        "It is scored as your interviews here were, which no company promises.",
    )
