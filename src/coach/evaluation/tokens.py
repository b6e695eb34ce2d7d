"""Printed text compared word by word, as the Kattis problem package format describes for its own output validator.

`tokens` ignores white space and the case of ASCII letters. Options, in brackets and separated by commas, make that
stricter (`case_sensitive`, `space_change_sensitive`) or allow numbers to differ (`float_tolerance 1e-6`, or one of
`float_absolute_tolerance` and `float_relative_tolerance`, or both).
"""

import math
import re
import string
from typing import NamedTuple

from pydantic import JsonValue

SPACES = re.compile(r"([ \f\n\r\t\v]+)")
NUMBER = re.compile(r"[+-]?(\d*\.\d+|\d+\.?)([eE][+-]?\d+)?", re.ASCII)
LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class Options(NamedTuple):
    case_sensitive: bool
    space_sensitive: bool
    absolute: float | None
    """By how much a number may differ; None: not at all."""
    relative: float | None
    """By which part of the expected number it may differ."""


def options_of(compare: str) -> Options:
    """The options in the brackets of `tokens(…)`."""
    words = [part.split() for part in compare.removeprefix("tokens").strip("()").split(",") if part.strip()]
    values = {word[0]: float(word[1]) for word in words if len(word) == 2}
    names = {word[0] for word in words}
    both = values.get("float_tolerance")
    return Options(
        case_sensitive="case_sensitive" in names,
        space_sensitive="space_change_sensitive" in names,
        absolute=values.get("float_absolute_tolerance", both),
        relative=values.get("float_relative_tolerance", both),
    )


def same_output(expected: JsonValue, got: JsonValue, compare: str) -> bool:
    """Whether what was printed counts as the expected text."""
    if not isinstance(expected, str) or not isinstance(got, str):
        return False
    options = options_of(compare)
    left, right = SPACES.split(expected), SPACES.split(got)
    if not options.space_sensitive:
        # The parts stand alternately: a token, white space, a token. At the ends a token may be empty.
        left, right = ([token for token in parts[::2] if token] for parts in (left, right))
    return len(left) == len(right) and all(_same(one, other, options) for one, other in zip(left, right, strict=True))


def _same(expected: str, got: str, options: Options) -> bool:
    if expected == got:
        return True
    if (options.absolute is not None or options.relative is not None) and NUMBER.fullmatch(expected):
        return NUMBER.fullmatch(got) is not None and _close(float(expected), float(got), options)
    return not options.case_sensitive and expected.translate(LOWER) == got.translate(LOWER)


def _close(expected: float, got: float, options: Options) -> bool:
    if math.isinf(expected) or math.isinf(got):  # What is too large for a number differs by no amount.
        return expected == got
    difference = abs(expected - got)
    return difference <= (options.absolute or 0.0) or difference <= (options.relative or 0.0) * abs(expected)
