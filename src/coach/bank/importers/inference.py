"""The narrowest type of a signature that all of some values have."""

from collections.abc import Iterable, Sequence

from pydantic import JsonValue

from coach.domain.fit import INT, LONG

UNKNOWN, NOTHING = "?", "null"
"""Inside an empty list, and null: both take the type of the others."""
NUMBERS = ("int", "long", "float")


class Untyped(Exception):
    """The values have no type that a signature could name; the message says why."""


def type_of(values: Iterable[JsonValue]) -> str:
    """The type of all values together, as a signature spells it. Raises Untyped."""
    found = ""
    for value in values:
        kind = _kind(value)
        found = _common(found, kind) if found else kind
    if not found or UNKNOWN in found:
        raise Untyped("a list is empty in every case, so what it holds is not known")
    if found == NOTHING or "<null>" in found or ",null>" in found:
        raise Untyped("it is null in every case")
    return found


SCALARS: tuple[tuple[type, str], ...] = ((bool, "bool"), (float, "float"), (str, "string"), (type(None), NOTHING))


def _kind(value: JsonValue) -> str:
    match value:
        case list():
            return f"list<{_all(value)}>"
        case dict():
            return f"map<string,{_all(list(value.values()))}>"
        case int() if not isinstance(value, bool):
            return _whole(value)
        case _:
            return next(name for known, name in SCALARS if isinstance(value, known))


def _whole(value: int) -> str:
    if -INT <= value < INT:
        return "int"
    if -LONG <= value < LONG:
        return "long"
    raise Untyped(f"{str(value)[:40]} needs more than 64 bits")


def _all(values: Sequence[JsonValue]) -> str:
    found = UNKNOWN
    for value in values:
        found = _common(found, _kind(value))
    return found


def _common(one: str, other: str) -> str:
    """The type that holds the values of both. Raises Untyped."""
    if other in (one, UNKNOWN):
        return one
    if one == UNKNOWN:
        return other
    if NOTHING in (one, other):
        return _optional(other if one == NOTHING else one)
    if one.startswith("optional<") or other.startswith("optional<"):
        return _optional(_common(_inside_optional(one), _inside_optional(other)))
    if one in NUMBERS and other in NUMBERS:
        return NUMBERS[max(NUMBERS.index(one), NUMBERS.index(other))]
    for outer in ("list<", "map<string,"):
        if one.startswith(outer) and other.startswith(outer):
            return f"{outer}{_common(one[len(outer) : -1], other[len(outer) : -1])}>"
    raise Untyped(f"it is {_said(one)} in one place and {_said(other)} in another")


def _optional(kind: str) -> str:
    return kind if kind.startswith("optional<") else f"optional<{kind}>"


def _inside_optional(kind: str) -> str:
    return kind.removeprefix("optional<").removesuffix(">") if kind.startswith("optional<") else kind


def _said(kind: str) -> str:
    return kind.replace(f"<{UNKNOWN}>", "").replace(f",{UNKNOWN}>", ">")
