"""Seeing and changing what is set."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from coach.sandbox.choose import RunnerStatus
from coach.settings import load_paths, load_settings
from coach.settings.model import dotted_names
from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.settings import SettingsScreen, SettingsTable
from coach.tui.widgets.facts import Facts
from tests.tui.held import until
from tests.tui.stage import SIZES, TuiStage


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TuiStage:
    async def statuses() -> list[RunnerStatus]:
        return [RunnerStatus("docker", True, version="29.0")]

    monkeypatch.setattr("coach.sandbox.choose.runner_statuses", statuses)
    stage = TuiStage(tmp_path)
    stage.host = replace(stage.host, settings=load_settings)
    return stage


def write(text: str) -> Path:
    path = load_paths().config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def table(app: CoachApp) -> SettingsTable:
    return app.screen.query_one(SettingsTable)


def row(app: CoachApp, name: str) -> list[str]:
    at = list(dotted_names()).index(name)
    return [str(cell) for cell in table(app).get_row_at(at)] if table(app).row_count > at else []


def to(app: CoachApp, name: str) -> None:
    table(app).move_cursor(row=list(dotted_names()).index(name))


def detail(app: CoachApp) -> str:
    return str(app.screen.query_one("#detail", Static).content)


@pytest.mark.parametrize("size", SIZES)
async def test_every_setting_has_its_value_and_source(
    stage: TuiStage, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("[interview]\nminutes = 37\n")
    monkeypatch.setenv("COACH_INTERVIEW_ROLE", "sre")
    app = stage.app(Place("settings"))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: table(app).row_count > 0)
        assert table(app).row_count == len(list(dotted_names()))
        assert row(app, "interview.minutes")[1:] == ["37", "config.toml"]
        assert row(app, "interview.role")[1:] == ["sre", "COACH_INTERVIEW_ROLE"]
        assert row(app, "model.name")[1:] == ["–", "default"]
        facts = app.screen.query_one(Facts)
        await until(pilot, lambda: any("Docker 29.0" in fact.words for fact in facts.facts))
        assert [fact.name for fact in facts.facts] == ["interviewer", "history", "editor", "sandbox"]
        assert facts.screen.query_one("#machine").display is (size[0] >= 100)
        if size[0] < 100:
            await pilot.press("m")
            assert facts.screen.query_one("#machine").display


async def test_a_value_is_typed_checked_and_kept_with_its_comment(stage: TuiStage) -> None:
    path = write("# mine\n[interview]\nminutes = 37\n")
    app = stage.app(Place("settings"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: table(app).row_count > 0)
        to(app, "interview.minutes")
        await pilot.press("enter")
        field = app.screen.query_one("#edit", Input)
        assert field.value == "37"
        field.value = "9000"
        await pilot.press("enter")
        await until(pilot, lambda: "must be at most 480" in detail(app))
        assert "37" in path.read_text(encoding="utf-8")
        field.value = "45"
        await pilot.press("enter")
        await until(pilot, lambda: row(app, "interview.minutes")[1:2] == ["45"])
        assert path.read_text(encoding="utf-8") == "# mine\n[interview]\nminutes = 45\n"
        assert app.focused is table(app)
        await pilot.press("d")
        await until(pilot, lambda: row(app, "interview.minutes")[1:] == ["–", "default"])


async def test_escape_leaves_a_value_as_it_was(stage: TuiStage) -> None:
    app = stage.app(Place("settings"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: table(app).row_count > 0)
        to(app, "interview.role")
        await pilot.press("enter", "x", "escape")
        assert isinstance(app.screen, SettingsScreen)
        assert not load_paths().config_file.exists()
        await pilot.press("escape")
    assert app.return_value == 0


async def test_the_theme_changes_at_once_and_is_worn_next_time(stage: TuiStage) -> None:
    app = stage.app(Place("settings"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: table(app).row_count > 0)
        to(app, "display.theme")
        await pilot.press("space")
        await until(pilot, lambda: app.theme == "coach-light")
    again = stage.app()
    async with again.run_test() as pilot:
        await until(pilot, lambda: again.theme == "coach-light")


async def test_what_counts_more_than_the_file_is_named(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_INTERVIEW_HINTS", "false")
    app = stage.app(Place("settings"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: table(app).row_count > 0)
        to(app, "interview.hints")
        await pilot.press("space")
        await until(pilot, lambda: "COACH_INTERVIEW_HINTS says something else" in detail(app))


async def test_settings_that_cannot_be_read_are_told_and_read_again(stage: TuiStage) -> None:
    path = write('[interview]\nrole = "[red]"\n')
    app = stage.app(Place("settings"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "✗" in detail(app))
        assert "interview.role" in detail(app)
        path.unlink()
        await pilot.press("r")
        await until(pilot, lambda: table(app).row_count > 0)
