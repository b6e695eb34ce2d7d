"""History, show, report, status, test and submit, each in a process of its own."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
    handed = coach("submit", "--file", str(right), "--text", "One pass, O(n).")
    assert handed.returncode == 0, handed.stderr
    assert "tests passed" in handed.stdout
    leading.kill()
    leading.wait()
    text = coach("show", session).stdout
    assert "One pass, O(n)." in text


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
