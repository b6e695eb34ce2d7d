"""The widgets of the interview, each alone."""

import gc
from typing import Any, ClassVar
from weakref import ref

import pytest
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.coordinate import Coordinate
from textual.events import Key, Paste
from textual.widget import Widget
from textual.widgets import DataTable, Static
from textual.widgets._footer import FooterKey

from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseResult, ExecutionReport
from coach.domain.response import MAX_TEXT
from coach.errors import RunnerUnavailable
from coach.tui.dialogue import INTERVIEWER, YOU, Line
from coach.tui.leading import Run, Rung, Standing
from coach.tui.widgets.code import numbered
from coach.tui.widgets.composer import Composer
from coach.tui.widgets.conversation import MOUNTED, STEP, Conversation, Message, MessageLog
from coach.tui.widgets.hints import Hints
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.pane import clipped
from coach.tui.widgets.question import QuestionPane
from coach.tui.widgets.results import Results, details
from coach.tui.widgets.room import TabStrip
from coach.tui.widgets.topbar import TopBar, clock

HOSTILE = "[red]x[/red] \x1b[2J\x07 [@click=app.exit]out[/]"
SHOWN = "[red]x[/red] \\x1b[2J\\x07 [@click=app.exit]out[/]"


class Shelf(App[None]):
    """Shows one widget, and keeps what it posts."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.posted: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_composer_sent(self, event: Composer.Sent) -> None:
        self.posted.append(event.text)

    def on_composer_too_long(self, event: Composer.TooLong) -> None:
        self.posted.append(len(event.text))


def case(**fields: Any) -> CaseResult:
    return CaseResult(**{"id": "one", "group": TestGroup.SAMPLE, "verdict": Verdict.WRONG_ANSWER, **fields})


def run(number: int, *cases: CaseResult, **fields: Any) -> Run:
    report = ExecutionReport(runner="fake", language=ProgrammingLanguage.PYTHON, cases=cases, **fields)
    return Run(number, "q1", "samples", report)


def test_the_clock_counts_on_once_the_time_is_over() -> None:
    assert [clock(seconds) for seconds in (3599.9, 59.2, 0.0, -0.5, -75.0)] == [
        "59:59",
        "00:59",
        "00:00",
        "00:00",
        "+01:15",
    ]


@pytest.mark.parametrize(
    ("width", "has"), [(40, ("12:05", "question 2/3")), (100, ("verify 01:00", "hints 1/5", "● offline", "saved"))]
)
async def test_the_bar_shows_what_has_room(width: int, has: tuple[str, ...]) -> None:
    bar = TopBar(id="bar")
    async with Shelf(bar).run_test(size=(width, 10)) as pilot:
        bar.show(Standing("Two heaps", 2, 3, "verify", 60, 1, 5, "offline", "bubblewrap", 725), "saved")
        await pilot.pause()
        shown = str(bar.render())
        assert len(shown) == width - 2
        assert all(part in shown for part in has)


def test_long_output_keeps_its_end_and_shows_control_characters() -> None:
    assert clipped("a\n\x1b[31mb") == "a\n\\x1b[31mb"
    lines = clipped("\n".join(map(str, range(1000)))).split("\n")
    assert lines[0] == "… what came before is left out"
    assert lines[1:] == [str(number) for number in range(800, 1000)]
    assert clipped("y" * 501) == "y" * 500 + " …"
    assert len(clipped("z" * 10_000_000)) < 1000


def test_code_has_the_line_numbers_of_its_file() -> None:
    assert str(numbered("\n\n\ndef f():\n\treturn '\x1b'\n", "python")) == "4  def f():\n5      return '\\x1b'"
    assert str(numbered("[b]x[/b]", "no-such-language")) == "1  [b]x[/b]"
    assert "ctrl+o" in str(numbered("\n\n", "python"))


def test_details_of_a_case_are_literal_and_of_a_hidden_one_few() -> None:
    fields: dict[str, Any] = {"input": HOSTILE, "expected": "1", "got": "2", "printed": "a\nb\n"}
    told = str(details(case(**fields)))
    assert told.split("\n")[1:] == [
        f"input      {SHOWN}",
        "− expected 1",
        "+ got      2",
        "printed    a",
        "           b",
    ]
    hidden = str(details(case(**fields, group=TestGroup.EDGE, error="ValueError: no", line=4)))
    assert HOSTILE not in hidden
    assert SHOWN not in hidden
    assert "expected" not in hidden
    assert "ValueError: no (line 4)" in hidden


async def test_runs_can_be_revisited() -> None:
    results = Results(id="results")
    async with Shelf(results).run_test() as pilot:
        table, state = results.query_one(DataTable), results.query_one(".state", Static)
        assert "ctrl+r" in str(state.render())
        passed = case(verdict=Verdict.ACCEPTED, id=HOSTILE)
        results.show([run(1, passed, case(id="two", why="why")), run(2, passed)], coding=True)
        await pilot.pause()
        assert results.summary == "1/1 ✓"
        assert str(table.get_cell_at(Coordinate(0, 1))).startswith("[red]x[/red] \\x1b")
        table.focus()
        await pilot.press("p")
        assert "run 1 of 2" in str(state.render())
        assert table.cursor_row == 1
        assert "✗ wrong answer · two · why" in str(results.query_one(".details", Static).render())
        await pilot.press("up")
        assert "✓ passed" in str(results.query_one(".details", Static).render())
        await pilot.press("p", "n")
        assert "run 2 of 2" in str(state.render())


async def test_code_that_does_not_load_and_a_sandbox_that_fails() -> None:
    results = Results(id="results")
    async with Shelf(results).run_test() as pilot:
        results.show([run(1, compile_error=HOSTILE, compile_line=3, notices=("no network wall",))], coding=True)
        results.fail(RunnerUnavailable("The engine went away.", fix="coach doctor"))
        await pilot.pause()
        assert f"{SHOWN} (line 3)" in str(results.query_one(".details", Static).render())
        assert "! no network wall" in str(results.query_one(".state", Static).render())
        banner = results.query_one(".banner", Static)
        assert str(banner.render()) == "✗ The engine went away.\nMend it: coach doctor. r tries again."
        assert banner.region.area
        results.mend()
        await pilot.pause()
        assert not banner.region.area


async def test_two_thousand_messages_mount_a_window() -> None:
    conversation = Conversation(id="conversation")
    async with Shelf(conversation).run_test() as pilot:
        log = conversation.query_one(MessageLog)
        for start in range(0, 2000, 200):
            conversation.add([Line(INTERVIEWER, f"message {number}") for number in range(start, start + 200)])
            await pilot.pause()

        def mounted() -> list[str]:
            return [str(message.render()).split("\n")[-1] for message in log.query(Message)]

        assert len(mounted()) <= MOUNTED + STEP
        assert mounted()[-1] == "message 1999"
        assert conversation.last_words == "message 1999"
        assert log.scroll_y == log.max_scroll_y
        log.focus()
        log.scroll_home(animate=False)
        await pilot.pause()
        first = int(mounted()[0].split()[1])
        await pilot.press("pageup")
        await pilot.pause()
        assert mounted()[0] == f"message {first - STEP}"
        assert len(mounted()) <= MOUNTED
        pending = conversation.pend("mine")
        await pilot.pause()
        assert mounted()[-2:] == ["mine", "thinking … (esc cancels)"]
        assert mounted()[-3] == "message 1999"
        conversation.drop(pending)
        await pilot.pause()
        assert mounted()[-1] == "message 1999"


async def test_what_removed_messages_looked_like_is_let_go() -> None:
    conversation = Conversation(id="conversation")
    async with Shelf(conversation).run_test() as pilot:
        conversation.add([Line(INTERVIEWER, f"message {number}") for number in range(MOUNTED)])
        await pilot.pause()
        looks = [ref(message._styles_cache) for message in conversation.query(Message)]
        assert StylesCache.get_inner_outer.cache_info().currsize
        for number in range(MOUNTED + STEP):
            conversation.add([Line(INTERVIEWER, f"later message {number}")])
        await pilot.pause()
        gc.collect()
        assert [look() for look in looks] == [None] * MOUNTED


async def test_keys_that_stay_are_not_made_anew() -> None:
    class Switched(App[None]):
        BINDINGS: ClassVar[list[BindingType]] = [("a", "one", "One"), ("b", "two", "Two"), ("c", "three", "Three")]
        is_on = False

        def compose(self) -> ComposeResult:
            yield KeyBar(show_command_palette=False)

        def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
            return action != "two" or self.is_on

    app = Switched()
    async with app.run_test() as pilot:

        async def shown(*, is_on: bool) -> dict[str, FooterKey]:
            app.is_on = is_on
            app.refresh_bindings()
            await pilot.pause()
            await pilot.pause()
            return {one.description: one for one in app.query(FooterKey)}

        first = await shown(is_on=False)
        second = await shown(is_on=True)
        third = await shown(is_on=False)
        assert [*first, *second, *third] == ["One", "Three", "One", "Two", "Three", "One", "Three"]
        assert first == third == {name: second[name] for name in first}


async def test_what_streams_stands_below_what_is_settled() -> None:
    conversation = Conversation(id="conversation")
    async with Shelf(conversation).run_test() as pilot:
        pending = conversation.pend(HOSTILE)
        for delta in ("Well", ", yes", " \x1b[1m"):
            pending.hear(delta)
        conversation.add([Line(YOU, "before")])
        pending.write()
        await pilot.pause()
        shown = [str(message.render()) for message in conversation.query(Message)]
        assert shown == ["you\nbefore", f"you\n{SHOWN}", "interviewer\nWell, yes \\x1b[1m"]
        assert conversation.unsent == HOSTILE


def painted(app: App[None]) -> list[str]:
    """The rows of the screen, with what was drawn before and not drawn anew since."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def test_what_streams_looks_the_same_as_what_is_drawn_at_once() -> None:
    said = "A long word: incomprehensibilities, and 日本語の言葉.\nThen a line, \x1b[1m and\n\n- more of it all"
    conversation = Conversation(id="conversation")
    app = Shelf(conversation)
    async with app.run_test(size=(30, 50)) as pilot:
        pending, streamed = conversation.pend(), list[str]()
        for start in range(0, len(said), 5):
            if start == 60:
                await pilot.resize_terminal(40, 50)
            pending.hear(said[start : start + 5])
            pending.write()
            await pilot.pause()
            # Twice: where a message grows, it is laid out in one frame and scrolled to in another.
            await pilot.pause()
            streamed = painted(app)
            pending.messages[-1].refresh(layout=True)
            await pilot.pause()
            assert streamed == painted(app)
        assert "more of it all" in " ".join(streamed)


