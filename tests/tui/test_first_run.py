"""The first minute."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from coach.domain.enums import ProgrammingLanguage
from coach.errors import RunnerUnavailable, StoreError
from coach.interview.service import InterviewService
from coach.sandbox.choose import RunnerStatus
from coach.sandbox.images import ImageStatus
from coach.settings import ModelProvider, Settings, load_paths, load_settings
from coach.settings.model import ModelSection
from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.first_run import STEPS, FirstRunScreen
from coach.tui.screens.home import HomeScreen
from coach.tui.screens.setup import SetupScreen
from coach.tui.widgets.choice import Choice
from coach.tui.widgets.facts import Facts
from tests.tui.held import until
from tests.tui.stage import SIZES, TuiStage

NO_DOCKER = RunnerStatus("docker", False, "the daemon refused the [red]connection")
LOCAL = RunnerStatus("bubblewrap", True, "your own code only")


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TuiStage:
    async def statuses() -> list[RunnerStatus]:
        return [NO_DOCKER, LOCAL]

    monkeypatch.setattr("coach.sandbox.choose.runner_statuses", statuses)

    async def images() -> list[ImageStatus]:
        return []

    monkeypatch.setattr("coach.sandbox.choose.image_statuses", images)
    monkeypatch.setattr("coach.tui.machine.installed_editors", lambda: ("nano", "vim"))
    stage = TuiStage(tmp_path)
    stage.studio.service = InterviewService(replace(stage.studio.engine, consent_by=""))
    stage.host = replace(stage.host, settings=load_settings)
    return stage


def at(app: CoachApp, step: str) -> Callable[[], bool]:
    return lambda: isinstance(app.screen, FirstRunScreen) and app.screen.step == step


def facts(app: CoachApp, name: str) -> str:
    return " ".join(fact.words for fact in app.screen.query_one(f"#{name}", Facts).facts)


def known(app: CoachApp) -> Callable[[], bool]:
    """Whether the first look is over."""
    return lambda: "agree" in str(app.screen.query_one("#agreed", Static).content)


@pytest.mark.parametrize("size", SIZES)
async def test_enter_leads_through_every_step_to_the_warm_up(stage: TuiStage, size: tuple[int, int]) -> None:
    app = stage.app(Place("first-run"))
    async with app.run_test(size=size) as pilot:
        await until(pilot, known(app))
        for step in STEPS:
            await until(pilot, at(app, step))
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and len(app.screen.query(Choice)) > 0)
        held: dict[str | None, Any] = {one.id: one.value for one in app.screen.query(Choice)}
        assert (held["difficulty"], held["practice"], held["minutes"]) == ("easy", True, 15)
    assert not await stage.studio.service.has_consent("u")
    assert not load_paths().config_file.exists()


async def test_agreeing_is_kept_and_goes_on(stage: TuiStage) -> None:
    engine = replace(stage.studio.engine, consent_by="", model_host="models.example")
    stage.studio.service = InterviewService(engine)
    app = stage.app(Place("first-run"))
    async with app.run_test() as pilot:
        await until(pilot, known(app))
        assert "sent to models.example" in str(app.screen.query_one("#notice", Static).content)
        await pilot.press("a")
        await until(pilot, at(app, "interviewer"))
        assert "models.example" in facts(app, "asks")
        await pilot.press("escape")
        await until(pilot, at(app, "privacy"))
        assert "✓ You agreed." in str(app.screen.query_one("#agreed", Static).content)
    assert await stage.studio.service.has_consent("u")


async def test_a_server_of_ones_own_is_checked_and_kept(stage: TuiStage) -> None:
    app = stage.app(Place("first-run"))
    async with app.run_test() as pilot:
        await until(pilot, known(app))
        await pilot.press("enter")
        await until(pilot, at(app, "interviewer"))
        await pilot.press("tab", *"nonsense", "enter")
        await pilot.pause()
        assert at(app, "interviewer")()
        app.screen.query_one("#address", Input).value = "http://localhost:11434/v1"
        await pilot.press("enter")
        await until(pilot, at(app, "sandbox"))
    assert load_settings().model.base_url == "http://localhost:11434/v1"


async def test_what_runs_code_is_found_out_in_the_background(stage: TuiStage) -> None:
    app = stage.app(Place("first-run"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "bubblewrap" in facts(app, "runs"))
        assert "the daemon refused the [red]connection" in facts(app, "runs")


async def test_an_editor_and_the_usual_interview_are_kept(stage: TuiStage) -> None:
    app = stage.app(Place("first-run"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "bubblewrap" in facts(app, "runs"))
        for step in ("interviewer", "sandbox", "editor"):
            await pilot.press("enter")
            await until(pilot, at(app, step))
        await pilot.press("v")
        assert app.screen.query_one("#command", Choice).value == "vim"
        await pilot.press("enter")
        await until(pilot, at(app, "wish"))
        await pilot.press("g", "down", "s", "down", "4", "enter")
        await until(pilot, at(app, "warm-up"))
    settings = load_settings()
    assert settings.editor.command == "vim"
    wish = settings.interview
    assert (wish.language, wish.seniority, wish.minutes) == ("go", "senior", 45)


async def test_the_editor_is_tried(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str | None] = []

    async def edit(app: CoachApp, path: Path, command: str | None) -> None:
        tried.append(command)
        path.write_text("written", encoding="utf-8")

    monkeypatch.setattr("coach.tui.editing.edit", edit)
    app = stage.app(Place("first-run"))
    async with app.run_test() as pilot:
        await until(pilot, known(app))
        for step in ("interviewer", "sandbox", "editor"):
            await pilot.press("enter")
            await until(pilot, at(app, step))
        await until(pilot, lambda: "built in" in facts(app, "writes"))
        await pilot.press("n", "t")
        await until(pilot, lambda: "what you saved was read" in facts(app, "writes"))
    assert tried == ["nano"]


async def test_all_of_it_can_be_skipped(stage: TuiStage) -> None:
    app = stage.app(Place("first-run"))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await app.go(Place("first-run"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert len(app.screen_stack) == 2


async def test_a_history_that_cannot_be_opened_hides_nothing_and_agrees_to_nothing(stage: TuiStage) -> None:
    @asynccontextmanager
    async def broken(tell: Any) -> Any:
        raise StoreError("The history is locked.")
        yield

    app = CoachApp(replace(stage.host, open=broken), Place("first-run"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "bubblewrap" in facts(app, "runs"))
        assert "keeps your interviews" in str(app.screen.query_one("#notice", Static).content)
        await pilot.press("a")
        await pilot.pause()
        assert at(app, "privacy")()
        await pilot.press("enter")
        await until(pilot, at(app, "interviewer"))


@pytest.mark.parametrize("fails", [False, True])
async def test_a_missing_image_is_built_while_the_steps_go_on(
    stage: TuiStage, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    may_end = asyncio.Event()
    built: list[ProgrammingLanguage] = []

    async def images() -> list[ImageStatus]:
        return [ImageStatus("python", "coach-python:1", False, 0), ImageStatus("go", "coach-go:1", True, 9)]

    async def build(language: ProgrammingLanguage, tell: Callable[[str], None]) -> str:
        await asyncio.to_thread(tell, "Step 1 of [9]")
        await may_end.wait()
        if fails:
            raise RunnerUnavailable("The disk is full.", fix="make room")
        built.append(language)
        return "coach-python:1"

    monkeypatch.setattr("coach.sandbox.choose.image_statuses", images)
    monkeypatch.setattr("coach.sandbox.choose.build_image", build)
    app = stage.app(Place("first-run"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "press b to build it now" in facts(app, "runs"))
        assert "b" not in app.screen.active_bindings
        await pilot.press("enter", "enter")
        await until(pilot, lambda: at(app, "sandbox")() and "b" in app.screen.active_bindings)
        await pilot.press("b")
        await until(pilot, lambda: "Step 1 of [9]" in facts(app, "runs"))
        assert "b" not in app.screen.active_bindings
        await pilot.press("enter")
        await until(pilot, at(app, "editor"))
        may_end.set()
        told = "The disk is full." if fails else "coach-python:1 is built"
        await until(pilot, lambda: told in facts(app, "runs"))
        await pilot.press("escape")
        await until(pilot, lambda: at(app, "sandbox")() and ("b" in app.screen.active_bindings) is fails)
    assert built == ([] if fails else [ProgrammingLanguage.PYTHON])


async def test_a_test_call_says_what_the_model_answers(stage: TuiStage) -> None:
    app = stage.app(Place("first-run"))
    async with app.run_test() as pilot:
        await until(pilot, known(app))
        await pilot.press("enter")
        await until(pilot, at(app, "interviewer"))
        await pilot.press("t")
        await until(pilot, lambda: "there is no model to call" in facts(app, "asks"))
        stage.settings = Settings(model=ModelSection(provider=ModelProvider.RECORDED))
        app.screen._settings = stage.settings  # type: ignore[attr-defined]
        await pilot.press("t")
        await until(pilot, lambda: "answered in" in facts(app, "asks"))
        assert facts(app, "asks").count("answered") == 1
