"""Where the app begins."""

from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import ScreenResume
from textual.widgets import Static

from coach.errors import StoreError
from coach.interview.service import InterviewService
from coach.tui.app import CoachApp
from coach.tui.screens.consent import ConsentScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.setup import SetupScreen
from coach.tui.widgets.menu import Menu
from tests.tui.held import begun, completed, until
from tests.tui.stage import SIZES, TuiStage


@pytest.fixture
def stage(tmp_path: Path) -> TuiStage:
    return TuiStage(tmp_path)


def lines(app: CoachApp) -> dict[str, str]:
    """The menu: key → line."""
    return {option.id or "": str(option.prompt) for option in app.screen.query_one(Menu).options}


def state(app: CoachApp) -> str:
    return str(app.screen.query_one("#state", Static).content)


async def test_nothing_is_there_yet(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test(size=SIZES[0]) as pilot:
        await until(pilot, lambda: "first-run" in lines(app))
        menu = app.screen.query_one(Menu)
        assert next(iter(lines(app))) == "first-run"
        assert menu.highlighted == 0
        assert "history" not in lines(app)
        assert "Welcome" in state(app)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_going_on_due_and_past_is_told(stage: TuiStage, size: tuple[int, int]) -> None:
    await completed(stage)
    stage.studio.clock.advance(40 * 86_400)
    open_id = await begun(stage, ("pair-sum", "conflict"))
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "weakest" in lines(app).get("history", ""))
        found = lines(app)
        assert next(iter(found)) == f"resume:{open_id}"
        assert "Pair with a sum · question 1 of 2" in found[f"resume:{open_id}"]
        assert "60:00 left" in found[f"resume:{open_id}"]
        assert "hashing (" in found["due"]
        assert "days late)" in found["due"]
        assert "1 interview · " in found["history"]
        assert "average" in found["history"]
        assert app.screen.query_one(Menu).region.right <= size[0]


async def test_days_in_a_row_are_told_from_the_second_on(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test(size=SIZES[0]) as pilot:

        def bar() -> str:
            return str(app.screen.query_one("#bar", Static).content)

        for days in (1, 2):
            await completed(stage)
            app.screen.post_message(ScreenResume())
            told = f"{days} interview"
            await until(pilot, lambda told=told: told in lines(app).get("history", ""))  # type: ignore[misc]
            assert ("2 days in a row" in bar()) is (days == 2)
            assert len(bar()) <= SIZES[0][0]
            stage.studio.clock.advance(86_400)


async def test_what_was_highlighted_stays_so_when_more_becomes_known(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: "first-run" in lines(app))
        await pilot.press("end")
        await completed(stage)
        app.screen.post_message(ScreenResume())
        await until(pilot, lambda: "history" in lines(app))
        option = app.screen.query_one(Menu).highlighted_option
        assert option
        assert option.id == "settings"


async def test_a_history_that_cannot_be_opened_is_told_and_tried_again(stage: TuiStage) -> None:
    tries: list[int] = []
    opened: Any = stage.host.open

    @asynccontextmanager
    async def broken_twice(tell: Any) -> Any:
        tries.append(1)
        if len(tries) <= 2:
            raise StoreError("The history is [bold]locked[/].", fix="wait")
        async with opened(tell) as service:
            yield service

    app = CoachApp(replace(stage.host, open=broken_twice))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "✗ The history is [bold]locked[/]." in state(app))
        assert "Press r to try again." in state(app)
        while "first-run" not in lines(app):
            await pilot.press("r")
            await pilot.pause()
        assert "✗" not in state(app)


async def test_a_model_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    stage = TuiStage(tmp_path)
    engine = replace(stage.studio.engine, notice="Practising offline: no key.")
    stage.studio.service = InterviewService(engine)
    app = stage.app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Practising offline: no key." in state(app))
        assert "interviewer: offline" in str(app.screen.query_one("#bar", Static).content)


async def test_before_answers_go_to_another_host_the_person_is_asked(stage: TuiStage) -> None:
    session_id = await begun(stage)
    stage.studio.service = InterviewService(replace(stage.studio.engine, model_host="models.example"))
    app = stage.app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: f"resume:{session_id}" in lines(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConsentScreen))
        assert "models.example" in str(app.screen.query_one("#notice", Static).content)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert not await stage.studio.service.has_consent("u")


async def test_q_leaves(stage: TuiStage) -> None:
    app = stage.app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(lines(app)))
        await pilot.press("q")
    assert app.return_value == 0
