"""Starters and drivers, made from a signature and the data of a folder."""

import re

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.signature import Signature
from coach.domain.starter import starter
from coach.errors import RunnerUnavailable
from coach.languages import render
from coach.languages.folders import names
from coach.languages.language import load

SIX = ("python", "javascript", "java", "cpp", "go", "rust")
EVERY_TYPE = (
    "int",
    "long",
    "float",
    "bool",
    "string",
    "list<int>",
    "list<list<string>>",
    "optional<int>",
    "map<string,list<int>>",
    "graph",
    "linked_list<int>",
    "binary_tree<int>",
)
PAIR = Signature.model_validate(
    {
        "function": "best_pair",
        "params": [{"name": "all_prices", "type": "list<int>"}, {"name": "in", "type": "int"}],
        "returns": "list<int>",
    }
)
CACHE = Signature.model_validate(
    {
        "class_name": "SmallCache",
        "constructor": [{"name": "max_size", "type": "int"}],
        "methods": [
            {"name": "find_it", "params": [{"name": "key", "type": "string"}], "returns": "int"},
            {"name": "clear"},
        ],
    }
)


def test_the_six_come_first_and_others_are_welcome() -> None:
    assert names()[:6] == SIX
    assert ProgrammingLanguage.known()[:6] == tuple(ProgrammingLanguage)
    for extra in names()[6:]:
        assert ProgrammingLanguage(extra) is ProgrammingLanguage(extra)
        assert ProgrammingLanguage(extra).value == extra
    with pytest.raises(ValueError, match="cobol"):
        ProgrammingLanguage("cobol")
    with pytest.raises(ValueError, match="7"):
        ProgrammingLanguage(7)  # type: ignore[arg-type]


def test_a_language_without_a_folder_says_which_there_are() -> None:
    with pytest.raises(RunnerUnavailable, match="cobol") as caught:
        load("cobol")
    assert "python, javascript, java" in caught.value.why


@pytest.mark.parametrize("name", names())
def test_every_type_has_a_spelling(name: str) -> None:
    language = load(name)
    for kind in EVERY_TYPE:
        assert "$" not in render.type_name(language, kind)
        assert "$" not in render.parameter_type(language, kind, changed=True)
    signature = PAIR.replace(params=tuple(PAIR.params[0].replace(type=kind) for kind in EVERY_TYPE[:1]))
    assert starter(signature, ProgrammingLanguage(name)).endswith("\n")


@pytest.mark.parametrize("name", names())
def test_a_name_is_written_as_the_language_does(name: str) -> None:
    language = ProgrammingLanguage(name)
    assert re.search(r"best_?pair", starter(PAIR, language), re.IGNORECASE)
    assert re.search(r"all_?prices", starter(PAIR, language), re.IGNORECASE)
    assert re.search(r"best_?pair", render.expected(load(name), PAIR), re.IGNORECASE)
    assert "SmallCache" in render.expected(load(name), CACHE)
    text = starter(CACHE, language)
    assert all(re.search(word, text, re.IGNORECASE) for word in ("max_?size", "find_?it", "clear"))


def test_a_reserved_word_gets_an_underscore() -> None:
    assert "in_" in starter(PAIR, ProgrammingLanguage.JAVASCRIPT)


def test_node_types_stand_above_the_starter_as_a_remark() -> None:
    signature = Signature.model_validate(
        {"function": "f", "params": [{"name": "trees", "type": "list<binary_tree<string>>"}], "returns": "int"}
    )
    text = starter(signature, ProgrammingLanguage.PYTHON)
    assert text.startswith("# class TreeNode:\n#     def __init__(self, val: str = 0")
    assert "ListNode" not in text


def test_a_word_alone_on_a_line_is_a_block() -> None:
    assert render.fill("a {\n    $body\n}", body="one\ntwo") == "a {\n    one\n    two\n}"
    assert render.fill("a {\n    $body\n}", body="") == "a {\n}"
    assert render.fill("$$ $x", x=1) == "$ 1"


@pytest.mark.parametrize("name", [name for name in names() if load(name).run.kind == "program"])
def test_a_driver_calls_what_the_signature_names(name: str) -> None:
    language = load(name)
    assert re.search(r"best_?pair", render.driver(language, PAIR), re.IGNORECASE)
    text = render.driver(language, CACHE)
    assert "SmallCache" in text
    assert re.search(r"find_?it", text, re.IGNORECASE)
    assert "$" not in text.replace("$$", "")
    in_place = Signature.model_validate({"function": "f", "params": [{"name": "values", "type": "list<int>"}]})
    assert "a0" in render.driver(language, in_place)


def test_what_is_expected_is_the_whole_word() -> None:
    signature = PAIR.replace(function="pack")
    assert render.expected(load("go"), signature).startswith("func pack(")
