"""Progress over all interviews."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from coach.domain.analytics import ConceptResult, Estimate, InterviewAnalytics, Readiness, ScorePoint
from coach.domain.enums import CompanyType, Seniority
from coach.errors import StoreError
from coach.tui import progressing
from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.history import HistoryScreen
from coach.tui.widgets.heat import Cell, heat_map
from tests.tui.held import completed, until
from tests.tui.stage import SIZES, TuiStage

NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def stage(tmp_path: Path) -> TuiStage:
    return TuiStage(tmp_path)


def told(app: CoachApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).visual)


@pytest.mark.parametrize("size", SIZES)
async def test_charts_with_what_they_rest_on(stage: TuiStage, size: tuple[int, int]) -> None:
    for company in ("big_tech", "startup", "big_tech"):
        await completed(stage, company)
        stage.studio.clock.advance(86_400)
    app = stage.app(Place("progress"))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "3 interviews, newest" in told(app, "#trend"))
        assert "3 questions" in str(app.screen.query_one("#dimensions").render())
        assert "hashing" in str(app.screen.query_one("#concepts").render())
        assert "×6" in str(app.screen.query_one("#concepts").render())
        assert "not enough interviews: 3 of 5" in told(app, "#unknown")
        assert "hashing" in told(app, "#due")
        assert "improvement rate: not enough interviews: 3 of 5" in told(app, "#notes")
        await pilot.press("c")
        await until(pilot, lambda: "2 interviews, newest" in told(app, "#trend"))
        assert "big tech" in told(app, "#head")


async def test_the_chart_follows_the_width(stage: TuiStage) -> None:
    await completed(stage)
    await completed(stage)
    app = stage.app(Place("progress"))

    def widest() -> int:
        return max(map(len, told(app, "#trend").splitlines()))

    async with app.run_test(size=(200, 60)) as pilot:
        await until(pilot, lambda: "newest" in told(app, "#trend"))
        wide = widest()
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: widest() <= 78)
        assert wide > 80


async def test_without_interviews_it_says_what_will_be_here(stage: TuiStage) -> None:
    app = stage.app(Place("progress"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "No interviews yet." in told(app, "State"))
        await pilot.press("h")
        assert isinstance(app.screen, HistoryScreen)


async def test_a_store_that_fails_is_asked_again(stage: TuiStage, monkeypatch: pytest.MonkeyPatch) -> None:
    service = stage.studio.service
    kept = service.get_schedule

    async def broken(user_id: str) -> None:
        raise StoreError("The history is locked.")

    await completed(stage)
    monkeypatch.setattr(service, "get_schedule", broken)
    app = stage.app(Place("progress"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: "✗ The history is locked." in told(app, "State"))
        monkeypatch.setattr(service, "get_schedule", kept)
        await pilot.press("r")
        await until(pilot, lambda: app.screen.has_class("-ready"))


def test_a_chance_is_drawn_with_its_interval_and_an_unknown_one_is_told() -> None:
    chance = Estimate(value=0.4, low=0.2, high=0.7, interviews=6)
    known = Readiness(company=CompanyType.STARTUP, seniority=Seniority.MID, bar=6.0, chance=chance)
    unknown = Readiness(company=CompanyType.GAMING, seniority=Seniority.MID, bar=6.5, chance=None)
    analytics = InterviewAnalytics(user_id="u", interviews=6, company_readiness=(known, unknown))
    measures, sentences = progressing.readiness(analytics, None)
    assert [one.figures for one in measures] == ["40% (20%–70%), bar 6.0, 6 interviews"]
    assert sentences == ["gaming, mid: too little is known"]
    assert progressing.readiness(analytics, CompanyType.GAMING) == ([], sentences)


def test_sections_are_told_apart_by_their_titles() -> None:
    point = ScorePoint(session_id="s", at=NOW, score=6.5)
    analytics = InterviewAnalytics(user_id="u", interviews=1, score_trend=(point,), notes=("one", "two"))
    assert progressing.sections(analytics, (), NOW, None)["Not known yet"] == "one\ntwo"
    assert "6.5; a trend takes two" in progressing.trend(analytics, 60, NOW, None)


def test_the_map_puts_as_many_cells_side_by_side_as_fit() -> None:
    cells = [Cell(f"concept-{number}", number, number + 1) for number in range(10)]
    assert len(heat_map(cells, 1).plain.splitlines()) == 10
    wide = heat_map(cells, 120).plain.splitlines()
    assert max(map(len, wide)) <= 120
    assert len(wide) < 5
    assert "! concept-0  0.0 ×1" in wide[0]
    assert "✓ concept-9  9.0 ×10" in wide[-1]


def test_the_weakest_concepts_come_first_and_the_rest_is_counted() -> None:
    results = tuple(ConceptResult(concept=f"c{n:03}", mean_score=n % 10, questions=1) for n in range(100))
    cells, more = progressing.concepts(InterviewAnalytics(user_id="u", interviews=9, concept_performance=results))
    assert (len(cells), more) == (60, 40)
    assert [cell.score for cell in cells] == sorted(cell.score for cell in cells)
