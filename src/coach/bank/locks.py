"""One process at a time, where two would undo each other's work."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PRIVATE_FILE = 0o600


@contextmanager
def locked(file: Path, *, waits: bool = True) -> Iterator[None]:
    """Alone among the processes that ask for the same file. Raises OSError; BlockingIOError where nobody waits."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
