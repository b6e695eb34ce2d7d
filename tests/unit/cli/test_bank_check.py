"""What `coach bank check` tells while it runs, and at its end."""

import io
import json
import sys
from pathlib import Path

import pytest

from coach.bank.check import Progress
from coach.bank.problem import CheckReport, Hole, MutationResult, Problem
from coach.cli import bank_check
from coach.cli.bank_check import CLEAR_LINE, ProgressLine, check_bank_folder, in_words
from coach.domain.enums import ProgrammingLanguage

BEGUN = Progress("b", 1, 3, ("b", "c"), is_end=False, seconds_left=100.0)
DONE = Progress("b", 2, 3, ("c",), problems=2, seconds_left=20.0)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setenv("COLUMNS", "60")
    return found


def test_a_terminal_shows_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    line = ProgressLine()
    line(Progress("a", 0, 3, ("a",), is_end=False))
    line(BEGUN)
    line.clear()
    shown = terminal.getvalue().split(CLEAR_LINE)
    assert shown == ["", "  0 of 3 questions · a", "  1 of 3 questions · about 2 min left · b, c", ""]


def test_problems_stay_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    ProgressLine()(DONE)
    assert "  b: 2 problems\n" in terminal.getvalue()


def test_the_line_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    ProgressLine()(Progress("a", 0, 3, tuple("question-number-" + str(number) for number in range(9)), is_end=False))
    text = terminal.getvalue().removeprefix(CLEAR_LINE)
    assert len(text) == 59
    assert text.endswith("…")


def test_elsewhere_each_question_has_a_line_when_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    for progress in (BEGUN, DONE, Progress("c", 3, 3, unchanged=True)):
        line(progress)
    line.clear()
    assert capsys.readouterr().err == "  2/3 b: 2 problems\n  3/3 c: unchanged\n"


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "5 s"), (42, "40 s"), (89, "90 s"), (150, "2 min"), (601, "10 min")]
)
def test_time_is_told_roughly(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


REPORT = CheckReport(
    questions=2,
    problems=(Problem(question="a", file="a.py", reason="is wrong", fix="mend it"),),
    ran=1,
    unchanged=1,
    unchecked=(ProgrammingLanguage.GO,),
    mutations=(
        MutationResult(
            question="a", mutants=5, killed=3, equivalent=1, holes=(Hole(line=4, change="x", input="n = 1"),)
        ),
        MutationResult(question="b", mutants=2, killed=2, equivalent=0),
    ),
)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def check_bank(*_: object, **__: object) -> CheckReport:
        return REPORT

    monkeypatch.setattr(bank_check, "check_bank", check_bank)


async def check(path: Path, *, as_json: bool) -> bool:
    return await check_bank_folder(path, depth="mutants", schema_only=True, runner=None, as_json=as_json)


@pytest.mark.usefixtures("checked")
async def test_the_end_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not await check(tmp_path, as_json=False)
    said = capsys.readouterr()
    assert said.out == "✗ a.py – is wrong\n  Mend it: mend it\n"
    assert "  a: 5 mutants, 3 caught, 1 equivalent, 1 survived (0.0 s)\n    line 4: x is wrong on n = 1\n" in said.err
    assert "  b: 2 mutants, 2 caught, 0 equivalent (0.0 s)\n" in said.err
    assert "2 questions, 1 problems; 1 run, 1 unchanged" in said.err
    assert "solutions in go" in said.err


@pytest.mark.usefixtures("checked")
async def test_mutants_are_in_the_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await check(tmp_path, as_json=True)
    found = json.loads(capsys.readouterr().out)["mutations"]
    assert [each["question"] for each in found] == ["a", "b"]
    assert found[0]["holes"] == [{"line": 4, "change": "x", "input": "n = 1"}]
