"""What coach asks of a language model, and what it gets back."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from coach.ports import OnDelta

T = TypeVar("T")
S = TypeVar("S", bound=BaseModel)


class Purpose(StrEnum):
    """What a call is for. Each has a deadline and a share of the budget."""

    OPEN = "open"
    CLARIFY = "clarify"
    ACKNOWLEDGE = "acknowledge"
    FOLLOW_UP = "follow_up"
    HINT = "hint"
    WRAP_UP = "wrap_up"
    JUDGE = "judge"
    FEEDBACK = "feedback"
    GENERATE = "generate"
    PING = "ping"


DEADLINES = {
    Purpose.OPEN: 20.0,
    Purpose.CLARIFY: 20.0,
    Purpose.ACKNOWLEDGE: 15.0,
    Purpose.FOLLOW_UP: 20.0,
    Purpose.HINT: 15.0,
    Purpose.WRAP_UP: 15.0,
    Purpose.JUDGE: 60.0,
    Purpose.FEEDBACK: 90.0,
    Purpose.GENERATE: 180.0,
    Purpose.PING: 15.0,
}
"""Seconds of wall time for a whole call, retries and repair included."""
LOCAL_FACTOR = 3.0
"""A model on this machine gets so many times as long."""


@dataclass(frozen=True)
class Prompt:
    """One request. What a candidate wrote stands in `user` alone, inside a fence."""

    purpose: Purpose
    system: str
    user: str
    name: str = ""
    """The prompt file and its version, e.g. `judge/1`; kept with what came of it."""
    max_output: int = 2000
    """Tokens."""


@dataclass(frozen=True)
class Usage:
    """Tokens of one call or of several."""

    input: int = 0
    output: int = 0
    cached: int = 0
    """Part of `input`, read from the provider's cache."""
    calls: int = 0
    estimated: bool = False
    """The server did not say; counted from the characters."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input + other.input,
            self.output + other.output,
            self.cached + other.cached,
            self.calls + other.calls,
            self.estimated or other.estimated,
        )


class Rung(StrEnum):
    """How a server is made to answer in a form: the best it can do."""

    SCHEMA = "json_schema"
    JSON = "json_object"
    TEXT = "text"


@dataclass(frozen=True)
class Reply(Generic[T]):
    value: T
    text: str
    """As the model wrote it."""
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    rung: Rung = Rung.TEXT
    repaired: bool = False
    """The first answer did not fit the form, the second did."""
    prompt: str = ""
    """The name of the prompt."""


@dataclass(frozen=True)
class Health:
    """A model that answered a ping."""

    model: str
    seconds: float
    rung: Rung


class LanguageModel(Protocol):
    """A model that can be asked. Every method but `close` raises ModelFault."""

    @property
    def name(self) -> str:
        """The model's own name, as shown and stored."""
        ...

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        """Free text, streamed to `on_delta`."""
        ...

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        """An answer of a form."""
        ...

    async def ping(self) -> Health:
        """The smallest call there is."""
        ...

    async def close(self) -> None:
        """Safe to call twice."""
        ...
