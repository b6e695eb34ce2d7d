"""Measured growth, and what is claimed about it."""

import math
import random
from collections.abc import Callable

import pytest

from coach.domain.coding import Complexity, ComplexityTarget
from coach.evaluation.claims import claimed_notation
from coach.evaluation.complexity import claim_holds, claimed_complexity, classes_of, distance, growth_of

SIZES = [1000 * 2**step for step in range(7)]
SHAPES: dict[Complexity, Callable[[float], float]] = {
    "1": lambda n: 1.0,
    "log n": math.log,
    "n": lambda n: n,
    "n log n": lambda n: n * math.log(n),
    "n^2": lambda n: n * n,
    "n^2 log n": lambda n: n * n * math.log(n),
    "n^3": lambda n: n**3,
}
LINEAR = ComplexityTarget(time="n", acceptable=("n", "n log n"), space="n")


def times(name: Complexity, noise: float = 0.0, seed: int = 0) -> list[tuple[int, float]]:
    shape, chance = SHAPES[name], random.Random(seed)
    scale = 0.1 / shape(SIZES[-1])
    return [(n, shape(n) * scale * (1 + noise * chance.random()) + 2e-4) for n in SIZES]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("noise", [0.0, 0.05, 0.15])
def test_the_class_is_found_or_is_one_of_two_neighbours(name: Complexity, noise: float) -> None:
    for seed in range(20):
        classes = classes_of(times(name, noise, seed))
        assert classes == () or len(classes) <= 2
        assert distance(classes, (name,)) == 0
        assert distance((name,), classes) == 0


@pytest.mark.parametrize("base", [1.5, 1.618, 2.0, 3.0])
def test_growth_by_a_factor_is_exponential_whatever_the_base(base: float) -> None:
    assert classes_of([(n, 1e-6 * base**n + 1e-4) for n in (8, 10, 12, 14, 17, 20, 23)]) == ("2^n",)


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(1000, 1e-3), (2000, 2e-3), (4000, 4e-3)],
        [(1000, 1e-3), (1200, 2e-3), (1400, 4e-3), (1600, 5e-3)],
        [(1000, 0.5), (2000, 1e-3), (4000, 0.9), (8000, 2e-3), (16000, 0.7), (32000, 1e-3)],
        [(n, math.nan) for n in SIZES],
        [(n, math.inf) for n in SIZES],
    ],
)
def test_too_little_or_too_wild_is_inconclusive(points: list[tuple[int, float]]) -> None:
    growth = growth_of(points, LINEAR, "")
    assert (growth.classes, growth.slower_by, growth.beyond_target, growth.claimed) == ((), 0, 0, "")


def test_what_takes_no_time_at_any_size_is_constant_or_logarithmic() -> None:
    assert classes_of([(n, 1e-6) for n in SIZES]) == ("1", "log n")


def test_a_logarithm_is_never_told_from_what_caches_do() -> None:
    assert classes_of([(n, 1e-7 * n * math.log(n)) for n in SIZES]) == ("n", "n log n")
    assert classes_of([(n, 1e-9 * n**2 * math.log(n)) for n in SIZES]) == ("n^2", "n^2 log n")


def test_a_few_microseconds_more_are_no_growth() -> None:
    assert classes_of(list(zip(SIZES, [1.1e-5, 1.1e-5, 1.2e-5, 1.1e-5, 1.3e-5, 1.4e-5, 1.7e-5], strict=True)))[0] == "1"


def test_falling_times_are_constant_at_best() -> None:
    assert classes_of([(n, 0.2 - n * 1e-7) for n in SIZES])[0] == "1"


@pytest.mark.parametrize(
    ("measured", "target", "acceptable", "slower", "beyond"),
    [
        ("n", "n", ("n",), 0, 0),
        ("n log n", "n", ("n",), 0, 0),
        ("n^2", "n", ("n", "n log n"), 1, 1),
        ("n^2", "n log n", ("n log n", "n^2"), 0, 1),
        ("n^3", "n", ("n",), 2, 2),
        ("n", "log n", ("log n",), 1, 1),
        ("log n", "1", ("1",), 0, 0),
        ("n", "n^2", ("n^2",), 0, 0),
    ],
)
def test_only_full_classes_count(
    measured: Complexity, target: Complexity, acceptable: tuple[Complexity, ...], slower: int, beyond: int
) -> None:
    growth = growth_of(times(measured), ComplexityTarget(time=target, acceptable=acceptable, space="n"), "")
    assert (growth.slower_by, growth.beyond_target) == (slower, beyond)
    assert growth.points[0][0] == SIZES[0]


@pytest.mark.parametrize(
    ("claim", "measured", "holds"),
    [
        ("O(n)", "n", True),
        ("O(n)", "n log n", True),
        ("O(n)", "n^2", False),
        ("O(n^2)", "n", False),
        ("O(n)", None, True),
        ("O(n^2)", None, False),
        ("O(V + E)", "n", None),
        ("", "n", None),
    ],
)
def test_a_claim_is_held_against_the_measurement_or_the_target(
    claim: str, measured: Complexity | None, holds: bool | None
) -> None:
    points = times(measured) if measured else []
    assert claim_holds(growth_of(points, LINEAR, claim)) is holds


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("O(n log n) time, O(n) space", "n log n"),
        ("space is O(n), time is O(n^2)", "n^2"),
        ("O(n²)", "n^2"),
        ("O(n³) overall", "n^3"),
        ("It is linear.", "n"),
        ("It's quadratic", "n^2"),
        ("cubic", "n^3"),
        ("exponential", "2^n"),
        ("exponential backoff", ""),
        ("logarithmic", "log n"),
        ("linearithmic", "n log n"),
        ("constant time lookups, so linear overall", "n"),
        ("n squared", "n^2"),
        ("O(n squared) is a lot", "n^2"),
        ("runs in n log n", "n log n"),
        ("O(m+n)", ""),
        ("O(V+E)", ""),
        ("O(amount * coins)", ""),
        ("O(n!)", ""),
        ("O(1) lookups so O(n) overall", "n"),
        ("brute force is O(n^2), but with a hash map O(n)", "n"),
        ("O(nlogn)", "n log n"),
        ("O(n*log(n))", "n log n"),
        ("O(n lg n)", "n log n"),
        ("O(N)", "n"),
        ("O(2^n)", "2^n"),
        ("O(2n)", "n"),
        ("O(n + 26)", "n"),
        ("O(len(nums))", "n"),
        ("O(n ** 2)", "n^2"),
        ("linear probing", ""),
        ("constant space", "1"),
        ("O(1) space and O(n) time", "n"),
        ("Time: O(n). Space: O(1).", "n"),
        ("we need O(1) memory", "1"),
        ("The space and time complexity are both O(n)", "n"),
        ("O(26) steps", "1"),
        ("İ think O(n)", "n"),
        ("nothing about it", ""),
    ],
)
def test_claims_are_read_in_their_many_spellings(text: str, cls: str) -> None:
    assert claimed_complexity(text) == cls


def test_own_notation_is_kept_as_it_was_written() -> None:
    assert claimed_notation("it takes O(V + E) time") == "O(V + E)"
    assert claimed_notation("no claim") == ""
    assert growth_of([], LINEAR, "O(rows * columns)").claimed == "O(rows * columns)"
    assert growth_of([], LINEAR, "linear").claimed == "n"
