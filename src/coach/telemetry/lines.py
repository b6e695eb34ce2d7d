"""What a line of the log looks like: one JSON object, without anybody's words in it."""

import json
import logging
import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from coach.telemetry.correlation import correlation_id
from coach.telemetry.redaction import Redactor

OURS = "coach"
"""The logger above all loggers of coach."""
LAST_FRAMES = 12
LONGEST_CHAIN = 5


def json_formatter(secrets: Iterable[str] = ()) -> logging.Formatter:
    """Renders every record alike, whoever logged it; `secrets` stand in none."""
    redactor = Redactor(secrets)

    def redacted(logger: Any, name: str, line: EventDict) -> EventDict:
        return redactor.fields(line)

    processors: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _located,
        _without_words,
        redacted,
        structlog.processors.JSONRenderer(serializer=_written),
    ]
    return Lines(processors)


class Lines(logging.Formatter):
    """What structlog's ProcessorFormatter does, without a second record for each line."""

    def __init__(self, processors: Sequence[Processor]) -> None:
        super().__init__()
        self._processors = processors

    def format(self, record: logging.LogRecord) -> str:
        # A logger of structlog's hands over its line as it is.
        given = record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()}
        line: Any = {**given, "_record": record}
        if record.exc_info:
            line["exc_info"] = record.exc_info
        for process in self._processors:
            line = process(None, "", line)
        return str(line)


_ENCODER = json.JSONEncoder(default=repr)


def _written(line: EventDict, **_: Any) -> str:
    # `json.dumps` makes an encoder for each line.
    return _ENCODER.encode(line)


def _located(logger: Any, name: str, line: EventDict) -> EventDict:
    """When, how grave and who; an event cannot say otherwise of itself."""
    record: logging.LogRecord = line.pop("_record")
    ours = record.name.partition(".")[0] == OURS
    event = str(line.pop("event", ""))
    identifier = getattr(record, "correlation_id", "") or correlation_id() or line.pop("correlation_id", "")
    return {
        **line,
        **getattr(record, "fields", {}),
        "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        # Libraries put what they were given into further lines.
        "event": event if ours else event.partition("\n")[0],
        **({"correlation_id": identifier} if identifier else {}),
    }


def _without_words(logger: Any, name: str, line: EventDict) -> EventDict:
    """Errors by type and place: their texts may repeat what somebody wrote, and tracebacks show it."""
    line.pop("stack_info", None)
    found = line.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        line["errors"] = [_described(each) for each in _chain(error)]
    return line


def _chain(error: BaseException) -> Iterable[BaseException]:
    """The error, what it came from, and so on."""
    current: BaseException | None = error
    for _ in range(LONGEST_CHAIN):
        if current is None:
            return
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _described(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    code = getattr(error, "code", "")
    return {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        **({"code": code} if isinstance(code, str) and code.startswith("COACH-") else {}),
        "at": _places(error.__traceback__),
    }


def _places(found: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(found)[-LAST_FRAMES:]
    return [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames]
