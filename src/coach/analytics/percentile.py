"""Where a person stands: among their own earlier interviews, and among enough people who are alike."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from statistics import NormalDist, fmean, quantiles

from coach.domain.analytics import Estimate, Percentile
from coach.domain.company import CompanyPattern
from coach.domain.enums import Seniority
from coach.domain.results import CohortMember, InterviewResult, QuestionResult

LEAST_OTHERS = 30
"""Others below which there is no percentile: with 30 it is known to about ±17 points, with 100 to ±10."""
LEAST_OWN = 5
"""Own interviews below which there is none: a single one at the median spans the 13th to the 87th."""
LAST = 10
"""The newest result is set against so many before it,"""
LEAST_EARLIER = 3
"""and against no fewer than these."""
RELIABILITY = 0.68
"""Of one interview: the part of the variance of its score that is the person's and not the day's."""
TRUST = 1
"""The usual spread of a person's interviews counts like so many of their own interviews."""
POINTS = 512
BAR = "rubric level and hire bar"


def percentile(
    interviews: Sequence[InterviewResult],
    results: Sequence[QuestionResult],
    cohort: Sequence[CohortMember],
    pattern: CompanyPattern | None,
    on: date,
) -> Percentile:
    """The standing of a person with at least one interview; interviews and results are given newest first.

    The cohort are the others with role, seniority and evaluator version of the newest interview, each once. The value
    is the share (0–100) of such people whose mean score is below the score to expect of this person; None with fewer
    than 30 of them or fewer than 5 own interviews, and the reference is then the bar of the newest interview's company,
    whose pattern is given.
    """
    own = own_history(interviews, results)
    if percentile_note(interviews, cohort):
        return Percentile(value=None, reference="; ".join((_bar(interviews[0], pattern), *own)))
    newest = interviews[0]
    who = f"{len(cohort)} others here who interviewed for {newest.seniority.value} {newest.role}"
    reference = f"{who}, scored by version {newest.evaluator_version} of the rules, as of {on.isoformat()}"
    return Percentile(
        value=_standing([one.overall for one in _alike(interviews)], cohort),
        reference="; ".join((reference, *own)),
        people=len(cohort),
    )


def percentile_note(interviews: Sequence[InterviewResult], cohort: Sequence[CohortMember]) -> str:
    """Why there is no percentile; empty when there is one."""
    own = len(_alike(interviews))
    if own < LEAST_OWN:
        return f"percentile: not enough interviews for this role and seniority: {own} of {LEAST_OWN}"
    if len(cohort) < LEAST_OTHERS:
        return f"percentile: not enough others with this role and seniority: {len(cohort)} of {LEAST_OTHERS}"
    return ""


def own_history(interviews: Sequence[InterviewResult], results: Sequence[QuestionResult]) -> tuple[str, ...]:
    """The newest interview, and its concept that was met most often, set against those before, in words."""
    version = interviews[0].evaluator_version
    scores = [one.overall for one in interviews if one.evaluator_version == version]
    by_concept = _of_newest(interviews[0], [one for one in results if one.evaluator_version == version])
    most = max(by_concept, key=lambda concept: len(by_concept[concept]), default="")
    found = (_better(scores, "interviews"), _better(by_concept.get(most, ()), f"on {most}"))
    return tuple(sentence for sentence in found if sentence)


def _of_newest(newest: InterviewResult, results: Sequence[QuestionResult]) -> dict[str, list[float]]:
    """The scores by concept, of the concepts of the newest interview."""
    met = dict.fromkeys(
        concept
        for one in results
        if one.session_id == newest.session_id and one.score is not None
        for concept in one.concepts
    )
    return {
        concept: [one.score for one in results if one.score is not None and concept in one.concepts] for concept in met
    }


def _better(scores: Sequence[float], what: str) -> str:
    """The first score against those behind it, in words; empty when they are too few."""
    earlier = scores[1 : LAST + 1]
    if len(earlier) < LEAST_EARLIER:
        return ""
    better, equal = sum(one < scores[0] for one in earlier), earlier.count(scores[0])
    same = f" and equal to {equal}" if equal else ""
    return f"better than {better}{same} of your last {len(earlier)} {what}"


