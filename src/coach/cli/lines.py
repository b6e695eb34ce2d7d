"""Lines that a candidate types."""

import asyncio
import io
import sys
import threading
from contextlib import suppress

from coach.cli.problems import narrate

TERMINAL_LINE_BYTES = 4095
"""A terminal hands over at most so many bytes of one line, and drops the rest without a word."""


class Leave(Exception):
    """The candidate stops for now."""


def was_cut(line: str) -> bool:
    """Whether a line typed in a terminal has the length at which terminals cut."""
    return len(line.rstrip("\r\n").encode(errors="surrogateescape")) >= TERMINAL_LINE_BYTES


def readable(line: str) -> str:
    """A typed line as text that can be stored; bytes the terminal's encoding did not know become UTF-8, or escapes."""
    try:
        return line.encode("utf-8", "surrogateescape").decode()
    except UnicodeError:
        return line.encode("utf-8", "backslashreplace").decode()


class Lines:
    """Lines of stdin, read by a thread that never holds up the end of the program."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._wanted = threading.Semaphore(0)
        if isinstance(sys.stdin, io.TextIOWrapper):
            # A byte that is no text must not cost the line; once something was read this cannot be changed.
            with suppress(OSError, ValueError):
                sys.stdin.reconfigure(errors="surrogateescape")
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            # Reading only when asked leaves the terminal to the editor in between.
            self._wanted.acquire()
            try:
                line = sys.stdin.readline()
            except (OSError, ValueError):
                line = ""
            except UnicodeDecodeError:
                line = "\n"
            try:
                self._loop.call_soon_threadsafe(self._queue.put_nowait, line or None)
            except RuntimeError:
                return

    async def next(self, prompt: str) -> str:
        """The next line without its end. Raises Leave at the end of input."""
        narrate(prompt, end="")
        self._wanted.release()
        line = await self._queue.get()
        if line is None:
            narrate()
            raise Leave
        if sys.stdin.isatty() and was_cut(line):
            narrate("  ! the terminal may have cut that line at 4,095 bytes; the editor takes any length")
        return line.rstrip("\r\n")
