"""What can be reached from anywhere."""

from pathlib import Path

import pytest
from textual.command import CommandPalette, DiscoveryHit, Hit
from textual.widgets import Input

from coach.settings import load_settings
from coach.tui.app import CoachApp
from coach.tui.palette import PaletteProvider
from coach.tui.screens.settings import SettingsScreen
from tests.tui.held import begun, until
from tests.tui.stage import TuiStage


@pytest.fixture
def stage(tmp_path: Path) -> TuiStage:
    return TuiStage(tmp_path)


async def offered(app: CoachApp, query: str = "") -> list[DiscoveryHit | Hit]:
    provider = PaletteProvider(app.screen)
    await provider.startup()
    return [hit async for hit in (provider.search(query) if query else provider.discover())]


async def test_it_offers_places_unfinished_interviews_and_themes(stage: TuiStage) -> None:
    session_id = await begun(stage)
    app = stage.app()
    async with app.run_test() as pilot:
        await pilot.pause()
        hits = await offered(app)
        names = [hit.text for hit in hits]
        assert {"Home", "New interview", "Questions", "Settings", "Theme: contrast"} <= set(names)
        (resume,) = [hit for hit in hits if (hit.text or "").startswith("Resume big tech")]
        assert resume.help == f"interview {session_id}"
        assert [hit.text for hit in await offered(app, "contrast")] == ["Theme: contrast"]


async def test_ctrl_p_opens_it_and_enter_goes_there(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        app.screen.query_one(Input).value = "settings"
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))


async def test_a_theme_is_worn_and_kept(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test() as pilot:
        await pilot.pause()
        (hit,) = await offered(app, "contrast")
        done = hit.command()
        assert done is not None
        await done
        assert app.theme == "coach-contrast"
    assert load_settings().display.theme == "contrast"
