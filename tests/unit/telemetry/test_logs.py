"""Where lines go and what stands in them."""

import io
import json
import logging
import os
import stat
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from coach.domain.enums import InterviewStatus, ProgrammingLanguage
from coach.errors import NotFound
from coach.telemetry.correlation import correlated
from coach.telemetry.log_file import LONGEST, BackgroundFile, open_log
from coach.telemetry.logs import StandardError, log_to_file, log_to_stderr_as_json
from coach.telemetry.observing import LoggingObserver

CANARY = "canary-4711-words-of-a-candidate"
LOGGERS = ("", "coach", "uvicorn", "uvicorn.error", "uvicorn.access", "py.warnings")


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """What a test sets up for the whole process ends with it."""
    before = {
        name: (log.level, log.propagate, log.handlers[:]) for name in LOGGERS for log in [logging.getLogger(name)]
    }
    yield
    logging.captureWarnings(False)
    structlog.reset_defaults()
    for name, (level, propagate, handlers) in before.items():
        logger = logging.getLogger(name)
        for handler in set(logger.handlers) - set(handlers):
            handler.close()
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


def close_file() -> None:
    """As the end of the process does."""
    for handler in logging.getLogger("coach").handlers:
        if isinstance(handler, BackgroundFile):
            handler.close()


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def tell_everything(observer: LoggingObserver) -> None:
    observer.moved("k3x9", InterviewStatus.PAUSED)
    observer.ran("k3x9", ProgrammingLanguage.GO, "unavailable", 1.23456)
    observer.called("some-model", "judge", "too slow", 60.0, (900, 0))
    observer.fell_back("judge")


def test_events_are_lines_of_ids_and_numbers(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "log" / "coach.log"
    log_to_file(file)
    tell_everything(LoggingObserver())
    close_file()
    told = lines(file.read_text(encoding="utf-8"))
    ids = {line.pop("correlation_id") for line in told}
    assert len(ids) == 1
    assert all(line.pop("timestamp").endswith("+00:00") and line.pop("logger") == "coach.events" for line in told)
    assert told == [
        {"event": "session.moved", "level": "info", "session": "k3x9", "status": "paused"},
        {
            "event": "code.ran",
            "level": "warning",
            "session": "k3x9",
            "language": "go",
            "verdict": "unavailable",
            "seconds": 1.235,
        },
        {
            "event": "model.called",
            "level": "warning",
            "model": "some-model",
            "purpose": "judge",
            "outcome": "too slow",
            "seconds": 60.0,
            "read": 900,
            "written": 0,
        },
        {"event": "fell_back", "level": "warning", "part": "judge"},
    ]
    assert capfd.readouterr() == ("", "")


def test_the_file_is_private(tmp_path: Path) -> None:
    file = tmp_path / "log" / "coach.log"
    file.parent.mkdir(mode=0o755)
    file.touch(mode=0o644)
    log_to_file(file)
    logging.getLogger("coach.supply").info("one line")
    close_file()
    assert lines(file.read_text(encoding="utf-8"))[0]["logger"] == "coach.supply"
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)


