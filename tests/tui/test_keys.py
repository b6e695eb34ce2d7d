"""Keys that a person has chosen instead of ours."""

from pathlib import Path

import pytest

from coach.settings import Settings
from coach.settings.model import DisplaySection
from coach.tui.keys import keymap, table
from coach.tui.places import Place
from coach.tui.screens.questions import QuestionsScreen
from tests.tui.held import until
from tests.tui.stage import TuiStage


def test_the_page_lists_every_key() -> None:
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == table(), "run: scripts/key-table > docs/keys.md"


@pytest.mark.parametrize("key", ["f9", "ctrl+b", "x", "ctrl+shift+p", "?", "alt+enter"])
def test_what_can_be_used(key: str) -> None:
    assert keymap(f"interview.run={key}") == ({"interview.run": key}, [])


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("interview.runn=f9", "there is no interview.runn. Did you mean interview.run?"),
        ("zzzz=f9", "there is no zzzz."),
        ("interview.run=hyper+q", "interview.run cannot be on hyper+q: keys are written like"),
        ("interview.run=ctrl+", "interview.run cannot be on ctrl+: keys are written like"),
        ("interview.run=ctrl+y", "interview.run cannot be on ctrl+y: writing takes it."),
        ("interview.run=ctrl+s", "interview.run cannot be on ctrl+s: interview.submit has it."),
    ],
)
def test_what_cannot_be_used_is_told_and_left_out(chosen: str, told: str) -> None:
    usable, lines = keymap(f"{chosen}, interview.hint=f8")
    assert usable == {"interview.hint": "f8"}
    assert [told in line for line in lines] == [True]


def test_two_keys_can_change_places() -> None:
    chosen = {"home.new": "h", "home.history": "n"}
    assert keymap(", ".join(f"{name}={key}" for name, key in chosen.items())) == (chosen, [])


async def test_a_chosen_key_works_and_is_shown(tmp_path: Path) -> None:
    stage = TuiStage(tmp_path)
    stage.settings = Settings(display=DisplaySection(keys="home.questions=f9, nothing=f8"))
    app = stage.app(Place("home"))
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "f9" in app.screen.active_bindings)
        shown = app.screen.active_bindings
        assert shown["f9"].binding.description == "Bank"
        assert "b" not in shown
        await until(pilot, lambda: any("there is no nothing" in note.message for note in app._notifications))
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, QuestionsScreen))
