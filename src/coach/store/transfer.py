"""A whole history as JSON Lines: a header, then one interview a line. See docs/history-format.md."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, BinaryIO, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from coach.domain.base import Model
from coach.errors import ContentError
from coach.ports import SessionRecord
from coach.store.plausible import first_fault

LONGEST_LINE = 64 * 2**20
"""Bytes. A longer line is refused without being held in memory."""
PART = 2**16

M = TypeVar("M", bound=BaseModel)


class Header(Model):
    """The first line of the file."""

    format: Literal["coach-history"] = "coach-history"
    version: Literal[1] = 1
    interviews: Annotated[int, Field(ge=0)]
    """How many lines follow."""


def header_line(interviews: int) -> str:
    return Header(interviews=interviews).model_dump_json() + "\n"


def record_line(record: SessionRecord) -> str:
    """ASCII with escapes, so that half a surrogate pair in an answer survives too."""
    return json.dumps(record.model_dump(mode="json")) + "\n"


def json_schema() -> dict[str, Any]:
    """Of a line behind the header."""
    schema = SessionRecord.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "A line of a history"}


@dataclass
class HistoryFile:
    """Reads what `coach data export --format jsonl` wrote, by whomever it was changed since."""

    stream: BinaryIO
    name: str
    """As it is called in messages."""
    now: datetime
    owners: frozenset[str]
    """Whose interviews may be taken as they are."""
    adopter: str | None = None
    """Whose the interviews of anybody else become; None: they are refused."""
    _first_lines: dict[str, int] = field(default_factory=dict)

    def records(self) -> Iterator[SessionRecord | ContentError]:
        """The interviews in order; in place of one that cannot be taken, why. Raises ContentError for the header."""
        lines = numbered_lines(self.stream)
        header = self._header(next(lines, (1, b""))[1])
        last = 1
        for number, line in lines:
            last = number
            try:
                yield self._record(number, line)
            except ContentError as error:
                yield error
        if last - 1 != header.interviews:
            yield ContentError(
                f"Interviews in the file: {last - 1}, its first line says {header.interviews}",
                file=self.name,
                why="It was cut off, or lines were added to it.",
            )

    def _header(self, line: bytes | None) -> Header:
        try:
            return self._value(Header, 1, line)
        except ContentError as error:
            raise ContentError(
                f"{self.name} is not a history that this coach can read.",
                why=error.message,
                fix="coach data export --format jsonl -o history.jsonl writes one",
            ) from None

    def _record(self, number: int, line: bytes | None) -> SessionRecord:
        record = self._value(SessionRecord, number, line)
        if fault := first_fault(record, self.now):
            raise self._refusal(number, *fault)
        session = record.session
        first = self._first_lines.setdefault(session.id, number)
        if first != number:
            raise self._refusal(number, "session.id", f"is that of line {first} already")
        if session.user_id in self.owners:
            return record
        if self.adopter is None:
            raise self._refusal(number, "session.user_id", "is another person's", fix="--as-me makes it yours")
        return record.replace(session=session.replace(user_id=self.adopter))

    def _value(self, kind: type[M], number: int, line: bytes | None) -> M:
        if line is None:
            raise self._refusal(number, "", f"The line is longer than {LONGEST_LINE // 2**20} MiB")
        try:
            return kind.model_validate(parsed(line))
        except ValidationError as error:
            raise self._refusal(number, *fault_of(error)) from None
        except UnicodeDecodeError as error:
            raise self._refusal(number, "", f"The line is not UTF-8 (byte {error.start + 1})") from None
        except (ValueError, RecursionError):
            raise self._refusal(number, "", "The line is not JSON") from None

    def _refusal(self, number: int, place: str, message: str, fix: str = "") -> ContentError:
        return ContentError(message, file=self.name, line=number, field=place, fix=fix)


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Every line with its number from 1 on; None for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) <= LONGEST_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(PART)
        yield number, None


def parsed(line: bytes) -> Any:
    """Raises ValueError, UnicodeDecodeError among them, and RecursionError."""
    return json.loads(line.decode(), parse_float=_finite, parse_constant=_finite)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def fault_of(error: ValidationError) -> tuple[str, str]:
    """The first field that is wrong, and how, without a word of what stands in it."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) if str(part).isidentifier() or isinstance(part, int) else "?" for part in first["loc"])
    return place, first["msg"].removeprefix("Value error, ")[:200]
