"""Every setting with its value and where it comes from, and what this machine offers."""

import asyncio
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import DataTable, Input, Static

from coach.domain.enums import InterviewStatus
from coach.domain.wording import number
from coach.errors import CoachError
from coach.reporting.words import printable
from coach.settings import Settings, load_paths
from coach.settings.editing import set_value
from coach.settings.model import about, allowed_values, dotted_names
from coach.tui import machine
from coach.tui.base import CoachScreen
from coach.tui.widgets.facts import Facts
from coach.tui.widgets.key_bar import KeyBar

LATER = ("sandbox", "model", "storage", "server")
"""Sections that are read when coach starts."""
SHOWN = 24
"""So many characters of a value stand in the table."""
MOST = 1000
MORE = "The command coach doctor tells more, and how each is mended."


class SettingsTable(DataTable[Text]):
    """Rows of settings; enter changes one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "Change", id="settings.edit")]


class SettingsScreen(CoachScreen):
    """A table of settings, one of them in detail, and a pane about the machine."""

    AUTO_FOCUS = "#settings"
    DEFAULT_CSS = """
    SettingsScreen #body { height: 1fr; }
    SettingsScreen #left { width: 1fr; height: 1fr; }
    SettingsScreen #settings { height: 1fr; }
    SettingsScreen #detail { height: auto; min-height: 4; padding: 0 1; border-top: solid $foreground 20%; }
    SettingsScreen #edit { display: none; }
    SettingsScreen #edit.-open { display: block; }
    SettingsScreen #more { margin-top: 1; }
    SettingsScreen #machine { width: 1fr; height: 1fr; }
    SettingsScreen.-narrow #machine { display: none; }
    SettingsScreen.-narrow.-machine #machine { display: block; }
    SettingsScreen.-narrow.-machine #left { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "next_value", "Next", id="settings.next"),
        Binding("d", "default", "Default", id="settings.default"),
        Binding("m", "machine", "Machine", id="settings.machine"),
        Binding("r", "again", "Again", id="settings.again"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._settings: Settings | None = None
        self._remarks: dict[str, str] = {}
        """What is to be said of a setting besides."""

    def compose(self) -> ComposeResult:
        yield Static(" coach · settings", classes="bar", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="left", classes="pane"):
                yield SettingsTable(id="settings", cursor_type="row", zebra_stripes=True)
                yield Static("Reading the settings …", id="detail", markup=False)
                yield Input(id="edit")
            with VerticalScroll(id="machine", classes="pane"):
                yield Facts("Looking at this machine …", id="facts")
                yield Static(MORE, id="more", classes="muted", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#left").border_title = "Settings"
        self.query_one("#machine").border_title = "This machine"
        self._table.add_columns("setting", "value", "from")
        self.action_again()

    @property
    def _table(self) -> SettingsTable:
        return self.query_one(SettingsTable)

    @property
    def _setting(self) -> str:
        """The name of the highlighted one."""
        names = tuple(dotted_names())
        return names[min(self._table.cursor_row, len(names) - 1)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("next_value", "default"):
            return self._settings is not None and not self._edits
        return action != "machine" or self.has_class("-narrow")

    def on_resize(self, event: events.Resize) -> None:
        self.refresh_bindings()

    # -- what there is ----------------------------------------------------------------------------------------------

    def action_again(self) -> None:
        self.query_one(Facts).show(())
        self.attempt(self._fill, "fill")
        self.attempt(self._look, "look")

    async def _fill(self) -> None:
        try:
            settings = await asyncio.to_thread(self.coach.host.settings)
        except CoachError as error:
            self._settings = None
            self._table.clear()
            self._tell(_told(error))
            self.refresh_bindings()
            return
        self._show(settings)
        await self.coach.dress(settings)

    def _show(self, settings: Settings) -> None:
        self._settings = settings
        row, table = self._table.cursor_row, self._table
        table.clear()
        for name in dotted_names():
            source = settings.sources.get(name, "default")
            cells = (name, _short(_text(settings.value(name))), _short(Path(source).name))
            table.add_row(*(Text(printable(cell)) for cell in cells))
        table.move_cursor(row=row)
        self._describe()
        self.refresh_bindings()

    async def _look(self) -> None:
        """Each fact is shown as soon as it is found out."""
        host, facts = self.coach.host, list[machine.Fact]()

        def found(fact: machine.Fact) -> None:
            facts.append(fact)
            self.query_one(Facts).show(facts)

        try:
            settings = await asyncio.to_thread(host.settings)
            service = await self.service()
            found(machine.interviewer(service, settings))
            done = await service.list_sessions(host.user_id, (InterviewStatus.COMPLETED,), limit=MOST)
            found(machine.Fact(machine.GOOD, "history", f"{number(len(done), 'finished interview')}; it opens"))
            found(await asyncio.to_thread(machine.editor, settings))
            found(await machine.sandbox(settings))
        except CoachError as error:
            found(machine.failed("here", error))

    @on(DataTable.RowHighlighted, "#settings")
    def _describe(self) -> None:
        if self._settings is None:
            return
        name = self._setting
        values = allowed_values(name)
        lines = [
            f"{name} = {_text(self._settings.value(name))}   from {self._settings.sources.get(name, 'default')}",
            about(name),
            f"One of: {', '.join(values)}." if values else "",
            "Counts from the next start of coach." if name.partition(".")[0] in LATER else "",
            self._remarks.get(name, ""),
        ]
        self._tell("\n".join(line for line in lines if line))

    def _tell(self, words: str) -> None:
        self.query_one("#detail", Static).update(printable(words))

    # -- changing one -----------------------------------------------------------------------------------------------

    @property
    def _edits(self) -> bool:
        return self.query_one("#edit").has_class("-open")

    @on(DataTable.RowSelected, "#settings")
    def _edit(self) -> None:
        if self._settings is None:
            return
        field, value = self.query_one("#edit", Input), self._settings.value(self._setting)
        field.value = "" if value is None else _text(value)
        field.placeholder = f"{self._setting}: enter keeps, esc leaves it; nothing takes it out"
        field.suggester = SuggestFromList(allowed_values(self._setting))
        field.add_class("-open")
        field.focus()
        self.refresh_bindings()

    @on(Input.Submitted, "#edit")
    def _submitted(self, event: Input.Submitted) -> None:
        self._set(self._setting, event.value.strip() or None)

    def action_next_value(self) -> None:
        values = allowed_values(self._setting)
        if not values or self._settings is None:
            self._edit()
            return
        now = _text(self._settings.value(self._setting))
        at = values.index(now) if now in values else -1
        self._set(self._setting, values[(at + 1) % len(values)])

    def action_default(self) -> None:
        self._set(self._setting, None)

    def _set(self, name: str, text: str | None) -> None:
        self.attempt(lambda: self._keep(name, text), "keep")

    async def _keep(self, name: str, text: str | None) -> None:
        path = load_paths().config_file
        try:
            await asyncio.to_thread(set_value, path, name, text)
        except CoachError as error:
            self._tell(_told(error))
            return
        self._close()
        await self._fill()
        source = self._settings.sources.get(name, "default") if self._settings else str(path)
        outranked = text is not None and source != str(path)
        remark = f"! It is kept in {path}, but {source} says something else, and counts more."
        self._remarks[name] = remark if outranked else ""
        self._describe()

    def _close(self) -> None:
        if self._edits:
            self.query_one("#edit").remove_class("-open")
            self._table.focus()
            self.refresh_bindings()

    def action_machine(self) -> None:
        self.toggle_class("-machine")

    async def action_back(self) -> None:
        if self._edits:
            self._close()
            self._describe()
        else:
            await super().action_back()


def _told(error: CoachError) -> str:
    return "\n".join(line for line in (f"✗ {error.message}", error.why, error.fix and f"Mend it: {error.fix}") if line)


def _text(value: Any) -> str:
    if value is None:
        return "–"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
