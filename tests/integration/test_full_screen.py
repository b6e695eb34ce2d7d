"""The full-screen app in a real terminal, as a newcomer uses it."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.test_terminal import COACH, environment
from tests.terminal import Terminal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not shutil.which("tmux") and not os.environ.get("COACH_REQUIRE_DOCKER"),
        reason="needs tmux; `make test` installs it",
    ),
]
ANSWER = "A hash function turns the key into a number, and that into the position of a bucket."
EDITED = "Two keys may collide, and then the bucket keeps a chain."
SIZE = (120, 40)
NANO = "nano -I -t"
"""It saves when it ends, without a question whose answer a busy machine may lose."""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    command = f"{COACH} interview --yes --offline --question hash-tables"
    opened = Terminal(tmp_path, command, environment(tmp_path, NANO), SIZE)
    yield opened
    opened.close()


def begin(terminal: Terminal) -> None:
    terminal.wait_for("What to expect")
    terminal.wait_for("A yes begins at")
    terminal.keys("Enter")
    terminal.wait_for("Explain to me how a hash table works")
    terminal.wait_for("Write your answer")


def leave_the_rest(terminal: Terminal, seconds: float = 120) -> None:
    """Skip follow-ups and the rating, up to the report."""
    ends = time.monotonic() + seconds
    while "Report ·" not in (screen := terminal.screen()):
        assert time.monotonic() < ends, screen
        if "Your own view" in screen:
            terminal.keys("Escape")
        elif "Open the report" in screen:
            terminal.keys("Enter")
        elif "Write your answer" in screen:
            terminal.type("/skip")
        time.sleep(0.5)


def test_an_interview_from_set_up_to_its_report(terminal: Terminal) -> None:
    begin(terminal)
    terminal.type(ANSWER)
    terminal.keys("C-o")
    terminal.wait_for("^X Exit")
    terminal.keys("M-/")
    terminal.paste(EDITED)
    terminal.wait_for("keeps a chain")
    terminal.keys("C-x")
    # The pane shows what was saved.
    terminal.wait_for("Interviewer")
    terminal.wait_for("keeps a chain")
    terminal.type("/submit")
    terminal.wait_for("Hand in")
    terminal.keys("Enter")
    leave_the_rest(terminal)
    terminal.wait_for("Hash tables")
    terminal.keys("C-q")
    assert "exit-code=0" in terminal.wait_for("exit-code=")


def test_leaving_says_how_to_go_on_and_gives_the_terminal_back(terminal: Terminal) -> None:
    begin(terminal)
    terminal.keys("C-q")
    text = terminal.wait_for("exit-code=0")
    assert "Resume with" in text
    assert "coach resume" in text


@pytest.fixture
def number(tmp_path: Path) -> Path:
    """The file that has the number of the process."""
    return tmp_path / "number"


@pytest.fixture
def known(tmp_path: Path, number: Path) -> Iterator[Terminal]:
    """A terminal whose process can be told apart from others."""
    command = f"sh -c 'echo $$ > {number}; exec {COACH} interview --yes --offline --question hash-tables'"
    opened = Terminal(tmp_path, command, environment(tmp_path, NANO), SIZE)
    yield opened
    opened.close()


def is_running(number: Path) -> bool:
    try:
        os.kill(int(number.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_gives_the_terminal_back(known: Terminal, number: Path, ends: signal.Signals) -> None:
    begin(known)
    known.type("Half an answer", enter=False)
    known.wait_for("Half an answer")
    os.kill(int(number.read_text()), ends)
    text = known.wait_for(f"exit-code={128 + ends}")
    assert "coach resume" in text
    assert "What was not sent comes back with it." in text


def test_what_was_typed_outlives_a_kill(known: Terminal, number: Path, tmp_path: Path) -> None:
    begin(known)
    known.type("Half an answer", enter=False)
    (kept,) = (tmp_path / "home").rglob("unsent.txt")
    ends = time.monotonic() + 60
    while kept.read_text() != "Half an answer":
        assert time.monotonic() < ends
        time.sleep(0.1)
    os.kill(int(number.read_text()), signal.SIGKILL)
    known.wait_for("exit-code=137")
    again = Terminal(tmp_path, f"{COACH} resume", environment(tmp_path, NANO), SIZE)
    again.wait_for("Half an answer")
    again.close()


def test_a_window_that_changes_fifty_times_loses_nothing(known: Terminal, number: Path) -> None:
    begin(known)
    known.type("Half an answer", enter=False)
    for step in range(50):
        known.resize(40 + 7 * step % 160, 10 + 5 * step % 50)
    known.resize(*SIZE)
    # While a window is too small, which may be seen late, a key does nothing.
    ends = time.monotonic() + 90
    while "Answer so far" not in known.text():
        assert time.monotonic() < ends, known.text()
        known.keys("Enter")
        time.sleep(1)
    assert "Half an answer" in known.text()
    known.keys("C-q")
    known.wait_for("exit-code=0")


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.4])
def test_a_terminal_that_is_closed_leaves_no_process(known: Terminal, number: Path, seconds: float) -> None:
    begin(known)
    known.type(ANSWER)
    known.type("/submit")
    known.wait_for("Hand in")
    known.keys("Enter")
    time.sleep(seconds)
    known.close()
    ends = time.monotonic() + 60
    while is_running(number):
        assert time.monotonic() < ends
        time.sleep(0.1)
