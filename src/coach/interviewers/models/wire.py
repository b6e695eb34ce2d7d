"""What goes over the wire: the forms that answers are to fit, what arrives of an answer, and the JSON in it."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError

from coach.interviewers.models.backend import Call, Chunk, Finish, Form, sendable
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.protocol import Prompt, Rung, Usage

KEPT = ("type", "properties", "required", "items", "enum", "const", "anyOf", "$ref", "$defs", "description")
"""What every server understands. Bounds and patterns are left to pydantic, which checks the answer."""
THINK, THOUGHT = "<think>", "</think>"
FENCE = re.compile(r"```[a-zA-Z]*\s*(?=\{)")
MOST_STARTS = 100
"""So many braces are tried as the begin of an object; a hostile answer has no end of them."""
LONGEST_ANSWER = 200_000
"""Characters, thoughts included."""
CHARS_PER_TOKEN = 4
MOST_CHARS_PER_TOKEN = 8
"""A model that writes more than this was not held to its limit by the server."""
MOST_CORRECTIONS = 6
AS_JSON = "Reply with one JSON object and nothing else. It must match this JSON schema:\n"

Json = Mapping[str, Any]


def wire_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a model in the strict subset: every field required, no field besides.

    Raises TypeError for a field that the subset cannot say: an open dictionary, a fixed tuple, anything at all.
    """
    schema = model.model_json_schema()
    if "$ref" in schema:
        # A form that can hold itself; servers want an object at the top.
        schema = {**schema["$defs"][schema["$ref"].rpartition("/")[2]], "$defs": schema["$defs"]}
    return _strict(schema, model.__name__)


def _strict(schema: Json, place: str) -> dict[str, Any]:
    if "$ref" in schema:
        # Strict servers take no neighbours of a reference.
        return {"$ref": schema["$ref"]}
    if _is_open(schema):
        raise TypeError(f"{place} has no strict schema")
    kept = {name: schema[name] for name in KEPT if name in schema}
    for name in ("properties", "$defs"):
        if name in kept:
            kept[name] = {key: _strict(inner, f"{place}.{key}") for key, inner in kept[name].items()}
    if "items" in kept:
        kept["items"] = _strict(kept["items"], f"{place}[]")
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        kept["anyOf"] = [_strict(choice, place) for choice in choices]
    if kept.get("type") == "object":
        kept["required"] = list(kept.get("properties", {}))
        kept["additionalProperties"] = False
    return kept


def _is_open(schema: Json) -> bool:
    """Whether a schema leaves open what may stand there."""
    match schema.get("type"):
        case "object":
            return "properties" not in schema and schema.get("additionalProperties") is not False
        case "array":
            return "items" not in schema
        case None:
            return schema.keys().isdisjoint(("enum", "const", "anyOf", "oneOf"))
        case _:
            return False


def form_name(model: type[BaseModel]) -> str:
    """A model's name in the characters that servers allow."""
    return re.sub(r"\W", "_", model.__name__, flags=re.ASCII)[:64]


class Speech:
    """What a model says aloud, piece by piece: what it thinks first, between <think> and </think>, is left out."""

    def __init__(self) -> None:
        self._held = ""
        self._thinks = False
        self._aloud = False

    def take(self, piece: str) -> str:
        """The part to pass on. Only what may yet become a <think> is held back."""
        self._held += piece
        while not self._aloud:
            start = self._held.lstrip()
            if self._thinks:
                _, closed, rest = self._held.partition(THOUGHT)
                if not closed:
                    self._held = self._held[-len(THOUGHT) :]
                    return ""
                self._thinks, self._held = False, rest
            elif start.startswith(THINK):
                self._thinks, self._held = True, start.removeprefix(THINK)
            elif THINK.startswith(start):
                return ""
            else:
                self._aloud, self._held = True, start
        said, self._held = self._held, ""
        return said


