"""A whole interview in a real terminal, with a real editor process."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

COACH = Path(sys.executable).with_name("coach")
SOLUTION = """\


def two_sum(nums, target):
    seen = {}
    for index, value in enumerate(nums):
        if target - value in seen:
            return [seen[target - value], index]
        seen[value] = index
    return []
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("tmux") and shutil.which("nano")) and not os.environ.get("COACH_REQUIRE_DOCKER"),
        reason="needs tmux and nano; `make test` installs them",
    ),
]


def environment(folder: Path, editor: str = "nano -I") -> dict[str, str]:
    return {"COACH_HOME": str(folder / "home"), "EDITOR": editor, "TERM": "screen-256color", "PATH": os.environ["PATH"]}


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    command = f"{COACH} interview --plain --runner local --question two-sum --question hash-tables"
    opened = Terminal(tmp_path, command, environment(tmp_path))
    yield opened
    opened.close()


def edit_in_nano(terminal: Terminal, text: str) -> None:
    """Add text at the end of the file, save and leave."""
    terminal.type("/code")
    terminal.wait_for("^X Exit")
    terminal.keys("M-/")
    terminal.paste(text)
    terminal.wait_for("return []")
    terminal.keys("C-o")
    terminal.wait_for("File Name to Write")
    terminal.keys("Enter")
    terminal.keys("C-x")
    terminal.wait_for("/run tries the samples")


def test_from_the_notice_to_the_report(terminal: Terminal) -> None:
    terminal.wait_for("Agree?")
    terminal.type("y")
    terminal.wait_for("you> ")
    terminal.type("Can the same element be used twice?")
    terminal.wait_for("The two positions must differ")
    terminal.type("I walk once and remember in a hash map what I have seen: O(n) time, O(n) space.")
    edit_in_nano(terminal, SOLUTION)
    terminal.type("/run")
    terminal.wait_for("2 of 2 tests passed")
    terminal.type("/submit")
    terminal.wait_for("how sure are you")
    terminal.type("5")
    text = terminal.wait_for("Answer in words, then /submit")
    assert " of " in text.rpartition("tests passed")[0]
    terminal.type("/skip")
    terminal.wait_for("follow-up left unanswered")
    while "how did that go" not in terminal.text():
        terminal.type("/skip")
        terminal.wait_for("left unanswered", times=terminal.text().count("left unanswered"))
    terminal.type("4")
    terminal.wait_for("Question 2 of 2")
    terminal.type("/submit The key is hashed to find a bucket; two keys that collide are kept in a chain there.")
    terminal.wait_for("you> ", times=8)
    terminal.type("/pause")
    terminal.wait_for("Saved. Go on with: coach resume")
    terminal.wait_for("exit-code=0")


def test_closing_the_terminal_loses_nothing_and_resume_ends_with_the_report(tmp_path: Path) -> None:
    command = f"{COACH} interview --plain --yes --runner local --question hash-tables"
    first = Terminal(tmp_path, command, environment(tmp_path))
    first.wait_for("you> ")
    first.type("The key is hashed to find a bucket;")
    first.wait_for("you> ", times=2)
    first.close()
    second = Terminal(tmp_path, f"{COACH} resume --plain", environment(tmp_path), size=(60, 20))
    try:
        second.wait_for("you> ")
        second.type("/submit two keys that collide are kept in a chain there.")
        second.wait_for("you> ", times=2)
        while "how did that go" not in second.text():
            second.type("/skip")
            second.wait_for("unanswered", times=second.text().count("unanswered") or 1)
        second.keys("Enter")
        text = second.wait_for("exit-code=0")
        assert "overall" in text
        assert "Next: coach report" in text
        second.wait_for("exit-code=0")
    finally:
        second.close()


def test_ctrl_c_leaves_a_paused_or_resumable_interview(terminal: Terminal) -> None:
    terminal.wait_for("Agree?")
    terminal.type("y")
    terminal.wait_for("you> ")
    terminal.keys("C-c")
    terminal.wait_for("exit-code=130")


@pytest.mark.parametrize(
    ("editor", "said"),
    [("no-such-editor-anywhere", "no-such-editor-anywhere"), ("false", "exit")],
)
def test_an_editor_that_is_missing_or_fails(tmp_path: Path, editor: str, said: str) -> None:
    command = f"{COACH} interview --plain --yes --runner local --question two-sum"
    terminal = Terminal(tmp_path, command, environment(tmp_path, editor))
    try:
        terminal.wait_for("you> ")
        terminal.type("/code")
        terminal.wait_for("you> ", times=2)
        assert said in terminal.text()
        assert "COACH-203" in terminal.text()
    finally:
        terminal.close()
