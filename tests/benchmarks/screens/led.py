"""The app over the real service, led without a terminal."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from coach.bootstrap import LOCAL_USER, OpenOptions, open_service, open_workspace
from coach.interview.service import InterviewService
from coach.settings import RunnerChoice
from coach.tui.app import CoachApp
from coach.tui.host import Host, Tell
from coach.tui.places import Place
from coach.tui.screens.interview import InterviewScreen

SIZE = (120, 40)
OPTIONS = {"practice": True, "allow_hints": True, "idle_minutes": 30}


async def _not_edited(app: CoachApp, path: Path, command: str | None, waits: bool) -> None:
    """Nobody opens an editor here."""


@asynccontextmanager
async def led(
    slug: str, runner: RunnerChoice, prepare: Callable[[InterviewService], None] = lambda _: None, **about: Any
) -> AsyncIterator[tuple[CoachApp, InterviewScreen, Pilot[int]]]:
    """An interview of one question on the screen, kept below COACH_HOME as a person's own."""
    options = OpenOptions(runner=runner, front_door="tui", consent_by="local operator")
    async with open_service(options) as service:
        prepare(service)
        session = await service.create_interview_session(user_id=LOCAL_USER, questions=(slug,), time_limit=480)

        def opened(_: Tell) -> Any:
            @asynccontextmanager
            async def given() -> AsyncIterator[InterviewService]:
                yield service

            return given()

        host = Host(open=opened, workspace=lambda: open_workspace(None))
        place = Place("interview", {"session_id": session.id, "preferences": OPTIONS, "edit": _not_edited, **about})
        app = CoachApp(host, place)
        async with app.run_test(size=SIZE) as pilot:
            screen: Any = app.screen
            await reached(lambda: screen._is_open and screen.leader.question is not None and bool(screen.bench))
            await reached(lambda: screen.bench._file._watched)
            # The watcher has to look at the file once before it can see a change.
            await asyncio.sleep(1)
            yield app, screen, pilot


async def reached(holds: Callable[[], object], seconds: float = 120) -> None:
    """Wait for a condition in the smallest steps."""
    ends = asyncio.get_running_loop().time() + seconds
    while not holds():
        if asyncio.get_running_loop().time() > ends:
            raise AssertionError("it never came true")
        await asyncio.sleep(0.001)
