"""YAML read with care: plain data with the line of every value, or a ContentError that says where.

Scalars follow the YAML 1.2 core schema: `yes`, `no`, `on`, dates and `10:30` are text, only `true` and
`false` are booleans. Keys are always text. Tags are refused, aliases are counted.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml
from pydantic import JsonValue

from coach.domain.scalar import plain_scalar
from coach.errors import ContentError

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_VALUES = 200_000
"""Values after aliases are expanded; a billion-laughs file stops here."""
MAX_ALIASES = 100

Place = tuple[str | int, ...]
"""Where a value stands: keys and 0-based positions from the top of the file."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

SMALLER = "make it smaller; large inputs of a question come from its generate.py"

FIXES = {
    "mapping values are not allowed": "quote text that holds a colon, and check the indentation",
    "cannot start any token": "indent with spaces, and quote text that begins with @, `, % or a tab",
    "expected <block end>": "check the indentation of this line and the ones above",
    "did not find expected key": "check the indentation, and quote text that holds quotes or colons",
    "could not find expected ':'": "a line of the form `name: value` is meant here; check the quotes above",
    "unexpected end of stream": "a quote or bracket was opened and never closed",
}


@dataclass(frozen=True)
class Document:
    """The plain data of one YAML file, and the line each value begins on."""

    file: str
    data: dict[str, JsonValue]
    lines: dict[Place, int] = field(repr=False)
    text: str = field(repr=False)

    def line_of(self, place: Place) -> int | None:
        """The line of a value, or of the nearest value around it; 1-based."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)

    def error(self, message: str, place: Place = (), *, why: str = "", fix: str = "") -> ContentError:
        dotted = ".".join(map(str, place))
        return ContentError(message, file=self.file, field=dotted, line=self.line_of(place), why=why, fix=fix)


def read_yaml(path: Path) -> Document:
    """The one document of a YAML file, which must be a mapping. Raises ContentError."""
    return parse_yaml(read_text(path), str(path))


def parse_yaml(text: str, file: str) -> Document:
    """The one document of a text; `file` is what errors call it. Raises ContentError."""
    builder = _Builder(file, text)
    try:
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(file, error) from None
    except yaml.YAMLError as error:
        raise ContentError("is not YAML", file=file, why=str(error).splitlines()[0]) from None
    return Document(file, data, builder.lines, text)


def read_text(path: Path, limit: int = MAX_BYTES) -> str:
    """The text of a regular UTF-8 file of at most `limit` bytes. Raises ContentError."""
    return plain_text(read_bytes(path, limit), str(path))


def plain_text(raw: bytes, file: str) -> str:
    """The text of a file's bytes. Raises ContentError for what is no UTF-8, and for control characters."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fix = "save the file as UTF-8"
        raise ContentError("is not UTF-8 text", file=file, line=line, why=error.reason, fix=fix) from None
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"holds the control character U+{ord(found.group()):04X}"
        raise ContentError(message, file=file, line=line, fix="remove it; the file must be plain text")
    return text


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit`. Raises ContentError."""
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise ContentError("is not a regular file", file=str(path), fix="put a plain file there")
            raw = stream.read(limit + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ContentError("cannot be read", file=str(path), why=why, fix="check the path and rights") from None
    if len(raw) > limit:
        raise ContentError(f"is larger than {limit:,} bytes", file=str(path), fix=SMALLER)
    return raw


def _syntax_error(file: str, error: yaml.MarkedYAMLError) -> ContentError:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "syntax error"
    fix = next((advice for part, advice in FIXES.items() if part in problem), "check quotes and indentation here")
    return ContentError("is not YAML", file=file, line=mark.line + 1 if mark else None, why=problem, fix=fix)


@dataclass
class _Anchored:
    value: JsonValue
    count: int
    """How many values it holds, itself among them."""


class _Builder:
    """Turns the events of one file into plain data, counting as it goes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {(): 1}
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=LOADER))
        self._anchors: dict[str, _Anchored | None] = {}
        self._values = 0
        self._aliases = 0

    def document(self) -> dict[str, JsonValue]:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise ContentError("is empty", file=self.file, fix="write the fields, or remove the file")
        data = self._value(next(self._events), ())
        next(self._events)
        if not isinstance(after := next(self._events), yaml.StreamEndEvent):
            self._fail("holds a second document", after, (), "remove the line `---` and what follows")
        if not isinstance(data, dict):
            raise ContentError("must be a mapping at the top", file=self.file, line=1, fix="write `name: value` lines")
        return data

    def _fail(self, message: str, event: Any, place: Place, fix: str) -> NoReturn:
        raise ContentError(
            message, file=self.file, field=".".join(map(str, place)), line=event.start_mark.line + 1, fix=fix
        )

    def _value(self, event: Any, place: Place) -> JsonValue:
        self._values += 1
        if self._values > MAX_VALUES:
            self._fail(f"holds more than {MAX_VALUES:,} values", event, place, SMALLER)
        if len(place) > MAX_DEPTH:
            self._fail(f"is nested more than {MAX_DEPTH} deep", event, place, "flatten the value")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, place)
        if event.tag is not None:
            self._fail(f"has the tag {event.tag}; tags are not allowed", event, place, "write the plain value")
        before = self._values
        if event.anchor:
            self._anchors[event.anchor] = None
        value = self._untagged(event, place)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, self._values - before + 1)
        return value

    def _untagged(self, event: Any, place: Place) -> JsonValue:
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        return self._scalar(event, place)

    def _alias(self, event: Any, place: Place) -> JsonValue:
        self._aliases += 1
        known = self._anchors.get(event.anchor)
        if known is None:
            self._fail(f"refers to *{event.anchor}, which is not complete here", event, place, "write the value out")
        self._values += known.count
        if self._aliases > MAX_ALIASES or self._values > MAX_VALUES:
            self._fail("uses too many aliases", event, place, "write the values out")
        return known.value

    def _sequence(self, place: Place) -> list[JsonValue]:
        items: list[JsonValue] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            here = (*place, len(items))
            self.lines[here] = event.start_mark.line + 1
            items.append(self._value(event, here))
        return items

    def _mapping(self, place: Place) -> dict[str, JsonValue]:
        items: dict[str, JsonValue] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, place)
            here = (*place, key)
            if key in items:
                first = self.lines[here]
                self._fail(f"is given twice, first in line {first}", event, here, "keep one of the two")
            self.lines[here] = event.start_mark.line + 1
            items[key] = self._value(next(self._events), here)
        return items

    def _key(self, event: Any, place: Place) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.tag is not None or not event.value:
            self._fail("has a key that is not plain text", event, place, "keys are names; quote braces in text")
        key: str = event.value
        return key

    def _scalar(self, event: Any, place: Place) -> JsonValue:
        text: str = event.value
        if found := CONTROL.search(text):
            self._fail(f"holds the control character U+{ord(found.group()):04X}", event, place, "remove it")
        if not event.implicit[0]:
            return text
        try:
            return plain_scalar(text)
        except ValueError as error:
            self._fail(str(error), event, place, "quote it if it is text")
