"""Opens the candidate's file: in their editor, beside the app where that can be, else in the built-in one."""

import asyncio
import os
from pathlib import Path

from textual.app import SuspendNotSupported

from coach.errors import EditorFailed
from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.workspace.editor import command_line, require_program, run_editor
from coach.workspace.launching import has_window, open_beside, open_window, side_for, wait_for_window


async def edit(app: CoachApp, path: Path, command: str | None, *, waits: bool = False) -> None:
    """Open a file in the editor whose command line is given, or in the built-in one.

    Returns when it is closed; where the editor lies beside the app, as soon as it is open: see workspace/watching.py.
    With `waits` always when it is closed. To be called from a worker. Raises EditorFailed when the editor failed; the
    file is kept.
    """
    if app.is_web or not command or not command.strip() or not _usable(app, command, path):
        await _edit_here(app, path)
    elif waits and has_window(command, path):
        app.notify(f"{path.name} is open in your editor. Close it there to go on here.", markup=False)
        await wait_for_window(command, path)
    elif has_window(command, path):
        await open_window(command, path)
        app.notify(f"{path.name} is open in your editor. Each save shows here.", markup=False)
    elif waits or not await _beside(app, command, path):
        await _suspended(app, command, path)


def _usable(app: CoachApp, command: str, path: Path) -> bool:
    """Whether there is such an editor; where there is not, that is shown."""
    try:
        require_program(command_line(command, path)[0], path)
    except EditorFailed as error:
        app.show_error(error)
        return False
    return True


async def _edit_here(app: CoachApp, path: Path) -> None:
    closed = asyncio.Event()
    await app.go(Place("editor", {"path": path, "closed": closed}))
    await closed.wait()


async def _beside(app: CoachApp, command: str, path: Path) -> bool:
    side = None if app.is_headless else side_for(*app.size)
    return side is not None and await open_beside(command, path, side, os.environ)


async def _suspended(app: CoachApp, command: str, path: Path) -> None:
    """Lend the terminal to the editor, while timers and workers go on; where it cannot be lent, the built-in one."""
    failure: BaseException | None = None
    try:
        # Without the batch the app would go on painting into a queue that nobody empties: its 31st write blocks.
        with app.batch_update(), app.suspend():
            app.lent = True
            try:
                await run_editor(command, path)
            except BaseException as error:
                # Held back until the terminal is the app's again: suspend() does not see to that after an exception.
                failure = error
            finally:
                app.lent = False
    except SuspendNotSupported:
        await _edit_here(app, path)
    if failure:
        raise failure
