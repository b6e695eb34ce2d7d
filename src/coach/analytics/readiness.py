"""The chance to meet a company's bar in the next interview there."""

from collections.abc import Mapping
from dataclasses import dataclass

from coach.analytics.items import ITEM_SD, LEVEL_MEAN
from coach.analytics.logistic import HERMITE, beta_above, flattening, logistic
from coach.analytics.skill import Posterior
from coach.domain.analytics import Estimate, Readiness
from coach.domain.company import CompanyPattern
from coach.domain.enums import DifficultyLevel, InterviewType, QuestionType, Seniority
from coach.domain.mix import counts, questions_that_fit
from coach.errors import NotFound

LEAST_INTERVIEWS = 5
"""Interviews with a score below which there is no chance to be told."""
ROUNDING = 0.05
"""An overall score is told to one decimal."""


@dataclass(frozen=True)
class Aim:
    """The interview that somebody prepares for."""

    pattern: CompanyPattern
    seniority: Seniority
    role: str
    difficulty: DifficultyLevel = DifficultyLevel.MEDIUM

    @property
    def bar(self) -> float:
        """Overall score 0–10. Raises NotFound."""
        bar = self.pattern.bars.get(self.seniority)
        if bar is None:
            raise NotFound(f"{self.pattern.name} has no bar for {self.seniority.value}.")
        return bar


def readiness(known: Posterior | None, interviews: int, aim: Aim) -> Readiness:
    """The chance that the next interview there scores the bar or more, after so many interviews with a score.

    `known` is the fit over the person's results, as of the newest. Raises NotFound where there is no bar.
    """
    bar = aim.bar
    likely, note = chance(known, interviews, aim)
    return Readiness(company=aim.pattern.type, seniority=aim.seniority, bar=bar, chance=likely, note=note)


def chance(known: Posterior | None, interviews: int, aim: Aim) -> tuple[Estimate | None, str]:
    """The chance 0–1, or None and what is missing for it.

    The interval comes from what is unknown of the skill; the luck of the day and of the questions is in the chance
    itself, whose value is the mean over what the skill may be. Raises NotFound where there is no bar.
    """
    if interviews < LEAST_INTERVIEWS:
        return None, f"not enough interviews: {interviews} of {LEAST_INTERVIEWS}"
    asked = questions(aim)
    missing = [kind.value.replace("_", " ") for kind in asked if known is None or kind not in known.kinds]
    if known is None or missing:
        return None, f"no {' or '.join(missing)} question so far"
    return _estimate(known, interviews, asked, aim), ""


def questions(aim: Aim) -> dict[QuestionType, int]:
    """How many questions of each kind a mixed interview of the pattern asks in its usual time."""
    mix = aim.pattern.mix_for(InterviewType.MIXED, aim.role)
    return counts(mix, questions_that_fit(mix, aim.pattern.minutes))


def _estimate(known: Posterior, interviews: int, asked: Mapping[QuestionType, int], aim: Aim) -> Estimate:
    """Along the direction in which the data let the skills move the overall score most."""
    at = {kind: known.kinds.index(kind) for kind in asked}
    mean = {kind: known.mean[place] - LEVEL_MEAN[aim.difficulty] for kind, place in at.items()}
    slope = {kind: number * logistic(mean[kind]) * (1 - logistic(mean[kind])) for kind, number in asked.items()}
    along = {kind: sum(known.covariance[at[kind]][at[other]] * slope[other] for other in asked) for kind in asked}
    length = sum(along[kind] * slope[kind] for kind in asked) ** 0.5

    def moved(deviations: float) -> float:
        logits = {kind: mean[kind] + deviations * along[kind] / length for kind in asked}
        return meets(logits, asked, aim.bar, known.day_variance, known.dispersion)

    value = sum(weight * moved(node) for node, weight in HERMITE)
    low, high = moved(-known.reach), moved(known.reach)
    return Estimate(value=min(max(value, low), high), low=low, high=high, interviews=interviews)


def meets(
    logits: Mapping[QuestionType, float],
    asked: Mapping[QuestionType, int],
    bar: float,
    day_variance: float,
    dispersion: float,
) -> float:
    """The chance that the mean of the questions scores the bar, over good and bad days and unknown questions.

    `logits` are skill minus difficulty by kind. Given the day, the mean score is taken for a Beta variable.
    """
    total = sum(asked.values())
    return sum(
        weight * beta_above((bar - ROUNDING) / 10, *_moments(logits, asked, total, day * day_variance**0.5, dispersion))
        for day, weight in HERMITE
    )


def _moments(
    logits: Mapping[QuestionType, float], asked: Mapping[QuestionType, int], total: int, day: float, dispersion: float
) -> tuple[float, float]:
    """Mean and variance, as fractions, of the mean of the questions on such a day."""
    mean = variance = 0.0
    flatter = flattening(ITEM_SD**2)
    for kind, number in asked.items():
        one = logistic(flatter * (logits[kind] + day))
        whole = one * (1 - one)
        between = (flatter * whole * ITEM_SD) ** 2
        mean += number * one / total
        variance += number * (dispersion * (whole - between) + between) / total**2
    return mean, variance
