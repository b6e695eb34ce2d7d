"""How the overall score moves from interview to interview."""

import math
from collections.abc import Sequence
from itertools import combinations
from statistics import median

from coach.analytics.logistic import NORMAL_975
from coach.domain.analytics import Estimate, ScorePoint
from coach.domain.results import InterviewResult

LEAST = 5
"""Interviews below which no rate is told: four are all in rising or falling order in one case of twelve, by chance."""
MOST = 100
"""The newest so many interviews are looked at: what was long before says little about getting better lately."""
PER = 10
"""Interviews."""


def score_trend(interviews: Sequence[InterviewResult]) -> tuple[ScorePoint, ...]:
    """The scores of interviews that are given newest first, oldest first."""
    return tuple(
        ScorePoint(session_id=one.session_id, at=one.at, score=one.overall, company=one.company)
        for one in reversed(interviews)
    )


def improvement(interviews: Sequence[InterviewResult]) -> Estimate | None:
    """Points (0–10) per ten interviews, of interviews that are given newest first; None when it cannot be told.

    The slope of Theil (1950) and Sen (1968): the median slope over all pairs of interviews, so that single bad days
    hardly matter. Its 95 % interval are the slopes whose ranks Kendall's statistic gives (Sen 1968).
    """
    scores = [one.overall for one in reversed(interviews[:MOST])]
    if improvement_note(interviews):
        return None
    pairs = combinations(enumerate(scores), 2)
    slopes = sorted((later - earlier) / (at - before) for (before, earlier), (at, later) in pairs)
    low, high = _interval(slopes, len(scores))
    return Estimate(
        value=round(median(slopes) * PER, 2), low=round(low * PER, 2), high=round(high * PER, 2), interviews=len(scores)
    )


def improvement_note(interviews: Sequence[InterviewResult]) -> str:
    """Why there is no rate; empty when there is one."""
    if len(interviews) < LEAST:
        return f"improvement rate: not enough interviews: {len(interviews)} of {LEAST}"
    if len({one.overall for one in interviews[:MOST]}) == 1:
        return "improvement rate: all interviews have the same score"
    return ""


def improvement_caveats(interviews: Sequence[InterviewResult]) -> tuple[str, ...]:
    """What else may be in a rate, where there is one."""
    if improvement_note(interviews):
        return ()
    read = interviews[:MOST]
    found = []
    if len({one.evaluator_version for one in read}) > 1:
        found.append("improvement rate: how much of it comes from a change in the rules of scoring")
    if len({one.difficulty for one in read}) > 1:
        found.append("improvement rate: how much of it comes from easier or harder interviews")
    return tuple(found)


def _interval(slopes: Sequence[float], count: int) -> tuple[float, float]:
    """The slopes between which the true one lies, by rank; a rank between two slopes takes the value between them.

    The number of pairs that fall has the mean N/2 and the variance n(n−1)(2n+5)/72. The half is for continuity.
    Equal scores would make the variance smaller; leaving that out makes the interval, if anything, too wide.
    """
    spread = math.sqrt(count * (count - 1) * (2 * count + 5) / 72)
    rank = len(slopes) / 2 + 0.5 - NORMAL_975 * spread
    return _at(slopes, rank), _at(slopes, len(slopes) + 1 - rank)


def _at(ordered: Sequence[float], rank: float) -> float:
    """The value at a rank that counts from 1."""
    below = math.floor(rank)
    lower, upper = ordered[below - 1], ordered[min(below, len(ordered) - 1)]
    return lower + (rank - below) * (upper - lower)
