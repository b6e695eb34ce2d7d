"""Frames between the host and a supervisor, over whatever carries bytes."""

import json
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any, Protocol

_LENGTHS = struct.Struct(">II")
_ENGINE_HEAD = struct.Struct(">BxxxI")
_STDOUT = 1
_CHUNK = 1 << 20
_LONGEST_FRAME = 256 << 20
_STDERR_KEPT = 2000


class BoxGone(Exception):
    """The sandbox ended, or its connection broke, before it answered."""


class BoxOverdue(Exception):
    """The sandbox did not answer in time."""


class Link(Protocol):
    """A connection to a sandbox. All methods raise OSError, or BoxGone when the other end closed it."""

    def send(self, data: bytes, until: float) -> None: ...

    def receive(self, until: float) -> bytes:
        """Some bytes of the supervisor's output. Raises BoxOverdue at the given monotonic time."""
        ...

    def is_quiet(self) -> bool:
        """Whether it is open with nothing to read: the state of a parked sandbox."""
        ...

    def close(self) -> None: ...


class Frames:
    """Reads and writes frames on a link."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self._buffer = bytearray()

    def send(self, header: dict[str, Any], body: bytes, until: float) -> None:
        encoded = json.dumps(header).encode()
        self.link.send(_LENGTHS.pack(len(encoded), len(body)) + encoded + body, until)

    def receive(self, until: float) -> tuple[dict[str, Any], bytes]:
        header_length, body_length = _LENGTHS.unpack(self._take(_LENGTHS.size, until))
        if header_length + body_length > _LONGEST_FRAME:
            raise BoxGone("its answer is not one")
        try:
            header = json.loads(self._take(header_length, until))
        except ValueError as error:
            raise BoxGone("its answer is not one") from error
        return header, self._take(body_length, until)

    def _take(self, length: int, until: float) -> bytes:
        while len(self._buffer) < length:
            self._buffer += self.link.receive(until)
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken


class AttachedLink:
    """The engine's attach connection: raw bytes in, a multiplexed stream of both outputs back."""

    def __init__(self, connection: socket.socket, release: Callable[[], None]) -> None:
        self._socket = connection
        self._release = release
        self._raw = bytearray()
        self._errors = bytearray()

    def send(self, data: bytes, until: float) -> None:
        self._limit(until)
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise BoxOverdue from None
        except OSError as error:
            raise BoxGone(str(error)) from error

    def receive(self, until: float) -> bytes:
        while True:
            kind, length = _ENGINE_HEAD.unpack(self._take(_ENGINE_HEAD.size, until))
            data = self._take(length, until)
            if kind == _STDOUT:
                return data
            self._errors += data
            del self._errors[:-_STDERR_KEPT]

    def is_quiet(self) -> bool:
        ready = select.poll()
        try:
            ready.register(self._socket, select.POLLIN)
        except ValueError:  # closed
            return False
        return not self._raw and not ready.poll(0)

    def close(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        finally:
            self._release()

    def _take(self, length: int, until: float) -> bytes:
        while len(self._raw) < length:
            self._limit(until)
            try:
                chunk = self._socket.recv(_CHUNK)
            except TimeoutError:
                raise BoxOverdue from None
            except OSError as error:
                raise BoxGone(str(error)) from error
            if not chunk:
                raise BoxGone(self._errors.decode("utf-8", "replace").strip() or "its connection was closed")
            self._raw += chunk
        taken = bytes(self._raw[:length])
        del self._raw[:length]
        return taken

    def _limit(self, until: float) -> None:
        left = until - time.monotonic()
        if left <= 0:
            raise BoxOverdue
        self._socket.settimeout(left)
