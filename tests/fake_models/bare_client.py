"""A client on a bare socket, that shows what came over the wire, whole or not."""

import json
import re
import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.fake_models.replies import Json

KEY = "key-of-nobody"
CHUNK = re.compile(rb"([0-9a-f]+)\r\n")


class Ending(StrEnum):
    """How the response came to its end."""

    WHOLE = "whole"
    OPEN = "enough has been read"
    CLOSED = "closed too early"
    RESET = "reset"


@dataclass(frozen=True)
class Response:
    head: str
    """Status line and headers, in lower case."""
    body: bytes
    """Without the framing of chunks, as far as it came."""
    ending: Ending

    @property
    def status(self) -> int:
        return int(self.head.split(" ")[1]) if self.head else 0

    @property
    def json(self) -> Json:
        document: Json = json.loads(self.body)
        return document

    @property
    def events(self) -> list[Json]:
        """The data of every event but `[DONE]`. Raises ValueError for one that is no JSON."""
        lines = re.findall(rb"^data: (.*)\n\n", self.body, re.MULTILINE)
        return [json.loads(line) for line in lines if line != b"[DONE]"]

    @property
    def documents(self) -> list[Json]:
        return self.events if "text/event-stream" in self.head else [self.json]

    @property
    def text(self) -> str:
        """What the model said, in either wire's form."""
        return "".join(map(_said, self.documents))

    @property
    def finish(self) -> str | None:
        """The vendor's word for the end, None where there was none."""
        return next((reason for reason in map(_reason, self.documents) if reason), None)


def post(url: str, path: str, stream: bool = False, *, enough: int | None = None, **more: Any) -> Response:
    """Ask as a client does; `more` goes into the body. Ends as `read` does."""
    messages = [{"role": "user", "content": "hello there"}]
    payload = json.dumps({"model": "m", "max_tokens": 99, "messages": messages, "stream": stream, **more}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {KEY}\r\nX-Api-Key: {KEY}\r\n"
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=20) as end:
        end.sendall(f"{head}Content-Length: {len(payload)}\r\n\r\n".encode() + payload)
        return read(end, enough)


def read(end: socket.socket, enough: int | None = None) -> Response:
    """Read until the response is whole, the connection ends, or `enough` bytes have come."""
    data = b""
    ending = Ending.OPEN
    while ending is Ending.OPEN and (enough is None or len(data) < enough):
        try:
            piece = end.recv(1 << 20)
        except ConnectionResetError:
            ending = Ending.RESET
        else:
            data += piece
            ending = Ending.WHOLE if _parsed(data)[2] else Ending.OPEN if piece else Ending.CLOSED
    head, body, _ = _parsed(data)
    return Response(head, body, ending)


def _parsed(data: bytes) -> tuple[str, bytes, bool]:
    """Head, body, and whether the body is whole."""
    first, found, rest = data.partition(b"\r\n\r\n")
    head = first.decode().lower()
    if length := re.search(r"content-length: (\d+)", head):
        return head, rest, bool(found) and len(rest) >= int(length[1])
    body, place = b"", 0
    while size := CHUNK.match(rest, place):
        length_of_chunk = int(size[1], 16)
        if not length_of_chunk:
            return head, body, True
        body += rest[size.end() : size.end() + length_of_chunk]
        place = size.end() + length_of_chunk + 2
    return head, body, False


def _choices(document: Json) -> list[Json]:
    return list(document.get("choices") or [])


def _said(document: Json) -> str:
    parts: list[Any] = [choice.get("delta") or choice.get("message") or {} for choice in _choices(document)]
    parts += [*document.get("content", []), document.get("delta") or {}]
    return "".join(part.get("content") or part.get("text") or "" for part in parts)


def _reason(document: Json) -> str | None:
    for holder in (*_choices(document), document, document.get("delta") or {}):
        if reason := holder.get("finish_reason") or holder.get("stop_reason"):
            return str(reason)
    return None
