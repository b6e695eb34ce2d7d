"""The command palette: every place, every unfinished interview, and the themes."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from coach.analytics.standing import in_words
from coach.domain.summary import SessionSummary
from coach.errors import CoachError
from coach.settings import ThemeChoice
from coach.tui.app import CoachApp
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.screens.consent import take_up
from coach.tui.screens.home import ONE_QUESTION, UNFINISHED

MOST = 20
PLACES = {
    "Home": Place("home"),
    "New interview": Place("setup"),
    "Practise one question": Place("setup", ONE_QUESTION),
    "Questions": Place("questions"),
    "History": Place("history"),
    "Progress": Place("progress"),
    "Settings": Place("settings"),
    "First steps": Place("first-run"),
    "Keys": Place("help"),
}


class Command(NamedTuple):
    name: str
    words: str
    do: Callable[[], Awaitable[None]]


class PaletteProvider(Provider):
    """What can be reached from anywhere."""

    async def startup(self) -> None:
        self._commands = self._places() + await self._interviews() + self._themes()

    async def discover(self) -> Hits:
        for command in self._commands:
            yield DiscoveryHit(Content(command.name), command.do, command.name, command.words)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands:
            if score := matcher.match(command.name):
                yield Hit(score, matcher.highlight(command.name), command.do, command.name, command.words)

    @property
    def _coach(self) -> CoachApp:
        if not isinstance(self.app, CoachApp):
            raise TypeError("the palette belongs to the app of coach")
        return self.app

    def _places(self) -> list[Command]:
        return [Command(name, "", partial(self._coach.go, place)) for name, place in PLACES.items()]

    async def _interviews(self) -> list[Command]:
        try:
            service = await self._coach.service()
            found = await service.list_sessions(self._coach.host.user_id, UNFINISHED, limit=MOST)
        except CoachError:
            return []  # what is wrong is said by the screens
        return [Command(_name(one), f"interview {one.id}", partial(self._take_up, one.id)) for one in found]

    async def _take_up(self, session_id: str) -> None:
        screen = self._coach.screen
        if isinstance(screen, CoachScreen):
            screen.attempt(partial(take_up, screen, session_id), "open")

    def _themes(self) -> list[Command]:
        return [
            Command(f"Theme: {theme.value}", "kept in your settings", partial(self._coach.choose_theme, theme))
            for theme in ThemeChoice
        ]


def _name(one: SessionSummary) -> str:
    kind = f"{in_words(one.company_type.value)}, {in_words(one.interview_type.value)}"
    return f"Resume {kind} of {one.created_at.astimezone():%Y-%m-%d %H:%M}"
