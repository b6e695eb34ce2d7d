"""`coach practice`, as somebody types it."""

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.domain.analytics import ConceptResult, Due, InterviewAnalytics
from coach.domain.enums import QuestionType
from coach.interview.service import InterviewService

Coach = Callable[..., tuple[int, str, str]]
PAST = datetime(2020, 1, 1, tzinfo=UTC)
FUTURE = datetime(2999, 1, 1, 12, tzinfo=UTC)
ANSWER = "/submit It comes to a handshake, ordering and retransmission.\n/pause\n"


def remembered(concept: str, due: datetime, recall: float = 0.62) -> Due:
    kind = QuestionType.TECHNICAL_CONCEPT
    return Due(concept=concept, kind=kind, due=due, recall=recall, reviews=2, last_score=4.1)


class Memory:
    """What the service says of the person's progress."""

    def __init__(self) -> None:
        self.due: tuple[Due, ...] = ()
        self.means: tuple[ConceptResult, ...] = ()


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    known = Memory()

    async def get_schedule(self: InterviewService, user_id: str) -> tuple[Due, ...]:
        return known.due

    async def get_analytics(self: InterviewService, user_id: str) -> InterviewAnalytics:
        return InterviewAnalytics(user_id=user_id, interviews=0, concept_performance=known.means)

    monkeypatch.setattr(InterviewService, "get_schedule", get_schedule, raising=False)
    monkeypatch.setattr(InterviewService, "get_analytics", get_analytics, raising=False)
    return known


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], memory: Memory) -> Coach:
    """Runs `coach` with arguments and what is typed; returns exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AI_MODEL_PROVIDER", "offline")

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def session(coach: Coach) -> dict[str, Any]:
    """The interview that was practised last."""
    found: dict[str, Any] = json.loads(coach("show", "last", "--json")[1])["session"]
    return found


def test_one_question_by_its_id(coach: Coach) -> None:
    code, out, err = coach("practice", "tcp-vs-udp", "--yes", "--no-input", typed="/pause\n")
    assert code == 0, err
    assert out == ""
    assert "1 question ·" in err
    found = session(coach)
    assert [question["bank_id"] for question in found["questions"]] == ["tcp-vs-udp"]
    assert found["preferences"]["practice"] is True
    assert (found["time_limit"], found["interview_type"]) == (7, "mixed")


def test_the_kind_and_the_language_are_the_questions(coach: Coach) -> None:
    coach("practice", "two-s", "-l", "go", "--yes", "--no-input", "--runner", "local", typed="/pause\n")
    found = session(coach)
    assert [question["bank_id"] for question in found["questions"]] == ["two-sum"]
    assert (found["interview_type"], found["language"], found["difficulty_level"]) == ("technical_coding", "go", "easy")


def test_what_is_due_is_practised_to_its_report(coach: Coach, memory: Memory) -> None:
    memory.due = (remembered("networking", PAST),)
    typed = "/submit TCP has a handshake and order.\n/submit It costs a round trip.\n" + "/skip\n" * 5
    code, out, err = coach("practice", "--yes", "--no-input", "--json", typed=typed)
    assert code == 0, err
    assert "networking is due: recall 62 %, last score 4.1." in err
    (judged,) = json.loads(out)["feedback"]["questions"]
    assert judged["kind"] == "technical_concept"
    assert "networking" in session(coach)["questions"][0]["concepts"]


def test_last_weakest_and_random(coach: Coach, memory: Memory) -> None:
    memory.means = (ConceptResult(concept="security", mean_score=2.5, questions=1),)
    code, _, err = coach("practice", "weakest", "--yes", "--no-input", typed="/pause\n")
    assert code == 0
    assert "security is weakest: mean score 2.5 over 1 question." in err
    weakest = session(coach)["questions"][0]
    assert "security" in weakest["concepts"]
    assert coach("practice", "last", "--no-input", typed="/pause\n")[0] == 0
    assert session(coach)["questions"][0]["bank_id"] == weakest["bank_id"]
    drawn = []
    for _ in range(2):
        assert "chosen at random" in coach("practice", "random", "--seed", "4", "--no-input", "--offline")[2]
        drawn.append(session(coach)["questions"][0]["bank_id"])
    assert weakest["bank_id"] not in drawn[:1]


def test_nothing_due_says_when_the_next_is(coach: Coach, memory: Memory) -> None:
    code, out, err = coach("practice", "due")
    assert (code, out) == (0, "")
    assert err == "Nothing is due: no question has been scored yet.\nNext: coach practice random\n"
    memory.due = (remembered("sorting", FUTURE.replace(year=3000)), remembered("two-pointers", FUTURE))
    assert coach("practice")[2] == (
        "Nothing is due.\nThe next: two pointers, on Tuesday 2999-01-01.\nNext: coach practice weakest\n"
    )


def test_the_list_of_what_is_due(coach: Coach, memory: Memory) -> None:
    memory.due = (remembered("graphs", PAST), remembered("sorting", FUTURE))
    code, out, err = coach("practice", "due", "--list")
    assert code == 0
    assert out.splitlines()[0].split("  ")[0] == "concept"
    assert out.splitlines()[2].split() == ["graphs", "technical", "concept", "2020-01-01", "62", "%", "2", "4.1"]
    assert "sorting" not in out
    assert err == "After that: sorting, on Tuesday 2999-01-01.\nNext: coach practice due\n"
    memory.due = memory.due[:1]
    assert coach("practice", "--list")[2] == "Next: coach practice due\n"


def test_the_list_as_json(coach: Coach, memory: Memory) -> None:
    assert json.loads(coach("practice", "due", "--json")[1]) == {"schema_version": 1, "due": [], "later": []}
    memory.due = (remembered("graphs", PAST), remembered("sorting", FUTURE))
    code, out, err = coach("practice", "--list", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert [one["concept"] for one in found["due"]] == ["graphs"]
    assert [one["concept"] for one in found["later"]] == ["sorting"]
    assert found["due"][0]["recall"] == 0.62


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("cap", "--list"), 2, "--list lists what is due"),
        (("d",), 2, "'d' fits "),
        (("tcp-vs-upd",), 5, "Did you mean tcp-vs-udp?"),
        (("weakest",), 5, "no weakest concept yet"),
        (("last",), 5, "no last question yet"),
        (("two-sum", "--no-input"), 2, "--yes"),
    ],
)
def test_mistakes_say_what_to_do(coach: Coach, arguments: tuple[str, ...], code: int, words: str) -> None:
    found, out, err = coach("practice", *arguments)
    assert (found, out) == (code, "")
    assert words in err
