"""The few numeric tools of the skill model, in plain Python."""

from collections.abc import Iterator, Sequence
from math import exp, lgamma, log, sqrt

Vector = list[float]
Matrix = list[list[float]]

NORMAL_975 = 1.959964
FARTHEST = 6.0
"""Logits beyond ±6 (0.02 or 9.98 of 10) are no different from each other."""
HERMITE = (
    (-3.750440, 0.000548),
    (-2.366760, 0.030757),
    (-1.154405, 0.240123),
    (0.0, 0.457144),
    (1.154405, 0.240123),
    (2.366760, 0.030757),
    (3.750440, 0.000548),
)
"""Nodes and weights of Gauss–Hermite quadrature for a standard normal (Abramowitz and Stegun 1964, table 25.10)."""


def logistic(logit: float) -> float:
    """The fraction 0–1 of a logit, which is held within ±6."""
    return 1.0 / (1.0 + exp(-max(-FARTHEST, min(FARTHEST, logit))))


def flattening(variance: float) -> float:
    """The factor by which a logit comes nearer to 0 when a fraction is averaged over a normal one of that variance.

    The mean of logistic(x) over x ~ N(m, v) is about logistic(m / √(1 + 0.346 v)) (Zeger, Liang and Albert 1988).
    """
    return 1 / sqrt(1 + 0.346 * variance)


def student_975(freedom: float) -> float:
    """The 97.5 % point of Student's t by the expansion of Fisher and Cornish (1960); within 0.005 from 9 degrees on."""
    z = NORMAL_975
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def inverse(matrix: Matrix) -> Matrix:
    """The inverse of a small symmetric positive definite matrix, by Gauss–Jordan without pivoting."""
    size = len(matrix)
    rows = [[*row, *(float(at == column) for column in range(size))] for at, row in enumerate(matrix)]
    for at in range(size):
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(size):
            if other != at and (factor := rows[other][at]):
                rows[other] = [value - factor * own for value, own in zip(rows[other], rows[at], strict=True)]
    return [row[size:] for row in rows]


def times(matrix: Matrix, vector: Sequence[float]) -> Vector:
    return [sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix]


def product(one: Matrix, other: Matrix) -> Matrix:
    return [times(list(map(list, zip(*other, strict=True))), row) for row in one]


def beta_above(point: float, mean: float, variance: float) -> float:
    """The chance that a Beta variable of this mean and variance is at least `point`; all on 0–1.

    The regularised incomplete beta function by its continued fraction (Lentz's method, DLMF 8.17.22).
    """
    if point <= 0 or point >= 1:
        return float(point <= 0)
    spread = max(mean * (1 - mean) / variance - 1, 0.02)
    a, b = mean * spread, (1 - mean) * spread
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(point) + b * log(1 - point))
    if point < (a + 1) / (a + b + 2):
        return 1 - front / a / _fraction(a, b, point)
    return front / b / _fraction(b, a, 1 - point)


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction whose inverse is the incomplete beta function without its front."""
    numerators = _numerators(a, b, x)
    value, c, d, change = 1.0, 1.0, 0.0, 0.0
    while abs(change - 1) > 1e-9:
        numerator = next(numerators)
        c = 1 + numerator / c
        d = 1 / (1 + numerator * d)
        change = c * d
        value *= change
    return value


def _numerators(a: float, b: float, x: float) -> Iterator[float]:
    m = 0
    while True:
        yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        m += 1
        yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
