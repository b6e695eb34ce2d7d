"""The interview screen, led by keys alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import DataTable, Static

from coach.domain.enums import InterviewStatus
from coach.domain.response import MAX_TEXT
from coach.domain.session import InterviewSession
from coach.errors import StoreError
from coach.ports import Conversation as Known
from coach.ports import OnDelta, Utterance
from coach.tui import live_file
from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.interview import InterviewScreen
from coach.tui.widgets.asking import Asking
from coach.tui.widgets.code import numbered
from coach.tui.widgets.conversation import Message
from tests.fakes import SOLUTION, WRONG, Studio
from tests.tui.stage import SIZES, TuiStage

ANSWER = "buckets, chains"
TRIES = 400


class Interview:
    """An interview on the screen, the editor and the watcher replaced by what a test says."""

    def __init__(self, folder: Path, *slugs: str) -> None:
        self.stage = TuiStage(folder)
        self.slugs = slugs
        self.solution = SOLUTION
        self.edited: list[Path] = []
        self.saves: asyncio.Queue[str] = asyncio.Queue()
        self.gone_to: list[Place] = []

    @property
    def studio(self) -> Studio:
        return self.stage.studio

    @asynccontextmanager
    async def shown(self, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[int]]:
        session = await self.studio.service.create_interview_session(user_id="u", questions=self.slugs)
        self.session_id = session.id
        async with self.shown_again(size) as pilot:
            yield pilot

    @asynccontextmanager
    async def shown_again(self, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[int]]:
        about = {"session_id": self.session_id, "edit": self._edit, "watch": self._watch}
        self.app = self.stage.app(Place("interview", about))
        go = self.app.go

        async def noted(place: Place, *, instead: bool = False) -> None:
            self.gone_to.append(place)
            if place.name != "report":
                await go(place, instead=instead)

        self.app.go = noted  # type: ignore[method-assign]
        async with self.app.run_test(size=size) as self.pilot:
            await self.until(lambda: "You get a list" in self.said or "How does a hash" in self.said)
            yield self.pilot

    async def _edit(self, app: CoachApp, path: Path, command: str | None, waits: bool) -> None:
        self.edited.append(path)
        if waits:
            path.write_text(f"{path.read_text()} and more\n")
            return
        text = path.read_text()
        path.write_text(text[: text.index("def has_pair")] + self.solution if path.suffix == ".py" else self.solution)

    async def _watch(self, path: Path, tell: Callable[[str], None]) -> AsyncIterator[str]:
        while True:
            yield await self.saves.get()

    def folder_drafts(self) -> list[Path]:
        return sorted((self.stage.folder / "workspaces").rglob("drafts/*"))

    @property
    def screen(self) -> InterviewScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, InterviewScreen))

    @property
    def said(self) -> str:
        """Everything in the conversation that is mounted."""
        return "\n".join(str(message.render()) for message in self.screen.query(Message))

    def text(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).render())

    async def until(self, reached: Callable[[], Any]) -> None:
        for _ in range(TRIES):
            await self.pilot.pause()
            if reached():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"not reached; said so far:\n{self.said}")

    async def type(self, text: str) -> None:
        """Write a message and send it."""
        keys = {" ": "space", "\n": "ctrl+j", "/": "slash", "?": "question_mark", ".": "full_stop"}
        await self.pilot.press(*(keys.get(char, char) for char in text), "enter")

    async def answer(self, key: str) -> None:
        """Press the key that answers a question."""
        await self.until(lambda: isinstance(self.app.screen, Asking))
        asking = self.app.screen
        assert any(active.binding.key == key and active.binding.show for active in asking.active_bindings.values())
        await self.pilot.press(key)
        await self.until(lambda: self.app.screen is not asking)

    async def session(self) -> InterviewSession:
        return await self.studio.service.get_session(self.session_id)


@pytest.fixture
def coding(tmp_path: Path) -> Interview:
    return Interview(tmp_path, "pair-sum")


async def test_a_whole_interview_with_keys_alone(tmp_path: Path) -> None:
    interview = Interview(tmp_path, "pair-sum", "hash-tables")
    async with interview.shown() as pilot:
        await interview.type("use one element twice?")
        await interview.until(lambda: "different positions" in interview.said)
        await interview.type("a set of what\nwas seen")
        await interview.until(
            lambda: "you\na set of what\nwas seen" in interview.said and "interviewer\n" in interview.said
        )
        await pilot.press("ctrl+o")
        await interview.until(lambda: "seen.add(number)" in interview.text("#code Static:last-of-type"))
        await pilot.press("ctrl+r")
        await interview.until(lambda: interview.screen.room.results.summary == "2/2 ✓")
        await pilot.press("ctrl+s")
        await interview.answer("4")
        await interview.until(lambda: "6 of 6 tests passed" in interview.said)
        await interview.type("sort it")
        await interview.until(lambda: "sort it" in interview.text("#draft"))
        await interview.type("/submit")
        await interview.answer("enter")
        await interview.until(lambda: "values must differ" in interview.said)
        await interview.type("/skip")
        await interview.answer("3")
        await interview.until(lambda: "Question 2 of 2" in interview.said)
        await interview.type(ANSWER)
        await interview.until(lambda: "chains" in interview.text("#draft"))
        await pilot.press("ctrl+s")
        await interview.answer("enter")
        await interview.until(lambda: "when it grows full" in interview.said)
        await interview.type("/skip")
        await interview.answer("escape")
        await interview.answer("enter")
        await interview.until(lambda: interview.gone_to)
    session = await interview.session()
    assert interview.gone_to == [Place("report", {"session_id": interview.session_id})]
    assert session.status is InterviewStatus.COMPLETED
    assert session.responses[0].confidence_level == 4
    assert session.responses[1].response_text == "sort it"
    assert session.self_ratings == {"q1": 3}


async def test_a_run_that_fails_is_told_in_its_pane_and_tried_again(coding: Interview) -> None:
    coding.solution = WRONG
    async with coding.shown() as pilot:
        await pilot.press("ctrl+o")
        await coding.until(lambda: "return any" in coding.text("#code Static:last-of-type"))
        coding.studio.runner.failures = 1
        await pilot.press("ctrl+r")
        await coding.until(lambda: coding.screen.room.results.has_class("-broken"))
        assert "The engine went away." in coding.text("#results .banner")
        await coding.type("go on")
        await coding.until(lambda: "you\ngo on" in coding.said)
        await pilot.press("f4")
        await coding.until(lambda: coding.screen.focused is coding.screen.query_one(DataTable))
        await pilot.press("r")
        await coding.until(lambda: coding.screen.room.results.summary == "2/2 ✓")
        assert not coding.screen.room.results.has_class("-broken")


async def test_a_save_runs_the_samples_until_that_is_switched_off(coding: Interview) -> None:
    async with coding.shown():
        path = await coding.screen.leader.work_file()
        content = path.read_text()
        content = content[: content.index("def has_pair")] + WRONG
        path.write_text(content)
        coding.saves.put_nowait(content)
        await coding.until(lambda: coding.screen.room.results.summary == "2/2 ✓")
        await coding.type("/watch")
        await coding.until(lambda: "ctrl+r alone" in coding.said)
        path.write_text(content + "# later\n")
        coding.saves.put_nowait(content + "# later\n")
        await coding.until(lambda: "# later" in coding.text("#code Static:last-of-type"))
        assert len(coding.screen.leader.runs) == 1


async def test_code_that_stays_the_same_is_coloured_once(coding: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured: list[str] = []

    def noted(source: str, language: str) -> Content:
        coloured.append(source)
        return numbered(source, language)

    monkeypatch.setattr(live_file, "numbered", noted)
    async with coding.shown():
        await coding.until(lambda: coloured)
        bench = coding.screen.bench
        await bench.show_file()
        await bench.show_file()
        first, path = len(coloured), await coding.screen.leader.work_file()
        path.write_text(path.read_text() + "# later\n")
        await bench.show_file()
        assert (first, len(coloured)) == (1, 2)
        assert "# later" in coding.text("#code Static:last-of-type")


class Slow:
    """Words that come in pieces, and then not at all."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.left = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def acknowledge(self, known: Known, said: str, on_delta: OnDelta | None = None) -> Utterance:
        if on_delta:
            on_delta("Well, ")
            on_delta("[bold]let me see[/bold] \x1b[2J")
        await asyncio.Event().wait()
        raise AssertionError