def test_the_files_stay_small_and_few(tmp_path: Path) -> None:
    file = open_log(tmp_path / "log" / "coach.log")
    record = logging.LogRecord("coach.x", logging.INFO, "", 0, "x" * 900, None, None)
    for _ in range(4 * LONGEST // 900):
        file.handle(record)
    file.close()
    found = sorted((tmp_path / "log").iterdir())
    assert [each.name for each in found] == ["coach.log", "coach.log.1", "coach.log.2"]
    assert all(each.stat().st_size <= LONGEST and stat.S_IMODE(each.stat().st_mode) == 0o600 for each in found)


def test_a_file_that_cannot_be_written_costs_lines_only(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log").write_text("this is no folder")
    log_to_file(tmp_path / "log" / "coach.log")
    for _ in range(3):
        tell_everything(LoggingObserver())
    close_file()
    tell_everything(LoggingObserver())
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_says_nothing(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = open_log(tmp_path / "log" / "coach.log")
    (tmp_path / "log" / "coach.log").symlink_to("/dev/full")
    file.handle(logging.LogRecord("coach.x", logging.INFO, "", 0, "%d lines", ("no number",), None))
    file.handle(logging.LogRecord("coach.x", logging.INFO, "", 0, "one line", None, None))
    file.close()
    assert capfd.readouterr() == ("", "")


def test_another_home_is_another_file(tmp_path: Path) -> None:
    for name in ("one", "one", "two"):
        log_to_file(tmp_path / name / "coach.log")
        logging.getLogger("coach").info("for %s", name)
    close_file()
    told = [[line["event"] for line in lines((tmp_path / name / "coach.log").read_text())] for name in ("one", "two")]
    assert told == [["for one", "for one"], ["for two"]]
    assert sum(isinstance(each, BackgroundFile) for each in logging.getLogger("coach").handlers) == 1


def test_a_process_that_ends_at_once_keeps_its_lines_and_loads_nothing_before_the_first(tmp_path: Path) -> None:
    program = (
        "import logging, sys; from pathlib import Path; from coach.telemetry.logs import log_to_file\n"
        "log_to_file(Path(sys.argv[1])); assert 'structlog' not in sys.modules\n"
        "logging.getLogger('coach.x').info('the last word')"
    )
    file = tmp_path / "coach.log"
    done = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("", "")
    assert lines(file.read_text())[0]["event"] == "the last word"


@pytest.fixture
def server(capsys: pytest.CaptureFixture[str]) -> Iterator[io.StringIO]:
    """A process that logs to stderr, and what it wrote there."""
    log_to_stderr_as_json(secrets=["the-secret-that-signs"])
    (handler,) = (each for each in logging.getLogger().handlers if isinstance(each, StandardError))
    written = io.StringIO()
    handler.setStream(written)
    yield written


def test_every_logger_of_a_server_writes_the_same_form(server: io.StringIO) -> None:
    with correlated("request-1"):
        logging.getLogger("coach.api").info("request.answered", extra={"fields": {"status": 200, "level": "fake"}})
        logging.getLogger("uvicorn.error").info("Started\nwith a second line")
        structlog.get_logger("coach.own").warning("told", by="structlog")
    structlog.contextvars.bind_contextvars(correlation_id="bound")
    logging.getLogger("elsewhere").warning("%s words", 3)
    structlog.contextvars.clear_contextvars()
    logging.getLogger("elsewhere").info("too quiet to be kept")
    logging.getLogger("uvicorn.access").info("GET /?token=x")
    told = lines(server.getvalue())
    shown = [(line["logger"], line["level"], line["event"], line["correlation_id"]) for line in told]
    assert shown == [
        ("coach.api", "info", "request.answered", "request-1"),
        ("uvicorn.error", "info", "Started", "request-1"),
        ("coach.own", "warning", "told", "request-1"),
        ("elsewhere", "warning", "3 words", "bound"),
    ]
    assert (told[0]["status"], told[2]["by"]) == (200, "structlog")


def test_errors_are_told_by_type_and_place(server: io.StringIO) -> None:
    def fail() -> None:
        try:
            raise ValueError(CANARY)
        except ValueError as error:
            raise NotFound(CANARY) from error

    try:
        fail()
    except NotFound:
        logging.getLogger("coach.api").exception("it failed", stack_info=True)
        structlog.get_logger("coach.own").exception("it failed")
    assert CANARY not in server.getvalue()
    for line in lines(server.getvalue()):
        first, second = line["errors"]
        assert (first["type"], first["code"], second["type"]) == (
            "coach.errors.NotFound",
            "COACH-501",
            "builtins.ValueError",
        )
        assert first["at"][-1].startswith("telemetry/test_logs.py:")
        assert first["at"][-1].endswith(" fail")


def test_no_secret_stands_in_any_line(server: io.StringIO) -> None:
    jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl"
    secrets = ["the-secret-that-signs", jwt, "sk-ant-abcdefghijkl", "hunter2"]
    for secret in secrets:
        logging.getLogger("uvicorn.error").warning("with %s inside", f"Bearer {secret}-longer")
        logging.getLogger("coach").warning("fields", extra={"fields": {"token": secret, "inner": [f"Bearer {secret}"]}})
        structlog.get_logger("coach").warning("bound", password=secret)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(f"Bearer {secret}", stacklevel=1)
    assert len(lines(server.getvalue())) == 4 * len(secrets)
    assert not [secret for secret in secrets if secret in server.getvalue()]


def test_a_line_that_cannot_be_rendered_is_told_without_its_words(server: io.StringIO) -> None:
    (handler,) = (each for each in logging.getLogger().handlers if isinstance(each, StandardError))
    handler.handle(logging.LogRecord("coach", logging.INFO, "", 0, "%d", (CANARY,), None))
    assert lines(server.getvalue()) == [{"level": "error", "event": "a line of the log could not be written"}]


def test_setting_up_twice_writes_each_line_once(server: io.StringIO) -> None:
    log_to_stderr_as_json()
    assert sum(isinstance(each, StandardError) for each in logging.getLogger().handlers) == 1
    assert os.linesep not in server.getvalue()
