"""How a command ends: exit codes, one clear error, nothing on stdout that is no data."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from coach.cli import problems
from coach.cli.output import printable
from coach.errors import (
    BadInput,
    BadSettings,
    CoachError,
    Conflict,
    ContentError,
    EditorFailed,
    Forbidden,
    IllegalTransition,
    KeyLost,
    ModelUnavailable,
    NotFound,
    RunnerUnavailable,
    StoreError,
)

COACH = Path(sys.executable).with_name("coach")


class Ends:
    """A command that ends the way it is told to."""

    def __init__(self, outcome: BaseException | int | None = None) -> None:
        self.outcome = outcome

    def main(self, **_: Any) -> int | None:
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInput("x"), 2),
        (BadSettings("x"), 2),
        (ContentError("x", file="a.yaml", field="b", line=3), 2),
        (EditorFailed("x"), 2),
        (RunnerUnavailable("x"), 3),
        (ModelUnavailable("x"), 4),
        (NotFound("x"), 5),
        (IllegalTransition("x"), 5),
        (StoreError("x"), 6),
        (Conflict("x"), 6),
        (KeyLost("x"), 6),
        (Forbidden("x"), 7),
        (CoachError("x"), 70),
        (KeyboardInterrupt(), 130),
        (typer.Abort(), 130),
        (typer.Exit(1), 1),
        (BrokenPipeError(), 0),
        (SystemExit(1), 0),
        (PermissionError(13, "Permission denied", "/no/such"), 6),
        (ZeroDivisionError("division by zero"), 70),
        (RuntimeError(), 70),
        (None, 0),
        (3, 3),
    ],
)
def test_every_way_to_end_has_its_code(
    error: BaseException | int | None, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(problems, "_silence_stdout", lambda: None)
    assert problems.run_guarded(Ends(error)) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err


def test_an_error_says_what_why_and_what_next(capsys: pytest.CaptureFixture[str]) -> None:
    problems.show(NotFound("There is no interview x.", why="The history is empty.", fix="coach interview"))
    assert capsys.readouterr().err == (
        "✗ There is no interview x. (COACH-501)\n  The history is empty.\n  Mend it: coach interview\n"
    )


def test_content_errors_name_file_line_and_field() -> None:
    error = ContentError("is missing", file="a.yaml", field="tests.0.id", line=12)
    assert error.message == "a.yaml:12  tests.0.id – is missing"
    assert ContentError("is empty").message == "is empty"


def test_json_errors_are_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["coach", "history", "--json"])
    problems.show(NotFound("gone", fix="coach history"))
    document = json.loads(capsys.readouterr().err)
    assert document["error"]["code"] == "COACH-501"


def test_debug_shows_where_it_came_from(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(problems, "STATE", problems.State(debug=True))
    assert problems.run_guarded(Ends(ZeroDivisionError("boom"))) == 70
    assert "Traceback" in capsys.readouterr().err


def test_control_characters_become_visible() -> None:
    assert printable("a\x1b[31mb\tc\nd\x07\x9b") == "a\\x1b[31mb\tc\nd\\x07\\x9b"
    assert (
        printable("\x00\x08\x1f ~\x7f\x80\x9f\xa0\ud800\udfff日")
        == "\\x00\\x08\\x1f ~\\x7f\\x80\\x9f\xa0\\ud800\\udfff日"
    )


def coach(*arguments: str, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    import os

    return subprocess.run(
        [COACH, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--version"], 0, ""),
        (["--help"], 0, ""),
        ([], 2, "Commands:"),
        (["dance"], 2, "No such command 'dance'"),
        (["histroy"], 2, "Did you mean 'history'"),
        (["interview", "--company", "moon"], 2, "moon"),
        (["interview", "--language", "cobol"], 2, "cobol"),
        (["interview", "--questions", "0"], 2, "0"),
        (["interview", "--no-input"], 2, "--yes"),
        (["interview", "--yes", "--question", "no-such-question"], 5, "no-such-question"),
        (["show", "zzz"], 5, "zzz"),
        (["report", "last"], 5, "last"),
        (["resume"], 5, "coach interview"),
        (["test"], 5, "No interview"),
        (["submit"], 5, "No interview"),
        (["status"], 0, "No interview"),
        (["status", "--short"], 0, ""),
        (["history"], 0, "No interviews yet"),
        (["bank", "show", "two-som"], 5, "two-sum"),
        (["bank", "list", "no such words"], 0, "No question fits"),
        (["run", "no-such-file.yaml"], 2, "no-such-file.yaml"),
    ],
)
def test_commands_end_with_their_code_and_a_clear_line(arguments: list[str], code: int, said: str) -> None:
    done = coach(*arguments)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_one_document() -> None:
    done = coach("history", "--json")
    assert json.loads(done.stdout) == {"schema_version": 1, "sessions": []}
    done = coach("bank", "list", "--json")
    assert json.loads(done.stdout)["questions"]


def test_a_locked_or_foreign_database_is_one_clear_line(empty_home: Path) -> None:
    folder = empty_home / "coach"
    coach("history")
    database = next(path for path in folder.rglob("*.db") if "key" not in path.name)
    database.write_text("this is no database at all, but a text of some length " * 20)
    before = database.read_bytes()
    done = coach("history")
    assert done.returncode == 6
    assert str(database) in done.stderr
    assert database.read_bytes() == before


def test_broken_settings_name_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "coach.toml").write_text("[interview]\nduratoin = 3\n")
    done = coach("history")
    assert done.returncode == 2
    assert "coach.toml:2" in done.stderr


@pytest.mark.parametrize("command", ["bank list --json", "bank list", "--help"])
def test_a_reader_that_leaves_early_is_no_error(command: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {COACH} {command} | true"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.partition("Next:")[0]) == (0, "")
