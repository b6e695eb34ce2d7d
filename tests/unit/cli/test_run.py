"""What `coach run` and `coach demo` show while they play, as somebody types them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.cli import play
from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseResult, ExecutionReport
from tests.test_interview_models import question

Coach = Callable[..., tuple[int, str, str]]

STORY = """\
name: A short story
candidate:
  - question: conflict-with-colleague
    moves:
      - wait: 61
      - submit: Last year I asked Ana why she objected, I listened, and rollbacks fell from five to one.
      - say: Too late.
    expect: {score: ">= 1"}
interview: {minutes: 1}
"""


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    """Runs a command in a folder with a script; returns exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.yaml").write_text(STORY)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def test_what_is_stored_is_acknowledged_line_by_line(coach: Coach) -> None:
    code, out, err = coach("run", "story.yaml")
    assert code == 0
    lines = err.splitlines()
    session = lines[0].split()[3]
    assert lines[:2] == [f"A short story: {session} created", f"A short story: {session} started"]
    assert lines[2].startswith(f"A short story: {session} answered q1 ")
    assert lines[3:] == [
        "A short story: say came too late and is passed over",
        f"A short story: {session} completed",
        f"Next: coach report {session}",
    ]
    assert out.splitlines()[0].startswith("A short story: overall ")
    assert "✓ conflict-with-colleague.score: expected >= 1" in out


def test_quiet_leaves_the_result(coach: Coach) -> None:
    code, out, err = coach("--quiet", "run", "story.yaml", "--ephemeral")
    assert (code, err) == (0, "")
    assert out.startswith("A short story: ")


def test_a_seed_on_the_command_line_replaces_the_scripts(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("name: Plan\ninterview: {max_questions: 2, type: behavioral, seed: 3}\n")
    planned = [coach("run", "plan.yaml", "--json", "--ephemeral", *more)[1] for more in ((), ("--seed", "3"))]
    slugs = [[line for line in out.splitlines() if '"bank_id"' in line] for out in planned]
    assert slugs[0] == slugs[1]


def test_the_stage_names_the_model_that_wrote_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    stage, asked = play.Stage(), question(1)
    stage.question(1, 2, asked)
    stage.question(2, 2, asked.replace(source="model\x1b[2J"))
    of_bank, of_model = (line for line in capsys.readouterr().err.splitlines() if line)
    assert of_bank == f"── Question 1 of 2 · coding problem · {asked.title} ──"
    assert of_model == f"── Question 2 of 2 · coding problem · {asked.title} · written by model\\x1b[2J ──"


def test_the_stage_frames_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    stage = play.Stage()
    stage.spoke("candidate", "I would \x1b[2Jsort.\n")
    case = CaseResult(id="c", group=TestGroup.CORE, verdict=Verdict.ACCEPTED, why="", input="", expected="")
    stage.ran(ExecutionReport(runner="fake", language=ProgrammingLanguage.PYTHON, cases=(case,)), hidden=True)
    err = capsys.readouterr().err
    assert err.splitlines()[:2] == ["candidate>", "  I would \\x1b[2Jsort."]
    assert "1 of 1 tests passed (fake)" in err
