"""Reads scripts of a recorded model from YAML.

Scalars follow the YAML 1.2 core schema, so that `yes` is a word; tags and aliases are refused.
"""

import os
import stat
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import JsonValue, ValidationError

from coach.domain.scalar import plain_scalar
from coach.errors import ContentError
from coach.interviewers.models.script import Script

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
DEFAULT = "default.yaml"


def default_script() -> Script:
    """The script that can lead any interview of the bank."""
    text = (files("coach.interviewers") / "recordings" / DEFAULT).read_text(encoding="utf-8")
    return read_script(text, DEFAULT)


def load_script(path: Path) -> Script:
    """The script in a file. Raises ContentError."""
    raw = _read(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ContentError("is not UTF-8 text", file=str(path), fix="save the file as UTF-8") from None
    return read_script(text, str(path))


def _read(path: Path) -> bytes:
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ContentError("is not a regular file", file=str(path), fix="put a plain file there")
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ContentError("cannot be read", file=str(path), why=error.strerror or "", fix="check the path") from None
    if len(raw) > MAX_BYTES:
        raise ContentError(f"is larger than {MAX_BYTES:,} bytes", file=str(path), fix="make it smaller")
    return raw


def read_script(text: str, file: str) -> Script:
    """The script in a text; `file` is its name for messages. Raises ContentError, which repeats no answer."""
    import yaml

    try:
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return Script.model_validate(_document(events))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ContentError("is not YAML", file=file, line=line, why=error.problem or "") from None
    except yaml.YAMLError:
        raise ContentError("is not YAML", file=file, fix="the file must be plain text") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ContentError(first["msg"], file=file, field=".".join(map(str, first["loc"]))) from None
    except _Refused as refused:
        raise ContentError(str(refused), file=file, line=refused.line, fix="write the plain value") from None


class _Refused(Exception):
    def __init__(self, message: str, event: Any) -> None:
        super().__init__(message)
        self.line: int = event.start_mark.line + 1


def _document(events: Iterator[Any]) -> JsonValue:
    """The one document there is; an empty text is an empty mapping."""
    import yaml

    next(events)
    first = next(events)
    if isinstance(first, yaml.StreamEndEvent):
        return {}
    value = _value(next(events), events, 0)
    next(events)
    if not isinstance(after := next(events), yaml.StreamEndEvent):
        raise _Refused("holds a second document", after)
    return value


def _value(event: Any, events: Iterator[Any], depth: int) -> JsonValue:
    import yaml

    if isinstance(event, yaml.AliasEvent):
        raise _Refused("uses an alias", event)
    if event.tag is not None:
        raise _Refused("uses a tag", event)
    if depth > MAX_DEPTH:
        raise _Refused(f"is nested more than {MAX_DEPTH} deep", event)
    if isinstance(event, yaml.SequenceStartEvent):
        return [_value(item, events, depth + 1) for item in _until(yaml.SequenceEndEvent, events)]
    if isinstance(event, yaml.MappingStartEvent):
        pairs = ((_key(key), _value(next(events), events, depth + 1)) for key in _until(yaml.MappingEndEvent, events))
        return dict(pairs)
    return _scalar(event)


def _until(end: type[Any], events: Iterator[Any]) -> Iterator[Any]:
    while not isinstance(event := next(events), end):
        yield event


def _key(event: Any) -> str:
    import yaml

    if not isinstance(event, yaml.ScalarEvent) or event.tag is not None:
        raise _Refused("has a key that is not plain text", event)
    return str(event.value)


def _scalar(event: Any) -> JsonValue:
    if not event.implicit[0]:
        return str(event.value)
    try:
        return plain_scalar(event.value)
    except ValueError as error:
        raise _Refused(str(error), event) from None
