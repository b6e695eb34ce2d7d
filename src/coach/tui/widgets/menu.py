"""A list of places to go to: a name, what is known of it, and where it stands in time."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.reporting.words import printable

NAME_CELLS = 11


class Entry(NamedTuple):
    """One line of the menu; all of it may come from anywhere."""

    key: str
    """What is told when it is chosen."""
    name: str
    words: str = ""
    aside: str = ""


class Menu(OptionList):
    """Entries in one column; arrows and enter, or the mouse."""

    DEFAULT_CSS = """
    Menu { height: auto; max-height: 1fr; background: transparent; border: none; padding: 0; }
    Menu:focus { border: none; background-tint: transparent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Open", id="menu.open")]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show(self, entries: Sequence[Entry]) -> None:
        """Put these entries in place of the others; the one that the person went to stays highlighted."""
        option = self.highlighted_option
        before = option.id if option and self.highlighted else None
        self.set_options([Option(_line(entry), id=entry.key) for entry in entries])
        keys = [entry.key for entry in entries]
        self.highlighted = keys.index(before) if before in keys else 0 if keys else None


def _line(entry: Entry) -> Content:
    words = " ".join(printable(entry.words).split())
    aside = f"   {' '.join(printable(entry.aside).split())}" if entry.aside else ""
    name = Content.styled(f"{entry.name:{NAME_CELLS}}", "bold")
    return Content.assemble(name, words, Content.styled(aside, "dim"))
