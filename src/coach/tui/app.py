"""The app: opens the service behind the first screen, and goes from place to place."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from coach.errors import CoachError
from coach.interview.service import InterviewService
from coach.tui.host import Host
from coach.tui.places import Place, screen_at
from coach.tui.themes import THEMES

HOME = Place("home")


class CoachApp(App[int]):
    """Holds what every screen shares. Its return value is the exit code."""

    TITLE = "coach"
    CSS_PATH = "coach.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "go('help')", "Help", id="help"),
        Binding("ctrl+q", "leave", "Quit", id="quit", priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    def __init__(self, host: Host, start: Place = HOME) -> None:
        super().__init__()
        self.host = host
        self.parting = ""
        """A line to leave on the terminal."""
        self._start = start
        self._stack = AsyncExitStack()
        self._opening: asyncio.Task[InterviewService] | None = None
        for theme in THEMES:
            self.register_theme(theme)

    async def on_mount(self) -> None:
        self.theme = THEMES[0].name
        await self.push_screen(screen_at(self._start))
        self._opening = asyncio.create_task(self._open())

    async def _open(self) -> InterviewService:
        return await self._stack.enter_async_context(self.host.open(self.tell_building))

    async def service(self) -> InterviewService:
        """The service, as soon as it is open. Raises StoreError, KeyLost, BadSettings."""
        opening = self._opening = self._opening or asyncio.create_task(self._open())
        try:
            return await asyncio.shield(opening)
        except CoachError:
            # The next try starts anew: what was missing may have been mended.
            if self._opening is opening:
                self._opening = None
            raise

    def tell_building(self, _: str) -> None:
        """A sandbox image is being built; told from another thread."""
        self.call_from_thread(self._tell_building)

    def _tell_building(self) -> None:
        self.notify("Building the sandbox image. This happens once, and takes a minute or two.", timeout=20)

    async def action_go(self, name: str) -> None:
        """Show a place on top of this one."""
        await self.go(Place(name))

    async def go(self, place: Place, *, instead: bool = False) -> None:
        """Show a place on top of this one, or instead of it."""
        screen = screen_at(place)
        await (self.switch_screen(screen) if instead else self.push_screen(screen))

    async def back(self) -> None:
        """To the place below; from the last one, out."""
        if len(self.screen_stack) > 2:
            await self.pop_screen()
        else:
            await self.action_leave()

    async def action_leave(self) -> None:
        """Out, by way of the screen: it may have something to save."""
        leave: Any = getattr(self.screen, "before_leaving", None)
        if leave is None or await leave():
            self.exit(0)

    def show_error(self, error: CoachError) -> None:
        """What happened, why and how to mend it, without ending anything."""
        lines = [error.message, error.why, error.fix and f"Mend it: {error.fix}"]
        self.notify("\n".join(line for line in lines if line), severity="error", timeout=12, markup=False)

    async def on_unmount(self) -> None:
        if self._opening is None:
            return
        self._opening.cancel()
        await asyncio.gather(self._opening, return_exceptions=True)
        await self._stack.aclose()


def run(host: Host, start: Place = HOME) -> int:
    """Run the app to its end; the exit code."""
    app = CoachApp(host, start)
    code = app.run()
    if app.parting:
        import sys

        sys.stderr.write(f"{app.parting}\n")
    return app.return_code or code or 0
