"""The small editor."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.built_in_editor import BuiltInEditorScreen, CodeArea, UnsavedDialog
from coach.tui.screens.home import HomeScreen
from coach.tui.widgets.state import State
from tests.tui.stage import TuiStage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "solution.py"
    path.write_text("x = 1\n")
    return path


async def until(pilot: Pilot[int], so: Callable[[], bool]) -> None:
    for _ in range(300):
        if so():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come to that")


async def opened(pilot: Pilot[int], path: Path) -> BuiltInEditorScreen:
    app = pilot.app
    assert isinstance(app, CoachApp)
    await pilot.pause()
    await app.go(Place("editor", {"path": path}))
    screen = app.screen
    assert isinstance(screen, BuiltInEditorScreen)
    await until(pilot, lambda: screen.query_one(CodeArea).has_focus)
    return screen


def bar(screen: BuiltInEditorScreen) -> str:
    return str(screen.query_one("#bar", Static).render())


async def test_what_is_typed_is_saved_with_one_key(tmp_path: Path, path: Path) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, path)
        await pilot.press("y")
        assert "! not saved" in bar(screen)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "✓ saved" in bar(screen))
        assert path.read_text() == "yx = 1\n"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert screen.closed.is_set()


@pytest.mark.parametrize(
    ("key", "left", "held"), [("s", True, "yx = 1\n"), ("d", True, "x = 1\n"), ("escape", False, "x = 1\n")]
)
async def test_changes_that_were_not_saved_are_asked_about(
    tmp_path: Path, path: Path, key: str, left: bool, held: str
) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, path)
        await pilot.press("y", "escape")
        await until(pilot, lambda: isinstance(app.screen, UnsavedDialog))
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, HomeScreen if left else BuiltInEditorScreen))
        assert path.read_text() == held
        assert screen.closed.is_set() is left
        screen._discarded = True  # or the end of the app would save it


async def test_the_app_does_not_end_with_changes_that_nobody_decided_on(tmp_path: Path, path: Path) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, path)
        await pilot.press("y", "ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, UnsavedDialog))
        await pilot.press("s")
        await until(pilot, lambda: app.return_value == 0)
    assert path.read_text() == "yx = 1\n"


async def test_an_app_that_is_ended_keeps_what_was_typed(tmp_path: Path, path: Path) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, path)
        await pilot.press("y")
        app.exit(1)
    assert path.read_text() == "yx = 1\n"


async def test_a_file_that_is_no_text_is_told_and_left_alone(tmp_path: Path, path: Path) -> None:
    path.write_bytes(b"\xff[b]")
    app = TuiStage(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.go(Place("editor", {"path": path}))
        state = app.screen.query_one(State)
        await until(pilot, lambda: "is not UTF-8 text" in str(state.render()))
        await pilot.press("ctrl+s")
        assert path.read_bytes() == b"\xff[b]"
        path.write_text("mended\n")
        await pilot.press("r")
        await until(pilot, lambda: app.screen.query_one(CodeArea).text == "mended\n")


async def test_a_disk_that_takes_nothing_is_told_and_the_text_stays(tmp_path: Path, path: Path) -> None:
    app = TuiStage(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, path)
        path.unlink()
        path.mkdir()
        await pilot.press("y", "ctrl+s")
        await until(pilot, lambda: bool(app._notifications))
        assert "cannot be written" in next(iter(app._notifications)).message
        assert screen.query_one(CodeArea).text == "yx = 1\n"
        assert "! not saved" in bar(screen)


async def test_what_steers_terminals_is_shown_and_kept(tmp_path: Path, path: Path) -> None:
    hostile = "\x1b]0;title\x07[red]x[/red]\x9b2J\n"
    path.write_text(hostile)
    app = TuiStage(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, path)
        line = screen.query_one(CodeArea).get_line(0).plain
        assert line == "␛]0;title␇[red]x[/red]\ufffd2J"
        await pilot.press("end", "z", "ctrl+s")
        await until(pilot, lambda: "✓ saved" in bar(screen))
        assert path.read_text() == hostile.replace("\n", "z\n")
