"""Editors that work, and the many ways in which they do not."""

import asyncio
import os
import pty
import shlex
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import EditorFailed
from coach.workspace.editor import command_line, run_editor
from coach.workspace.files import FileWorkspace

Editor = Callable[[str], str]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """Makes an editor out of shell commands; the file is "$1". Returns its command line."""

    def make(script: str) -> str:
        path = tmp_path / "mein editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return shlex.quote(str(path))

    return make


@pytest.fixture
def solution(tmp_path: Path) -> Path:
    return FileWorkspace(tmp_path / "Arbeit – été").file("s1", "Lösung.py", "begun\n")


@pytest.mark.parametrize(
    ("command", "wait", "words"),
    [
        ("vim", True, ["vim"]),
        ("vim -c 'set tw=0'", True, ["vim", "-c", "set tw=0"]),
        ("code", True, ["code", "--wait"]),
        ("code --new-window", True, ["code", "--wait", "--new-window"]),
        ("code -w", True, ["code", "-w"]),
        ("/opt/My\\ Apps/codium", True, ["/opt/My Apps/codium", "--wait"]),
        ("subl --wait", True, ["subl", "--wait"]),
        ("zed", True, ["zed", "--wait"]),
        ("gedit", True, ["gedit", "--wait"]),
        ("kate", True, ["kate", "--block"]),
        ("gvim", True, ["gvim", "--nofork"]),
        ("open -t", True, ["open", "-W", "-t"]),
        ("code --wait --new-window", False, ["code", "--new-window"]),
        ("vim -w keys", False, ["vim", "-w", "keys"]),
    ],
)
def test_command_lines(command: str, wait: bool, words: list[str]) -> None:
    assert command_line(command, Path("/x y"), wait=wait) == [*words, "/x y"]


def test_a_tilde_is_home() -> None:
    assert command_line("~/bin/ed", Path("x"))[0] == str(Path.home() / "bin" / "ed")


def test_a_command_that_is_none() -> None:
    with pytest.raises(EditorFailed, match="is not a command line: no closing quotation"):
        command_line("vim 'x", Path("x"))


async def test_what_the_editor_wrote_is_read(editor: Editor, solution: Path, tmp_path: Path) -> None:
    workspace = FileWorkspace(tmp_path, editor('printf "x = 1 # ü" > "$1"'))
    await workspace.edit(solution)
    assert workspace.read(solution) == "x = 1 # ü"


async def test_we_wait_until_it_ends(editor: Editor, solution: Path) -> None:
    await run_editor(editor('sleep 0.2; echo done > "$1"'), solution)
    assert solution.read_text() == "done\n"


async def test_an_editor_may_leave_the_file_empty_or_delete_it(editor: Editor, solution: Path) -> None:
    await run_editor(editor(': > "$1"'), solution)
    assert FileWorkspace(solution.parent).read(solution) == ""
    await run_editor(editor('rm "$1"'), solution)
    assert not solution.exists()


@pytest.mark.parametrize("command", [None, "", "  "])
async def test_without_an_editor_both_variables_are_named(command: str | None, solution: Path) -> None:
    with pytest.raises(EditorFailed) as caught:
        await FileWorkspace(solution.parent, command).edit(solution)
    assert "$VISUAL" in caught.value.why
    assert "$EDITOR" in caught.value.why
    assert caught.value.fix == "coach config set editor.command nano"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('echo more >> "$1"; exit 3', "ended with exit code 3."),
        ('echo more >> "$1"; kill -9 $$', "was killed by SIGKILL."),
        ('echo more >> "$1"; kill -40 $$', "was killed by signal 40."),
    ],
)
async def test_an_editor_that_fails_keeps_the_file(editor: Editor, solution: Path, script: str, words: str) -> None:
    with pytest.raises(EditorFailed) as caught:
        await run_editor(editor(script), solution)
    assert words in caught.value.message
    assert caught.value.why == f"The file is kept: {solution}"
    assert solution.read_text() == "begun\nmore\n"


async def test_an_editor_that_is_not_there(solution: Path) -> None:
    with pytest.raises(EditorFailed, match=r"^The editor 'no-such-editor' was not found\.$") as caught:
        await run_editor("no-such-editor --wait", solution)
    assert str(solution) in caught.value.why


async def test_an_editor_that_is_not_executable(editor: Editor, solution: Path) -> None:
    command = editor("exit 0")
    Path(shlex.split(command)[0]).chmod(0o644)
    with pytest.raises(EditorFailed, match=r"is not executable\.$") as caught:
        await run_editor(command, solution)
    assert caught.value.fix == f"chmod +x {command}"


async def test_an_editor_that_is_no_program(tmp_path: Path, solution: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"\x89PNG\r\n")
    path.chmod(0o755)
    with pytest.raises(EditorFailed, match="cannot be started: Exec format error"):
        await run_editor(str(path), solution)
    assert solution.read_text() == "begun\n"


async def test_whoever_stops_waiting_ends_the_editor(editor: Editor, solution: Path) -> None:
    command = editor("""trap 'echo saved > "$1"; exit 0' TERM\necho ready > "$1"\nwhile :; do sleep 0.05; done""")
    waiting = asyncio.create_task(run_editor(command, solution))
    while solution.read_text() != "ready\n":
        await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert solution.read_text() == "saved\n"


async def test_ctrl_c_belongs_to_the_editor(editor: Editor, solution: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    await run_editor(editor(f'kill -INT {os.getpid()}; sleep 0.1; echo on > "$1"'), solution)
    assert solution.read_text() == "on\n"
    assert signal.getsignal(signal.SIGINT) is before


async def test_the_editor_itself_can_be_interrupted(editor: Editor, solution: Path) -> None:
    with pytest.raises(EditorFailed, match="was killed by SIGINT"):
        await run_editor(editor("kill -INT $$; sleep 5"), solution)


PROGRAM = """
import asyncio, sys
from pathlib import Path
from coach.workspace.editor import run_editor
asyncio.run(run_editor(sys.argv[1], Path(sys.argv[2])))
"""


def test_the_terminal_is_as_it_was(editor: Editor, solution: Path) -> None:
    master, terminal = pty.openpty()
    try:
        before = termios.tcgetattr(terminal)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, editor("stty raw -echo; exit 0"), str(solution)],
            stdin=terminal,
            check=False,
            timeout=60,
            start_new_session=True,
        )
        assert done.returncode == 0
        assert termios.tcgetattr(terminal) == before
    finally:
        os.close(master)
        os.close(terminal)
