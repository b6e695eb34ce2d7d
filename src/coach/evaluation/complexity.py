"""Which class of growth measured times follow, as far as they can tell.

Every class is fitted as constant + factor · f(n) by least squares on relative errors, with both coefficients
non-negative. Classes that fit about as well as the best are candidates; the simplest of them is taken, together
with its next neighbour when that is a candidate too. A logarithm is never a whole class of distance.
"""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import mul
from typing import NamedTuple

from coach.domain.coding import Complexity, ComplexityTarget
from coach.domain.feedback import Growth
from coach.evaluation.claims import claimed_complexity, claimed_notation

__all__ = ["claim_holds", "claimed_complexity", "classes_of", "distance", "growth_of"]

NOISE_SECONDS = 5e-6
"""Times below are mostly what calling and reading the clock cost; they count as this."""
WITHOUT_LOG: dict[Complexity, Complexity] = {"n log n": "n", "n^2 log n": "n^2"}
LOG_FIT = 0.35
"""Caches that no longer hold the input look like a logarithm: up to this error the class without it is named too."""
AT_ONCE: tuple[Complexity, ...] = ("1", "log n")
"""What a function is whose time stays below the noise at every size."""
LEAST_POINTS = 4
LEAST_SPREAD, LEAST_RISE = 4.0, 10.0
"""The largest size, or the longest time, must be so many times the smallest; less cannot tell classes apart."""
WORST_FIT = 0.35
"""Root mean square of the relative errors above which no class is believed."""
CLOSE_FIT = 1.5
CLOSE_MARGIN = 0.01
JITTER_SECONDS, MOST_JITTER = 5e-6, 0.25
"""A class is a candidate when its error is at most CLOSE_FIT times the least one plus CLOSE_MARGIN, and what caches and
the clock can make of a short time: JITTER_SECONDS, but never more than a part of MOST_JITTER of it."""
BASES = tuple(1.3 * 1.08**step for step in range(17))
"""Bases 1.3 to 4.5: 2ⁿ stands for exponential growth of any base."""

FULL_CLASS: dict[Complexity, int] = {
    "1": 0,
    "log n": 0,
    "n": 1,
    "n log n": 1,
    "n^2": 2,
    "n^2 log n": 2,
    "n^3": 3,
    "2^n": 4,
}
"""Rank without logarithms: only a difference here may change a score."""

SHAPES: dict[Complexity, tuple[float, int]] = {
    "1": (0, 0),
    "log n": (0, 1),
    "n": (1, 0),
    "n log n": (1, 1),
    "n^2": (2, 0),
    "n^2 log n": (2, 1),
    "n^3": (3, 0),
}
"""Powers of n and of log n."""


def distance(slow: Iterable[Complexity], fast: Iterable[Complexity]) -> int:
    """Full classes by which even the fastest of `slow` is slower than the slowest of `fast`; never below 0."""
    return max(0, min(FULL_CLASS[name] for name in slow) - max(FULL_CLASS[name] for name in fast))


def growth_of(points: Sequence[tuple[int, float]], target: ComplexityTarget | None, claimed_text: str) -> Growth:
    """Measured growth against the target and the claim. `points` are (n, seconds); no classes means inconclusive."""
    classes = classes_of(points)
    return Growth(
        classes=classes,
        target=target.time if target else None,
        claimed=claimed_complexity(claimed_text) or claimed_notation(claimed_text),
        slower_by=distance(classes, target.acceptable) if classes and target else 0,
        beyond_target=distance(classes, (target.time,)) if classes and target else 0,
        points=tuple((n, seconds) for n, seconds in points),
    )


def claim_holds(growth: Growth) -> bool | None:
    """Whether the claim is what was measured, or the target when that is inconclusive; None: nothing to tell."""
    claimed = next((name for name in FULL_CLASS if name == growth.claimed), None)
    known: tuple[Complexity, ...] = growth.classes or ((growth.target,) if growth.target else ())
    if claimed is None or not known:
        return None
    return distance((claimed,), known) == 0 and distance(known, (claimed,)) == 0


def classes_of(points: Iterable[tuple[int, float]]) -> tuple[Complexity, ...]:
    """The class the times follow, or two neighbours, or none when they cannot tell."""
    return _classes_of(tuple(points))


