"""Plain data as JSON, with integers of any length. Used on both sides of the sandbox's wall."""

import json
from typing import Any

LONGEST_DECIMAL_BITS = 12_000
"""Longer integers travel as {"$int": hexadecimal}: interpreters refuse to turn them into decimal text."""


def encode(value: Any) -> bytes:
    """The JSON text of plain data. Raises ValueError or RecursionError."""
    try:
        return json.dumps(value, separators=(",", ":")).encode()
    except ValueError:
        return json.dumps(_shortened(value), separators=(",", ":")).encode()


def decode(text: bytes) -> Any:
    """The plain data of a JSON text. Raises ValueError or RecursionError."""
    value = json.loads(text)
    return _restored(value) if b'"$int"' in text else value


def _shortened(value: Any) -> Any:
    match value:
        case bool():
            return value
        case int() if value.bit_length() > LONGEST_DECIMAL_BITS:
            return {"$int": hex(value)}
        case list() | tuple():
            return [_shortened(item) for item in value]
        case dict():
            return {key: _shortened(item) for key, item in value.items()}
    return value


def _restored(value: Any) -> Any:
    match value:
        case {"$int": str(digits)} if len(value) == 1:
            return int(digits, 16)
        case dict():
            return {key: _restored(item) for key, item in value.items()}
        case list():
            return [_restored(item) for item in value]
    return value
