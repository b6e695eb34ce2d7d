"""Values as bytes whose layout a signature says."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.sandbox.typed import Malformed, Reader, encode

LONG = st.integers(-(2**63), 2**63 - 1)
SCALARS = {"int": LONG, "long": LONG, "float": st.floats(allow_nan=False), "bool": st.booleans(), "string": st.text()}


@st.composite
def typed_values(draw: st.DrawFn, depth: int = 0) -> tuple[str, Any]:
    """A type of a signature, and a value of it."""
    outer = draw(st.sampled_from([*SCALARS, *(() if depth > 2 else ("list", "optional", "map", "linked_list"))]))
    if outer in SCALARS:
        return outer, draw(SCALARS[outer])
    inner, value = draw(typed_values(depth=depth + 1))
    match outer:
        case "optional":
            return f"optional<{inner}>", draw(st.sampled_from([None, value]))
        case "map":
            return f"map<string,{inner}>", dict.fromkeys(draw(st.lists(st.text(), max_size=3)), value)
    return f"{outer}<{inner}>", [value] * draw(st.integers(0, 3))


@given(typed_values())
def test_values_survive(made: tuple[str, Any]) -> None:
    kind, value = made
    reader = Reader(encode(kind, value))
    assert reader.value(kind) == value
    assert reader.is_done


@pytest.mark.parametrize(
    ("kind", "value", "data"),
    [
        ("int", -1, b"\xff" * 8),
        ("bool", True, b"\1"),
        ("string", "é", b"\0\0\0\2\xc3\xa9"),
        ("optional<bool>", None, b"\0"),
        ("list<bool>", [True, False], b"\0\0\0\2\1\0"),
        ("binary_tree<bool>", [True, None], b"\0\0\0\2\1\1\0"),
        ("graph", [[1], []], b"\0\0\0\2\0\0\0\1" + b"\0" * 7 + b"\1" + b"\0" * 4),
        ("linked_list<int>", None, b"\0" * 4),
    ],
)
def test_the_layout_is_the_documented_one(kind: str, value: Any, data: bytes) -> None:
    assert encode(kind, value) == data


def test_not_a_number_survives() -> None:
    assert math.isnan(Reader(encode("float", math.nan)).value("float"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("int", 2**63),
        ("int", "1"),
        ("int", None),
        ("string", 5),
        ("string", "\ud800"),
        ("list<int>", 5),
        ("map<string,int>", [1]),
    ],
)
def test_what_is_not_of_the_type_is_refused(kind: str, value: Any) -> None:
    with pytest.raises(ValueError, match="is no "):
        encode(kind, value)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("int", b"\0" * 7),
        ("string", b"\0\0\0\5abc"),
        ("bool", b"\2"),
        ("list<int>", b"\xff\xff\xff\xff"),
        ("list<string>", b"\xff\xff\xff\xff"),
        ("optional<" * 120 + "int" + ">" * 120, b"\1" * 200),
    ],
)
def test_forged_bytes_are_refused(kind: str, data: bytes) -> None:
    with pytest.raises(Malformed):
        Reader(data).value(kind)