@lru_cache(maxsize=64)
def _classes_of(points: tuple[tuple[int, float], ...]) -> tuple[Complexity, ...]:
    """Remembered, since judgement, follow-up and report ask for the same measurement."""
    known = usable(points)
    if len({n for n, _ in known}) < LEAST_POINTS or not _is_spread(known):
        return ()
    if known[-1][1] == NOISE_SECONDS:
        return AT_ONCE
    fit = Fit(known)
    errors = {name: fit.curve(name).error for name in FULL_CLASS}
    best = min(errors.values())
    if best > WORST_FIT:
        return ()
    jitter = JITTER_SECONDS / statistics.median(seconds for _, seconds in known)
    margin = CLOSE_MARGIN + min(MOST_JITTER, jitter)
    candidates = [name for name, error in errors.items() if error <= best * CLOSE_FIT + margin]
    simplest = candidates[0]
    plain = WITHOUT_LOG.get(simplest)
    if plain and errors[plain] <= LOG_FIT:
        return (plain, simplest)
    beside = [right for left, right in pairwise(FULL_CLASS) if left == simplest and right in candidates]
    return (simplest, *beside)


def usable(points: Iterable[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    """Those that tell something, by size; times below the noise count as it."""
    told = ((n, seconds) for n, seconds in points if n > 0 and math.isfinite(seconds) and seconds >= 0)
    return tuple(sorted((n, max(seconds, NOISE_SECONDS)) for n, seconds in told))


def _is_spread(points: Sequence[tuple[int, float]]) -> bool:
    (small, short), (large, long) = points[0], points[-1]
    return large >= small * LEAST_SPREAD or long >= short * LEAST_RISE


def shape(name: Complexity, top: float, base: float = 2.0) -> Callable[[float], float]:
    """The growth of a class, 1 at the size `top`: relative to it, in logarithms, nothing overflows."""
    if name == "2^n":
        rate = math.log(base)
        return lambda n: math.exp(min((n - top) * rate, 700.0))
    power, logs = SHAPES[name]
    return lambda n: (n / top) ** power * (math.log(n + 1) / math.log(top + 1)) ** logs


class Form(NamedTuple):
    """The growth of a class, with one base where any will do, and its values at some sizes."""

    grows: Callable[[float], float]
    values: tuple[float, ...]


@lru_cache(maxsize=64)
def _forms(sizes: tuple[float, ...]) -> dict[Complexity, tuple[Form, ...]]:
    """Remembered, since a question is measured at the same sizes again and again."""
    plain = {name: [shape(name, sizes[-1])] for name in SHAPES}
    each = {**plain, "2^n": [shape("2^n", sizes[-1], base) for base in BASES]}
    return {name: tuple(Form(one, tuple(map(one, sizes))) for one in each[name]) for name in FULL_CLASS}


class Curve(NamedTuple):
    """constant + factor · form(n), and the root mean square of its relative errors."""

    error: float
    constant: float
    factor: float
    form: Callable[[float], float]

    def at(self, n: float) -> float:
        """Seconds at a size."""
        return self.constant + self.factor * self.form(n)


class Fit:
    """Least squares on the relative errors of some points, which are in the order of their sizes."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        self._sizes = tuple(n for n, _ in points)
        # Dividing by the time makes every point count the same, whatever its size.
        self._ones = [1 / seconds for _, seconds in points]
        self._a, self._aa = sum(self._ones), _dot(self._ones, self._ones)

    def curve(self, name: Complexity) -> Curve:
        """The one of a class that lies nearest."""
        return min(map(self._nearest, _forms(self._sizes)[name]), key=lambda curve: curve.error)

    def _nearest(self, form: Form) -> Curve:
        scaled = list(map(mul, form.values, self._ones))
        constant, factor = self._coefficients(scaled)
        # What is left of the squares at the best fit, by its normal equations.
        left = len(scaled) - constant * self._a - factor * sum(scaled)
        return Curve(math.sqrt(max(0.0, left) / len(scaled)), constant, factor, form.grows)

    def _coefficients(self, scaled: Sequence[float]) -> tuple[float, float]:
        """The non-negative (constant, factor) that bring constant · one + factor · value nearest to 1."""
        a, b, aa = self._a, sum(scaled), self._aa
        bb, ab = _dot(scaled, scaled), _dot(self._ones, scaled)
        determinant = aa * bb - ab * ab
        if determinant > 1e-9 * aa * bb:
            constant, factor = (a * bb - b * ab) / determinant, (b * aa - a * ab) / determinant
            if constant >= 0 and factor >= 0:
                return constant, factor
            if factor >= 0:
                return 0.0, b / bb
        return a / aa, 0.0


def _dot(left: Iterable[float], right: Iterable[float]) -> float:
    return math.fsum(map(mul, left, right))
