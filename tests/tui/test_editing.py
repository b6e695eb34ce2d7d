"""Which editor opens, and that the app is itself again afterwards."""

import shlex
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from coach.errors import EditorFailed
from coach.tui.app import CoachApp
from coach.tui.editing import edit
from coach.tui.screens.built_in_editor import BuiltInEditorScreen
from coach.tui.screens.home import HomeScreen
from tests.tui.stage import TuiStage


class Terminal:
    """Stands for one that can be lent; the app of a test has none."""

    def __init__(self) -> None:
        self.lent = 0
        self.returned = 0
        self.painting = False
        """Whether the app would have painted while it was lent."""

    @contextmanager
    def suspend(self, app: App[int]) -> Iterator[None]:
        self.lent += 1
        self.painting = not app._batch_count
        yield
        self.returned += 1


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal()

    def suspend(app: CoachApp) -> AbstractContextManager[None]:
        return terminal.suspend(app)

    monkeypatch.setattr(CoachApp, "suspend", suspend)
    return terminal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "solution.py"
    path.write_text("x = 1\n")
    return path


def editor(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return shlex.quote(str(path))


async def until(pilot: Pilot[int], so: Callable[[], bool]) -> None:
    for _ in range(300):
        if so():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come to that")


async def test_an_editor_of_the_terminal_gets_it_and_gives_it_back(
    tmp_path: Path, path: Path, terminal: Terminal
) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test() as pilot:
        ticks: list[int] = []
        app.set_interval(0.02, lambda: ticks.append(1))
        await pilot.pause()
        before = len(ticks)
        await edit(app, path, editor(tmp_path, "ed", 'sleep 0.3; echo "y = 2" > "$1"'))
        assert len(ticks) > before
        assert (terminal.lent, terminal.returned, terminal.painting) == (1, 1, False)
        assert not app._batch_count
        assert path.read_text() == "y = 2\n"


async def test_an_editor_that_fails_leaves_the_terminal_and_the_file(
    tmp_path: Path, path: Path, terminal: Terminal
) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test():
        with pytest.raises(EditorFailed, match="ended with exit code 3") as caught:
            await edit(app, path, editor(tmp_path, "ed", 'echo "y = 2" > "$1"; exit 3'))
        assert "The file is kept" in caught.value.why
        assert terminal.returned == 1
        assert path.read_text() == "y = 2\n"


async def test_an_editor_with_a_window_leaves_the_app_alive(tmp_path: Path, path: Path, terminal: Terminal) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test() as pilot:
        await pilot.pause()
        await edit(app, path, editor(tmp_path, "code", 'echo "$@" > "$0.words"') + " --wait")
        assert (tmp_path / "code.words").read_text() == f"{path}\n"
        assert terminal.lent == 0
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("command", [None, " ", "no-such-editor", "vim 'x"])
async def test_without_an_editor_that_is_there_the_built_in_one_opens(
    tmp_path: Path, path: Path, terminal: Terminal, command: str | None
) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test() as pilot:
        await pilot.pause()
        worker = app.run_worker(edit(app, path, command))
        await until(pilot, lambda: isinstance(app.screen, BuiltInEditorScreen))
        assert bool(app._notifications) is bool(command and command.strip())
        assert not worker.is_finished
        await pilot.press("escape")
        await worker.wait()
        assert terminal.lent == 0


async def test_where_no_terminal_can_be_lent_the_built_in_one_opens(tmp_path: Path, path: Path) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.run_worker(edit(app, path, editor(tmp_path, "ed", "exit 1")))
        await until(pilot, lambda: isinstance(app.screen, BuiltInEditorScreen))
        await until(pilot, lambda: not app._batch_count)


async def test_in_the_browser_nothing_starts_on_this_machine(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CoachApp, "is_web", True)
    app = TuiStage(tmp_path).app()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.run_worker(edit(app, path, editor(tmp_path, "code", 'touch "$0.ran"')))
        await until(pilot, lambda: isinstance(app.screen, BuiltInEditorScreen))
        assert not (tmp_path / "code.ran").exists()


async def test_in_a_wide_terminal_the_editor_lies_beside_the_app(
    tmp_path: Path, path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CoachApp, "is_headless", False)
    monkeypatch.setenv("TMUX", "x")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    editor(tmp_path, "tmux", f'echo "$@" >> {tmp_path}/log; [ "$1" = split-window ] && echo %1; exit 0')
    command = editor(tmp_path, "ed", "exit 0")
    app = TuiStage(tmp_path).app()
    async with app.run_test(size=(200, 60)):
        await edit(app, path, command)
    assert "split-window -h" in (tmp_path / "log").read_text()
    assert terminal.lent == 0


async def test_a_message_waits_for_an_editor_with_a_window(tmp_path: Path) -> None:
    path = tmp_path / "message.txt"
    path.write_text("x")
    app = TuiStage(tmp_path).app()
    async with app.run_test():
        await edit(app, path, editor(tmp_path, "code", 'sleep 0.3; echo "y" > "$2"'), waits=True)
        assert path.read_text() == "y\n"
        with pytest.raises(EditorFailed, match="exit code 3"):
            await edit(app, path, editor(tmp_path, "code", "exit 3"), waits=True)
