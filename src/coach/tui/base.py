"""What all screens have in common: a way back, and work in the background whose failure is shown, not thrown."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from coach.errors import CoachError
from coach.interview.service import InterviewService
from coach.tui.app import CoachApp

T = TypeVar("T")
LEAST_COLUMNS, LEAST_ROWS = 60, 16
FRAMES_PER_SECOND = 240
"""At most; a change waits for two of them at the longest. Only what has changed is painted."""
TOO_SMALL = " Make me bigger, or: coach interview --plain"


class CoachScreen(Screen[Any]):
    """A screen of the app."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", id="back")]
    _frames: Timer | None = None

    @property
    def _update_timer(self) -> Timer:
        # Of Textual's own sixty frames a second, one is left out behind a frame that came late. So a key that came
        # right behind some words of a model would be seen 33 ms later.
        if self._frames is None:
            self._frames = self.set_interval(
                1 / FRAMES_PER_SECOND, self._on_timer_update, name="screen_update", pause=True
            )
        return self._frames

    @property
    def coach(self) -> CoachApp:
        app = self.app
        if not isinstance(app, CoachApp):
            raise TypeError("a screen of coach is shown by its app")
        return app

    def on_resize(self, event: events.Resize) -> None:
        told = self.query(".too-small")
        if event.size.width >= LEAST_COLUMNS and event.size.height >= LEAST_ROWS:
            told.remove()
        elif not told:
            self.mount(Static(TOO_SMALL, classes="too-small", markup=False))

    async def service(self) -> InterviewService:
        """Raises StoreError, KeyLost, BadSettings."""
        return await self.coach.service()

    def attempt(self, work: Callable[[], Awaitable[None]], group: str = "work") -> None:
        """Do something in the background; a newer piece of work of the group takes its place, an error is shown."""

        async def guarded() -> None:
            try:
                await work()
            except CoachError as error:
                self.failed(error)
            except NoMatches:
                # Work that ends after its screen was taken away finds no widgets, and nobody waits for it.
                if self.is_attached and self.app.is_running:
                    raise

        # A function: work that is replaced before it starts leaves nothing behind that was never awaited.
        started: Any = guarded
        self.run_worker(started, group=group, exclusive=True, exit_on_error=True)

    def failed(self, error: CoachError) -> None:
        """Show what went wrong; a screen with a better place for it says so here."""
        self.coach.show_error(error)

    async def action_back(self) -> None:
        await self.coach.back()
