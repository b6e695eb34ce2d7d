"""Back-of-envelope sums in a design, worked out again."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "trillion": 1e12,
    "kb": 1e3,
    "kib": 1024.0,
    "mb": 1e6,
    "mib": 1024.0**2,
    "gb": 1e9,
    "gib": 1024.0**3,
    "tb": 1e12,
    "tib": 1024.0**4,
    "pb": 1e15,
    "kbit": 1e3,
    "mbit": 1e6,
    "gbit": 1e9,
    "kbps": 1e3,
    "mbps": 1e6,
    "gbps": 1e9,
    "tbps": 1e12,
    "%": 1e-2,
    "percent": 1e-2,
}
DIGITS = r"\d[\d,]*(?:\.\d+)?(?:[eE]\d{1,2})?(?:\s?\^\s?\d{1,2})?"
SCALE = (
    r"(?:thousand|million|mio|mn|billion|bn|trillion|percent|[kKmMgG]bit|[kKmMgGtT]bps|[kKMGTP]i?B\b|[kKmMbBtT]\b|%)"
)
NUMBER = re.compile(rf"({DIGITS})\s?({SCALE}(?![a-zA-Z]))?")
UNIT = r"(?:/[a-zA-Z]+)*+[ \t]*(?:(?!x\b)[a-zA-Z][\w./-]*[ \t]?){0,5}"
TIMES, OVER = "*×x·", "/÷"
OPERATION = re.compile(
    rf"(?<![\w.])({DIGITS}(?:\s?{SCALE}(?![a-zA-Z]))?+){UNIT}[()]?[ \t]*([*×·/÷]|\bx\b)[ \t(]*(?=\d)"
)
EQUALS = re.compile("=|≈|~=|~|->|→")
RESULT = re.compile(
    rf"{DIGITS}(?:\s?{SCALE}(?![a-zA-Z]))?+{UNIT}[ \t]*[()]?[ \t]*({EQUALS.pattern})[ \t]*(about |roughly |ca\.? |~|≈)?"
    rf"({DIGITS})\s?({SCALE}(?![a-zA-Z]))?"
)
"""The last number of a chain, the equals sign, and the result."""
EXACT, ROUGH = 1.15, 1.35
"""A result may be off by these factors, with an equals sign and with a sign for "about"."""
CONVERSIONS = (1, 8, 12, 24, 30, 60, 365, 3600, 86_400, 1e5, 2.6e6, 3.15e7)
"""Factors that lie between units of time, and between bits and bytes: what they explain is not called wrong."""
THOUSANDTHS = re.compile(r"\d\s?(?:ms|milliseconds?|µs|us)\b")
LARGEST_SLIP = 1e5
STEPS = 8


class Sum(NamedTuple):
    """A chain of products and quotients with the result that was written behind it."""

    text: str
    written: float
    computed: float
    rough: bool

    @property
    def ratio(self) -> float:
        """How many times the larger is the smaller of both results."""
        small, large = sorted((self.written, self.computed))
        return large / small if small > 0 else math.inf

    @property
    def holds(self) -> bool:
        """Whether the result is right, give or take rounding and a change of unit."""
        margin = ROUGH if self.rough else EXACT
        factors = (*CONVERSIONS, 1000) if THOUSANDTHS.search(self.text) else CONVERSIONS
        return any(1 / margin <= self.ratio / factor <= margin for factor in factors)


@lru_cache(maxsize=16)
def sums_in(text: str) -> tuple[Sum, ...]:
    """Every chain `a × b ÷ c = d` of a text, line by line."""
    return tuple(found for line in text.splitlines() if EQUALS.search(line) for found in _in_line(line[:500]))


def wrong_sums(text: str) -> tuple[Sum, ...]:
    """Those whose result is off by a slip; what is off by more has left out a factor that was said elsewhere."""
    return tuple(found for found in sums_in(text) if not found.holds and found.ratio <= LARGEST_SLIP)


def quantity(digits: str, scale: str | None) -> float:
    """The value of a number as people write it: 1,5 stays apart, 10^8 and 1e8 are powers, k M B and GB are scales."""
    base, _, power = digits.replace(",", "").replace(" ", "").partition("^")
    value = float(base) ** int(power) if power else float(base)
    return value * SCALES.get((scale or "").casefold(), 1.0)


def _in_line(line: str) -> Iterator[Sum]:
    at = 0
    while start := OPERATION.search(line, at):
        found, at = _chain(line, start)
        if found:
            yield found


def _chain(line: str, start: re.Match[str]) -> tuple[Sum | None, int]:
    """The sum that begins at a first operation, when it ends in a result; and where to go on."""
    value, operation = _value(start[1]), start[2]
    at = start.end()
    for _ in range(STEPS):
        following = OPERATION.match(line, at)
        value = _applied(value, operation, _value(line[at:]))
        if following is None:
            return _with_result(line, start.start(), at, value)
        operation, at = following[2], following.end()
    return None, at


def _applied(value: float, operation: str, number: float) -> float:
    if operation in OVER:
        return value / number if number else 0.0
    return value * number


def _value(text: str) -> float:
    number = NUMBER.match(text)
    return quantity(number[1], number[2]) if number else 0.0


def _with_result(line: str, start: int, last: int, value: float) -> tuple[Sum | None, int]:
    """The sum whose last number stands at a place, when an equals sign and a result come behind it."""
    behind = RESULT.match(line, last)
    # What brackets group is beyond a chain from left to right.
    if behind is None or "(" in line[start : behind.end()]:
        return None, last
    rough = behind[1] != "=" or bool(behind[2])
    return Sum(line[start : behind.end()], quantity(behind[3], behind[4]), value, rough), behind.start(3)
