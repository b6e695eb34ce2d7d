"""Runs the candidate's editor in this terminal and waits for it."""

import asyncio
import shlex
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from coach.errors import EditorFailed

WAIT_FLAGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), ("--wait", "-w")),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "gedit", "xed", "atom", "mate"), ("--wait", "-w")),
    **dict.fromkeys(("idea", "pycharm", "webstorm", "goland", "clion", "rustrover", "fleet"), ("--wait",)),
    **dict.fromkeys(("gvim", "mvim"), ("--nofork", "-f")),
    "bbedit": ("--wait", "-w"),
    "gnome-text-editor": ("--standalone", "-s"),
    "kate": ("--block", "-b"),
    "open": ("-W", "--wait-apps"),
}
"""Editors with a window → what makes them stay until the file is closed; the first spelling is the one we add."""

SECONDS_TO_END = 3.0


def command_line(command: str, path: Path, *, wait: bool = True) -> list[str]:
    """The words to run. An editor with a window gets its waiting option, or loses it. Raises EditorFailed."""
    try:
        program, *options = shlex.split(command)
    except ValueError as error:
        raise EditorFailed(
            f"The editor {command!r} is not a command line: {str(error).lower()}.",
            fix="coach config set editor.command nano",
        ) from None
    flags = WAIT_FLAGS.get(Path(program).name.removesuffix(".exe"), ())
    if flags and not wait:
        options = [option for option in options if option not in flags]
    elif flags and not set(flags) & set(options):
        options = [flags[0], *options]
    return [str(Path(program).expanduser()) if program.startswith("~") else program, *options, str(path)]


async def run_editor(command: str | None, path: Path, *, wait: bool = True) -> None:
    """Edit a file and return when the editor has ended. Raises EditorFailed; the file is kept in any case."""
    if not command or not command.strip():
        raise EditorFailed(
            "There is no editor to open.",
            why="Neither $VISUAL nor $EDITOR is set, and no setting names one.",
            fix="coach config set editor.command nano",
        )
    words = command_line(command, path, wait=wait)
    require_program(words[0], path)
    with _terminal_kept():
        code = await _run(words, path)
    if code:
        what = f"was killed by {_signal_name(-code)}" if code < 0 else f"ended with exit code {code}"
        raise EditorFailed(
            f"The editor {words[0]} {what}.", why=_kept(path), fix="open it again, or name another editor"
        )


def require_program(program: str, path: Path) -> None:
    if shutil.which(program):
        return
    if "/" in program and Path(program).is_file():
        raise EditorFailed(
            f"The editor {program} is not executable.", why=_kept(path), fix=f"chmod +x {shlex.quote(program)}"
        )
    raise EditorFailed(
        f"The editor {program!r} was not found.",
        why=f"It comes from --editor, editor.command, $VISUAL or $EDITOR. {_kept(path)}",
        fix="coach config set editor.command nano",
    )


async def _run(words: list[str], path: Path) -> int:
    try:
        process = await asyncio.create_subprocess_exec(*words)
    except OSError as error:
        raise EditorFailed(
            f"The editor {words[0]} cannot be started: {error.strerror}.",
            why=_kept(path),
            fix="name another: coach config set editor.command nano",
        ) from None
    try:
        return await process.wait()
    except asyncio.CancelledError:
        # Asked to end, editors save what they can.
        with suppress(ProcessLookupError):
            process.terminate()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), SECONDS_TO_END)
        raise


@contextmanager
def _terminal_kept() -> Iterator[None]:
    """Ctrl-C belongs to the editor, and the terminal is afterwards as it was, whatever the editor did to it."""
    with ExitStack() as stack:
        if threading.current_thread() is threading.main_thread():
            # A handler, not SIG_IGN: that one would be inherited by the editor.
            before = signal.signal(signal.SIGINT, lambda *_: None)
            stack.callback(signal.signal, signal.SIGINT, before)
        if sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty():
            import termios

            terminal = sys.stdin.fileno()
            state = termios.tcgetattr(terminal)
            stack.callback(termios.tcsetattr, terminal, termios.TCSADRAIN, state)
        yield


def _kept(path: Path) -> str:
    return f"The file is kept: {path}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
