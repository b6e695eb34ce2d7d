"""When `coach` opens the app, and where."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.cli import full_screen
from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.settings import load_paths
from coach.tui.host import Host
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
    assert run_guarded(build()) == 7


def test_coach_alone_prints_help_elsewhere() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coach"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: coach" in done.stderr


def test_the_first_place_is_the_first_run_until_something_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Place] = []

    def run(host: Host, start: Place) -> int:
        shown.append(start)
        return 0

    monkeypatch.setattr("coach.tui.app.run", run)
    full_screen.show()
    database: Path = load_paths().database
    database.parent.mkdir(parents=True)
    database.touch()
    full_screen.show()
    full_screen.show(Place("history"))
    assert [place.name for place in shown] == ["first-run", "home", "history"]
