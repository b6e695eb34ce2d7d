"""`coach interview` with a model, with none, and with one that cannot be had."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.interviewers.models.script_file import load_script

Coach = Callable[..., tuple[int, str, str]]
INTERVIEW = ("interview", "--plain", "--no-input", "--question", "hash-tables")


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, typed: str = "/skip\n") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def test_a_recorded_model_speaks_and_is_saved(coach: Coach, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AI_MODEL_PROVIDER", "recorded")
    code, _, err = coach(*INTERVIEW, "--yes", "--record", "talk.yaml", typed="/ask Is it fast?\n/skip\n")
    assert code == 0, err
    assert "interviewer: recorded" in err
    saved = tmp_path / "talk.yaml"
    assert saved.stat().st_mode & 0o777 == 0o600
    assert {line.purpose.value for line in load_script(saved).lines} >= {"open", "clarify"}
    monkeypatch.setenv("AI_MODEL_NAME", str(saved))
    assert "interviewer: recorded recorded" in coach(*INTERVIEW)[2]
    code, _, err = coach(*INTERVIEW, "--record", "talk.yaml")
    assert code == 2
    assert "talk.yaml" in err


def test_offline_leaves_the_model_alone(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MODEL_PROVIDER", "recorded")
    code, out, err = coach(*INTERVIEW, "--yes", "--offline")
    assert code == 0
    assert "interviewer: offline" in err
    assert "judged offline" in out


def test_a_model_without_a_key_is_told_and_the_bank_asks(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MODEL_PROVIDER", "openai")
    code, _, err = coach(*INTERVIEW, "--yes")
    assert code == 0
    assert "interviewer: offline\n  ! Practising offline: OPENAI_API_KEY is not set. coach keys set openai" in err


def test_nothing_is_sent_to_a_host_that_was_not_agreed_to(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    assert coach(*INTERVIEW, "--yes")[0] == 0
    monkeypatch.setenv("OPENAI_API_KEY", "sk-heron")
    code, _, err = coach(*INTERVIEW)
    assert code == 2
    assert "your answers and your code are sent to api.openai.com" in err
    assert "--yes" in err
    assert coach(*INTERVIEW, "--offline")[0] == 0


def test_a_model_set_up_meanwhile_is_agreed_to_before_going_on(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    assert coach(*INTERVIEW, "--yes", typed="/pause\n")[0] == 0
    monkeypatch.setenv("OPENAI_API_KEY", "sk-heron")
    code, _, err = coach("resume", "--plain", "--no-input")
    assert code == 2
    assert "are sent to api.openai.com" in err
    monkeypatch.setenv("AI_MODEL_PROVIDER", "offline")
    assert coach("resume", "--plain", "--no-input")[0] == 0
