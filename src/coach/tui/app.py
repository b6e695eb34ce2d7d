"""The app: opens the service behind the first screen, and goes from place to place.

Importing this module imports Textual and nothing else that is heavy: the first paint waits for it.
"""

import asyncio
import gc
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.screen import Screen

from coach.errors import CoachError
from coach.tui import ending
from coach.tui.opening import OpeningScreen
from coach.tui.places import HOME, Place, screen_at
from coach.tui.themes import THEMES, theme_name

if TYPE_CHECKING:
    from coach.interview.service import InterviewService
    from coach.settings import Settings, ThemeChoice
    from coach.tui.host import Host

Prepare = Callable[[], "tuple[Host, Place]"]
"""Reads in what is behind the app, and says where it begins; called in a thread. Raises CoachError."""
SECONDS_TO_SAVE = 1.5
SWITCH_SECONDS = 0.0005


def _palette() -> type[Provider]:
    provider: type[Provider] = import_module("coach.tui.palette").PaletteProvider
    return provider


class CoachApp(App[int]):
    """Holds what every screen shares. Its return value is the exit code."""

    TITLE = "coach"
    CSS_PATH = "coach.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "go('help')", "Help", id="help"),
        Binding("ctrl+q", "leave", "Quit", id="quit", priority=True),
    ]
    COMMANDS = {_palette}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    host: "Host"

    def __init__(
        self,
        host: "Host | None" = None,
        start: Place = HOME,
        *,
        prepare: Prepare | None = None,
        driver: type[Driver] | None = None,
    ) -> None:
        """Takes a host and a place, or how they are prepared behind the first paint.

        `driver` is what draws, if not the terminal.
        """
        super().__init__(driver_class=driver)
        if host:
            self.host = host
        self.parting = ""
        """A line to leave on the terminal."""
        self.failure: CoachError | None = None
        """Why there is nothing to show."""
        self._prepare = prepare
        self.lent = False
        """Whether an editor has the terminal; then ctrl-c is meant for it."""
        self._leaving: asyncio.Task[None] | None = None
        self._start = start
        self._stack = AsyncExitStack()
        self._opening: asyncio.Task[InterviewService] | None = None
        for theme in THEMES:
            self.register_theme(theme)

    async def on_mount(self) -> None:
        self.theme = THEMES[0].name
        # Threads read files and talk to the engine; the loop that paints must not wait for its turn among them.
        sys.setswitchinterval(SWITCH_SECONDS)
        if not self.is_headless:
            ending.on_signals(self.end_by_signal)
        if self._prepare is None:
            await self.push_screen(screen_at(self._start))
            self._begin()
        else:
            await self.push_screen(OpeningScreen())
            self.call_after_refresh(self._start_to_enter, self._prepare)

    def _start_to_enter(self, prepare: Prepare) -> None:
        self.run_worker(self._enter(prepare))

    def _begin(self) -> None:
        self._opening = asyncio.create_task(self._open())
        self.run_worker(self._dress_as_set())

    async def _enter(self, prepare: Prepare) -> None:
        opening = self.screen
        try:
            self.host, start = await asyncio.to_thread(prepare)
            screen = await asyncio.to_thread(screen_at, start)
        except CoachError as error:
            self.failure = error
            self.exit(error.exit_code)
            return
        await self.switch_screen(screen)
        self._begin()
        if isinstance(opening, OpeningScreen):
            for event in opening.typed:
                self.post_message(event)

    async def _dress_as_set(self) -> None:
        # Settings that cannot be read are told of where they are needed.
        with suppress(CoachError):
            settings = await asyncio.to_thread(self.host.settings)
            await self.dress(settings)

    async def dress(self, settings: "Settings") -> None:
        """Wear the colours and lay out the keys of the settings."""
        self.theme = theme_name(settings.display.theme)
        if not settings.display.keys:
            self.set_keymap({})
            return
        from coach.tui.keys import keymap

        usable, told = await asyncio.to_thread(keymap, settings.display.keys)
        self.set_keymap(usable)
        for line in told:
            self.notify(line, severity="warning", timeout=12, markup=False)

    async def choose_theme(self, choice: "ThemeChoice") -> None:
        """Wear a theme from here on, and keep it in the settings."""
        from coach.settings import load_paths
        from coach.settings.editing import set_value

        self.theme = theme_name(choice)
        try:
            await asyncio.to_thread(set_value, load_paths().config_file, "display.theme", choice.value)
        except CoachError as error:
            self.show_error(error)

    async def _open(self) -> "InterviewService":
        service = await self._stack.enter_async_context(self.host.open(self.tell_building))
        _spare_the_collector()
        return service

    async def service(self) -> "InterviewService":
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Nothing lies on top of the first screen before it is there: such a key is kept for it.
        return not (action in ("go", "command_palette") and isinstance(self.screen, OpeningScreen))

    async def action_go(self, name: str) -> None:
        """Show a place on top of this one."""
        await self.go(Place(name))

    async def go(self, place: Place, *, instead: bool = False) -> None:
        """Show a place on top of this one, or instead of it."""
        screen = screen_at(place)
        if instead:
            # Later: a worker of the screen that goes would wait for its own end.
            self.call_later(self.switch_screen, screen)
        else:
            await self.push_screen(screen)

    async def back(self) -> None:
        """To the place below; from the last one, out."""
        if len(self.screen_stack) > 2:
            await self.pop_screen()
        else:
            await self.action_leave()

    async def action_leave(self) -> None:
        """Out, by way of every screen that is open: it may have something to save."""
        for screen in reversed(self.screen_stack):
            if not await _saved(screen):
                return
        self.exit(0)

    def end_by_signal(self, code: int) -> None:
        """Out because a signal says so, with what the screens have to save if that goes quickly."""
        if self.lent and code in ending.FROM_THE_KEYBOARD:
            return
        ending.bound(code)
        self._leaving = asyncio.create_task(self._end(code))

    async def _end(self, code: int) -> None:
        for screen in reversed(self.screen_stack):
            # A screen that asks back has nobody to answer it.
            with suppress(TimeoutError, CoachError):
                await asyncio.wait_for(_saved(screen), SECONDS_TO_SAVE)
        self.exit(return_code=code)

    def show_error(self, error: CoachError) -> None:
        """What happened, why and how to mend it, without ending anything."""
        lines = [error.message, error.why, error.fix and f"Mend it: {error.fix}"]
        self.notify("\n".join(line for line in lines if line), severity="error", timeout=12, markup=False)

    async def on_unmount(self) -> None:
        gc.unfreeze()
        if self._opening is None:
            return
        self._opening.cancel()
        await asyncio.gather(self._opening, return_exceptions=True)
        await self._stack.aclose()


def _spare_the_collector() -> None:
    """Leave what is there by now, code above all, out of every later search for garbage."""
    # Each search through all of it would hold up every key for 0.1 s and more. Only what is young is searched before.
    gc.collect(1)
    gc.freeze()


async def _saved(screen: Screen[Any]) -> bool:
    """Let a screen save what it has; whether it may be left."""
    leave: Any = getattr(screen, "before_leaving", None)
    return leave is None or bool(await leave())


def run(prepare: Prepare) -> int:
    """Run the app to its end; the exit code. Raises CoachError when there is nothing to show."""
    app = CoachApp(prepare=prepare)
    code = app.run()
    if app.failure:
        raise app.failure
    if app.parting:
        sys.stderr.write(f"{app.parting}\n")
    return app.return_code or code or 0
