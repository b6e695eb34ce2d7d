"""The list of interviews."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, Static

from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens import history as screen
from coach.tui.screens.compare import CompareScreen
from coach.tui.screens.history import HistoryScreen
from coach.tui.screens.replay import ReplayScreen
from coach.tui.screens.report import ReportScreen
from tests.tui.held import begun, completed, until
from tests.tui.stage import SIZES, TuiStage


@pytest.fixture
def stage(tmp_path: Path) -> TuiStage:
    return TuiStage(tmp_path)


def told(app: CoachApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).visual)


def rows(app: CoachApp) -> list[str]:
    table = app.screen.query_one(DataTable)
    return [" ".join(map(str, table.get_row_at(row))) for row in range(table.row_count)]


async def loaded(pilot: Pilot[int], app: CoachApp) -> None:
    await until(pilot, lambda: app.screen.has_class("-ready"))


@pytest.mark.parametrize("size", SIZES)
async def test_newest_first_and_a_report_behind_each(stage: TuiStage, size: tuple[int, int]) -> None:
    await completed(stage)
    stage.studio.clock.advance(86_400)
    await begun(stage, ("conflict",), "startup")
    app = stage.app(Place("history"))
    async with app.run_test(size=size) as pilot:
        await loaded(pilot, app)
        assert ["in progress" in row for row in rows(app)] == [True, False]
        assert "pair-sum, hash-tables" in rows(app)[1]
        await pilot.press("p")
        assert isinstance(app.screen, ReplayScreen)
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))


async def test_typing_filters_and_esc_ends_that(stage: TuiStage) -> None:
    await begun(stage, ("conflict",), "startup")
    await begun(stage, ("pair-sum",))
    app = stage.app(Place("history"))
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        await pilot.press("slash", *"startup")
        await until(pilot, lambda: len(rows(app)) == 1)
        assert "conflict" in rows(app)[0]
        assert "1 of 2" in told(app, "#head")
        await pilot.press("enter")
        assert isinstance(app.focused, DataTable)
        await pilot.press("escape")
        await until(pilot, lambda: len(rows(app)) == 2)
        assert app.screen.query_one(Input).value == ""
        assert isinstance(app.screen, HistoryScreen)


async def test_older_ones_come_page_by_page(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "PAGE", 2)
    for _ in range(5):
        await begun(stage, ("conflict",))
        stage.studio.clock.advance(60)
    await begun(stage, ("pair-sum",))
    app = stage.app(Place("history"))
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        assert len(rows(app)) == 2
        await pilot.press("m")
        await until(pilot, lambda: len(rows(app)) == 4)
        await pilot.press("slash", *"conflict")
        await until(pilot, lambda: len(rows(app)) == 5)


async def test_two_are_marked_and_compared_the_older_first(stage: TuiStage) -> None:
    first = await completed(stage)
    stage.studio.clock.advance(86_400)
    second = await completed(stage, "startup")
    stage.studio.clock.advance(86_400)
    await begun(stage)
    app = stage.app(Place("history"))
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        await pilot.press("c")
        assert "is marked" not in told(app, "#head"), "it is not over yet"
        await pilot.press("down", "c")
        assert f"{second.id} is marked" in told(app, "#head")
        assert rows(app)[1].startswith("◆")
        await pilot.press("down", "c")
        await until(pilot, lambda: app.screen.has_class("-ready") and isinstance(app.screen, CompareScreen))
        assert isinstance(app.screen, CompareScreen)
        await pilot.press("1")
        assert isinstance(app.screen, ReportScreen)
        await until(pilot, lambda: first.id in told(app, "#head"))


async def test_choosing_the_other_one_of_a_comparison(stage: TuiStage) -> None:
    first = await completed(stage)
    stage.studio.clock.advance(86_400)
    await completed(stage, "startup")
    await begun(stage)
    app = stage.app(Place("history", {"compare_with": first.id}))
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        assert len(rows(app)) == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))


async def test_an_empty_history_says_what_to_do(stage: TuiStage) -> None:
    app = stage.app(Place("history"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "No interviews yet." in told(app, "State"))
        await pilot.press("c", "p", "m")
        assert isinstance(app.screen, HistoryScreen)