async def test_a_stream_is_shown_literally_and_can_be_cancelled(tmp_path: Path) -> None:
    coding = Interview(tmp_path, "pair-sum")
    engine = coding.studio.engine
    object.__setattr__(engine, "interviewer", Slow(engine.interviewer))
    async with coding.shown() as pilot:
        await coding.type("my plan")
        await coding.until(lambda: "Well, [bold]let me see[/bold] \\x1b[2J" in coding.said)
        await pilot.press("escape")
        await coding.until(lambda: "Well," not in coding.said)
        assert coding.screen.room.composer.text == "my plan"
        assert coding.screen.check_action("back", ()) is False


async def test_words_that_cannot_be_stored_come_back(coding: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    async with coding.shown() as pilot:
        saves = coding.studio.store.save

        async def full(*_: Any) -> Any:
            raise StoreError("The disk is full.", fix="make room")

        monkeypatch.setattr(coding.studio.store, "save", full)
        await coding.type("my plan")
        await coding.until(lambda: coding.screen.room.conversation.has_class("-broken"))
        assert coding.screen.room.composer.text == "my plan"
        monkeypatch.setattr(coding.studio.store, "save", saves)
        await pilot.press("enter")
        await coding.until(lambda: "you\nmy plan" in coding.said and not coding.screen.room.composer.text)
        assert not coding.screen.room.conversation.has_class("-broken")


async def test_another_terminal_moves_on(tmp_path: Path) -> None:
    interview = Interview(tmp_path, "pair-sum", "hash-tables")
    async with interview.shown():
        await interview.studio.service.skip_question(interview.session_id)
        await interview.type("my plan")
        await interview.until(lambda: "Question 2 of 2" in interview.said)
        assert interview.screen.room.composer.text == "my plan"
        assert "you\nmy plan" not in interview.said


async def test_leaving_pauses_and_keeps_what_was_not_sent(coding: Interview) -> None:
    async with coding.shown() as pilot:
        await pilot.press("h", "a", "l", "f", "ctrl+q")
    session = await coding.session()
    assert session.status is InterviewStatus.PAUSED
    assert f"Resume with: coach resume {session.id}" in coding.app.parting
    assert "What was not sent comes back with it." in coding.app.parting
    async with coding.shown_again():
        await coding.until(lambda: coding.screen.room.composer.text == "half")


async def test_a_kill_takes_no_word_away(coding: Interview) -> None:
    async with coding.shown() as pilot:
        await pilot.press("h", "a", "l", "f")
        kept = next((coding.stage.folder / "workspaces").rglob("unsent.txt"))
        await coding.until(lambda: kept.read_text() == "half")
        await pilot.press("enter")
        await coding.until(lambda: "you\nhalf" in coding.said)
        await coding.until(lambda: kept.read_text() == "")


async def test_time_is_up_in_words_and_nothing_is_cut(coding: Interview) -> None:
    async with coding.shown():
        coding.studio.clock.advance(25 * 60)
        await coding.until(lambda: coding.screen.leader.seconds_left < 40 * 60)
        coding.studio.clock.advance(60)
        for _ in range(3):
            await coding.studio.service.keep_awake(coding.session_id)
            coding.studio.clock.advance(25 * 60)
        coding.screen.catch_up()
        await coding.until(lambda: "Time is up. Nothing is cut" in coding.said)
        await coding.type("still here")
        await coding.until(lambda: "you\nstill here" in coding.said)


async def test_the_room_is_arranged_anew_when_the_terminal_changes(coding: Interview) -> None:
    def seen() -> set[str]:
        return {name for name in coding.screen.room.PANES if coding.screen.room.pane(name).region.area}

    async with coding.shown(SIZES[0]) as pilot:
        await coding.until(lambda: seen() == {"conversation"})
        await pilot.press("f2")
        await coding.until(lambda: seen() == {"question"})
        assert coding.screen.room.composer.region.area
        await pilot.resize_terminal(*SIZES[2])
        await coding.until(lambda: seen() == set(coding.screen.room.PANES))
        await pilot.resize_terminal(*SIZES[1])
        await coding.until(lambda: seen() == {"question", "conversation", "results"})
        await pilot.resize_terminal(40, 10)
        await coding.until(lambda: coding.screen.query_one("#small").region.area)
        assert "60×16" in coding.text("#small")
        await pilot.resize_terminal(*SIZES[1])
        await coding.until(lambda: coding.screen.focused is coding.screen.room.composer)


async def test_a_paste_that_is_too_long_is_kept_as_a_draft(coding: Interview) -> None:
    long = "x" * (MAX_TEXT + 1)
    async with coding.shown():
        coding.screen.room.composer.post_message(Paste(long))
        await coding.until(lambda: "200,000 is the most" in coding.said)
        assert coding.screen.room.composer.text == ""
    assert [len(path.read_text()) for path in coding.folder_drafts()] == [len(long)]


async def test_a_hint_is_given_after_its_cost_is_agreed_to(coding: Interview) -> None:
    async with coding.shown() as pilot:
        await pilot.press("ctrl+t")
        await coding.answer("escape")
        await pilot.press("ctrl+t")
        await coding.answer("y")
        await coding.until(lambda: coding.studio.coding.hints[0].strip() in coding.said)
        await coding.until(lambda: "1 of 5 taken" in str(coding.screen.room.hints.border_title))
        assert "Hint 1. Cost: noted in the report." in coding.said


async def test_what_was_not_sent_stands_above_what_is_typed_by_then(coding: Interview) -> None:
    async with coding.shown() as pilot:
        await pilot.press("h", "a", "l", "f", "ctrl+q")
    opened = coding.studio.service.get_session
    may_open = asyncio.Event()

    async def late(session_id: str) -> InterviewSession:
        await may_open.wait()
        return await opened(session_id)

    coding.studio.service.get_session = late  # type: ignore[method-assign]
    app = coding.stage.app(Place("interview", {"session_id": coding.session_id, "watch": coding._watch}))
    async with app.run_test() as pilot:
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        await pilot.press("m", "o", "r", "e")
        may_open.set()
        for _ in range(TRIES):
            await pilot.pause(0.01)
            if screen.room.composer.text == "half\nmore":
                break
        assert screen.room.composer.text == "half\nmore"


async def test_a_message_is_written_in_the_editor(coding: Interview) -> None:
    async with coding.shown() as pilot:
        await pilot.press("a", "b", "ctrl+g")
        await coding.until(lambda: coding.screen.room.composer.text == "ab and more")
        await coding.until(lambda: coding.screen.focused is coding.screen.room.composer)
        await pilot.press("enter")
        await coding.until(lambda: "you\nab and more" in coding.said)


async def test_words_that_cannot_be_kept_are_told_once_and_the_interview_is_paused(
    coding: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise StoreError("The disk is full.", fix="make room")

    monkeypatch.setattr("coach.tui.unsent.replace", full)
    async with coding.shown() as pilot:
        await pilot.press("h")
        await coding.until(lambda: len(coding.app._notifications) == 1)
        await pilot.press("i")
        await pilot.pause(2.5)
        assert len(coding.app._notifications) == 1
        await pilot.press("ctrl+q")
    assert (await coding.session()).status is InterviewStatus.PAUSED
    assert "The disk is full." in coding.app.parting
