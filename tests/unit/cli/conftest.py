"""The command line within this process."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded

Coach = Callable[..., tuple[int, str, str]]
"""Runs a command; its exit code, what it wrote and what it told."""


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run
