"""Whether a returned value is what was expected, on decoded JSON data alone.

Numbers are compared by type as well as by value: `true` is not 1, and where an integer is expected a float is
wrong; where a float is expected an integer of the same value will do. NaN equals NaN, and -0.0 equals 0.0.
"""

import math
import re
from typing import Any

from pydantic import JsonValue

from coach.evaluation.tokens import same_output

ALIKE = ({int}, {str})
"""Kinds of which Python's own equality is ours."""
TOLERANCE = re.compile(r"float\((1e-\d+)\)")


def agrees(expected: JsonValue, got: JsonValue, compare: str) -> bool:
    """Compare by the rule of the question: exact, unordered, unordered_nested, float(1e-k), text or tokens(…).

    A value nested too deeply to be walked agrees with nothing.
    """
    try:
        if match := TOLERANCE.fullmatch(compare):
            return _same(expected, got, float(match[1]))
        if compare.startswith("unordered"):
            nested = compare == "unordered_nested"
            return _same(_arranged(expected, nested), _arranged(got, nested), None)
        if compare.startswith("tokens"):
            return same_output(expected, got, compare)
        if compare == "text":
            return _trimmed(expected) == _trimmed(got)
        return _same(expected, got, None)
    except RecursionError:
        return False


def _trimmed(value: JsonValue) -> JsonValue:
    """Printed text without what nobody sees: spaces at the ends of lines, and empty lines at the end."""
    return "\n".join(line.rstrip() for line in value.splitlines()).rstrip("\n") if isinstance(value, str) else value


def _same(expected: JsonValue, got: JsonValue, tolerance: float | None) -> bool:
    match expected:
        case bool() | None:
            return got is expected
        case int() | float():
            return _same_number(expected, got, tolerance)
        case str():
            return isinstance(got, str) and got == expected
        case list():
            return isinstance(got, list) and len(got) == len(expected) and _same_lists(expected, got, tolerance)
        case _:
            return (
                isinstance(got, dict)
                and got.keys() == expected.keys()
                and all(_same(value, got[name], tolerance) for name, value in expected.items())
            )


def _same_lists(expected: list[JsonValue], got: list[JsonValue], tolerance: float | None) -> bool:
    kinds = set(map(type, expected))
    if kinds in ALIKE and kinds == set(map(type, got)):
        return got == expected
    return all(_same(left, right, tolerance) for left, right in zip(expected, got, strict=True))


def _same_number(expected: float, got: JsonValue, tolerance: float | None) -> bool:
    if isinstance(got, bool) or not isinstance(got, int | float):
        return False
    whole = isinstance(expected, int)
    if whole and isinstance(got, int):
        return got == expected
    if tolerance is None:
        return not whole and (got == expected or (_is_nan(expected) and _is_nan(got)))
    return _close(expected, got, tolerance)


def _is_nan(number: float) -> bool:
    return isinstance(number, float) and math.isnan(number)


def _close(expected: float, got: float, tolerance: float) -> bool:
    if _is_nan(expected) or _is_nan(got):
        return _is_nan(expected) and _is_nan(got)
    try:
        left, right = float(expected), float(got)
    except OverflowError:
        return expected == got
    if math.isinf(left) or math.isinf(right):
        return left == right
    return math.isclose(left, right, rel_tol=tolerance, abs_tol=tolerance)


def _arranged(value: JsonValue, nested: bool) -> JsonValue:
    """The value with its list in one fixed order; with all lists inside it in order too when nested."""
    if isinstance(value, list):
        parts = [_arranged(part, nested) for part in value] if nested else value
        return sorted(parts, key=_key)
    if nested and isinstance(value, dict):
        return {name: _arranged(part, nested) for name, part in value.items()}
    return value


def _key(value: JsonValue) -> tuple[Any, ...]:
    """An order over all JSON values; of equal numbers the integers come first, to meet their like."""
    match value:
        case None:
            return (0,)
        case bool():
            return (1, value)
        case int() | float():
            return (2,) if _is_nan(value) else (3, value, isinstance(value, float))
        case str():
            return (4, value)
        case list():
            return (5, [_key(part) for part in value])
        case _:
            return (6, [(name, _key(part)) for name, part in sorted(value.items())])
