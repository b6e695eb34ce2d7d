"""`coach bank list`: words, filters, and how far somebody has come."""

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coach.bank.problem import Problem
from coach.cli.app import build
from coach.cli.bank_list import left_out
from coach.cli.problems import run_guarded
from coach.domain.analytics import Due
from coach.domain.enums import QuestionType
from coach.interview.service import InterviewService

Coach = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AI_MODEL_PROVIDER", "offline")

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO("/pause\n"))
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def found(coach: Coach, *arguments: str) -> list[dict[str, Any]]:
    code, out, err = coach("bank", "list", "--json", *arguments)
    assert code == 0, err
    questions: list[dict[str, Any]] = json.loads(out)["questions"]
    return questions


def test_words_need_not_be_spelled_right(coach: Coach) -> None:
    assert found(coach, "lru")[0]["id"] == "lru-cache"
    assert "sliding-window" in found(coach, "slidng", "window")[0]["concepts"]


def test_filters_go_together(coach: Coach) -> None:
    wanted = ("--type", "behavioral", "--difficulty", "easy", "--company", "startup", "--concept", "ownership")
    questions = found(coach, *wanted)
    assert questions
    for one in questions:
        assert (one["type"], one["difficulty"]) == ("behavioral", "easy")
        assert "ownership" in one["concepts"]
        assert one["companies"]["startup"] >= 2


@pytest.mark.parametrize(
    ("option", "value", "code", "says"),
    [
        ("--type", "codng_problem", 2, "Did you mean coding_problem?"),
        ("--difficulty", "meduim", 2, "Did you mean medium?"),
        ("--company", "fintec", 2, "Did you mean fintech?"),
        ("--status", "slved", 2, "Did you mean solved?"),
        ("--status", "zzz", 2, "'zzz' is not one of new, tried, solved, due."),
        ("--concept", "hashin", 5, "Did you mean hashing"),
        ("--concept", "qqqq", 5, "`coach bank list` shows the concepts"),
    ],
)
def test_an_unknown_value_is_answered_with_the_nearest(
    coach: Coach, option: str, value: str, code: int, says: str
) -> None:
    ended, out, err = coach("bank", "list", option, value)
    assert (ended, out) == (code, "")
    assert says in err


def test_without_a_history_everything_is_new_and_none_is_begun(coach: Coach, empty_home: Path) -> None:
    everything = found(coach)
    assert "status" not in everything[0]
    assert len(found(coach, "--status", "new")) == len(everything)
    assert found(coach, "--status", "due") == []
    assert not list(empty_home.rglob("*.db"))


def test_how_far_somebody_has_come(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    assert coach("practice", "tcp-vs-udp", "--yes", "--no-input")[0] == 0
    assert [one["id"] for one in found(coach, "--status", "tried")] == ["tcp-vs-udp"]
    past = datetime(2020, 1, 1, tzinfo=UTC)
    kind = QuestionType.TECHNICAL_CONCEPT

    async def get_schedule(self: InterviewService, user_id: str) -> tuple[Due, ...]:
        return (Due(concept="networking", kind=kind, due=past, recall=0.5, reviews=1, last_score=4.0),)

    monkeypatch.setattr(InterviewService, "get_schedule", get_schedule)
    due = found(coach, "--status", "due")
    assert {one["due"] for one in due} == {past.isoformat()}
    assert all("networking" in one["concepts"] for one in due)


def test_a_table_lines_up(coach: Coach) -> None:
    code, out, err = coach("bank", "list", "--type", "coding_problem")
    lines = out.splitlines()
    at = lines[0].index("kind")
    assert code == 0
    assert {line[at : at + 14] for line in lines[1:]} == {"coding problem"}
    assert err == f"Next: coach bank show {lines[1].split()[0]}\n"


def test_what_is_left_out_is_counted_by_question_and_file() -> None:
    def problem(question: str, file: str) -> Problem:
        return Problem(question=question, file=file, reason="is odd", fix="mend it")

    assert left_out([]) == (0, "")
    assert left_out([problem("a", "x"), problem("a", "y")]) == (1, "1 question left out")
    both = [problem("a", "x"), problem("b", "y"), problem("", "z")]
    assert left_out(both) == (2, "2 questions left out and 1 file or folder not usable")
