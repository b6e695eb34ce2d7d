"""Pictures of every screen at three sizes, dark and light. After a change that is meant: pytest --snapshot-update."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.image import SVGImageSnapshotExtension
from textual.pilot import Pilot
from textual.widgets import Static

from coach.interview.service import InterviewService
from coach.sandbox.choose import RunnerStatus
from coach.settings import ThemeChoice
from coach.tui.app import CoachApp
from coach.tui.places import PLACES, Place
from coach.tui.screens.consent import ConsentScreen
from coach.tui.screens.first_run import FirstRunScreen
from coach.tui.screens.interview import InterviewScreen
from coach.tui.themes import theme_name
from coach.tui.widgets.asking import Asking
from coach.tui.widgets.facts import Facts
from coach.tui.widgets.scrubber import Scrubber
from tests.tui.held import begun, coded, completed, until
from tests.tui.stage import SIZES, TuiStage

THEMES = (ThemeChoice.DARK, ThemeChoice.LIGHT)
STILL = 3
"""So many pictures in a row are the same when nothing is on its way any more."""
WELL = "Each key is hashed to a bucket, chains hold what collides, and the table grows when it is full: O(1) amortised."
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)

Ready = Callable[[CoachApp, Pilot[int]], Awaitable[None]]


class Picture(SVGImageSnapshotExtension):
    """One file for each; the fonts, which lie on another host, are left out."""

    def serialize(self, data: Any, **kwargs: Any) -> bytes:
        return FONTS.sub("", str(data)).encode()


async def shown(app: CoachApp, pilot: Pilot[int]) -> None:
    """Nothing more to wait for."""


async def past(stage: TuiStage, place: str, **about: Any) -> Place:
    await completed(stage, answer=WELL)
    return Place(place, about)


async def first_report(stage: TuiStage) -> Place:
    session = await completed(stage, answer=WELL)
    return Place("report", {"session_id": session.id})


async def two_reports(stage: TuiStage) -> Place:
    first = await completed(stage, "startup")
    stage.studio.clock.advance(3 * 86_400)
    second = await completed(stage, answer=WELL)
    return Place("compare", {"first": first.id, "second": second.id})


async def quiet(path: Path, tell: Callable[[str], None]) -> AsyncIterator[str]:
    """Nothing is ever saved."""
    await asyncio.Event().wait()
    yield ""


async def going_on(stage: TuiStage) -> Place:
    return Place("interview", {"session_id": await coded(stage), "watch": quiet})


async def replayed(stage: TuiStage) -> Place:
    return Place("replay", {"session_id": await coded(stage)})


async def in_words(stage: TuiStage) -> Place:
    return Place("interview", {"session_id": await begun(stage, ("hash-tables",)), "watch": quiet})


async def a_file(stage: TuiStage) -> Place:
    path = stage.folder / "solution.py"
    path.write_text("def has_pair(numbers, target):\n    seen = set()\n    return target in seen\n")
    return Place("editor", {"path": path, "closed": asyncio.Event()})


async def led(app: CoachApp, pilot: Pilot[int]) -> None:
    screen: Any = app.screen
    assert isinstance(screen, InterviewScreen)
    await until(pilot, lambda: screen._is_open and bool(screen.room.conversation.last_words) and not screen._is_busy)


async def offered(app: CoachApp, pilot: Pilot[int]) -> None:
    await led(app, pilot)
    await pilot.press("ctrl+t")
    await until(pilot, lambda: isinstance(app.screen, Asking))


async def asked(app: CoachApp, pilot: Pilot[int]) -> None:
    await until(pilot, lambda: "Opening" not in str(app.screen.query_one("#state", Static).content))
    await pilot.press("n")
    await until(pilot, lambda: app.screen.name is None and "setup" in type(app.screen).__name__.lower())
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(app.screen, ConsentScreen))


async def known(app: CoachApp, pilot: Pilot[int]) -> None:
    screen = app.screen
    assert isinstance(screen, FirstRunScreen)
    await until(pilot, lambda: bool(screen.query_one("#runs", Facts).facts))


async def examined(app: CoachApp, pilot: Pilot[int]) -> None:
    await until(pilot, lambda: len(app.screen.query_one(Facts).facts) == 4)


async def in_the_middle(app: CoachApp, pilot: Pilot[int]) -> None:
    await until(pilot, lambda: bool(app.screen.query(Scrubber)))
    await pilot.press("e", "e")


async def nowhere(stage: TuiStage) -> Place:
    stage.studio.service = InterviewService(replace(stage.studio.engine, consent_by=""))
    return Place("home")


SCENES: dict[str, tuple[Callable[[TuiStage], Awaitable[Place]], Ready]] = {
    "home": (lambda stage: past(stage, "home"), shown),
    "setup": (lambda stage: past(stage, "setup"), shown),
    "first-run": (lambda stage: past(stage, "first-run"), known),
    "interview": (going_on, led),
    "interview-in-words": (in_words, led),
    "a-hint-is-offered": (going_on, offered),
    "report": (first_report, shown),
    "progress": (lambda stage: past(stage, "progress"), shown),
    "compare": (two_reports, shown),
    "history": (lambda stage: past(stage, "history"), shown),
    "replay": (replayed, in_the_middle),
    "questions": (lambda stage: past(stage, "questions"), shown),
    "editor": (a_file, shown),
    "settings": (lambda stage: past(stage, "settings"), examined),
    "help": (lambda stage: past(stage, "help"), shown),
    "consent": (nowhere, asked),
}


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TuiStage:
    async def statuses() -> list[RunnerStatus]:
        return [RunnerStatus("docker", True, "", "28.2.2")]

    async def images() -> list[Any]:
        return []

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setattr("coach.sandbox.choose.runner_statuses", statuses)
    monkeypatch.setattr("coach.sandbox.choose.image_statuses", images)
    monkeypatch.setattr("coach.tui.machine.installed_editors", lambda: ("nano", "vim"))
    return TuiStage(tmp_path)


async def picture(app: CoachApp, pilot: Pilot[int]) -> str:
    """The screen, as soon as it stands still."""
    seen: list[str] = []
    for field in app.screen.query("TextArea, Input"):
        still: Any = field
        still.cursor_blink = False
        still._pause_blink(visible=True)
    for _ in range(400):
        await pilot.pause(0.02)
        seen.append(app.export_screenshot(title="coach"))
        if len(seen) >= STILL and len(set(seen[-STILL:])) == 1:
            return seen[-1]
    raise AssertionError("the screen never stands still")


@pytest.mark.parametrize("scene", SCENES)
async def test_it_looks_as_it_did(scene: str, stage: TuiStage, snapshot: SnapshotAssertion) -> None:
    prepare, ready = SCENES[scene]
    app = stage.app(await prepare(stage))
    app.animation_level = "none"
    async with app.run_test(size=SIZES[0], notifications=False) as pilot:
        await pilot.pause()
        await ready(app, pilot)
        for theme in THEMES:
            app.theme = theme_name(theme)
            for width, height in SIZES:
                await pilot.resize_terminal(width, height)
                taken = await picture(app, pilot)
                assert taken == snapshot(extension_class=Picture, name=f"{theme.value}-{width}x{height}")


def test_every_screen_has_its_picture() -> None:
    assert set(PLACES) <= set(SCENES)
