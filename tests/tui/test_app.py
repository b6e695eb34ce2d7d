"""The frame around every screen."""

import gc
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Static

from coach.errors import BadSettings, StoreError
from coach.tui.app import CoachApp, run
from coach.tui.base import FRAMES_PER_SECOND
from coach.tui.host import Host
from coach.tui.opening import OpeningScreen
from coach.tui.places import PLACES, Place, screen_at
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.home import HomeScreen
from tests.tui.held import until
from tests.tui.stage import SIZES, TuiStage


@pytest.fixture
def stage(tmp_path: Path) -> TuiStage:
    return TuiStage(tmp_path)


@pytest.mark.parametrize("size", SIZES)
async def test_the_app_starts_at_home_in_any_size(stage: TuiStage, size: tuple[int, int]) -> None:
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert await app.service() is stage.studio.service


async def test_help_lies_on_top_and_goes_back(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("escape")
    assert app.return_value == 0


async def test_a_change_waits_for_no_frame_of_the_toolkit(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test() as pilot:
        await pilot.press("down")
        timers = [timer for timer in app.screen._timers if timer.name == "screen_update"]
        assert [timer._interval for timer in timers] == [1 / FRAMES_PER_SECOND]


async def test_what_was_read_in_is_left_out_of_the_search_for_garbage_while_the_app_runs(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test():
        await app.service()
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


async def test_a_history_that_cannot_be_opened_is_tried_again(stage: TuiStage) -> None:
    tries: list[int] = []
    opened: Callable[..., Any] = stage.host.open

    @asynccontextmanager
    async def once_broken(tell: Any) -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise StoreError("The history is locked.")
        async with opened(tell) as service:
            yield service

    app = CoachApp(replace(stage.host, open=once_broken), Place("help"))
    async with app.run_test() as pilot:
        await pilot.pause()
        with pytest.raises(StoreError):
            await app.service()
        assert await app.service() is stage.studio.service


def test_a_place_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        screen_at(Place("nowhere"))
    assert "home" in PLACES


async def test_a_window_that_is_too_small_is_told_until_it_grows(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test(size=(50, 20)) as pilot:
        await pilot.pause()
        assert "Make me bigger" in str(app.screen.query_one(".too-small", Static).content)
        await pilot.resize_terminal(60, 16)
        await pilot.pause()
        assert not app.screen.query(".too-small")
        await pilot.resize_terminal(120, 12)
        await pilot.pause()
        assert len(app.screen.query(".too-small")) == 1


async def test_keys_that_are_pressed_before_there_is_a_screen_are_kept_for_it(stage: TuiStage) -> None:
    may_go_on = threading.Event()

    def prepare() -> tuple[Host, Place]:
        assert may_go_on.wait(60)
        return stage.host, Place("home")

    app = CoachApp(prepare=prepare)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, OpeningScreen))
        await pilot.press("question_mark")
        may_go_on.set()
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


def test_what_cannot_be_read_in_ends_the_app_with_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare() -> tuple[Host, Place]:
        raise BadSettings("COACH_HOME is no folder.")

    monkeypatch.setattr(CoachApp, "run", lambda app: App.run(app, headless=True))
    with pytest.raises(BadSettings, match="COACH_HOME is no folder"):
        run(prepare)


def test_what_is_painted_first_waits_for_nothing_heavy() -> None:
    look = "import sys, coach.tui.app; print(sorted({'pydantic', 'docker', 'openai', 'yaml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
