"""What the server is told to answer, and what it received."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from coach.interviewers.models.protocol import Usage
from tests.fake_models.faults import Fault

Json: TypeAlias = dict[str, Any]


class Finish(StrEnum):
    """Why a model stops; every wire has its own words for it."""

    STOP = "stop"
    LENGTH = "length"
    REFUSAL = "refusal"
    FILTER = "filter"
    NONE = ""
    """The stream ends, and nothing says why."""


@dataclass(frozen=True)
class Reply:
    """A sound response."""

    text: str = ""
    finish: Finish = Finish.STOP
    usage: Usage | None = field(default_factory=lambda: Usage(120, 40))
    """As coach counts: `cached` is part of `input`. None: the server does not say."""
    pieces: int = 4
    """Into how many deltas the text is cut, unless it has fewer characters."""
    delay: float = 0.0
    """Seconds before each delta, or before a body that is not streamed."""

    def parts(self) -> list[str]:
        """The text as it is streamed."""
        size = max(1, -(-len(self.text) // max(1, self.pieces)))
        return [self.text[start : start + size] for start in range(0, len(self.text), size)]


@dataclass(frozen=True)
class Status:
    """A response without an answer, for what has no name among the faults."""

    status: int
    body: Json | str
    """JSON, or the text of a page."""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        return "text/html; charset=utf-8" if isinstance(self.body, str) else "application/json"

    def encoded(self) -> bytes:
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


Answer: TypeAlias = str | Json | Reply | Status | Fault
"""A string is the text of a reply, a dict its JSON."""
Say: TypeAlias = Answer | Callable[[Json], Answer]
"""Also a function of the request's body; it runs on the server's thread and must return at once."""


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: Json

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @property
    def streams(self) -> bool:
        return self.body.get("stream") is True

    @property
    def wants_schema(self) -> bool:
        """Whether the answer is to follow a JSON schema, in either wire's words."""
        wanted = self.body.get("response_format") or (self.body.get("output_config") or {}).get("format") or {}
        return bool(wanted.get("type") == "json_schema")

    @property
    def last_words(self) -> str:
        messages = self.body.get("messages") or [{}]
        return str(messages[-1].get("content", ""))