def _alike(interviews: Sequence[InterviewResult]) -> list[InterviewResult]:
    """The interviews with role, seniority and evaluator version of the newest."""
    newest = _key(interviews[0])
    return [one for one in interviews if _key(one) == newest]


def _key(interview: InterviewResult) -> tuple[str, Seniority, int]:
    return interview.role, interview.seniority, interview.evaluator_version


def _bar(newest: InterviewResult, pattern: CompanyPattern | None) -> str:
    scored = f"{BAR}: {newest.overall:.1f} in the newest interview"
    if pattern is None:
        return scored
    return f"{scored}, {pattern.bars[newest.seniority]:.1f} is the bar of {pattern.name} for {newest.seniority.value}"


def _standing(own: Sequence[float], cohort: Sequence[CohortMember]) -> Estimate:
    """The percentile with an interval that knows both: own interviews are few, and so are the others.

    The expected score follows Student's t about the own mean; given it, the share below follows Beta(c+½, n−c+½), the
    interval of Jeffreys for c of n (Brown, Cai and DasGupta 2001). Both are taken at the same points each time: same
    input, same answer.
    """
    ordered = sorted(member.overall for member in cohort)
    mean = fmean(own)
    error, freedom = _error(own, cohort)
    expected = [
        mean + error * score / math.sqrt(_gamma(freedom / 2, spread) * 2 / freedom) for score, spread, *_ in _points()
    ]
    steady = _steadiness(sorted(expected), ordered)
    shares = []
    for score, (*_, at, other) in zip(expected, _points(), strict=True):
        below = _below(ordered, score)
        less = _gamma(steady * below + 0.5, at)
        more = _gamma(steady * (len(ordered) - below) + 0.5, other)
        shares.append(100 * less / (less + more))
    cuts = quantiles(shares, n=40)
    return Estimate(value=round(cuts[19], 1), low=round(cuts[0], 1), high=round(cuts[38], 1), interviews=len(own))


@lru_cache(maxsize=1)
def _points() -> tuple[tuple[float, ...], ...]:
    """Four independent standard normal variables, at points that fill their space evenly.

    So few do for what takes thousands of random draws. The additive sequence of Roberts (2018): the steps are powers of
    the inverse of the root of x⁵ = x + 1.
    """
    normal, root = NormalDist(), 1.1673039782614187
    return tuple(
        tuple(normal.inv_cdf((0.5 + number * root**-power) % 1) for power in range(1, 5))
        for number in range(1, POINTS + 1)
    )


def _gamma(shape: float, normal: float) -> float:
    """A gamma variable of scale 1 by a standard normal one (Wilson and Hilferty 1931)."""
    return shape * max(0.0, 1 - 1 / (9 * shape) + normal / (3 * math.sqrt(shape))) ** 3


def _steadiness(expected: Sequence[float], ordered: Sequence[float]) -> float:
    """How many times more people the cohort counts for, because not one score but a range is set against it.

    The share below a range is a mean over the cohort of the part of the range above each person. It varies less than
    a share of yes and no.
    """
    above = [1 - bisect_left(expected, score) / len(expected) for score in ordered]
    share = fmean(above)
    varies = _squares(above, share) / len(above)
    return share * (1 - share) / varies if varies else 1.0


def _below(ordered: Sequence[float], score: float) -> float:
    """How many are below a score; equals count half."""
    return (bisect_left(ordered, score) + bisect_right(ordered, score)) / 2


def _error(own: Sequence[float], cohort: Sequence[CohortMember]) -> tuple[float, float]:
    """Standard error of the own mean, and its degrees of freedom.

    The variance between a person's interviews is their own, drawn towards the usual one: what RELIABILITY makes of the
    variance of the others' means, each the mean of its number of interviews.
    """
    ratio = (1 - RELIABILITY) / RELIABILITY
    averaged = fmean(1 / member.interviews for member in cohort)
    means = [member.overall for member in cohort]
    usual = ratio * _squares(means, fmean(means)) / (len(means) - 1) / (1 + ratio * averaged)
    spread = _squares(own, fmean(own))
    freedom = TRUST + len(own) - 1
    return math.sqrt((TRUST * usual + spread) / freedom / len(own)), freedom


def _squares(values: Sequence[float], mean: float) -> float:
    """The sum of squared distances from the mean; the exact one of the standard library takes five times as long."""
    return sum((value - mean) ** 2 for value in values)
