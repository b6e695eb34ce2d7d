"""The end that a signal asks for: orderly, and in time."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
FROM_THE_KEYBOARD = (130, 131)
"""Exit codes of those that a key sends to every program of the terminal."""
SECONDS = 5.0
"""Whoever writes to a terminal that is gone may wait for ever; what the candidate did is stored by then."""


def on_signals(end: Callable[[int], None]) -> None:
    """Have the signals that end a program call `end` with the exit code they mean; to be called on the loop.

    Raised in the middle of the loop, as for other commands, they would leave the threads of the terminal behind.
    """
    loop = asyncio.get_running_loop()
    for name in SIGNALS:
        # Not on Windows, and not away from the main thread.
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            number = getattr(signal, name)
            loop.add_signal_handler(number, end, 128 + number)


def bound(code: int, seconds: float = SECONDS) -> None:
    """End the process after so long, whatever it waits for."""
    timer = threading.Timer(seconds, os._exit, (code,))
    timer.daemon = True
    timer.start()
