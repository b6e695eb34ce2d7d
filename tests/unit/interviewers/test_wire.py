"""Schemas in the strict subset, JSON inside what models write around it, speech without thoughts, addresses."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from coach.interviewers.models.backend import Call, Chunk, Endpoint, Finish, retry_after
from coach.interviewers.models.protocol import Prompt, Purpose, Rung, Usage
from coach.interviewers.models.wire import LONGEST_ANSWER, Heard, Speech, first_json, form_name, request_of, wire_schema

T = TypeVar("T")


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Inner(BaseModel):
    title: str = Field(min_length=2, pattern="^a")
    format: int = Field(default=3, ge=1, le=9)


class Tree(BaseModel):
    """A form with every kind of field that answers have."""

    default: list[Inner] = Field(default=[], max_length=4)
    colour: Colour = Colour.RED
    kind: Literal["tree"] = "tree"
    note: str | None = None
    first: Inner = Field(default=Inner(title="ab"), description="The first one.")
    children: "tuple[Tree, ...]" = ()


class Box(BaseModel, Generic[T]):
    inside: T


def schemas_in(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema in a schema; names of fields are none."""
    yield schema
    for name in ("properties", "$defs"):
        for inner in schema.get(name, {}).values():
            yield from schemas_in(inner)
    for inner in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())):
        yield from schemas_in(inner)


def test_a_schema_keeps_to_the_strict_subset() -> None:
    allowed = {"type", "properties", "required", "items", "enum", "const", "anyOf", "$ref", "$defs", "description"}
    found = list(schemas_in(wire_schema(Tree)))
    assert found[0]["type"] == "object"
    assert len(found) > 10
    for schema in found:
        assert schema.keys() <= allowed | {"additionalProperties"}
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])
        if "$ref" in schema:
            assert schema.keys() == {"$ref"}


def test_fields_that_are_named_like_keywords_stay() -> None:
    definitions = wire_schema(Tree)["$defs"]
    assert list(definitions["Inner"]["properties"]) == ["title", "format"]
    assert "default" in definitions["Tree"]["properties"]


@pytest.mark.parametrize("content", [dict[str, int], tuple[int, str], Any, list[Any], list[dict[str, str]]])
def test_a_field_that_is_open_has_no_strict_schema(content: Any) -> None:
    with pytest.raises(TypeError, match="inside"):
        wire_schema(Box[content])


def test_a_form_is_named_in_plain_characters() -> None:
    assert form_name(Box[Inner]) == "Box_Inner_"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('  \n{"a": {"b": "}"}} and that is all', {"a": {"b": "}"}}),
        ('Here:\n```json\n{"a": 1}\n```\nDone.', {"a": 1}),
        ('For {} and {x: y} see\n```\n{"a": "```{}```"}\n```', {"a": "```{}```"}),
        ('The set {1, 2} gives {"a": 1}', {"a": 1}),
        ('<think>perhaps {"a": 2}</think>\n{"a": 1}', {"a": 1}),
        ('{"quote": "</think> ```{}``` <think>"}', {"quote": "</think> ```{}``` <think>"}),
        ('[{"a": 1}, {"a": 2}]', {"a": 1}),
    ],
)
def test_the_object_is_found_in_what_stands_around_it(text: str, found: object) -> None:
    assert json.loads(first_json(text)) == found


@pytest.mark.parametrize("text", ["", "no braces", '{"a": ', "{" * 150_000, '{"a":' * 40_000, '```{"' * 40_000])
def test_a_text_without_an_object_is_handed_back_soon(text: str) -> None:
    assert first_json(text) == text


def test_thoughts_without_an_end_hide_everything() -> None:
    assert first_json('<think>{"a": 1}') == ""


@given(st.lists(st.sampled_from(["<think>", "</think>", "<thi", "nk>", "<", " ", "\n", "a", "b</think>"]), max_size=12))
def test_speech_does_not_depend_on_where_it_is_cut(pieces: list[str]) -> None:
    whole, by_piece, by_character = Speech(), Speech(), Speech()
    text = "".join(pieces)
    said = whole.take(text)
    assert "".join(by_piece.take(piece) for piece in pieces) == said
    assert "".join(by_character.take(character) for character in text) == said


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        (["Good ", "morning"], ["Good ", "morning"]),
        (["<thi", "nk>hidden", " too</th", "ink>\n\n", "Hello", " <think>"], ["", "", "", "", "Hello", " <think>"]),
        (["<", "b>"], ["", "<b>"]),
        (["<think>a</think><think>b</think>c"], ["c"]),
    ],
)
def test_speech_is_passed_on_as_it_comes(pieces: list[str], said: list[str]) -> None:
    speech = Speech()
    assert [speech.take(piece) for piece in pieces] == said


def call(max_output: int = 100) -> Call:
    return Call("system", "user", max_output)


def test_an_answer_far_over_its_limit_ends_at_eight_characters_a_token() -> None:
    heard = Heard(call(max_output=10))
    assert heard.take(Chunk(text="x" * 79)) == "x" * 79
    assert heard.finish is None
    assert heard.take(Chunk(text="xyz")) == "x"
    assert heard.finish is Finish.LENGTH


def test_endless_thoughts_end_too() -> None:
    heard = Heard(call(max_output=10))
    heard.take(Chunk(text="<think>" + "x" * LONGEST_ANSWER))
    assert heard.finish is Finish.LENGTH


def test_usage_is_guessed_from_the_characters_only_where_the_server_is_silent() -> None:
    heard = Heard(call())
    heard.take(Chunk(text="12345"))
    assert heard.used() == Usage(input=3, output=2, calls=1, estimated=True)
    heard.take(Chunk(usage=Usage(input=7, output=5, cached=2)))
    assert heard.used() == Usage(input=7, output=5, cached=2, calls=1)


def test_a_request_carries_no_half_characters() -> None:
    request = request_of(Prompt(Purpose.HINT, "a\udcff", "b\ud83d"))
    assert (request.system, request.user, request.rung) == ("a?", "b?", Rung.TEXT)


@pytest.mark.parametrize(
    ("url", "local"),
    [("http://localhost:1", True), ("http://127.8.0.1", True), ("http://[::1]:1", True), ("http://10.0.0.1", False)],
)
def test_only_this_machine_is_local(url: str, local: bool) -> None:
    assert Endpoint("openai", url, "").is_local is local


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "7", "retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
    ],
)
def test_what_a_server_asks_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds
