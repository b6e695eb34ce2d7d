"""What stands in front of an exported solution."""

from typing import Any

import pytest

from coach.bank.exporters.input_check import fits, is_valid
from coach.bank.exporters.stdin_driver import answer, in_lines, in_words
from coach.domain.signature import Signature


def shape(**fields: Any) -> dict[str, Any]:
    return Signature.model_validate(fields).model_dump(mode="json")


def function(returns: str, *types: str) -> dict[str, Any]:
    params = [{"name": f"p{at}", "type": kind} for at, kind in enumerate(types)]
    return shape(function="f", params=params, returns=returns)


@pytest.mark.parametrize(
    ("value", "compare", "text"),
    [
        (None, "exact", "null"),
        ([1, 2.5, True], "exact", "[ 1 , 2.5 , true ]"),
        ([], "exact", "[ ]"),
        ({}, "exact", "{ }"),
        ({"b": [1], "a": "x y"}, "exact", '{ "a" : "x\\u0020y" , "b" : [ 1 ] }'),
        ([3, 1, 2], "unordered", "[ 1 , 2 , 3 ]"),
        ([[2, 1], [0]], "unordered", "[ [ 0 ] , [ 2 , 1 ] ]"),
        ([[2, 1], [0]], "unordered_nested", "[ [ 0 ] , [ 1 , 2 ] ]"),
    ],
)
def test_results_in_words(value: Any, compare: str, text: str) -> None:
    assert in_words(value, compare) == text


@pytest.mark.parametrize(
    ("returns", "kind", "source", "given", "printed"),
    [
        ("int", "list<int>", sum, [1, 2], "3\n"),
        ("linked_list<int>", "linked_list<int>", lambda head: head.next, [1, 2, 3], "[ 2 , 3 ]\n"),
        ("binary_tree<int>", "binary_tree<int>", lambda root: root.right, [1, 2, 3, None, None, 4], "[ 3 , 4 ]\n"),
        ("binary_tree<int>", "binary_tree<int>", lambda root: root, [], "[ ]\n"),
        ("list<linked_list<int>>", "list<linked_list<int>>", lambda all: all[::-1], [[1], [2]], "[ [ 2 ] , [ 1 ] ]\n"),
        ("void", "list<int>", lambda items: items.reverse(), [1, 2], "[ 2 , 1 ]\n"),
    ],
)  # fmt: skip
def test_a_function_as_a_program(returns: str, kind: str, source: Any, given: Any, printed: str) -> None:
    signature = function(returns, kind)
    text = in_lines(signature, {"p0": given})
    assert answer(signature, {"f": source}, "exact", text) == printed
    assert is_valid(signature, text)


class Counter:
    def __init__(self, start: int) -> None:
        self.value = start

    def add(self, by: int) -> int:
        self.value += by
        return self.value


COUNTER = shape(
    class_name="Counter",
    constructor=[{"name": "start", "type": "int"}],
    methods=[{"name": "add", "params": [{"name": "by", "type": "int"}], "returns": "int"}],
)


def test_a_class_as_a_program() -> None:
    text = in_lines(COUNTER, {"operations": [["Counter", [5]], ["add", [2]]]})
    assert text == '["Counter",[5]]\n["add",[2]]\n'
    assert answer(COUNTER, {"Counter": Counter}, "exact", text) == "null\n7\n"
    assert is_valid(COUNTER, text)


@pytest.mark.parametrize("text", ["", "{", '["Counter"]\n', '["Counter",["a"]]\n', '["drop",[1]]\n', '["add",[]]\n'])
def test_other_inputs_are_not_valid(text: str) -> None:
    assert not is_valid(COUNTER, text)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("int", 1, True),
        ("float", 1, "1"),
        ("bool", True, 1),
        ("string", "a", None),
        ("optional<int>", None, "a"),
        ("map<string,int>", {"a": 1}, {"a": "b"}),
        ("graph", [[1]], 3),
        ("binary_tree<int>", [1, None], ["a"]),
        ("linked_list<int>", [1], [None]),
    ],
)
def test_types_of_inputs(kind: str, good: Any, bad: Any) -> None:
    assert fits(kind, good)
    assert not fits(kind, bad)