def request_of(prompt: Prompt, rung: Rung = Rung.TEXT, form: Form | None = None) -> Call:
    """The request of a prompt; what the server will not be told by a field, its system text says."""
    system = prompt.system
    if form is not None and rung is not Rung.SCHEMA:
        system = f"{system}\n\n{AS_JSON}{json.dumps(form.schema)}"
    return Call(sendable(system), sendable(prompt.user), prompt.max_output, rung, form)


def corrections_of(error: ValidationError, call: Call) -> str:
    """What a model is told about an answer that does not fit."""
    problems = "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'the answer'}: {problem['msg']}"
        for problem in error.errors(include_url=False, include_context=False, include_input=False)[:MOST_CORRECTIONS]
    )
    told = f"Your answer does not fit: {problems}. Send the corrected JSON object only."
    if call.form is not None and call.rung is Rung.SCHEMA:
        # A server that ignores the field of the schema has not shown it to the model.
        told += f" It must match this JSON schema: {json.dumps(call.form.schema)}"
    return told


class Heard:
    """What has arrived of an answer."""

    def __init__(self, call: Call) -> None:
        self.finish: Finish | None = None
        self.answered = False
        """Anything came at all."""
        self.began = False
        """Text came, be it only thoughts."""
        self._usage: Usage | None = None
        self._call = call
        self._room = min(call.max_output * MOST_CHARS_PER_TOKEN, LONGEST_ANSWER)
        self._arrived = 0
        self._speech = Speech()
        self._pieces: list[str] = []

    def take(self, chunk: Chunk) -> str:
        """The text to pass on; an answer that grows too long ends here."""
        self.answered = True
        self.began = self.began or bool(chunk.text)
        self._usage = chunk.usage or self._usage
        self.finish = Finish.REFUSED if chunk.refusal.strip() else self.finish or chunk.finish
        said = self._speech.take(chunk.text[: LONGEST_ANSWER - self._arrived])
        self._arrived += len(chunk.text)
        if self._arrived > LONGEST_ANSWER or len(said) > self._room:
            self.finish = Finish.LENGTH
        said = said[: self._room]
        self._room -= len(said)
        self._pieces.append(said)
        return said

    @property
    def text(self) -> str:
        return "".join(self._pieces).strip()

    def used(self) -> Usage:
        """Tokens as the server counted them, else guessed from the characters."""
        if self._usage is not None:
            return replace(self._usage, calls=1)
        call = self._call
        asked = len(call.system) + len(call.user) + sum(len(answer) + len(told) for answer, told in call.history)
        return Usage(
            input=-(-asked // CHARS_PER_TOKEN),
            output=-(-self._arrived // CHARS_PER_TOKEN),
            calls=1,
            estimated=True,
        )

    def result(self, model: str) -> str:
        """The text of an answer that came to its end. Raises ModelFault for any other."""
        match self.finish:
            case Finish.DONE:
                return self.text
            case Finish.LENGTH:
                raise ModelFault(FaultKind.OUTPUT_LIMIT, f"The answer of {model} grew too long")
            case Finish.FULL:
                raise ModelFault(FaultKind.TOO_LONG, f"The text is too long for {model}")
            case Finish.REFUSED:
                raise ModelFault(FaultKind.REFUSED, f"{model} declined to answer")
        if self.answered:
            raise ModelFault(FaultKind.TRUNCATED, f"The answer of {model} was cut off")
        raise ModelFault(FaultKind.SERVICE_DOWN, f"No model answers in place of {model}", fix="Check the base URL")


def first_json(text: str) -> str:
    """The first JSON object of an answer, inside a fence before outside; the text itself when there is none."""
    said = Speech().take(text)
    decoder = json.JSONDecoder()
    for start in islice(_starts(said), MOST_STARTS):
        # Deep nesting ends in a RecursionError, a number of thousands of digits in a ValueError.
        with suppress(ValueError, RecursionError):
            _, end = decoder.raw_decode(said, start)
            return said[start:end]
    return said


def _starts(text: str) -> Iterator[int]:
    """Where an object may begin, the likeliest first."""
    if text.startswith("{"):
        yield 0
    for fence in FENCE.finditer(text):
        yield fence.end()
    for brace in re.finditer(r"\{", text):
        yield brace.start()
