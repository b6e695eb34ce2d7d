"""History, show, report, status, test and submit, each in a process of its own."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service
from coach.cli import aside, sessions
from coach.cli.loop import run as in_loop
from coach.domain.enums import InterviewStatus
from coach.errors import RunnerUnavailable
from coach.workspace.own_tests import own_tests_file
from tests.fakes import SOLUTION as RIGHT
from tests.fakes import Studio

COACH = Path(sys.executable).with_name("coach")
SOLUTION = """
def two_sum(nums, target):
    seen = {}
    for index, value in enumerate(nums):
        if target - value in seen:
            return [seen[target - value], index]
        seen[value] = index
    return []
"""
SCRIPT = """\
schema: 1
name: Back and forth
interview: {company: startup}
candidate:
  - question: hash-tables
    moves:
      - ask: "Which kind of hash table do you mean?"
      - say: "I start with the buckets."
      - submit: "The key is hashed to find a bucket; keys that collide are chained there."
"""

pytestmark = pytest.mark.slow


def coach(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [COACH, *arguments], input=stdin, capture_output=True, text=True, timeout=180, check=False, env=dict(os.environ)
    )


def test_what_is_kept_can_be_looked_at(tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text(SCRIPT)
    assert coach("run", str(script)).returncode == 0
    assert coach("history").stdout == ""
    listed = json.loads(coach("history", "--all", "--json").stdout)["sessions"]
    assert [session["status"] for session in listed] == ["completed"]
    identifier = listed[0]["id"]
    assert identifier in coach("history", "--all").stdout
    shown = coach("show", identifier[:6])
    assert "I start with the buckets." in shown.stdout
    assert "candidate answers>" in shown.stdout
    log = json.loads(coach("show", "--json").stdout)
    assert [event["sequence"] for event in log["events"]] == list(range(1, len(log["events"]) + 1))
    assert "Hash tables" in coach("report", identifier).stdout
    assert coach("report", identifier, "--brief").returncode == 0
    assert json.loads(coach("report", identifier, "--json").stdout)["session"] == identifier
    assert coach("report", identifier, "-f", "md").stdout.startswith("# Interview report")
    for name, format_ in (("r.md", "md"), ("r.txt", "text"), ("r.json", "json")):
        written = coach("report", identifier, "-f", format_, "-o", str(tmp_path / name))
        assert written.returncode == 0, written.stderr
        assert (tmp_path / name).read_text()
    assert coach("report", identifier, "-f", "md", "-o", str(tmp_path / "no" / "where.md")).returncode == 6


def test_a_second_terminal(tmp_path: Path) -> None:
    first = coach(
        "interview",
        "--plain",
        "--yes",
        "--no-input",
        "--runner",
        "local",
        "--question",
        "two-sum",
        stdin="I will use a map.\n",
    )
    assert first.returncode == 0, first.stderr
    assert "Saved. Go on with: coach resume" in first.stderr
    assert coach("status", "--short").stdout.startswith("coach 1/1")
    assert "paused" in coach("status").stdout
    assert json.loads(coach("status", "--json").stdout)["session"]["status"] == "paused"
    assert coach("test").returncode == 5
    again = coach("resume", "--no-input", "--runner", "local", stdin="/help\n")
    assert "/submit" in again.stderr
    session = json.loads(coach("history", "--json").stdout)["sessions"][0]["id"]
    leading = subprocess.Popen(
        [COACH, "resume", "--no-input", "--runner", "local"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    ends = time.monotonic() + 60
    while "in progress" not in coach("status").stdout and time.monotonic() < ends:
        time.sleep(0.1)
    wrong, right = tmp_path / "wrong.py", tmp_path / "right.py"
    wrong.write_text("def two_sum(nums, target):\n    return [0, 1]\n")
    right.write_text(SOLUTION)
    failed = coach("test", "--file", str(wrong))
    assert failed.returncode == 1
    assert "wrong answer" in failed.stdout
    assert json.loads(coach("test", "--file", str(right), "--json").stdout)["report"]["cases"]
    refused = json.loads(coach("submit", "--file", str(wrong), "--text", "A guess.", "--json").stdout)["report"]
    assert [case["group"] for case in refused["cases"] if case["expected"]] == ["sample"] * 2
    handed = coach("submit", "--file", str(right), "--text", "One pass, O(n).")
    assert handed.returncode == 0, handed.stderr
    assert "tests passed" in handed.stdout
    leading.kill()
    leading.wait()
    text = coach("show", session).stdout
    assert "One pass, O(n)." in text


async def _begin(user_id: str) -> str:
    async with open_service(OpenOptions()) as service:
        session = await service.create_interview_session(user_id=user_id, questions=("hash-tables",))
        await service.start_interview_session(session.id)
        return session.id


def test_what_a_script_began_is_not_taken_for_ones_own() -> None:
    script_id = in_loop(_begin(SCRIPT_USER))
    assert coach("status", "--short").stdout == ""
    for command in ("test", "submit"):
        done = coach(command)
        assert done.returncode == 5
        assert "No interview is going on" in done.stderr
    taken = coach("resume", "--no-input", stdin="/pause\n")
    assert taken.returncode == 0, taken.stderr
    assert f"{script_id} is one that a script began" in taken.stderr
    own = in_loop(_begin(LOCAL_USER))
    in_loop(_begin(SCRIPT_USER))
    assert own in coach("status").stdout
    assert f"coach resume {own}" in coach("resume", "last", "--no-input", stdin="/pause\n").stderr
    assert script_id in coach("resume", script_id[:6], "--no-input", stdin="/pause\n").stderr


async def test_an_engine_that_is_still_away_does_not_end_a_resumed_interview(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    studio = Studio(tmp_path)
    session = await studio.service.create_interview_session(user_id=LOCAL_USER, questions=("pair-sum",))
    await studio.service.start_interview_session(session.id)
    studio.runner.failures = 2
    with pytest.raises(RunnerUnavailable):
        await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=RIGHT)
    await studio.service.pause_interview_session(session.id)
    taken = await sessions._taken_up(studio.service, session.id)
    assert taken.status is InterviewStatus.IN_PROGRESS
    assert taken.current_question is not None
    assert "The engine went away." in capsys.readouterr().err


async def test_watching_goes_on_through_bad_saves_and_ends_with_its_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    studio = Studio(tmp_path)
    planned = await studio.service.create_interview_session(user_id=LOCAL_USER, questions=("pair-sum", "conflict"))
    session = await studio.service.start_interview_session(planned.id)
    path = tmp_path / "mine.py"
    tests = own_tests_file(path)
    work = aside.Work(studio.coding, path, tests)

    async def saves() -> AsyncIterator[bool]:
        yield True
        path.write_text("")
        yield True
        path.write_text(RIGHT)
        yield False
        yield True
        tests.write_text("- {numbers: [5, 5], target: 10, expected: true}\n")
        yield True
        tests.write_text("- {numbers: [5, 5], target: 10}\n")
        yield True
        await studio.service.skip_question(session.id)
        yield False
        raise AssertionError

    assert await aside._watch(studio.service, session, session.questions[0], work, saves(), passed=False)
    out, err = capsys.readouterr()
    assert "is not there" in err
    assert "is empty" in err
    assert "is over in the interview" in err
    assert out.count("2 of 2 tests passed") == 3
    assert out.count("2 of 2 tests passed, 1 of 1 of your own (trusting)") == 1
    assert f"{tests}:1  expected – is missing; your own tests are left out" in err


async def test_only_the_files_themselves_are_watched(tmp_path: Path) -> None:
    path, other = tmp_path / "mine.py", tmp_path / "mine.py.swp"
    (tmp_path / "elsewhere").mkdir()
    tests = tmp_path / "elsewhere" / "mine.tests.yaml"
    path.write_text("")
    saves = aside._saves(path, tests)
    first = asyncio.ensure_future(anext(saves))
    await asyncio.sleep(0.5)
    other.write_text("x")
    assert await first is False
    (tmp_path / "new").write_text("y")
    second = asyncio.ensure_future(anext(saves))
    await asyncio.sleep(0.2)
    (tmp_path / "new").replace(path)
    assert await second is True
    third = asyncio.ensure_future(anext(saves))
    await asyncio.sleep(0.2)
    tests.write_text("# none yet\n")
    assert await third is True


def test_watching_is_not_for_programs() -> None:
    done = coach("test", "--watch", "--json")
    assert done.returncode == 2
    assert "do not go together" in done.stderr


def test_bank_and_patterns_on_the_command_line() -> None:
    listed = coach("bank", "list", "--type", "coding_problem", "--difficulty", "easy", "--concept", "hashing")
    assert "two-sum" in listed.stdout
    shown = coach("bank", "show", "two-sum", "--solution")
    assert "Hint 5" in shown.stdout
    assert "def two_sum" in shown.stdout
    hidden = json.loads(coach("bank", "show", "two-sum", "--json").stdout)["question"]
    assert "solutions" not in hidden
    checked = coach("bank", "check", "--schema-only")
    assert checked.returncode == 0, checked.stdout
    assert json.loads(coach("bank", "check", "--schema-only", "--json").stdout)["problems"] == []


def test_a_broken_pack_is_told_by_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "bank" / "concepts"
    folder.mkdir(parents=True)
    (folder / "odd.yaml").write_text("schema: 1\nid: odd\ntitel: Odd\n")
    done = coach("bank", "check", str(tmp_path / "bank"), "--schema-only")
    assert done.returncode == 1
    assert "odd.yaml:3" in done.stdout
