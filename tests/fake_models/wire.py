"""What the two vendors' formats have in common."""

from dataclasses import dataclass
from typing import Protocol

from tests.fake_models.faults import Fault
from tests.fake_models.replies import Json, Reply, Request, Status


@dataclass(frozen=True)
class Stream:
    """Events of a streamed answer, as bytes."""

    head: list[bytes]
    pieces: list[bytes]
    """One per delta of text."""
    tail: list[bytes]


class Wire(Protocol):
    """One vendor's format. The modules `openai_wire` and `anthropic_wire` are such."""

    def whole(self, reply: Reply, request: Request) -> Json:
        """The body of an answer that is not streamed."""
        ...

    def stream(self, reply: Reply, request: Request) -> Stream: ...

    def error_event(self) -> bytes: ...

    def broken_event(self) -> bytes:
        """An event whose data is not JSON."""
        ...

    def error(self, fault: Fault, request: Request) -> Status | None:
        """The status that a fault stands for; None for the others."""
        ...
