"""Where the candidate writes: enter sends, ctrl+j begins a line, a paste stays one message."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from coach.domain.response import MAX_TEXT
from coach.reporting.words import printable

TALK = "Reply to the interviewer, or type /help …"
OWN = {"send", "newline", "screen.edit_message"}
"""Actions whose keys a text area would take for itself."""
ANSWER = "Write your answer, as many lines as you like, or type /help …"


class Composer(TextArea):
    """Holds at most what the service takes; what is longer is refused whole."""

    DEFAULT_CSS = """
    Composer { height: auto; min-height: 3; max-height: 8; border: tall $foreground 15%; padding: 0 1; }
    Composer:focus { border: tall $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send", id="composer.send"),
        Binding("ctrl+j", "newline", "New line", id="composer.newline", show=False),
        Binding("ctrl+g", "screen.edit_message", "Editor", id="composer.editor", show=False),
    ]

    class Sent(Message):
        """The candidate sent this."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class TooLong(Message):
        """This was pasted and is more than can be taken."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str) -> None:
        super().__init__(
            id=id,
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=TALK,
        )

    async def _on_key(self, event: events.Key) -> None:
        # The text area takes enter for itself. A binding with priority would overtake letters that are still on their
        # way here.
        active = None if event.is_printable else self.screen.active_bindings.get(event.key)
        if active and active.node is self and active.binding.action in OWN:
            event.stop()
            event.prevent_default()
            await self.run_action(active.binding.action)

    def action_send(self) -> None:
        if not self.text.strip():
            return
        if len(self.text) > MAX_TEXT:
            self.post_message(self.TooLong(self.text))
        else:
            self.post_message(self.Sent(self.text))
        self.clear()

    def action_newline(self) -> None:
        self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if len(self.text) + len(event.text) > MAX_TEXT:
            self.post_message(self.TooLong(event.text))
        else:
            self.insert(printable(event.text.replace("\r\n", "\n").replace("\r", "\n")))

    def give_back(self, words: str) -> bool:
        """Put words that could not be sent back where they were typed; False when others stand there by now."""
        if self.text.strip():
            return False
        self.put(words)
        return True

    def put(self, words: str) -> None:
        """Have these words stand here, and go on behind them."""
        self.text = words
        self.move_cursor(self.document.end)

    def put_before(self, words: str) -> None:
        """Have these words stand above what is typed already."""
        if words:
            self.put("\n".join(part for part in (words, self.text) if part))
