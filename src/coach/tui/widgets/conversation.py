"""What was said, the newest below; older messages are mounted when they are asked for."""

from collections.abc import Sequence
from typing import ClassVar

from textual._styles_cache import StylesCache
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message as Event
from textual.reactive import Reactive
from textual.widgets import Static

from coach.reporting.visible import shown
from coach.tui.dialogue import INTERVIEWER, NOTE, YOU, Line
from coach.tui.widgets.pane import Pane, clipped

MOUNTED = 50
STEP = 25
WRITES_PER_SECOND = 15
LONGEST = 20_000
"""Characters shown of one message."""
DRAFT_LINES = 4
THINKING = "thinking … (esc cancels)"


class Message(Static):
    """One line of the conversation; nothing in it is interpreted."""

    DEFAULT_CSS = """
    Message { height: auto; padding: 0 0 0 1; margin-bottom: 1; border-left: outer $panel; }
    Message.you { border-left: outer $accent; }
    Message.interviewer { border-left: outer $success; }
    Message.note { border-left: blank; color: $text-muted; }
    Message.-pending { text-opacity: 80%; }
    """

    # Textual lays out everything once more where this changes; only what scrolls by itself has a use for that.
    virtual_size = Reactive(Size(0, 0), repaint=False)

    def __init__(self, line: Line, *, pending: bool = False) -> None:
        super().__init__(markup=False, classes=f"{line.speaker}{' -pending' if pending else ''}")
        self._words = ""
        self._content = Content()
        self.write(line)

    def render(self) -> Content:
        return self._content

    def write(self, line: Line) -> None:
        """Show this line; where it only goes on in the last row, that row alone is drawn anew."""
        before, self._words = self._words, shown(line.text, LONGEST)
        head = () if line.speaker == NOTE else ((line.speaker, "bold $text-muted"), "\n")
        self._content = Content.assemble(*head, self._words)
        width, rows = self.content_size
        if before and self._words.startswith(before) and self._content.get_height({}, width) == rows:
            self.refresh(Region(0, rows - 1, width, 1))
        else:
            self.refresh(layout=True)


class Pending:
    """Words on their way: what the candidate sent, and what the interviewer answers so far."""

    def __init__(self, words: str, waiting: str) -> None:
        self.words = words
        said = [Message(Line(YOU, words), pending=True)] if words else []
        self.messages = [*said, Message(Line(INTERVIEWER, waiting), pending=True)]
        """The answer last; none once they are dropped."""
        self._heard = ""
        self._is_new = False

    def hear(self, delta: str) -> None:
        """Given to the service as `on_delta`; returns at once."""
        self._heard += delta
        self._is_new = True

    def write(self) -> None:
        """Show what came since the last time."""
        if self._is_new and self.messages:
            self._is_new = False
            self.messages[-1].write(Line(INTERVIEWER, self._heard))


class MessageLog(VerticalScroll):
    """Asks for more where it ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", "Earlier", show=False, id="conversation.earlier"),
        Binding("pagedown", "page_down", "Later", show=False, id="conversation.later"),
        Binding("end", "newest", "Newest", show=False, id="conversation.newest"),
    ]

    class Wanted(Event):
        """Messages that are not mounted are wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def action_page_up(self) -> None:
        if self.scroll_y <= 0:
            self.post_message(self.Wanted(-STEP))
        else:
            super().action_page_up()

    def action_page_down(self) -> None:
        if self.scroll_y >= self.max_scroll_y:
            self.post_message(self.Wanted(STEP))
        else:
            super().action_page_down()

    def action_newest(self) -> None:
        self.post_message(self.Wanted(1_000_000_000))


