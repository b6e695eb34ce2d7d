"""Plain data as bytes whose layout the signature says: what compiled languages read without a parser.

Big-endian throughout. int and long: 64 bits; float: IEEE 754 double; bool: one byte; string: a count of bytes (32 bits)
and UTF-8; list, linked_list and graph: a count and the items; binary_tree: the same, level by level, each item behind a
byte that says whether there is one; optional: such a byte and the value; map: a count, then key and value in turn.
"""

import struct
from collections.abc import Callable
from typing import Any

from coach.languages.shape import inside, outside

_COUNT, _LONG, _DOUBLE = struct.Struct(">I"), struct.Struct(">q"), struct.Struct(">d")
_DEEPEST = 100


class Malformed(Exception):
    """Bytes that no harness writes for this type."""


def encode(kind: str, value: Any) -> bytes:
    """The bytes of a value of a type. Raises ValueError for one that is not of the type, with what is wrong."""
    out = bytearray()
    try:
        _encode(kind, value, out)
    except (struct.error, TypeError, AttributeError, UnicodeEncodeError) as error:
        raise ValueError(f"{str(value)[:60]} is no {kind}: {error}") from error
    return bytes(out)


def _encode(kind: str, value: Any, out: bytearray) -> None:
    outer, inner = outside(kind), inside(kind)
    if pack := _SCALARS.get(outer):
        out += pack(value)
    elif outer == "optional":
        out.append(value is not None)
        if value is not None:
            _encode(inner, value, out)
    elif outer == "map":
        out += _COUNT.pack(len(value))
        for key, item in value.items():
            out += _text(key)
            _encode(inner, item, out)
    else:
        _encode_items(_item_kind(outer, inner), value or [], out)


def _item_kind(outer: str, inner: str) -> str:
    return {"binary_tree": f"optional<{inner}>", "graph": "list<int>"}.get(outer, inner)


def _encode_items(kind: str, values: Any, out: bytearray) -> None:
    out += _COUNT.pack(len(values))
    if kind in ("int", "long"):
        out += struct.pack(f">{len(values)}q", *values)
        return
    for item in values:
        _encode(kind, item, out)


def _text(value: str) -> bytes:
    data = value.encode()
    return _COUNT.pack(len(data)) + data


_SCALARS: dict[str, Callable[[Any], bytes]] = {
    "int": _LONG.pack,
    "long": _LONG.pack,
    "float": _DOUBLE.pack,
    "bool": lambda value: bytes([bool(value)]),
    "string": _text,
}


class Reader:
    """Reads values in turn. Every method raises Malformed for bytes that are not what is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def is_done(self) -> bool:
        return self._at == len(self._data)

    def take(self, length: int) -> bytes:
        if self._at + length > len(self._data):
            raise Malformed
        self._at += length
        return self._data[self._at - length : self._at]

    def count(self) -> int:
        return int(_COUNT.unpack(self.take(4))[0])

    def double(self) -> float:
        return float(_DOUBLE.unpack(self.take(8))[0])

    def text(self) -> str:
        return self.take(self.count()).decode("utf-8", "replace")

    def long(self) -> int:
        return int(_LONG.unpack(self.take(8))[0])

    def flag(self) -> bool:
        flag = self.take(1)[0]
        if flag > 1:
            raise Malformed
        return flag == 1

    def value(self, kind: str, depth: int = 0) -> Any:
        """A value of a type of a signature, as plain data."""
        outer, inner = outside(kind), inside(kind)
        if depth > _DEEPEST:
            raise Malformed
        if scalar := _READS.get(outer):
            return scalar(self)
        if outer == "optional":
            return self.value(inner, depth + 1) if self.flag() else None
        if outer == "map":
            return {self.text(): self.value(inner, depth + 1) for _ in range(self.count())}
        return self._items(_item_kind(outer, inner), depth)

    def _items(self, kind: str, depth: int) -> list[Any]:
        count = self.count()
        if kind in ("int", "long"):
            return list(struct.unpack(f">{count}q", self.take(8 * count)))
        return [self.value(kind, depth + 1) for _ in range(count)]


_READS: dict[str, Callable[[Reader], Any]] = {
    "int": Reader.long,
    "long": Reader.long,
    "float": Reader.double,
    "bool": Reader.flag,
    "string": Reader.text,
}
