"""The log file of a terminal user: private, small, and never in anybody's way."""

import logging
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from coach.telemetry.correlation import correlation_id, new_correlation_id

LONGEST = 1024 * 1024
"""Bytes of one file."""
OLDER_FILES = 2
PATIENCE = 2.0
"""Seconds that a command waits at its end for the last lines."""


class BackgroundFile(logging.Handler):
    """Hands lines to a thread, which opens the file and loads what writes it at the first of them.

    Whatever goes wrong there loses lines and nothing else.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._command = new_correlation_id()
        self._waiting: SimpleQueue[logging.LogRecord | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ended = False

    def emit(self, record: logging.LogRecord) -> None:
        if self._ended:
            return
        record.correlation_id = correlation_id() or self._command
        self._waiting.put(record)
        if self._thread is None:
            self._thread = threading.Thread(target=self._write, name="coach-log", daemon=True)
            # An interpreter that is about to end starts no thread.
            with suppress(RuntimeError):
                self._thread.start()

    def _write(self) -> None:
        with suppress(Exception):
            file = open_log(self.path)
            while (record := self._waiting.get()) is not None:
                file.handle(record)
            file.close()
        self._ended = True

    def close(self) -> None:
        """Write what is left, within two seconds. Safe to call twice; every process calls it at its end."""
        self._ended = True
        if self._thread is not None and self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join(PATIENCE)
        super().close()


def open_log(path: Path) -> logging.Handler:
    """Writes records to a file that its owner alone can read. Raises OSError."""
    import os
    from io import TextIOWrapper
    from logging.handlers import RotatingFileHandler

    from coach.telemetry.lines import json_formatter

    class PrivateFile(RotatingFileHandler):
        def _open(self) -> TextIOWrapper:
            descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            os.fchmod(descriptor, 0o600)
            return os.fdopen(descriptor, "a", encoding="utf-8")

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
            """A full disk is no reason to write on the screen."""

        def close(self) -> None:
            # What could not be written is tried again here.
            with suppress(OSError):
                super().close()

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    file = PrivateFile(path, maxBytes=LONGEST, backupCount=OLDER_FILES, encoding="utf-8", delay=True)
    file.setFormatter(json_formatter())
    return file
