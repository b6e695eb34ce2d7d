"""`coach interview` with a model that writes a question for the next one, as somebody types it."""

import asyncio
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.cli import room
from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.interviewers.models.script_file import default_script
from coach.settings import load_paths
from tests.unit.cli.test_bank_generate import concept_form

INTERVIEW = ("interview", "--plain", "--no-input", "--yes")


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    """Skips through an interview about one question, whose model can write another; gives what was told."""
    monkeypatch.chdir(tmp_path)
    form = {"purpose": "generate", "prompt": "generate_concept", "give": concept_form(title="Split stores")}
    lines = [line.model_dump(mode="json", exclude_defaults=True) for line in default_script().otherwise]
    (tmp_path / "script.yaml").write_text(json.dumps({"otherwise": [form, *lines]}), encoding="utf-8")
    monkeypatch.setenv("AI_MODEL_PROVIDER", "recorded")
    monkeypatch.setenv("AI_MODEL_NAME", "script.yaml")

    def run(question: str) -> str:
        monkeypatch.setattr(sys, "argv", ["coach", *INTERVIEW, "--question", question])
        monkeypatch.setattr(sys, "stdin", io.StringIO("/skip\n"))
        assert run_guarded(build()) == 0
        return capsys.readouterr().err

    return run


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A candidate who thinks until the question is written."""
    lead = room.Room.lead

    async def slowly(self: room.Room) -> object:
        while not (load_paths().generated_bank / "concepts").is_dir():
            await asyncio.sleep(0.01)
        return await lead(self)

    monkeypatch.setattr(room.Room, "lead", slowly)


def test_a_question_waits_for_the_next_interview(
    coach: Callable[[str], str], patient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_MODEL_GENERATE", "on")
    assert "written by" not in coach("cap-theorem")
    told = coach("split-stores")
    assert "── Question 1 of 1 · technical concept · medium · 9 min · written by recorded ──" in told


def test_who_goes_at_once_leaves_nothing_behind(coach: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_MODEL_GENERATE", "on")
    assert "next interviews" not in coach("cap-theorem")
    assert not list(load_paths().generated_bank.rglob(".new-*"))
