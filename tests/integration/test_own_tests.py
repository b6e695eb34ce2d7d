"""A candidate's own tests on questions of the shipped bank, with executed code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coach.bank.resources import shipped_bank, shipped_patterns
from coach.bank.source import BankSource
from coach.bootstrap import LOCAL_USER, OpenOptions, open_service, open_workspace
from coach.cli.loop import run as in_loop
from coach.desk.files import solution_file
from coach.domain.coding import CodingQuestion
from coach.domain.enums import TestGroup
from coach.domain.execution import Trust
from coach.domain.own_tests import OwnTest
from coach.domain.response import AttemptKind
from coach.reporting.markdown import markdown
from coach.settings import RunnerChoice
from coach.workspace.own_tests import as_line, own_tests_file, parse

COACH = Path(sys.executable).with_name("coach")
LOCAL = OpenOptions(runner=RunnerChoice.LOCAL)
TWO_SUM = """\
def two_sum(nums, target):
    seen = {}
    for index, value in enumerate(nums):
        if target - value in seen:
            return [seen[target - value], index]
        seen[value] = index
"""
MINE = """\
# the same number twice, and a number that must not be used twice
- {nums: [3, 3], target: 6, expected: [0, 1]}
- {nums: [3, 2, 4], target: 6, expected: [1, 2]}
- {nums: [-4, 1, 10], target: 6, expected: [0, 1]}
"""


async def begun(slug: str, **fields: Any) -> tuple[str, Path]:
    """An interview under way, and its solution file."""
    async with open_service(LOCAL) as service:
        session = await service.create_interview_session(user_id=LOCAL_USER, questions=(slug,), **fields)
        session = await service.start_interview_session(session.id)
        bank = await service.get_bank_question(session.id, "q1")
        assert isinstance(bank, CodingQuestion)
        return session.id, await solution_file(service, open_workspace(), session, session.questions[0], bank)


async def test_from_the_file_to_the_report() -> None:
    session_id, path = await begun("two-sum")
    async with open_service(LOCAL) as service:
        bank = await service.get_bank_question(session_id, "q1")
        assert isinstance(bank, CodingQuestion)
        own = parse(MINE, bank.signature, str(own_tests_file(path)))
        report = await service.run_samples(session_id, TWO_SUM, own_tests=own)
        assert [case.id for case in report.in_group(TestGroup.OWN)] == ["own-2", "own-3", "own-4"]
        assert (report.passed, report.total) == (report.total - 1, report.without(TestGroup.OWN).total + 3)
        session, _ = await service.submit_response(
            session_id=session_id, question_id="q1", code_solution=TWO_SUM, own_tests=own
        )
        (weighed,) = [one.strength for one in session.attempts if one.kind is AttemptKind.STRENGTH]
        assert weighed is not None
        assert [wrong.line for wrong in weighed.disagreements] == [4]
        assert (weighed.right, weighed.mistakes) == (2, 3)
        assert {"equal-numbers-merged", "same-element-twice"} <= set(weighed.caught)
        done = await service.complete_interview_session(session_id)
        feedback = await service.get_feedback(session_id)
    assert feedback.questions[0].own_tests == weighed
    text = markdown(done, feedback)
    assert f"own tests: 2 of 3 count, {len(weighed.caught)} of 3 known mistakes caught" in text
    assert "line 4 of your tests" in text


async def test_every_test_of_the_bank_can_be_written_as_a_line(tmp_path: Path) -> None:
    source = BankSource([shipped_bank()], shipped_patterns(), None, tmp_path)
    found = [await source.question(one.id) for one in await source.catalog()]
    coding = [question for question in found if isinstance(question, CodingQuestion)]
    assert len(coding) >= 12
    for question in coding:
        tests = [OwnTest(input=case.input, expected=case.expected, line=1) for case in question.tests]
        lines = "\n".join(map(as_line, tests[:50]))
        read = parse(lines, question.signature, question.id)
        assert [(one.input, one.expected) for one in read] == [(one.input, one.expected) for one in tests[:50]]
        assert await source.trust(question) is Trust.BANK


def coach(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [COACH, *arguments], capture_output=True, text=True, timeout=180, check=False, env=dict(os.environ)
    )


@pytest.mark.slow
def test_from_a_second_terminal(tmp_path: Path) -> None:
    assert coach("config", "set", "sandbox.runner", "local").returncode == 0
    session_id, path = in_loop(begun("two-sum"))
    tests = own_tests_file(path)
    assert "# - {nums: " in tests.read_text()
    path.write_text(TWO_SUM)
    assert "of your own" not in coach("test").stdout
    tests.write_text(MINE)
    done = coach("test")
    assert (done.returncode, "2 of 3 of your own (" in done.stdout) == (1, True), done.stdout
    assert "line 4 of your tests" in done.stdout
    cases = json.loads(coach("test", "--json").stdout)["report"]["cases"]
    assert [case["id"] for case in cases if case["group"] == "own"] == ["own-2", "own-3", "own-4"]
    mended = tmp_path / "mended.yaml"
    mended.write_text(MINE.replace("[-4, 1, 10], target: 6", "[-4, 1, 10], target: -3"))
    done = coach("test", "--tests", str(mended))
    assert (done.returncode, "3 of 3 of your own (" in done.stdout) == (0, True), done.stdout
    missing = coach("test", "--tests", str(tmp_path / "none.yaml"))
    assert (missing.returncode, "check the path after --tests" in missing.stderr) == (2, True)
    mended.write_text("- {nums: [1]}\n")
    broken = coach("test", "--tests", str(mended))
    assert (broken.returncode, "of your own" in broken.stdout) == (0, False)
    assert f"{mended}:1  target – is missing; your own tests are left out. Mend it: write {{nums" in broken.stderr
    handed = coach("submit", "--text", "One pass, O(n).")
    assert handed.returncode == 0, handed.stderr
    assert "{nums: [3, 3], target: 6, expected: [0, 1]}" in coach("show", session_id).stdout
    attempts = json.loads(coach("show", session_id, "--json").stdout)["session"]["attempts"]
    (strength,) = [attempt["strength"] for attempt in attempts if attempt["strength"]]
    assert [wrong["line"] for wrong in strength["disagreements"]] == [4]
