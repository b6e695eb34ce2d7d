"""How an interview is wished for and begun."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from coach.domain.enums import InterviewStatus, ProgrammingLanguage
from coach.interview.service import InterviewService
from coach.settings import RunnerChoice
from coach.settings.model import InterviewSection, SandboxSection
from coach.tui import places
from coach.tui.app import CoachApp
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.screens.consent import ConsentScreen
from coach.tui.screens.setup import SetupScreen
from coach.tui.widgets.choice import Choice
from tests.tui.held import until
from tests.tui.stage import SIZES, TuiStage


class Interview(CoachScreen):
    """In place of the real one: remembers what it was given."""

    def __init__(self, **given: Any) -> None:
        super().__init__()
        self.given = given

    def compose(self) -> ComposeResult:
        yield Static("interview")


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TuiStage:
    monkeypatch.setattr("coach.tui.screens.setup.Interview", Interview, raising=False)
    monkeypatch.setitem(places.PLACES, "interview", ("setup", "Interview"))
    stage = TuiStage(tmp_path)
    # Nothing is agreed to on behalf of anybody, and no engine is looked for.
    stage.studio.service = InterviewService(replace(stage.studio.engine, consent_by=""))
    stage.settings = stage.settings.replace(sandbox=SandboxSection(runner=RunnerChoice.LOCAL))
    return stage


def choice(app: CoachApp, name: str) -> Choice:
    return app.screen.query_one(f"#{name}", Choice)


def words(app: CoachApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).content)


def shown(app: CoachApp, name: str, text: str) -> bool:
    return text in words(app, name)


@pytest.mark.parametrize("size", SIZES)
async def test_the_lines_hold_what_is_set_up_and_asked_for(stage: TuiStage, size: tuple[int, int]) -> None:
    stage.settings = stage.settings.replace(interview=InterviewSection(minutes=37, role="embedded"))
    app = stage.app(Place("setup", {"difficulty": "hard", "practice": True}))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: shown(app, "company-about", "60 minutes as a rule"))
        held = {one.id: one.value for one in app.screen.query(Choice)}
        assert held["minutes"] == 37
        assert held["role"] == "embedded"
        assert held["difficulty"] == "hard"
        assert held["practice"] is True
        assert held["company"] == "big_tech"
        assert all(one.region.right <= size[0] for one in app.screen.query(Choice))
        assert app.screen.query_one("#begin").region.bottom < size[1]


async def test_enter_asks_for_consent_and_begins(stage: TuiStage) -> None:
    app = stage.app(Place("setup", {"slugs": ("pair-sum",), "hints": False, "practice": True}))
    async with app.run_test() as pilot:
        await until(pilot, lambda: shown(app, "company-about", "Big tech"))
        assert shown(app, "state", "pair-sum")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConsentScreen))
        assert await stage.studio.service.list_sessions("u") == ()
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, Interview))
        screen = app.screen
        assert isinstance(screen, Interview)
        (session,) = await stage.studio.service.list_sessions("u")
        assert screen.given["session_id"] == session.id
        assert screen.given["preferences"] == {"allow_hints": False, "practice": True, "idle_minutes": 30}
        assert session.questions == ("pair-sum",)
        assert session.status is InterviewStatus.SCHEDULED
        assert not any(isinstance(one, SetupScreen) for one in app.screen_stack)


async def test_nothing_is_stored_without_consent(stage: TuiStage) -> None:
    app = stage.app(Place("setup"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: shown(app, "company-about", "Big tech"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConsentScreen))
        await pilot.press("escape")
        await until(pilot, lambda: shown(app, "state", "Not begun"))
        assert await stage.studio.service.list_sessions("u") == ()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConsentScreen))


async def test_lines_change_by_arrows_and_letters(stage: TuiStage) -> None:
    app = stage.app(Place("setup"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: shown(app, "company-about", "Big tech"))
        choice(app, "company").focus()
        await pilot.press("s")
        assert choice(app, "company").value == "startup"
        await until(pilot, lambda: shown(app, "company-about", "technical concept 30 %"))
        await pilot.press("right")
        assert choice(app, "company").value == "big_tech"
        await pilot.press("left", "down", "down", "right")
        assert choice(app, "company").value == "startup"
        assert choice(app, "seniority").value == "senior"
        await pilot.press("z")
        assert choice(app, "seniority").value == "senior"


async def test_what_cannot_be_run_here_is_said_before(stage: TuiStage) -> None:
    app = stage.app(Place("setup", {"type": "technical_coding", "language": ProgrammingLanguage.GO}))
    async with app.run_test() as pilot:
        await until(pilot, lambda: shown(app, "missing", "!"))
        await stage.studio.service.give_consent("u")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: shown(app, "state", "Not begun"))
        assert await stage.studio.service.list_sessions("u") == ()
        choice(app, "type").focus()
        await pilot.press("b")
        await until(pilot, lambda: words(app, "missing") == "")


async def test_what_the_service_refuses_is_said_in_place(stage: TuiStage) -> None:
    await stage.studio.service.give_consent("u")
    app = stage.app(Place("setup", {"slugs": ("[red]nowhere",)}))
    async with app.run_test() as pilot:
        await until(pilot, lambda: shown(app, "company-about", "Big tech"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: shown(app, "state", "✗"))
        assert "[red]nowhere" in words(app, "state")
        assert isinstance(app.screen, SetupScreen)


def test_what_no_interview_has_cannot_be_asked_for() -> None:
    with pytest.raises(TypeError, match="colour"):
        SetupScreen(colour="red")
