"""The report, and what can be done with it."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from coach.domain.feedback import InterviewFeedback
from coach.errors import StoreError
from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens import report as screen
from coach.tui.screens.asking import CompanyDialog, DisputeDialog
from coach.tui.screens.history import HistoryScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.screens.replay import ReplayScreen
from coach.tui.screens.report import ReportScreen
from coach.tui.widgets.bars import Measure, drawn
from coach.tui.widgets.evidence import Findings
from tests.tui.held import HASHING, HOSTILE, coded, completed, until
from tests.tui.stage import SIZES, TuiStage


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TuiStage:
    monkeypatch.chdir(tmp_path)
    return TuiStage(tmp_path)


def told(app: CoachApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).visual)


async def loaded(pilot: Pilot[int], app: CoachApp) -> None:
    await until(pilot, lambda: app.screen.has_class("-ready"))


async def at_finding(pilot: Pilot[int], app: CoachApp) -> None:
    """Down into the first dimension of the second question, which a word check judged."""
    tree = app.screen.query_one(Findings)
    dimension = tree.root.children[1].children[0]
    tree.move_cursor(dimension)
    await pilot.press("enter", "down")
    await until(pilot, lambda: "criteria met" not in told(app, "#evidence"))


@pytest.mark.parametrize("size", SIZES)
async def test_scores_then_findings_then_their_evidence(stage: TuiStage, size: tuple[int, int]) -> None:
    session = await completed(stage)
    app = stage.app(Place("report", {"session_id": session.id}))
    async with app.run_test(size=size) as pilot:
        await loaded(pilot, app)
        assert session.feedback is not None
        assert f"{session.feedback.overall_score:.1f}" in str(app.screen.query_one("#groups").render())
        assert "bar of big tech: 6.0" in told(app, "#verdict")
        await pilot.press("f3")
        await until(pilot, lambda: "A strong answer" in told(app, "#evidence"))
        assert "6/6 tests passed" in told(app, "#evidence")
        await at_finding(pilot, app)
        assert "“The key is hashed to a bucket" in told(app, "#evidence")
        assert "word check" in told(app, "#evidence")
        shown = [pane.id for pane in app.screen.query(".pane") if pane.display]
        assert len(shown) == (1 if size[0] < 100 else 3)


async def test_another_company_weighs_the_same_answers(stage: TuiStage) -> None:
    session = await completed(stage)
    app = stage.app(Place("report", {"session_id": session.id}))
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, CompanyDialog))
        listed = app.screen.query_one(OptionList)
        assert listed.option_count == 2
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert "Seen as startup" in told(app, "#verdict")
        assert "startup" in told(app, "#head")


async def test_why_explains_what_is_chosen(stage: TuiStage) -> None:
    session = await completed(stage)
    app = stage.app(Place("report", {"session_id": session.id}))
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot, app)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert "The interview –" in str(app.screen.query(Static)[1].visual)
        await pilot.press("escape", "down", "w")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        text = str(app.screen.query(Static)[1].visual)
        assert "problem solving" in text
        assert "The interview –" not in text


async def test_an_objection_is_kept_and_moves_no_score(stage: TuiStage) -> None:
    session = await completed(stage)
    app = stage.app(Place("report", {"session_id": session.id}))
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot, app)
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, ReportScreen), "a question is nothing to object to"
        await at_finding(pilot, app)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DisputeDialog))
        await pilot.press("enter")
        assert isinstance(app.screen, DisputeDialog), "an objection needs a reason"
        app.screen.query_one(Input).value = f"I said more {HOSTILE}"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen) and "disputed" in told(app, "#evidence"))
    feedback = await stage.studio.service.get_feedback(session.id)
    assert [one.because for one in feedback.disputes] == [f"I said more {HOSTILE}"]
    assert session.feedback is not None
    assert feedback.overall_score == session.feedback.overall_score


async def test_leaving_an_objection_keeps_nothing(stage: TuiStage) -> None:
    session = await completed(stage)
    app = stage.app(Place("report", {"session_id": session.id}))
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot, app)
        await at_finding(pilot, app)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DisputeDialog))
        await pilot.press("x", "escape")
        await until(pilot, lambda: isinstance(app.screen, ReportScreen))
    assert (await stage.studio.service.get_feedback(session.id)).disputes == ()


async def test_the_page_is_written_and_opened(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def show(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(screen, "show_in_browser", show)
    session = await completed(stage, answer=f"{HASHING} {HOSTILE}")
    app = stage.app(Place("report", {"session_id": session.id}))
    path = stage.folder / f"coach-report-{session.id}.html"
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        await pilot.press("o")
        await until(pilot, lambda: bool(opened))
    assert opened == [path.as_uri()]
    assert path.read_text().startswith("<!doctype html>")


async def test_from_the_report_to_comparing_and_replaying(stage: TuiStage) -> None:
    session = await completed(stage)
    app = stage.app(Place("report", {"session_id": session.id}))
    async with app.run_test() as pilot:
        await loaded(pilot, app)
        await pilot.press("p")
        assert isinstance(app.screen, ReplayScreen)
        await pilot.press("escape", "c")
        assert isinstance(app.screen, HistoryScreen)
        await until(pilot, lambda: "choose the interview to compare" in told(app, "#head"))


async def test_an_interview_that_is_not_over_has_no_report_yet(stage: TuiStage) -> None:
    app = stage.app(Place("report", {"session_id": await coded(stage)}))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "is in progress" in told(app, "State"))
        keys = {key for key, active in app.screen.active_bindings.items() if active.enabled and active.binding.show}
        assert {"enter", "p"} <= keys
        assert not {"a", "w", "d", "o", "c"} & keys


async def test_it_says_that_it_is_made_and_fails_in_its_pane(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    session, service = await completed(stage), stage.studio.service
    gate, kept = asyncio.Event(), service.get_feedback
    broken = [True]

    async def slow(session_id: str) -> InterviewFeedback:
        await gate.wait()
        if broken.pop() if broken else False:
            raise StoreError("The disk is full.", fix="make room")
        return await kept(session_id)

    monkeypatch.setattr(service, "get_feedback", slow)
    app = stage.app(Place("report", {"session_id": session.id}))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Putting the report together" in told(app, "State")
        gate.set()
        await until(pilot, lambda: "✗ The disk is full." in told(app, "State"))
        assert "Mend it: make room" in told(app, "State")
        await pilot.press("r")
        await loaded(pilot, app)


def test_bars_fill_the_width_they_have() -> None:
    measures = [Measure("overall", 5.0, "5.0", limit=6.0), Measure("not known", None, "not assessed")]
    lines = drawn(measures, 60).plain.splitlines()
    assert [len(line.rstrip()) for line in lines] == [51, 60]
    assert lines[0].count("█") == 18
    assert "┃" in lines[0]
    assert "█" not in lines[1]
    interval = drawn([Measure("code", 0.5, "50%", 1.0, 0.2, 0.8)], 60).plain
    assert interval.index("·") < interval.index("─") < interval.index("●")
