"""How values of tests are shown to people."""

import json
from typing import Any

from pydantic import JsonValue

SHOWN_CHARACTERS = 2000
FEW = 50
"""Elements."""
ENOUGH = 700
"""So many elements, of a character and a separator of two at least, are more than is shown."""
NESTED = frozenset({list, dict})
WHOLE, FRACTIONS = frozenset({int, bool}), frozenset({float, bool})
LARGE = 10**18
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def described_input(arguments: dict[str, JsonValue]) -> str:
    """One line `name = value` per parameter."""
    lines = "\n".join(f"{name} = {shortened(value)}" for name, value in arguments.items())
    return _cut(lines)


def shortened(value: JsonValue) -> str:
    """The value as JSON, cut to about 2,000 characters; only as much as is shown gets written out."""
    pieces: list[str] = []
    length = 0
    if isinstance(value, list):
        value = value[:ENOUGH]
    try:
        if _is_small(value):
            # The quick encoder writes all of it or nothing.
            return _cut(_ENCODER.encode(value))
        for piece in _ENCODER.iterencode(value):
            pieces.append(piece)
            length += len(piece)
            if length > SHOWN_CHARACTERS:
                break
    except (RecursionError, ValueError):
        return "a value that cannot be shown"
    return _cut("".join(pieces))


def _is_small(value: Any) -> bool:
    """A plain value, a short list of such, or numbers of few digits."""
    if isinstance(value, list):
        types = set(map(type, value))
        if len(value) <= FEW:
            return types.isdisjoint(NESTED)
        return types <= FRACTIONS or (types <= WHOLE and min(value) > -LARGE and max(value) < LARGE)
    return not isinstance(value, dict)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
