"""Frames on the engine's connection and on pipes, whole, in pieces and broken."""

import json
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from coach.sandbox.frames import AttachedLink, BoxGone, BoxOverdue, Frames
from coach.sandbox.pipes import PipeLink, spawn


def later(seconds: float = 5.0) -> float:
    return time.monotonic() + seconds


def framed(header: object, body: bytes = b"") -> bytes:
    encoded = json.dumps(header).encode()
    return struct.pack(">II", len(encoded), len(body)) + encoded + body


def streamed(data: bytes, kind: int = 1) -> bytes:
    return struct.pack(">BxxxI", kind, len(data)) + data


@pytest.fixture(name="ends")
def both_ends() -> Iterator[tuple[Frames, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield Frames(AttachedLink(ours, ours.close)), theirs
    ours.close()
    theirs.close()


def test_a_frame_is_put_together_from_any_pieces(ends: tuple[Frames, socket.socket]) -> None:
    frames, theirs = ends
    whole = framed({"k": 1}, b"body") + framed({}, b"")
    for piece in (whole[:3], whole[3:9], b"", whole[9:]):
        theirs.sendall(streamed(piece))
    assert frames.receive(later()) == ({"k": 1}, b"body")
    assert frames.receive(later()) == ({}, b"")


def test_a_frame_is_sent_whole(ends: tuple[Frames, socket.socket]) -> None:
    frames, theirs = ends
    frames.send({"k": 1}, b"body", later())
    assert theirs.recv(100) == framed({"k": 1}, b"body")


def test_last_words_on_standard_error_explain_an_end(ends: tuple[Frames, socket.socket]) -> None:
    frames, theirs = ends
    theirs.sendall(streamed(b"x" * 5000 + b"no such language", 2))
    theirs.close()
    with pytest.raises(BoxGone, match="no such language"):
        frames.receive(later())


def test_an_end_without_words(ends: tuple[Frames, socket.socket]) -> None:
    frames, theirs = ends
    theirs.close()
    with pytest.raises(BoxGone, match="closed"):
        frames.receive(later())
    with pytest.raises(BoxGone):
        frames.send({}, b"x" * (1 << 22), later())


@pytest.mark.parametrize("data", [b"\xff" * 8, struct.pack(">II", 3, 0) + b"{{{"])
def test_what_is_not_a_frame_ends_it(ends: tuple[Frames, socket.socket], data: bytes) -> None:
    frames, theirs = ends
    theirs.sendall(streamed(data))
    with pytest.raises(BoxGone, match="not one"):
        frames.receive(later())


def test_waiting_ends(ends: tuple[Frames, socket.socket]) -> None:
    frames, _theirs = ends
    with pytest.raises(BoxOverdue):
        frames.receive(later(0.05))
    with pytest.raises(BoxOverdue):
        frames.send({}, b"x" * (1 << 24), later(0.05))
    with pytest.raises(BoxOverdue):
        frames.receive(later(-1))


def test_a_parked_connection_is_quiet(ends: tuple[Frames, socket.socket]) -> None:
    frames, theirs = ends
    assert frames.link.is_quiet()
    theirs.sendall(b"?")
    assert not frames.link.is_quiet()
    theirs.close()
    assert not frames.link.is_quiet()
    frames.link.close()
    assert not frames.link.is_quiet()
    frames.link.close()


def child(program: str) -> PipeLink:
    return PipeLink(spawn([sys.executable, "-I", "-S", "-c", program]))


def test_pipes_carry_frames_there_and_back() -> None:
    link = child("import sys\nwhile d := sys.stdin.buffer.raw.read(99): sys.stdout.buffer.raw.write(d)")
    frames = Frames(link)
    assert link.is_quiet()
    frames.send({"k": 1}, b"x" * 30_000, later(20))
    assert frames.receive(later(20)) == ({"k": 1}, b"x" * 30_000)
    link.close()
    link.release()
    assert not link.is_quiet()


def test_pipes_of_a_program_that_ends() -> None:
    link = child("import sys; sys.exit('no Landlock here')")
    frames = Frames(link)
    with pytest.raises(BoxGone, match="no Landlock here"):
        frames.receive(later(20))
    with pytest.raises(BoxGone):
        for _ in range(100):
            frames.send({}, b"x" * 10_000, later())
    link.close()
    link.release()


def test_pipes_of_a_program_that_hangs() -> None:
    link = child("import time; time.sleep(100)")
    frames = Frames(link)
    with pytest.raises(BoxOverdue):
        frames.receive(later(0.05))
    with pytest.raises(BoxOverdue):
        frames.send({}, b"x" * (1 << 22), later(0.05))
    link.close()
    with pytest.raises(BoxGone):
        frames.receive(later(20))
    link.release()


def test_a_link_needs_all_pipes() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE)
    with pytest.raises(ValueError, match="three pipes"):
        PipeLink(process)
    process.communicate()
