"""The app over fakes."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from coach.interview.service import InterviewService
from coach.settings import Settings
from coach.tui.app import CoachApp
from coach.tui.host import Host, Tell
from coach.tui.places import HOME, Place
from coach.workspace.files import FileWorkspace
from tests.fakes import Studio

SIZES = ((80, 24), (120, 40), (200, 60))


class TuiStage:
    """A studio with an app in front of it. The editor is a command line, or none."""

    def __init__(self, folder: Path, editor: str | None = None) -> None:
        self.studio = Studio(folder)
        self.folder = folder
        self.settings = Settings()
        self.workspace = FileWorkspace(folder / "workspaces", editor)
        self.host = Host(
            open=self._open,
            workspace=lambda: self.workspace,
            settings=lambda: self.settings,
            clock=self.studio.clock,
            user_id="u",
        )

    def app(self, start: Place = HOME) -> CoachApp:
        return CoachApp(self.host, start)

    def _open(self, _: Tell) -> AbstractAsyncContextManager[InterviewService]:
        @asynccontextmanager
        async def opened() -> AsyncIterator[InterviewService]:
            yield self.studio.service

        return opened()
