"""A person's skill on each kind of question, from graded answers, good and bad days, and practice.

The model: the fraction scored on a question has the mean logistic(skill + day - difficulty) and varies by dispersion
× mean × (1 - mean). Skill ~ N(0, 1) per kind before the first interview and moves by one rate per interview; the day is
shared by the questions of an interview; a difficulty comes with its own uncertainty. Fitted by marginal
quasi-likelihood (Zeger, Liang and Albert 1988; Breslow and Clayton 1993). The variances of days and answers are
estimated as if the usual ones had been seen in so many interviews and answers before.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coach.analytics.items import DAY_VARIANCE, DISPERSION, SKILL_SD, Item, unseen
from coach.analytics.logistic import Matrix, Vector, flattening, inverse, logistic, product, student_975, times
from coach.domain.analytics import Estimate, Skill
from coach.domain.enums import QuestionType
from coach.domain.results import QuestionResult

HALF_LIFE = 360.0
"""Days after which an interview counts half of one held with the newest."""
RATE_SD = 0.03
"""Logits per interview by which people learn or forget: 0.75 points in ten interviews around a score of 5."""
DAY_PRIOR = 8
"""Interviews that the usual variance of days stands for."""
DISPERSION_PRIOR = 20
"""Answers that the usual dispersion stands for."""
LEAST_DISPERSION = 0.02
ROUNDS = 6


@dataclass(frozen=True)
class Posterior:
    """What is known of a person as of their newest interview, in logits."""

    kinds: tuple[QuestionType, ...]
    mean: Vector
    """One per kind, and the learning rate per interview last."""
    covariance: Matrix
    day_variance: float
    dispersion: float
    interviews: tuple[int, ...]
    """With a scored question, per kind."""
    sittings: int
    """With a scored question of any kind."""
    newest: datetime

    @property
    def reach(self) -> float:
        """How many standard deviations make a 95 % interval, the variances being estimates."""
        return student_975(DAY_PRIOR + self.sittings)


def skills(known: Posterior | None) -> tuple[Skill, ...]:
    """The skill on each kind of question met, as of the newest interview."""
    return tuple(_skill(known, at) for at in range(len(known.kinds))) if known else ()


def _skill(known: Posterior, at: int) -> Skill:
    count, value = known.interviews[at], known.mean[at]
    reach = known.reach * known.covariance[at][at] ** 0.5
    low, high = value - reach, value + reach
    score = Estimate(value=10 * logistic(value), low=10 * logistic(low), high=10 * logistic(high), interviews=count)
    logit = Estimate(value=value, low=low, high=high, interviews=count)
    return Skill(kind=known.kinds[at], expected_score=score, logit=logit)


def posterior(results: Sequence[QuestionResult], items: Mapping[str, Item]) -> Posterior | None:
    """The fit over the scored results of one person, follow-ups apart; None without any."""
    scored = [one for one in results if one.score is not None and one.kind is not QuestionType.FOLLOW_UP]
    if not scored:
        return None
    kinds = tuple(kind for kind in QuestionType if any(one.kind is kind for one in scored))
    sittings = _sittings(scored, kinds, items)
    fit = _Fit(len(kinds), sittings)
    for _ in range(ROUNDS):
        fit.improve()
    return Posterior(
        kinds=kinds,
        mean=fit.mean,
        covariance=fit.covariance_with_items(),
        day_variance=fit.day_variance,
        dispersion=fit.dispersion,
        interviews=tuple(sum(at in sitting.kinds for sitting in sittings) for at in range(len(kinds))),
        sittings=len(sittings),
        newest=sittings[0].at,
    )


@dataclass(slots=True)
class _Answer:
    column: int
    fraction: float
    item: str
    hard: float
    doubt: float
    """Variance of the difficulty."""
    precision: float = 0.0
    surprise: float = 0.0
    """How much better than expected, in logits."""
    unit: float = 0.0
    """Variance of the surprise at a dispersion of 1."""


class _Sitting:
    """One interview, seen along a straight line through what is expected of it."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.answers: list[_Answer] = []
        self.kinds: set[int] = set()
        self.weight = 1.0
        self.place = 0.0
        """0 for the newest, -1 for the one before …"""
        self.column: Vector = []
        """Precision of the answers by parameter."""
        self.total = 0.0
        """Precision of all answers."""
        self.pull = 0.0
        """Their surprises, weighed by precision."""
        self.shared = 0.0
        """Variance of the day once the answers are known."""

    def look(self, mean: Vector, day_variance: float, dispersion: float) -> None:
        """Compare the answers with what is expected at these skills and, at the end of `mean`, this rate."""
        self.column, self.total, self.pull = [0.0] * len(mean), 0.0, 0.0
        moved = mean[-1] * self.place
        for one in self.answers:
            blur = day_variance + one.doubt
            flatter = flattening(blur)
            expected = logistic(flatter * (mean[one.column] + moved - one.hard))
            whole = expected * (1 - expected)
            slope = flatter * whole
            one.unit = whole / slope**2 - blur
            one.precision = 1 / (dispersion * one.unit + one.doubt)
            one.surprise = (one.fraction - expected) / slope
            self.column[one.column] += one.precision
            self.total += one.precision
            self.pull += one.precision * one.surprise
        self.column[-1] = self.total * self.place
        self.shared = day_variance / (1 + day_variance * self.total)

    def rows(self) -> Iterator[tuple[_Answer, Vector]]:
        """Each answer with its weight on every parameter, the day it shares with others taken out."""
        for one in self.answers:
            row = [-one.precision * self.shared * other for other in self.column]
            row[one.column] += one.precision
            row[-1] += one.precision * self.place
            yield one, [value * self.weight for value in row]


