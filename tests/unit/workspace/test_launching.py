"""Editors beside the app: which command opens them, and what is done when that fails."""

import asyncio
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import EditorFailed
from coach.workspace.launching import Side, has_window, open_beside, open_window, side_for, splitting

Program = Callable[..., Path]
FILE = Path("/work/my file.py")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Makes a program of shell commands that is found by its name before any other."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder), prepend=":")

    def make(name: str, script: str) -> Path:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    return make


@pytest.mark.parametrize(
    ("command", "window"),
    [("code --wait", True), ("/opt/bin/subl", True), ("gvim", True), ("vim", False), ("nano -w", False)],
)
def test_which_editors_have_a_window(command: str, window: bool) -> None:
    assert has_window(command, FILE) is window


@pytest.mark.parametrize(
    ("size", "side"),
    [((80, 24), None), ((120, 32), None), ((120, 40), Side.BELOW), ((200, 60), Side.RIGHT), ((121, 16), Side.RIGHT)],
)
def test_where_a_split_leaves_room(size: tuple[int, int], side: Side | None) -> None:
    assert side_for(*size) is side


@pytest.mark.parametrize(
    ("environ", "side", "begins", "holds"),
    [
        ({"TMUX": "/tmp/t,1,0", "TMUX_PANE": "%3"}, Side.RIGHT, ["tmux", "split-window", "-h"], ["-t", "%3"]),
        ({"TMUX": "/tmp/t,1,0", "KITTY_LISTEN_ON": "unix:k"}, Side.BELOW, ["tmux", "split-window", "-v"], []),
        ({"ZELLIJ": "0"}, Side.BELOW, ["zellij", "run"], ["--direction", "down"]),
        ({"WEZTERM_PANE": "0"}, Side.RIGHT, ["wezterm", "cli", "split-pane", "--right"], ["--cwd", "/work"]),
        ({"KITTY_LISTEN_ON": "unix:k"}, Side.RIGHT, ["kitten", "@", "launch"], ["--location=vsplit"]),
    ],
)
def test_how_a_split_is_opened(environ: dict[str, str], side: Side, begins: list[str], holds: list[str]) -> None:
    words = splitting(["vim", "-n", str(FILE)], FILE, side, environ)
    assert words is not None
    assert words[: len(begins)] == begins
    assert words[-3:] == ["vim", "-n", str(FILE)]
    assert " ".join(holds) in " ".join(words)


@pytest.mark.parametrize("environ", [{}, {"TMUX": ""}, {"KITTY_WINDOW_ID": "1"}])
def test_a_terminal_that_cannot_be_split(environ: dict[str, str]) -> None:
    assert splitting(["vim"], FILE, Side.RIGHT, environ) is None


async def test_a_window_opens_without_its_waiting_option(program: Program, tmp_path: Path) -> None:
    program("code", f'echo "$@" > {shlex.quote(str(tmp_path / "words"))}')
    path = tmp_path / "a.py"
    await open_window("code --wait --new-window", path)
    assert (tmp_path / "words").read_text() == f"--new-window {path}\n"


async def test_a_window_that_stays_open_is_not_waited_for(program: Program, tmp_path: Path) -> None:
    pipe = tmp_path / "end"
    program("kate", f"mkfifo {shlex.quote(str(pipe))}; read line < {shlex.quote(str(pipe))}")
    await asyncio.wait_for(open_window("kate", tmp_path / "a.py"), 30)
    # Opening it for writing waits for the reader: the editor is alive.
    await asyncio.wait_for(asyncio.to_thread(pipe.write_text, "end\n"), 30)


async def test_a_window_that_cannot_be_shown(program: Program, tmp_path: Path) -> None:
    program("gvim", "echo cannot open display >&2; exit 1")
    with pytest.raises(EditorFailed, match="ended at once with exit code 1") as caught:
        await open_window("gvim", tmp_path / "a.py")
    assert str(tmp_path / "a.py") in caught.value.why


async def test_a_window_without_a_program(tmp_path: Path) -> None:
    with pytest.raises(EditorFailed, match="was not found"):
        await open_window("codium", tmp_path / "a.py")
    broken = tmp_path / "subl"
    broken.write_text("no program")
    broken.chmod(0o755)
    with pytest.raises(EditorFailed, match="cannot be started"):
        await open_window(str(broken), tmp_path / "a.py")


TMUX = """\
echo "$@" >> {log}
case "$1" in
  split-window) echo %7; echo "%7 {file}" > {panes};;
  list-panes) cat {panes} 2>/dev/null || true;;
esac
"""


async def test_tmux_goes_to_a_file_that_is_open(program: Program, tmp_path: Path) -> None:
    log, panes, path = tmp_path / "log", tmp_path / "panes", tmp_path / "a.py"
    program("tmux", TMUX.format(log=log, file=path, panes=panes))
    editor = program("vim", "")
    environ = {"TMUX": "x"}
    assert await open_beside("vim", path, Side.RIGHT, environ)
    assert await open_beside("vim", path, Side.RIGHT, environ)
    lines = [line for line in log.read_text().splitlines() if not line.startswith("list-panes")]
    assert lines[0].endswith(f"-- {editor} {path}")
    assert lines[1:] == [f"set-option -p -t %7 @coach_file {path}", "select-window -t %7 ; select-pane -t %7"]


@pytest.mark.parametrize("script", ["exit 1", "exec /nowhere/to/be/found"])
async def test_a_split_that_is_refused(program: Program, tmp_path: Path, script: str) -> None:
    program("vim", "")
    program("zellij", script)
    assert not await open_beside("vim", tmp_path / "a.py", Side.RIGHT, {"ZELLIJ": "0"})
    assert not await open_beside("vim", tmp_path / "a.py", Side.RIGHT, {})


async def test_a_split_for_an_editor_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EditorFailed, match="was not found"):
        await open_beside("no-such-editor", tmp_path / "a.py", Side.RIGHT, {"TMUX": "x"})
