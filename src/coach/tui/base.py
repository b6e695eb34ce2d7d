"""What all screens have in common: a way back, and work in the background whose failure is shown, not thrown."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from coach.errors import CoachError
from coach.interview.service import InterviewService
from coach.tui.app import CoachApp

T = TypeVar("T")


class CoachScreen(Screen[Any]):
    """A screen of the app."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", id="back")]

    @property
    def coach(self) -> CoachApp:
        app = self.app
        if not isinstance(app, CoachApp):
            raise TypeError("a screen of coach is shown by its app")
        return app

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

        self.run_worker(guarded(), group=group, exclusive=True, exit_on_error=True)

    def failed(self, error: CoachError) -> None:
        """Show what went wrong; a screen with a better place for it says so here."""
        self.coach.show_error(error)

    async def action_back(self) -> None:
        await self.coach.back()
