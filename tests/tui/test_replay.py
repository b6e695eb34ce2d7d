"""Going through an interview again."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.replay import ReplayScreen
from coach.tui.widgets.scrubber import Scrubber
from tests.tui.held import begun, coded, until
from tests.tui.stage import SIZES, TuiStage


@pytest.fixture
def stage(tmp_path: Path) -> TuiStage:
    return TuiStage(tmp_path)


def told(app: CoachApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).visual)


async def loaded(pilot: Pilot[int], app: CoachApp) -> None:
    await until(pilot, lambda: app.screen.has_class("-ready"))


@pytest.mark.parametrize("size", SIZES)
async def test_keys_go_through_code_talk_and_results(stage: TuiStage, size: tuple[int, int]) -> None:
    app = stage.app(Place("replay", {"session_id": await coded(stage)}))
    async with app.run_test(size=size) as pilot:
        await loaded(pilot, app)
        assert "1/9" in told(app, "now")
        await pilot.press("right", "right")
        assert "3/9" in told(app, "now")
        await pilot.press("left", "e")
        assert "2:00 / 5:00" in told(app, "now")
        assert "2 of 2 tests passed" in told(app, "results-text")
        await until(pilot, lambda: "any(target" in told(app, "code-text"))
        await pilot.press("end")
        await until(pilot, lambda: "+" in told(app, "code-text") and "seen.add" in told(app, "code-text"))
        assert "For one number" in told(app, "talk-text")
        await pilot.press("home")
        assert "0:00 / 5:00" in told(app, "now")
        await pilot.press("shift+right", "shift+right", "shift+right", "shift+left")
        assert "2:00 / 5:00" in told(app, "now")
        shown = [pane.id for pane in app.screen.query(".pane") if pane.display]
        assert len(shown) == (1 if size[0] < 100 else 3)


async def test_it_plays_by_the_clock_in_three_speeds(stage: TuiStage) -> None:
    app = stage.app(Place("replay", {"session_id": await coded(stage)}))
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        await pilot.press("s", "space")
        assert "playing 4×" in told(app, "now")
        stage.studio.clock.advance(16)
        await until(pilot, lambda: "1:04 / 5:00" in told(app, "now"))
        await pilot.press("s")
        stage.studio.clock.advance(60)
        await until(pilot, lambda: "stopped, plays 16×" in told(app, "now"))
        assert "5:00 / 5:00" in told(app, "now")
        await pilot.press("space")
        assert "0:00 / 5:00" in told(app, "now")


async def test_a_click_on_the_time_line_goes_there(stage: TuiStage) -> None:
    app = stage.app(Place("replay", {"session_id": await coded(stage)}))
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot, app)
        await pilot.click(Scrubber, offset=(118, 2))
        await until(pilot, lambda: "5:00 / 5:00" in told(app, "now"))


async def test_resizing_keeps_the_place(stage: TuiStage) -> None:
    app = stage.app(Place("replay", {"session_id": await coded(stage)}))
    async with app.run_test(size=(200, 60)) as pilot:
        await loaded(pilot, app)
        await pilot.press("e")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: app.screen.has_class("-narrow"))
        await pilot.press("f4")
        assert app.screen.query_one("#results").display
        assert not app.screen.query_one("#talk").display
        assert "2:00 / 5:00" in told(app, "now")


async def test_nothing_to_replay_and_an_interview_that_is_not_there(stage: TuiStage) -> None:
    service = stage.studio.service
    planned = await service.create_interview_session(user_id="u", questions=("conflict",))
    app = stage.app(Place("replay", {"session_id": planned.id}))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Nothing has happened" in str(app.screen.query_one("State", Static).visual))
        await app.go(Place("replay", {"session_id": "missing"}))
        await until(pilot, lambda: "✗" in str(app.screen.query_one("State", Static).visual))
        assert isinstance(app.screen, ReplayScreen)
        await pilot.press("space", "right", "e")
        assert not app.screen.has_class("-ready")


async def test_an_interview_without_code_is_replayed_too(stage: TuiStage) -> None:
    session_id = await begun(stage, ("conflict",))
    stage.studio.clock.advance(30)
    await stage.studio.service.say(session_id, "Let me think.")
    app = stage.app(Place("replay", {"session_id": session_id}))
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        await pilot.press("end")
        assert "Let me think." in told(app, "talk-text")
        await until(pilot, lambda: "No code yet." in told(app, "code-text"))