def _sittings(
    scored: Sequence[QuestionResult], kinds: Sequence[QuestionType], items: Mapping[str, Item]
) -> list[_Sitting]:
    """By interview, newest first."""
    column = {kind: at for at, kind in enumerate(kinds)}
    found: dict[str, _Sitting] = {}
    for one in scored:
        item = items.get(one.bank_id) or unseen(one.difficulty)
        sitting = found.setdefault(one.session_id, _Sitting(one.at))
        fraction = (one.score or 0.0) / 10
        sitting.answers.append(_Answer(column[one.kind], fraction, one.bank_id, item.mean, item.sd**2))
        sitting.kinds.add(column[one.kind])
    sittings = sorted(found.values(), key=lambda sitting: sitting.at, reverse=True)
    for at, sitting in enumerate(sittings):
        days = (sittings[0].at - sitting.at).total_seconds() / 86400
        sitting.weight, sitting.place = 0.5 ** (days / HALF_LIFE), float(-at)
    return sittings


class _Fit:
    """Newton steps for the skills and the rate, each with the two variances brought up to date."""

    def __init__(self, kinds: int, sittings: list[_Sitting]) -> None:
        self.size, self.sittings = kinds + 1, sittings
        self.mean = [0.0] * self.size
        self.prior = _prior(kinds, sittings[-1].place)
        self.day_variance, self.dispersion = DAY_VARIANCE, DISPERSION
        self.covariance: Matrix = []

    def improve(self) -> None:
        known = [list(row) for row in self.prior]
        pull = [-value for value in times(self.prior, self.mean)]
        for sitting in self.sittings:
            sitting.look(self.mean, self.day_variance, self.dispersion)
            for answer, row in sitting.rows():
                for a, value in enumerate(row):
                    known[a][answer.column] += value
                    known[a][-1] += value * sitting.place
                    pull[a] += value * answer.surprise
        self.covariance = inverse(known)
        step = times(self.covariance, pull)
        self.mean = [value + change for value, change in zip(self.mean, step, strict=True)]
        self._estimate_variances(step)

    def _estimate_variances(self, step: Vector) -> None:
        """Expectations of the squared days and surprises, with what remains unknown of skills, as in EM."""
        days, spread, answers = DAY_PRIOR * DAY_VARIANCE, DISPERSION_PRIOR * DISPERSION, DISPERSION_PRIOR
        for sitting in self.sittings:
            column, shared = sitting.column, sitting.shared
            day = shared * (sitting.pull - _dot(column, step))
            days += day**2 + shared + shared**2 * _dot(column, times(self.covariance, column))
            apart = 1 / (1 + self.day_variance * sitting.total) ** 2
            for one in sitting.answers:
                rest = one.surprise - step[one.column] - step[-1] * sitting.place - day
                unsure = shared + apart * self.covariance[one.column][one.column]
                spread += (rest**2 + unsure - one.doubt) / one.unit
            answers += len(sitting.answers)
        self.day_variance = days / (DAY_PRIOR + len(self.sittings) - 2)
        self.dispersion = max(spread / (answers - 2), LEAST_DISPERSION)

    def covariance_with_items(self) -> Matrix:
        """With the errors that answers to the same question have in common: its difficulty is one, and unknown."""
        rows: defaultdict[str, list[tuple[float, Vector]]] = defaultdict(list)
        for sitting in self.sittings:
            for answer, row in sitting.rows():
                rows[answer.item].append((answer.doubt, row))
        common = [[0.0] * self.size for _ in range(self.size)]
        for found in rows.values():
            if len(found) > 1:
                together = [sum(values) for values in zip(*(row for _, row in found), strict=True)]
                for row, sign in ((together, 1.0), *((row, -1.0) for _, row in found)):
                    for a, one in enumerate(row):
                        for b, other in enumerate(row):
                            common[a][b] += sign * found[0][0] * one * other
        extra = product(product(self.covariance, common), self.covariance)
        return [
            [one + more for one, more in zip(*pair, strict=True)] for pair in zip(self.covariance, extra, strict=True)
        ]


def _prior(kinds: int, first: float) -> Matrix:
    """The precision of today's skills and the rate, where the skills at place `first` are N(0, SKILL_SD²)."""
    skill = SKILL_SD**-2
    rows = [[skill if a == b else 0.0 for b in range(kinds)] + [skill * first] for a in range(kinds)]
    return [*rows, [skill * first] * kinds + [RATE_SD**-2 + kinds * skill * first**2]]


def _dot(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
