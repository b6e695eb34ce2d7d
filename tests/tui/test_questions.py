"""The question browser: finding, filtering, choosing, practising."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static

from coach.analytics.catalogue import Catalogue, Entry, Filter
from coach.domain.content import QuestionHead
from coach.domain.enums import InterviewStatus
from coach.errors import ContentError, StoreError
from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.questions import QuestionsScreen
from coach.tui.widgets.question_list import MOST, QuestionList, about
from coach.tui.widgets.state import State
from tests.fakes import SOLUTION, concept_question
from tests.tui.stage import SIZES, TuiStage

ALL = {"pair-sum", "short-links", "conflict", "hash-tables"}


@pytest.fixture
def stage(tmp_path: Path) -> TuiStage:
    return TuiStage(tmp_path)


async def until(pilot: Pilot[int], so: Callable[[], bool]) -> None:
    for _ in range(300):
        if so():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come to that")


def found(pilot: Pilot[int]) -> set[str]:
    listed = pilot.app.screen.query_one(QuestionList)
    return {str(option.id) for option in listed.options} if listed.display else set()


async def shows(pilot: Pilot[int], slugs: set[str]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionsScreen) and found(pilot) == slugs)


def words(pilot: Pilot[int], where: str) -> str:
    return str(pilot.app.screen.query_one(where, Static).render())


async def solved(stage: TuiStage) -> None:
    """Pair-sum is answered in an interview of its own."""
    service = stage.studio.service
    session = await service.create_interview_session(user_id="u", interview_type="technical_coding", max_questions=1)
    await service.start_interview_session(session.id)
    await service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
    await service.complete_interview_session(session.id)


@pytest.mark.parametrize("size", SIZES)
async def test_the_bank_is_there_in_any_size(stage: TuiStage, size: tuple[int, int]) -> None:
    async with stage.app(Place("questions")).run_test(size=size) as pilot:
        await shows(pilot, ALL)
        listed = pilot.app.screen.query_one(QuestionList)
        assert listed.has_focus
        await until(pilot, lambda: listed.size.height >= 8)
        assert "15 min" in str(listed.get_option("pair-sum").prompt)
        await pilot.resize_terminal(100, 20)
        await pilot.pause()
        assert found(pilot) == ALL


async def test_words_need_not_be_spelled_right(stage: TuiStage) -> None:
    async with stage.app(Place("questions")).run_test(size=(80, 24)) as pilot:
        await shows(pilot, ALL)
        await pilot.press("slash", *"hahsing")
        await shows(pilot, {"pair-sum", "hash-tables"})
        await pilot.press("enter")
        assert pilot.app.screen.query_one(QuestionList).has_focus
        await pilot.press("slash", *"zzzz")
        await shows(pilot, set())
        assert "Press x" in words(pilot, "#state")
        await pilot.press("tab", "x")
        await shows(pilot, ALL)
        assert pilot.app.screen.query_one(Input).value == ""


async def test_what_was_met_and_solved_is_told_and_filtered(stage: TuiStage) -> None:
    await stage.studio.service.give_consent("u")
    await solved(stage)
    async with stage.app(Place("questions")).run_test(size=(120, 40)) as pilot:
        await shows(pilot, ALL)
        listed = pilot.app.screen.query_one(QuestionList)
        assert "✓ solved" in str(listed.get_option("pair-sum").prompt)
        assert "new" in str(listed.get_option("conflict").prompt)
        assert "You have solved it. Last on 2026-01-05" in words(pilot, "#words")
        pilot.app.screen.query_one("#status", Select).value = "new"
        await shows(pilot, ALL - {"pair-sum"})
        pilot.app.screen.query_one("#kind", Select).value = "behavioral"
        await shows(pilot, {"conflict"})
        await pilot.press("x")
        await shows(pilot, ALL)


async def test_due_weakest_and_random_show_one_question(stage: TuiStage) -> None:
    await stage.studio.service.give_consent("u")
    await solved(stage)
    async with stage.app(Place("questions")).run_test(size=(120, 40)) as pilot:
        await shows(pilot, ALL)
        await pilot.press("d")
        await until(pilot, lambda: bool(pilot.app._notifications))
        assert "Nothing is due. Next: hashing" in next(iter(pilot.app._notifications)).message
        stage.studio.clock.advance(90 * 86_400)
        await pilot.press("d")
        await shows(pilot, {"pair-sum"})
        assert "Hashing is due: recall" in words(pilot, "#words")
        await pilot.press("w")
        await until(pilot, lambda: "Hashing is weakest" in words(pilot, "#words"))
        await pilot.press("a")
        await until(pilot, lambda: "Chosen at random" in words(pilot, "#words"))
        assert found(pilot) <= ALL - {"pair-sum"}
        assert len(found(pilot)) == 1
        await pilot.press("x")
        await shows(pilot, ALL)


async def test_enter_practises_once_the_notice_is_agreed_to(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[Place] = []

    async def go(_: CoachApp, place: Place, **__: Any) -> None:
        went.append(place)

    monkeypatch.setattr(CoachApp, "go", go)
    async with stage.app(Place("questions")).run_test(size=(80, 24)) as pilot:
        await shows(pilot, ALL)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, QuestionsScreen))
        assert await stage.studio.service.list_sessions("u") == ()
        await pilot.press("a")
        await until(pilot, lambda: bool(went))
        session = await stage.studio.service.get_session(went[0].about["session_id"])
    assert went[0].name == "interview"
    assert session.status is InterviewStatus.IN_PROGRESS
    assert session.preferences.practice
    assert [root.bank_id for root in session.roots] == ["pair-sum"]
    assert session.time_limit == 15


async def test_a_bank_that_cannot_be_read_is_tried_again(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    source = stage.studio.engine.questions
    catalog, broken = source.catalog, [True]

    async def once_broken() -> tuple[QuestionHead, ...]:
        if broken:
            raise ContentError("It is no YAML.", file="bank/[b]one.yaml", fix="coach bank check")
        return await catalog()

    monkeypatch.setattr(source, "catalog", once_broken)
    async with stage.app(Place("questions")).run_test(size=(80, 24)) as pilot:
        state = pilot.app.screen.query_one(State)
        await until(pilot, lambda: "bank/[b]one.yaml" in str(state.render()))
        broken.clear()
        await pilot.press("r")
        await shows(pilot, ALL)
        assert not state.display


async def test_without_a_history_the_bank_can_be_browsed(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def locked(*_: object) -> None:
        raise StoreError("The database is locked.")

    monkeypatch.setattr(stage.studio.store, "results", locked)
    async with stage.app(Place("questions")).run_test(size=(80, 24)) as pilot:
        await shows(pilot, ALL)
        assert "! Your history cannot be read: The database is locked." in words(pilot, "#bar")
        await pilot.press("d")
        await until(pilot, lambda: bool(pilot.app._notifications))
        await pilot.press("a")
        await until(pilot, lambda: "Chosen at random" in words(pilot, "#words"))


def many(count: int) -> Catalogue:
    one = concept_question()
    return Catalogue((one.model_copy(update={"id": f"hash-tables-{number}"}) for number in range(count)), {})


def test_among_ten_thousand() -> None:
    bank = many(10_000)
    assert len(bank.find(Filter(words="hash tables"))) == 10_000
    assert [entry.question.id for entry in bank.find(Filter(words="tables 4321"))] == ["hash-tables-4321"]
    assert bank.find(Filter(words="hashing", kind="coding_problem")) == ()


async def test_no_more_lines_than_are_read(stage: TuiStage) -> None:
    async with stage.app(Place("questions")).run_test(size=(80, 24)) as pilot:
        await shows(pilot, ALL)
        screen = pilot.app.screen
        assert isinstance(screen, QuestionsScreen)
        screen._catalogue = many(MOST + 1)
        await screen._find()
        assert len(found(pilot)) == MOST
        assert f"the first {MOST} shown" in str(screen.query_one("#found").border_title)


def test_a_title_comes_before_a_concept_and_a_beginning_before_a_middle() -> None:
    titles = {"one": "A walk on the street", "two": "A tree", "three": "Trees of trees", "four": "Nothing"}
    questions = [concept_question(slug).model_copy(update={"title": title}) for slug, title in titles.items()]
    found = Catalogue(questions, {}).find(Filter(words="tree"))
    assert [entry.question.id for entry in found] == ["three", "two", "one"]


def test_nothing_is_given_away_and_nothing_steers_the_terminal() -> None:
    question = concept_question().model_copy(update={"title": "[red]Hash\x1b[2Jtables", "companies": {"ai_lab": 3}})
    entry: Entry = Catalogue([question], {}).entries[0]
    told = about(entry).plain
    assert "[red]Hash\\x1b[2Jtables" in told
    assert "Typical of ai lab" in told
    for secret in (question.opening, *question.hint_texts, question.model_solution, question.withheld[0].answer):
        assert secret not in told
