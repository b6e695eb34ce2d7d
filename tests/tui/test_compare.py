"""Two interviews side by side."""

from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from textual.widgets import Static

from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.compare import table
from tests.tui.held import HOSTILE, begun, completed, until
from tests.tui.stage import SIZES, TuiStage


@pytest.fixture
def stage(tmp_path: Path) -> TuiStage:
    return TuiStage(tmp_path)


def text(renderable: Any) -> str:
    console = Console(width=150)
    with console.capture() as captured:
        console.print(renderable)
    return captured.get()


def told(app: CoachApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).visual)


def drawn(app: CoachApp, selector: str) -> str:
    return text(app.screen.query_one(selector, Static).content)


@pytest.mark.parametrize("size", SIZES)
async def test_scores_and_what_their_differences_mean(stage: TuiStage, size: tuple[int, int]) -> None:
    first = await completed(stage, answer="I do not know how hash tables work, and I have never had to.")
    second = await completed(stage, "startup")
    app = stage.app(Place("compare", {"first": first.id, "second": second.id}))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.has_class("-ready"))
        assert "overall score" in drawn(app, "#differences")
        assert "within the noise" in drawn(app, "#differences")
        assert "Hash tables" in drawn(app, "#met")
        assert "typically differ by" in told(app, "#meaning")
        assert "Different companies" in told(app, "#meaning")
        before = drawn(app, "#facts")
        assert before.index(first.id) < before.index(second.id)
        await pilot.press("x")
        await until(pilot, lambda: drawn(app, "#facts") != before)
        assert drawn(app, "#facts").index(second.id) < drawn(app, "#facts").index(first.id)


async def test_an_interview_that_is_not_over_cannot_be_compared(stage: TuiStage) -> None:
    first, second = await completed(stage), await begun(stage)
    app = stage.app(Place("compare", {"first": first.id, "second": second}))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "✗ The interview is in progress" in told(app, "State"))
        await stage.studio.service.complete_interview_session(second)
        await pilot.press("r")
        await until(pilot, lambda: app.screen.has_class("-ready"))


def test_content_of_a_table_is_shown_literally() -> None:
    shown = text(table(("question", "first"), ((HOSTILE, "7.0"),)))
    assert "[bold]red[/] \\x1b[31m and \\u202e backwards" in shown
