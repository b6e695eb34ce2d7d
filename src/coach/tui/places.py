"""Where one can go in the app: every screen by name, imported when it is first shown."""

from importlib import import_module
from typing import Any, NamedTuple

from textual.screen import Screen

PLACES: dict[str, tuple[str, str]] = {
    "home": ("home", "HomeScreen"),
    "setup": ("setup", "SetupScreen"),
    "first-run": ("first_run", "FirstRunScreen"),
    "interview": ("interview", "InterviewScreen"),
    "report": ("report", "ReportScreen"),
    "progress": ("progress", "ProgressScreen"),
    "compare": ("compare", "CompareScreen"),
    "history": ("history", "HistoryScreen"),
    "replay": ("replay", "ReplayScreen"),
    "questions": ("questions", "QuestionsScreen"),
    "editor": ("built_in_editor", "BuiltInEditorScreen"),
    "settings": ("settings", "SettingsScreen"),
    "help": ("help", "HelpScreen"),
}
"""name → module below coach.tui.screens, and class."""


class Place(NamedTuple):
    """A screen, and what it is to show: the keyword arguments of its class."""

    name: str
    about: dict[str, Any] = {}


HOME = Place("home")


def screen_at(place: Place) -> Screen[Any]:
    """A fresh screen. Raises KeyError for a place there is not."""
    module, kind = PLACES[place.name]
    made: Screen[Any] = getattr(import_module(f"coach.tui.screens.{module}"), kind)(**place.about)
    return made
