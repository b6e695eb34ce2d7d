"""Signatures, their types, and the starters made from them."""

from typing import Any

import pytest
from pydantic import ValidationError

from coach.domain.enums import ProgrammingLanguage
from coach.domain.signature import Signature, parse_type
from coach.domain.starter import starter
from coach.languages.language import load
from coach.languages.render import type_name

PYTHON = ProgrammingLanguage.PYTHON


def function(returns: str = "int", *types: str) -> Signature:
    params = [{"name": f"p{number}", "type": name} for number, name in enumerate(types or ("int",))]
    return Signature.model_validate({"function": "f", "params": params, "returns": returns})


@pytest.mark.parametrize(
    ("name", "annotation"),
    [
        ("int", "int"),
        ("long", "int"),
        ("float", "float"),
        ("bool", "bool"),
        ("string", "str"),
        ("list<list<int>>", "list[list[int]]"),
        ("optional<string>", "str | None"),
        ("map<string, list<int>>", "dict[str, list[int]]"),
        ("linked_list<int>", "ListNode | None"),
        ("binary_tree<int>", "TreeNode | None"),
        ("graph", "list[list[int]]"),
        ("void", "None"),
    ],
)
def test_types_as_a_python_programmer_writes_them(name: str, annotation: str) -> None:
    assert type_name(load("python"), name.replace(" ", "")) == annotation


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("integer", "is not a type"),
        ("set<int>", "not a container type"),
        ("map<int,int>", "key of a map is a string"),
        ("list<void>", "void cannot be inside"),
        ("list<", "is not a type"),
    ],
)
def test_other_words_are_no_types(name: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        function(name)


def test_one_level_at_a_time() -> None:
    assert parse_type("list<list<int>>") == ("list", ("list<int>",))
    assert parse_type("map<string, int>") == ("map", ("int",))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "either a function"),
        ({"function": "f", "class_name": "F", "methods": [{"name": "m"}], "returns": "int"}, "either a function"),
        ({"class_name": "F"}, "at least one method"),
        ({"function": "f"}, "a parameter to change in place"),
        ({"function": "F", "returns": "int"}, "pattern"),
    ],
)
def test_a_signature_has_one_shape(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Signature.model_validate(fields)


def test_the_entry_is_what_a_solution_defines() -> None:
    assert function().entry == "f"
    cache = Signature.model_validate({"class_name": "Cache", "methods": [{"name": "get", "returns": "int"}]})
    assert cache.entry == "Cache"
    assert cache.is_class


def test_the_starter_of_a_function_compiles() -> None:
    text = starter(function("list<int>", "list<int>", "string"), PYTHON)
    assert text == "def f(p0: list[int], p1: str) -> list[int]:\n    raise NotImplementedError\n"
    compile(text, "solution.py", "exec")


def test_the_starter_of_a_class_compiles() -> None:
    signature = Signature.model_validate(
        {
            "class_name": "Cache",
            "constructor": [{"name": "capacity", "type": "int"}],
            "methods": [
                {"name": "get", "params": [{"name": "key", "type": "string"}], "returns": "int"},
                {"name": "clear"},
            ],
        }
    )
    text = starter(signature, PYTHON)
    assert "    def __init__(self, capacity: int) -> None:" in text
    assert "    def get(self, key: str) -> int:" in text
    assert "    def clear(self) -> None:" in text
    compile(text, "solution.py", "exec")


def test_a_program_has_one_input_and_no_parameters() -> None:
    program = Signature(stdio=True)
    assert program.entry == "main"
    assert program.input_names == {"stdin"}
    assert function("int", "int").input_names == {"p0"}
    with pytest.raises(ValidationError, match="or stdio"):
        Signature(stdio=True, function="f", returns="int")
    assert "main" in starter(program, PYTHON)