class Conversation(Pane):
    """Keeps every line, and a window of widgets over them."""

    TITLE = "Interviewer"
    DEFAULT_CSS = """
    MessageLog { height: 1fr; scrollbar-size-vertical: 1; }
    #earlier { display: none; color: $text-muted; margin-bottom: 1; }
    #earlier.-there { display: block; }
    #draft { display: none; height: auto; max-height: 6; padding: 0 1; background: $surface; }
    #draft.-there { display: block; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.unseen = 0
        """How many messages came since the pane was last looked at."""
        self._lines: list[Line] = []
        self._first = 0
        self._window: list[Message] = []
        """The widgets of the lines from `_first` on."""
        self._pending: list[Pending] = []

    def content(self) -> ComposeResult:
        with MessageLog():
            yield Static(id="earlier", markup=False)
        yield Static(id="draft", markup=False)

    def on_mount(self) -> None:
        self._scroll.anchor()
        self.set_interval(1 / WRITES_PER_SECOND, self._write)

    @property
    def _scroll(self) -> MessageLog:
        return self.query_one(MessageLog)

    @property
    def _is_at_end(self) -> bool:
        return self._first + len(self._window) == len(self._lines)

    @property
    def last_words(self) -> str:
        """Of the interviewer."""
        return next((line.text for line in reversed(self._lines) if line.speaker == INTERVIEWER), "")

    @property
    def unsent(self) -> str:
        """Words that are still on their way."""
        return "\n".join(pending.words for pending in self._pending if pending.words)

    def pend(self, words: str = "", waiting: str = THINKING) -> Pending:
        """Show words at once, and what is waited for."""
        self._show_newest()
        pending = Pending(words, waiting)
        self._pending.append(pending)
        self._scroll.mount(*pending.messages)
        return pending

    def drop(self, pending: Pending) -> None:
        """They were not taken, or stand in the log by now."""
        if pending in self._pending:
            self._pending.remove(pending)
            for message in pending.messages:
                message.remove()
            # What was sent is held for as long as widgets live that were mounted meanwhile.
            pending.messages = []

    def add(self, lines: Sequence[Line]) -> None:
        """Further lines; what is still on its way stays below them."""
        if not lines:
            return
        was_at_end = self._is_at_end
        self._lines += lines
        self.unseen += sum(line.speaker == INTERVIEWER for line in lines)
        if was_at_end and len(lines) > MOUNTED:
            self._show_from(len(self._lines))
        elif was_at_end:
            self._mount(lines)
            self._trim()

    def _mount(self, lines: Sequence[Line]) -> None:
        messages = [Message(line) for line in lines]
        self._window += messages
        self._scroll.mount(*messages, before=self._pending[0].messages[0] if self._pending else None)

    def note(self, text: str) -> None:
        """A line that is nobody's words."""
        self.add([Line(NOTE, text)])

    def show_draft(self, text: str) -> None:
        """The end of an answer in words; empty for none."""
        draft = self.query_one("#draft", Static)
        draft.set_class(bool(text), "-there")
        if text:
            count = len(text.split())
            head = f"Answer so far · {count} word{'' if count == 1 else 's'} · ctrl+s hands in"
            draft.update(Content.assemble((head, "bold $text-muted"), "\n", clipped(text, DRAFT_LINES, 200)))

    def _write(self) -> None:
        for pending in self._pending:
            pending.write()

    def _trim(self) -> None:
        """Drop the oldest widgets, a batch at a time."""
        if len(self._window) > MOUNTED + STEP:
            gone = len(self._window) - MOUNTED
            self._scroll.remove_children(self._window[:gone])
            del self._window[:gone]
            self._first += gone
            self._tell_earlier()
            # It holds what the last thousand widgets looked like, the removed ones too.
            StylesCache.get_inner_outer.cache_clear()

    def _tell_earlier(self) -> None:
        earlier = self.query_one("#earlier", Static)
        earlier.set_class(self._first > 0, "-there")
        earlier.update(f"… {self._first:,} earlier messages; page up at the top shows them")

    def _show_newest(self) -> None:
        if not self._is_at_end:
            self._show_from(len(self._lines))
        self._scroll.anchor()

    def on_message_log_wanted(self, event: MessageLog.Wanted) -> None:
        event.stop()
        self._show_from(self._first + event.by)

    def _show_from(self, start: int) -> None:
        """Mount another window."""
        last = max(0, len(self._lines) - MOUNTED)
        start = min(max(0, start), last)
        if start == self._first and self._window:
            return
        is_back, self._first = start < self._first, start
        log = self._scroll
        with self.app.batch_update():
            log.remove_children(self._window)
            self._window = []
            self._mount(self._lines[start : start + MOUNTED])
            self._tell_earlier()
        log.anchor(start == last)
        if is_back and start != last:
            log.call_after_refresh(log.scroll_to, y=log.max_scroll_y / 2, animate=False)
