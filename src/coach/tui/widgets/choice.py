"""A line with one value out of several, changed with the arrows or with the first letter of another."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from coach.reporting.words import printable

NAME_CELLS = 13


class Alternative(NamedTuple):
    """A value and how it is called."""

    value: object
    label: str


class Choice(Widget, can_focus=True):
    """Shows `name  < value >`; tells Changed when the person takes another value."""

    DEFAULT_CSS = """
    Choice { height: 1; width: 100%; padding: 0 1; }
    Choice:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "Change", id="choice.next", key_display="←/→"),
        Binding("left", "step(-1)", "Change back", show=False, id="choice.previous"),
        Binding("down", "app.focus_next", "Line", key_display="↑/↓", id="choice.down"),
        Binding("up", "app.focus_previous", "Line before", show=False, id="choice.up"),
    ]
    at: reactive[int] = reactive(0)

    class Changed(Message):
        """Another value was taken."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(self, title: str, options: Sequence[Alternative], value: object, *, id: str) -> None:
        super().__init__(id=id)
        self._title = title
        self._options: tuple[Alternative, ...] = ()
        self.offer(options, value)

    @property
    def value(self) -> object:
        return self._options[self.at].value

    def offer(self, options: Sequence[Alternative], value: object) -> None:
        """Other values to choose from; `value` is among them, or is put before them."""
        known = [option.value for option in options]
        more = () if value in known else (Alternative(value, str(value)),)
        self._options = (*more, *options)
        self.at = [option.value for option in self._options].index(value)
        self.refresh()

    def take(self, value: object) -> None:
        """Show a value without telling of it; one that is not offered is put before the others."""
        self.offer(self._options, value)

    def render(self) -> RenderResult:
        label = printable(self._options[self.at].label)
        return Content.assemble(f"{self._title:{NAME_CELLS}}", Content.styled(f"< {label} >", "bold"))

    def action_step(self, by: int) -> None:
        self._take((self.at + by) % len(self._options))

    def on_key(self, event: events.Key) -> None:
        if not event.is_printable or not event.character or not event.character.isalnum():
            return
        after = (*range(self.at + 1, len(self._options)), *range(self.at + 1))
        letter = event.character.lower()
        found = next((index for index in after if self._options[index].label.lower().startswith(letter)), None)
        if found is not None:
            event.stop()
            self._take(found)

    def on_click(self) -> None:
        self.action_step(1)

    def _take(self, at: int) -> None:
        if at != self.at:
            self.at = at
            self.post_message(self.Changed(self))
