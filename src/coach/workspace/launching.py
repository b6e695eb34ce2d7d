"""Opens an editor beside the app: in a window of its own, or in a split of the terminal."""

import asyncio
import shutil
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path

from coach.errors import EditorFailed
from coach.workspace.editor import WAIT_FLAGS, command_line, require_program

SECONDS_TO_FAIL = 1.0
"""An editor with a window that cannot be shown has said so by then."""
SECONDS_TO_SPLIT = 5.0
LEAST_WIDTH, LEAST_HEIGHT = 121, 33
"""From here on both halves have the 60 × 16 that the app needs."""
MARK = "@coach_file"
"""The option of a tmux pane that says what is edited there."""


class Side(Enum):
    RIGHT = "right"
    BELOW = "down"


def has_window(command: str, path: Path) -> bool:
    """Whether the editor is known to open a window of its own. Raises EditorFailed for what is no command."""
    return Path(command_line(command, path)[0]).name.removesuffix(".exe") in WAIT_FLAGS


def side_for(width: int, height: int) -> Side | None:
    """Where a split leaves room for the app; None where it does not."""
    if width >= LEAST_WIDTH:
        return Side.RIGHT
    return Side.BELOW if height >= LEAST_HEIGHT else None


async def open_window(command: str, path: Path) -> None:
    """Start an editor that has its own window, and leave it alone. Raises EditorFailed; the file is kept."""
    words = command_line(command, path, wait=False)
    require_program(words[0], path)
    code = await asyncio.to_thread(_started, words, path)
    if code:
        raise EditorFailed(
            f"The editor {words[0]} ended at once with exit code {code}.",
            why=f"The file is kept: {path}",
            fix="try it in a terminal, or name another editor",
        )


async def wait_for_window(command: str, path: Path) -> None:
    """The same, and wait until the file is closed there. Raises EditorFailed; the file is kept."""
    words, quiet = command_line(command, path), asyncio.subprocess.DEVNULL
    require_program(words[0], path)
    process = await asyncio.create_subprocess_exec(*words, stdin=quiet, stdout=quiet, stderr=quiet)
    if code := await process.wait():
        raise EditorFailed(f"The editor {words[0]} ended with exit code {code}.", why=f"The file is kept: {path}")


def _started(words: list[str], path: Path) -> int:
    """The exit code, 0 while it runs. asyncio would end it together with the app."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as error:
        raise EditorFailed(
            f"The editor {words[0]} cannot be started: {error.strerror}.",
            why=f"The file is kept: {path}",
            fix="name another: coach config set editor.command nano",
        ) from None
    try:
        return process.wait(SECONDS_TO_FAIL)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True, name="editor").start()
        return 0


async def open_beside(command: str, path: Path, side: Side, environ: Mapping[str, str]) -> bool:
    """Open a split of tmux, zellij, wezterm or kitty, whichever this is; False where there is none to be had.

    In tmux a file that is still open there is gone to instead. Raises EditorFailed.
    """
    program, *rest = command_line(command, path)
    require_program(program, path)
    split = splitting([shutil.which(program) or program, *rest], path, side, environ)
    if split is None or not shutil.which(split[0]):
        return False
    if split[0] != "tmux":
        return await _ran(split) is not None
    if pane := await _pane_of(path):
        return await _ran(["tmux", "select-window", "-t", pane, ";", "select-pane", "-t", pane]) is not None
    pane = (await _ran(split) or "").strip()
    if pane:
        await _ran(["tmux", "set-option", "-p", "-t", pane, MARK, str(path)])
    return bool(pane)


def splitting(words: list[str], path: Path, side: Side, environ: Mapping[str, str]) -> list[str] | None:
    """The command that opens the split, by what the innermost program of the terminal says of itself."""
    right, folder = side is Side.RIGHT, str(path.parent)
    if environ.get("TMUX"):
        beside = ["-t", environ["TMUX_PANE"]] if environ.get("TMUX_PANE") else []
        way = "-h" if right else "-v"
        return ["tmux", "split-window", way, *beside, "-c", folder, "-P", "-F", "#{pane_id}", "--", *words]
    if environ.get("ZELLIJ"):
        return ["zellij", "run", "--close-on-exit", "--direction", side.value, "--cwd", folder, "--", *words]
    if environ.get("WEZTERM_PANE"):
        way = "--right" if right else "--bottom"
        return ["wezterm", "cli", "split-pane", way, "--percent", "50", "--cwd", folder, "--", *words]
    if environ.get("KITTY_LISTEN_ON"):
        # Without an address to listen on, kitty's answer would come through the terminal that the app reads.
        way = "vsplit" if right else "hsplit"
        return ["kitten", "@", "launch", f"--location={way}", f"--cwd={folder}", *words]
    return None


async def _pane_of(path: Path) -> str:
    """The tmux pane that a file is open in; empty where there is none."""
    listed = await _ran(["tmux", "list-panes", "-s", "-F", f"#{{pane_id}} #{{{MARK}}}"]) or ""
    panes = (line.partition(" ") for line in listed.splitlines())
    return next((pane for pane, _, file in panes if file == str(path)), "")


async def _ran(words: list[str]) -> str | None:
    """What a command printed; None when it failed, or did not answer."""
    try:
        process = await asyncio.create_subprocess_exec(
            *words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None
    try:
        output, _ = await asyncio.wait_for(process.communicate(), SECONDS_TO_SPLIT)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        return None
    return None if process.returncode else output.decode(errors="replace")