async def test_words_that_fit_in_the_last_row_leave_the_others_as_they_are() -> None:
    conversation = Conversation(id="conversation")
    async with Shelf(conversation).run_test(size=(30, 20)) as pilot:
        pending = conversation.pend()
        pending.hear("one two three four five six seven eight nine ten ")
        pending.write()
        await pilot.pause()
        await pilot.pause()
        message = pending.messages[-1]
        rows = message.size.height
        message.write(Line(INTERVIEWER, "one two three four five six seven eight nine ten x"))
        assert message._styles_cache.is_dirty(rows - 1)
        assert not any(message._styles_cache.is_dirty(row) for row in range(rows - 1))
        message.write(Line(INTERVIEWER, "something else"))
        assert all(message._styles_cache.is_dirty(row) for row in range(rows))


async def test_nothing_is_laid_out_anew_for_what_is_shown_already() -> None:
    results, hints, tabs = Results(id="results"), Hints(id="hints"), TabStrip(id="tabs", markup=False)
    ladder = [Rung(1, "a question", "noted", False)]

    def show(mode: str) -> None:
        results.tell(mode)
        hints.show(ladder, allowed=True)
        tabs.show("conversation", 1, mode)

    def to_lay_out() -> list[bool]:
        return [one._layout_required for one in (results.query_one(".state"), hints.query(Static).last(), tabs)]

    async with Shelf(Vertical(results, hints, tabs)).run_test() as pilot:
        show("Running … 1 s")
        assert to_lay_out() == [True, True, True]
        await pilot.pause()
        show("Running … 1 s")
        assert to_lay_out() == [False, False, False]
        ladder[0] = Rung(1, "a question", "noted", True)
        show("Running … 2 s")
        assert to_lay_out() == [True, True, True]


