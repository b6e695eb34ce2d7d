"""A small editor, for the browser and for who has no other."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea
from textual.widgets.text_area import LanguageDoesNotExist

from coach.errors import BadInput, CoachError
from coach.reporting.visible import shown
from coach.tui.base import CoachScreen
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.state import State
from coach.workspace.atomic import replace
from coach.workspace.files import MAX_CHARACTERS, read_text

LANGUAGES = {
    ".py": "python",
    ".js": "javascript",
    ".java": "java",
    ".go": "go",
    ".rs": "rust",
    ".md": "markdown",
}
"""Ending → what Textual calls the language it can highlight."""
PICTURES = {code: 0x2400 + code for code in range(32) if code != 9} | dict.fromkeys(range(0x7F, 0xA0), 0xFFFD)
"""Control characters → signs as wide as they are, so that none reaches the terminal."""
SAVE, DISCARD = "save", "discard"


class CodeArea(TextArea):
    """Shows control characters instead of sending them to the terminal; the text itself keeps them."""

    def get_line(self, line_index: int) -> Text:
        return Text(self.document.get_line(line_index).translate(PICTURES), end="", no_wrap=True)


def code_area(path: Path) -> CodeArea:
    """Highlighted where tree-sitter and the language are there."""
    about: dict[str, Any] = {"soft_wrap": False, "tab_behavior": "indent", "show_line_numbers": True, "id": "code"}
    try:
        return CodeArea(language=LANGUAGES.get(path.suffix), **about)
    except LanguageDoesNotExist:
        return CodeArea(**about)


class UnsavedDialog(ModalScreen[str | None]):
    """What becomes of changes that were not saved: SAVE, DISCARD, or None to go on editing."""

    DEFAULT_CSS = """
    UnsavedDialog { align: center middle; }
    UnsavedDialog Vertical { width: 64; max-width: 90%; height: auto; padding: 1 2; }
    UnsavedDialog Vertical { border: round $accent; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,enter", f"dismiss('{SAVE}')", "Save", id="unsaved.save"),
        Binding("d", f"dismiss('{DISCARD}')", "Discard", id="unsaved.discard"),
        Binding("escape", "dismiss(None)", "Go on editing", id="dialog.back"),
    ]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_of_file = name

    def compose(self) -> ComposeResult:
        with Vertical():
            words = f"{self._name_of_file} has changes that are not saved.\n\ns saves them, d discards them."
            yield Static(words, markup=False)
        yield KeyBar()


class BuiltInEditorScreen(CoachScreen):
    """Edits one file; `closed` is set when the screen has gone."""

    DEFAULT_CSS = """
    BuiltInEditorScreen #code { border: none; padding: 0; height: 1fr; }
    BuiltInEditorScreen #where { width: auto; dock: right; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="editor.save"),
        # The text would take it to move the focus.
        Binding("escape", "back", "Back", id="back", priority=True),
        Binding("r", "retry", "Try again", id="retry"),
    ]

    def __init__(self, path: Path, closed: asyncio.Event | None = None) -> None:
        super().__init__()
        self.closed = closed or asyncio.Event()
        self._path = path
        self._area = code_area(path)
        self._area.display, self._area.disabled = False, True
        self._saved: str | None = None
        """What the file holds; None before it is read."""
        self._discarded = False

    def compose(self) -> ComposeResult:
        yield Static(classes="bar", id="bar", markup=False)
        yield State("Reading the file …", id="state")
        yield self._area
        yield KeyBar()

    @property
    def _unsaved(self) -> bool:
        return self._saved is not None and self._area.text != self._saved

    def on_mount(self) -> None:
        self._dress()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._dress())
        self._say("")
        self.attempt(self._read)

    def on_unmount(self) -> None:
        # Whoever leaves is asked; without that the app is ending, and what was typed shall not end with it.
        if self._unsaved and not self._discarded:
            try:
                replace(self._path, self._area.text)
            except CoachError as error:
                self.coach.parting = error.in_a_line
        self.closed.set()

    def _dress(self) -> None:
        self._area.theme = "monokai" if self.app.current_theme.dark else "github_light"

    # -- reading and saving -----------------------------------------------------------------------------------------

    async def _read(self) -> None:
        text = await asyncio.to_thread(read_text, self._path)
        self._area.load_text(text)
        self._saved = self._area.text
        self.query_one(State).display = False
        self._area.display, self._area.disabled = True, False
        self._area.focus()
        self.refresh_bindings()

    def failed(self, error: CoachError) -> None:
        if self._saved is None:
            self.query_one(State).fail(error)
        else:
            super().failed(error)

    def action_retry(self) -> None:
        self.query_one(State).load("Reading the file …")
        self.attempt(self._read)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        read = self._saved is not None
        return {"retry": not read, "save": read}.get(action, True)

    def action_save(self) -> None:
        self.attempt(self._save)

    async def _save(self) -> None:
        text = self._area.text
        if len(text) > MAX_CHARACTERS:
            raise BadInput(
                f"{self._path.name} is too long: {MAX_CHARACTERS:,} characters are allowed.",
                why="It was not saved.",
                fix="shorten it and save",
            )
        await asyncio.to_thread(replace, self._path, text)
        self._saved = text
        self._tell()

    # -- the line above ---------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _tell(self) -> None:
        if self._saved is None:
            return
        row, column = self._area.cursor_location
        state = "! not saved, ctrl+s saves" if self._unsaved else "✓ saved"
        self._say(f" · {state} · line {row + 1}, column {column + 1}")

    def _say(self, words: str) -> None:
        self.query_one("#bar", Static).update(f" coach · {shown(self._path.name)}{words}")

    # -- leaving ----------------------------------------------------------------------------------------------------

    async def action_back(self) -> None:
        self.attempt(lambda: self._leave(self.coach.back), "leave")

    async def before_leaving(self) -> bool:
        """Whether the app may end now; with changes it is tried again once they are decided on."""
        if self._discarded or not self._unsaved:
            return True
        self.attempt(lambda: self._leave(self.coach.action_leave), "leave")
        return False

    async def _leave(self, go: Callable[[], Awaitable[None]]) -> None:
        if self._unsaved:
            answer = await self.app.push_screen_wait(UnsavedDialog(shown(self._path.name)))
            if answer is None:
                return
            if answer == SAVE:
                await self._save()
            self._discarded = answer == DISCARD
        # Not from here: the screen would wait for this work, and this work for the screen.
        self.app.call_later(go)
