"""When `coach` opens the app, and where."""

import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.cli import full_screen
from coach.cli.app import build, main
from coach.cli.problems import run_guarded
from coach.settings import load_paths
from coach.tui.app import Prepare
from coach.tui.places import Place


class Stream:
    """Standard input or error, a terminal or none."""

    closed = False

    def __init__(self, *, terminal: bool) -> None:
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def fileno(self) -> int:
        return 2


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """One that can show the app; a test changes what it needs to."""
    streams = SimpleNamespace(stdin=Stream(terminal=True), stderr=Stream(terminal=True))
    monkeypatch.setattr(full_screen, "sys", streams)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((60, 16)))
    return monkeypatch


def test_a_terminal_that_can(terminal: pytest.MonkeyPatch) -> None:
    assert full_screen.can_show() == ""
    terminal.setenv("CI", "false")
    assert full_screen.can_show() == ""


@pytest.mark.parametrize(
    ("variable", "value", "why"), [("TERM", "dumb", "TERM"), ("TERM", "", "TERM"), ("CI", "true", "CI")]
)
def test_surroundings_that_cannot(terminal: pytest.MonkeyPatch, variable: str, value: str, why: str) -> None:
    terminal.setenv(variable, value)
    assert why in full_screen.can_show()


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_without_a_terminal(terminal: pytest.MonkeyPatch, stream: str) -> None:
    for other in (Stream(terminal=False), None):
        terminal.setattr(f"coach.cli.full_screen.sys.{stream}", other)
        assert "no terminal" in full_screen.can_show()


@pytest.mark.parametrize("size", [(59, 40), (200, 15)])
def test_a_window_that_is_too_small(terminal: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    terminal.setattr(os, "get_terminal_size", lambda _: os.terminal_size(size))
    assert f"{size[0]}×{size[1]}" in full_screen.can_show()


def test_coach_alone_opens_the_app_where_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["coach"])
    monkeypatch.setattr(full_screen, "can_show", lambda: "")
    monkeypatch.setattr(full_screen, "show", lambda: 7)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 7


def test_coach_alone_prints_help_elsewhere() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coach"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: coach" in done.stderr


def test_the_first_place_is_the_first_run_until_something_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Place] = []

    def run(prepare: Prepare) -> int:
        shown.append(prepare()[1])
        return 0

    monkeypatch.setattr("coach.tui.app.run", run)
    full_screen.show()
    database: Path = load_paths().database
    database.parent.mkdir(parents=True)
    database.touch()
    full_screen.show()
    full_screen.show(Place("history"))
    assert [place.name for place in shown] == ["first-run", "home", "history"]


class Shown:
    """Stands for the app: remembers where it was opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.places: list[tuple[str, dict[str, Any]]] = []
        self.options: list[dict[str, Any]] = []
        monkeypatch.setattr(full_screen, "can_show", lambda: "")
        monkeypatch.setattr(full_screen, "show", self._show)

    def _show(self, place: Any, **options: Any) -> int:
        self.places.append((place.name, place.about))
        self.options.append(options)
        return 0


def coach(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["coach", *words])
    return run_guarded(build())


def test_an_interview_begins_at_the_set_up_with_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(monkeypatch)
    words = ("--company", "fintech", "--question", "two-sum", "--seed", "4", "--practice", "--yes", "--offline")
    assert coach(monkeypatch, "interview", *words) == 0
    ((name, about),) = shown.places
    assert (name, about["slugs"], about["seed"], about["practice"]) == ("setup", ("two-sum",), 4, True)
    assert about["company"] == "fintech"
    assert shown.options == [{"runner": None, "editor": None, "offline": True}]


def test_an_interview_is_taken_up_on_its_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = Shown(monkeypatch)
    assert coach(monkeypatch, "resume") == 5
    assert "No interview is going on" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.StringIO("/pause\n"))
    assert coach(monkeypatch, "interview", "--plain", "--yes", "--no-input", "--question", "hash-tables") == 0
    assert coach(monkeypatch, "resume") == 0
    ((name, about),) = shown.places
    assert name == "interview"
    assert about["session_id"] in capsys.readouterr().err


def test_a_question_is_practised_on_the_full_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(monkeypatch)
    assert coach(monkeypatch, "practice", "tcp-vs-udp", "--offline") == 0
    ((name, about),) = shown.places
    assert (name, about["slugs"], about["practice"]) == ("setup", ("tcp-vs-udp",), True)
    assert shown.options == [{"runner": None, "editor": None, "offline": True}]