async def test_the_composer_keeps_a_paste_together_and_refuses_what_is_too_long() -> None:
    composer = Composer(id="composer")
    app = Shelf(composer)
    async with app.run_test() as pilot:
        composer.focus()
        composer.post_message(Paste("one\r\ntwo\x1b[2J\rthree"))
        await pilot.pause()
        await pilot.press("ctrl+j", "x", "enter")
        composer.post_message(Paste("y" * 1_000_000))
        await pilot.pause()
        await pilot.press("enter")
        assert app.posted == ["one\ntwo\\x1b[2J\nthree\nx", 1_000_000]
        assert composer.text == ""
        assert composer.give_back("words")
        assert not composer.give_back("others")
        composer.text = "z" * (MAX_TEXT + 1)
        await pilot.press("enter")
        await pilot.pause()
        assert app.posted[-1] == MAX_TEXT + 1


async def test_keys_that_come_in_a_burst_keep_their_order() -> None:
    composer = Composer(id="composer")
    app = Shelf(composer)
    async with app.run_test() as pilot:
        composer.focus()
        await pilot.pause()
        for key, character in [*zip("quick", "quick", strict=True), ("enter", "\r"), ("x", "x"), ("ctrl+j", "\n")]:
            app.post_message(Key(key, character))
        await pilot.pause()
        await pilot.pause()
        assert app.posted == ["quick"]
        assert composer.text == "x\n"


async def test_a_question_is_markdown_without_control_characters() -> None:
    pane = QuestionPane(id="question")
    async with Shelf(pane).run_test() as pilot:
        await pane.show("# Task\n\n[here](https://example.org) \x1b[2J")
        await pilot.pause()
        blocks = "\n".join(str(block.render()) for block in pane.query("MarkdownBlock"))
        assert "Task" in blocks
        assert "\x1b" not in blocks
        assert "\\x1b[2J" in blocks


async def test_the_ladder_names_what_is_next() -> None:
    hints = Hints(id="hints")
    async with Shelf(hints).run_test():

        def told() -> str:
            return str(hints.query_one("VerticalScroll > Static", Static).render())

        hints.show([Rung(1, "a question", "noted", True), Rung(2, "the pattern", "level 3", False)], allowed=True)
        assert told().split("\n") == [
            "✓ 1  a question – taken",
            "▸ 2  the pattern – level 3",
            "ctrl+t takes the next; it asks first.",
        ]
        hints.show([], allowed=True)
        assert told() == "This question has no hints."
        hints.show([], allowed=False)
        assert "switched off" in told()
