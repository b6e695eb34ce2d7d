"""The panes of an interview, and where they stand at each width."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.tui.leading import Leader
from coach.tui.widgets.code import CodePane
from coach.tui.widgets.composer import ANSWER, TALK, Composer
from coach.tui.widgets.conversation import Conversation
from coach.tui.widgets.hints import Hints
from coach.tui.widgets.pane import Pane
from coach.tui.widgets.question import QuestionPane
from coach.tui.widgets.results import Results
from coach.tui.widgets.topbar import TopBar

COLUMNS = {"question": "left", "conversation": "middle", "results": "right", "code": "right", "hints": "right"}
TABS = (("question", "F2 Question"), ("conversation", "F3 Chat"), ("results", "F4 Tests"), ("code", "F5 Code"))
LAYOUT = """
Room { height: 1fr; }
Room #tabs { display: none; height: 1; padding: 0 1; }
Room #body { height: 1fr; layout: grid; }
Room #left, Room #middle, Room #right { height: 1fr; }
Room #small { display: none; height: 1fr; content-align: center middle; text-align: center; }
Room.-tiny #small { display: block; }
Room.-tiny #body, Room.-tiny #tabs, Room.-tiny TopBar { display: none; }

InterviewScreen.-wide Room #body { grid-size: 3 1; grid-columns: 1fr 1.2fr 1fr; }
InterviewScreen.-wide Room Hints { height: auto; max-height: 9; }
InterviewScreen.-wide Room.-words Results { display: none; }
InterviewScreen.-wide Room.-words.-root #draft { display: none; }

InterviewScreen.-medium Room #body { grid-size: 2 2; grid-rows: 3fr 2fr; grid-columns: 1fr 1fr; }
InterviewScreen.-medium Room #middle { row-span: 2; }
InterviewScreen.-medium Room #right > Pane { display: none; }
InterviewScreen.-medium Room #right > Pane.-slot { display: block; }

InterviewScreen.-narrow Room #tabs { display: block; }
InterviewScreen.-narrow Room.-tiny #tabs { display: none; }
InterviewScreen.-narrow Room #body { layout: vertical; }
InterviewScreen.-narrow Room #left, InterviewScreen.-narrow Room #right { display: none; }
InterviewScreen.-narrow Room #left.-holds, InterviewScreen.-narrow Room #right.-holds { display: block; }
InterviewScreen.-narrow Room Pane { display: none; }
InterviewScreen.-narrow Room .pane, InterviewScreen.-narrow Room .pane:focus-within { border: none; padding: 0 1; }
InterviewScreen.-narrow Room Pane.-active { display: block; }
InterviewScreen.-narrow Room #middle { dock: bottom; height: auto; }
InterviewScreen.-narrow Room #middle.-holds { dock: none; height: 1fr; }
InterviewScreen.-narrow Room Message, InterviewScreen.-short Room Message { margin-bottom: 0; }
InterviewScreen.-short Room Composer { max-height: 5; }
"""
"""The style of the screen that shows the room; the widths are classes of that screen."""
TOO_SMALL = "Make me bigger, 60×16 at least,\nor run: coach interview --plain"


class TabStrip(Static):
    """The panes by name, where only one has room."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, pane: str) -> None:
            super().__init__()
            self.pane = pane

    _shown: tuple[str, int, str] | None = None

    def show(self, active: str, unseen: int, results: str) -> None:
        if (active, unseen, results) == self._shown:
            return
        self._shown = active, unseen, results
        self._cells: list[tuple[str, int]] = []
        parts: list[Content] = []
        for name, label in (*TABS, ("hints", "F6 Hints")):
            more = f" {unseen} new" if name == "conversation" and unseen else f" {results}" * (name == "results")
            text = f"[{label}{more}]" if name == active else f" {label}{more} "
            parts.append(Content.styled(text, "bold $accent" if name == active else "$text-muted"))
            self._cells.append((name, len(text)))
        self.update(Content("").join(parts))

    def on_click(self, event: events.Click) -> None:
        left = event.x
        for name, width in self._cells:
            if 0 <= left < width:
                self.post_message(self.Chosen(name))
                return
            left -= width


class Room(Container):
    """Below 100 columns one pane and tabs, below 160 two columns, else three; the composer is always there."""

    PANES: ClassVar[tuple[str, ...]] = tuple(COLUMNS)

    def __init__(self) -> None:
        super().__init__()
        self.bar = TopBar(id="bar")
        self.question = QuestionPane(id="question")
        self.conversation = Conversation(id="conversation")
        self.composer = Composer(id="composer")
        self.results = Results(id="results")
        self.code = CodePane(id="code")
        self.hints = Hints(id="hints")
        self.active = "conversation"

    def compose(self) -> ComposeResult:
        yield self.bar
        yield TabStrip(id="tabs", markup=False)
        with Container(id="body"):
            with Vertical(id="left"):
                yield self.question
            with Vertical(id="middle"):
                yield self.conversation
                yield self.composer
            with Vertical(id="right"):
                yield self.results
                yield self.code
                yield self.hints
        yield Static(TOO_SMALL, id="small", markup=False)

    def on_mount(self) -> None:
        self.results.add_class("-slot")
        self.bring("conversation")

    def on_resize(self, event: events.Resize) -> None:
        # One line below belongs to the footer.
        self.set_class(event.size.width < 60 or event.size.height < 15, "-tiny")
        if not self.has_class("-tiny") and self.screen.focused is None:
            # What is hidden loses the focus, and nobody is there to click.
            self.call_after_refresh(self.composer.focus)

    def pane(self, name: str) -> Pane:
        return self.query_one(f"#{name}", Pane)

    def activate(self, name: str) -> None:
        """Bring a pane to the front, and the focus into it."""
        self.bring(name)
        if name == "conversation":
            self.composer.focus()
        else:
            self.call_after_refresh(self.pane(name).take_focus)

    def bring(self, name: str) -> None:
        """Bring a pane to the front; the focus stays where it is."""
        self.active = name
        column = COLUMNS[name]
        for one in self.PANES:
            self.pane(one).set_class(one == name, "-active")
            if column == "right" and COLUMNS[one] == "right":
                self.pane(one).set_class(one == name, "-slot")
        for side in ("left", "middle", "right"):
            self.query_one(f"#{side}").set_class(side == column, "-holds")
        self.show_tabs()

    def show_tabs(self) -> None:
        if self.active == "conversation":
            self.conversation.unseen = 0
        self.query_one(TabStrip).show(self.active, self.conversation.unseen, self.results.summary)

    async def show(self, leader: Leader) -> None:
        """Bring the panes to where the interview stands."""
        question = leader.question
        self.set_class(not leader.is_coding, "-words")
        self.set_class(question is not None and not question.is_follow_up, "-root")
        if not leader.is_coding and self.results.has_class("-slot"):
            self._slot("code")
        self.composer.placeholder = ANSWER if leader.is_in_words else TALK
        await self.question.show(leader.text or "*No question is open.*")
        self.results.show(leader.runs, coding=leader.is_coding)
        self.hints.show(leader.ladder, allowed=leader.session.preferences.allow_hints)
        self.show_tabs()

    def _slot(self, name: str) -> None:
        for one in ("results", "code", "hints"):
            self.pane(one).set_class(one == name, "-slot")
