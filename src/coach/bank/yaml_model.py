"""Validates a YAML file against a model: every fault with its field, its line and a way to mend it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import ErrorDetails

from coach.bank.yaml_source import Document, Place, read_yaml
from coach.errors import ContentError

M = TypeVar("M", bound=BaseModel)

FIXES = {
    "bool_type": "write true or false",
    "dict_type": "write `name: value` lines",
    "enum": "use one of the words listed",
    "int_type": "write a whole number without quotes",
    "literal_error": "use one of the words listed",
    "model_type": "write `name: value` lines",
    "string_pattern_mismatch": "spell it as the pattern says",
    "string_too_long": "shorten it",
    "string_type": "put it in quotes",
    "too_long": "remove some",
    "too_short": "add more",
    "tuple_type": "write a list",
}


def load_yaml_model(path: Path, model: type[M]) -> M:
    """The model in a YAML file. Raises ContentError for the first fault; `check_yaml_model` tells all."""
    return validated(read_yaml(path), model)


def check_yaml_model(path: Path, model: type[M]) -> tuple[M | None, tuple[ContentError, ...]]:
    """The model in a YAML file, or every fault of the file. Raises nothing."""
    try:
        return check_document(read_yaml(path), model)
    except ContentError as error:
        return None, (error,)


def validated(document: Document, model: type[M], filled: Mapping[str, Any] | None = None) -> M:
    """As `check_document`, raising the first fault as a ContentError."""
    value, faults = check_document(document, model, filled)
    if value is None:
        raise faults[0]
    return value


def check_document(
    document: Document, model: type[M], filled: Mapping[str, Any] | None = None
) -> tuple[M | None, tuple[ContentError, ...]]:
    """The model in a document, or every fault in it: in the order of lines, missing fields last.

    `filled` are fields that come from elsewhere; a document that writes one itself is at fault.
    """
    filled = filled or {}
    written = tuple(
        document.error("is filled in by itself and cannot be written here", (name,), fix="remove it")
        for name in filled
        if name in document.data
    )
    if written:
        return None, written
    try:
        return model.model_validate({**document.data, **filled}), ()
    except ValidationError as error:
        details = [
            (detail, _fault(document, model, detail))
            for detail in _causes(error.errors(include_url=False, include_context=False))
        ]
        # A misspelt field comes before the field that is missing because of it.
        details.sort(key=lambda pair: (pair[0]["type"] == "missing", pair[1].line or 0))
        return None, tuple(fault for _, fault in details)


def _causes(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Without the lists that are too short only because some of their items are at fault."""
    for detail in details:
        here = detail["loc"]
        inside = (other for other in details if len(other["loc"]) > len(here) and other["loc"][: len(here)] == here)
        if detail["type"] != "too_short" or not any(inside):
            yield detail


def _fault(document: Document, model: type[BaseModel], detail: ErrorDetails) -> ContentError:
    kind, message, place = detail["type"], detail["msg"], known_place(document, detail["loc"])
    if kind == "missing":
        name = str(detail["loc"][-1])
        return document.error("is missing", (*place, name), fix=f"add `{name}: …`")
    if kind == "extra_forbidden":
        return document.error("is not a known field", place, fix=_unknown_field_fix(model, place))
    if kind == "value_error":
        message = message.removeprefix("Value error, ")
        place = place_in_message(document, place, message)
        return document.error(message, place, fix="mend what is named here")
    got = f"Found: {shortened(detail['input'])}."
    message = message[:1].lower() + message[1:]
    return document.error(message, place, why=got, fix=FIXES.get(kind, "mend this value"))


def known_place(document: Document, location: Iterable[str | int]) -> Place:
    """The part of a validation error's location that exists in the file; names of union branches drop out."""
    place: Place = ()
    for part in location:
        if (*place, part) in document.lines:
            place = (*place, part)
    return place


def place_in_message(document: Document, place: Place, message: str) -> Place:
    """Follows a dotted name at the start of a message ("tests.t3.input has …"); list items by id."""
    value: Any = document.data
    for part in place:
        value = value[part]
    for name in message.partition(" ")[0].rstrip(":").split("."):
        key: str | int | None = _key_called(value, name)
        if key is None or (*place, key) not in document.lines:
            break
        place, value = (*place, key), value[key]
    return place


def _key_called(value: JsonValue, name: str) -> str | int | None:
    if isinstance(value, dict):
        return name if name in value else None
    if isinstance(value, list):
        named = (at for at, item in enumerate(value) if isinstance(item, dict) and item.get("id") == name)
        return next(named, None)
    return None


def _unknown_field_fix(model: type[BaseModel], place: Place) -> str:
    name = str(place[-1]) if place else ""
    known = sorted(fields_at(model, place[:-1]))
    if " " in name:
        return "quote the text before it: inside braces, a comma ends a value that is not quoted"
    if near := nearest(name, known):
        return f"did you mean `{near[0]}`?"
    return f"remove it; known here: {', '.join(known)}" if known else "remove it"


def nearest(name: str, known: Iterable[str], limit: int = 1) -> tuple[str, ...]:
    """The known names most like this one, best first; none when nothing is close."""
    from rapidfuzz import fuzz, process

    found = process.extract(name.lower(), list(known), scorer=fuzz.WRatio, limit=limit, score_cutoff=60)
    return tuple(match for match, _, _ in found)


def shortened(value: object, width: int = 60) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= width else text[: width - 1] + "…"


def fields_at(model: type[BaseModel], place: Place) -> set[str]:
    """The names a mapping at this place may have, as they are written in a file."""
    types: set[Any] = {model}
    for part in place:
        types = {inner for outer in types for inner in _step(outer, part)}
    return {name for found in types for name in _fields(found)}


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _step(model: type[BaseModel], part: str | int) -> Iterator[type[BaseModel]]:
    # The step by a field's name arrives at the models inside its list or mapping; positions and keys stay.
    fields = _fields(model)
    if part in fields:
        yield from _models(fields[str(part)])
    else:
        yield model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside an annotation, through containers, unions and Annotated."""
    origin = get_origin(annotation)
    if isinstance(annotation, type) and origin is None and issubclass(annotation, BaseModel):
        yield annotation
    elif origin is Annotated:
        yield from _models(get_args(annotation)[0])
    elif origin in (Union, UnionType, tuple, list, dict):
        for inner in get_args(annotation):
            yield from _models(inner)
