"""Where the log goes: a file for somebody at a terminal, the standard error stream for a server.

Everything in coach logs with the standard library's `logging`, below the logger `coach`; fields stand in
`extra={"fields": {…}}`. What is heavy is loaded when it is needed.
"""

import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from coach.telemetry.log_file import BackgroundFile

OURS = "coach"
SERVER_LOGGERS = ("uvicorn", "uvicorn.error", "uvicorn.access")


def log_to_file(path: Path) -> None:
    """Have what coach logs written to a file, quietly; nothing is opened before the first line. Raises nothing."""
    logger = logging.getLogger(OURS)
    for handler in [each for each in logger.handlers if isinstance(each, BackgroundFile)]:
        if handler.path == path:
            return
        logger.removeHandler(handler)
        handler.close()
    logger.addHandler(BackgroundFile(path))
    logger.setLevel(logging.INFO)


def log_to_stderr_as_json(secrets: Iterable[str] = ()) -> None:
    """Have everything that is logged in this process written to stderr, a JSON object a line.

    For a process that is a server and nothing else; `secrets`, such as the one that signs tokens, are masked in every
    line. Start uvicorn with `log_config=None` and `access_log=False`: its access log shows whole addresses.
    """
    import structlog

    from coach.telemetry.lines import json_formatter

    handler = StandardError()
    handler.setFormatter(json_formatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [each for each in root.handlers if not isinstance(each, StandardError)] + [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    for name in SERVER_LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to stderr; a line that cannot be written is told without its words."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        with suppress(Exception):
            self.stream.write('{"level": "error", "event": "a line of the log could not be written"}\n')
