"""Plain data into what candidates receive and back."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.sandbox.guest import wire
from coach.sandbox.guest.python_values import ListNode, TreeNode, Unsuitable, split, to_plain, to_python

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
plain = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(plain)
def test_plain_data_survives_the_wire(value: Any) -> None:
    assert wire.decode(wire.encode(value)) == value


def test_integers_of_any_length_survive_the_wire() -> None:
    long = 10**5000
    assert wire.decode(wire.encode([long, -long, {"k": (2, long)}, True])) == [long, -long, {"k": [2, long]}, True]


def test_numbers_without_a_word_in_json_survive_the_wire() -> None:
    assert wire.decode(wire.encode([math.inf, -math.inf])) == [math.inf, -math.inf]
    assert math.isnan(wire.decode(wire.encode(math.nan)))


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("int", ("int", "")),
        ("list<list<int>>", ("list", "list<int>")),
        ("map<string,list<int>>", ("map", "list<int>")),
        ("optional<binary_tree<int>>", ("optional", "binary_tree<int>")),
    ],
)
def test_types_split(kind: str, parts: tuple[str, str]) -> None:
    assert split(kind) == parts


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("linked_list<int>", [1, 2, 3]),
        ("linked_list<int>", []),
        ("binary_tree<int>", [1, 2, 3, None, None, 4, 5]),
        ("binary_tree<int>", []),
        ("binary_tree<int>", [1, None, 2, 3]),
        ("list<binary_tree<int>>", [[1], [], [2, 3]]),
        ("map<string,linked_list<string>>", {"a": ["x", "y"], "b": []}),
        ("optional<linked_list<int>>", [1]),
        ("linked_list<list<int>>", [[1], []]),
        ("graph", [[1], [0]]),
        ("list<optional<int>>", [1, None]),
    ],
)
def test_structures_go_there_and_back(kind: str, value: Any) -> None:
    assert to_plain(kind, to_python(kind, value)) == value


def test_nodes_are_what_they_look_like() -> None:
    head = to_python("linked_list<int>", [1, 2])
    assert isinstance(head, ListNode)
    assert repr(head) == "ListNode(1 -> 2)"
    root = to_python("binary_tree<int>", [1, None, 2])
    assert isinstance(root, TreeNode)
    assert root.left is None
    assert repr(root.right) == "TreeNode(2)"


def test_a_tree_of_nothing_and_values_beyond_its_leaves() -> None:
    assert to_python("binary_tree<int>", [None]) is None
    assert to_plain("binary_tree<int>", to_python("binary_tree<int>", [1, None, None, 5])) == [1]


def test_subclasses_become_what_they_are_based_on() -> None:
    class Loud(str):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = str.__hash__

    value = to_plain("string", Loud("x"))
    assert type(value) is str


def test_an_integer_too_long_to_send() -> None:
    with pytest.raises(Unsuitable, match="over 8,000,000 bits"):
        to_plain("int", 1 << 9_000_000)


def cyclic_list() -> ListNode:
    first = ListNode(1, ListNode(2))
    assert first.next is not None
    first.next.next = first
    return first


def cyclic_tree() -> TreeNode:
    root = TreeNode(1)
    root.right = root
    return root


def endless_values() -> list[Any]:
    inner: list[Any] = [0] * 1000
    return [[inner] * 1000] * 3


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("linked_list<int>", cyclic_list(), "cycle after 2 nodes"),
        ("linked_list<int>", [1], "a ListNode or None"),
        ("binary_tree<int>", cyclic_tree(), "occurs twice"),
        ("binary_tree<int>", 5, "a TreeNode or None"),
        ("list<int>", {1}, "return a list"),
        ("list<int>", {1: 2}, "keys are strings"),
        ("list<list<int>>", endless_values(), "over 2,000,000 items"),
        ("int", lambda: 1, "returned a function"),
    ],
)
def test_values_that_are_refused(kind: str, value: Any, message: str) -> None:
    with pytest.raises(Unsuitable, match=message):
        to_plain(kind, value)
