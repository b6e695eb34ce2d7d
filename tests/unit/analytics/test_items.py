"""The difficulty of questions, from what other people scored."""

from datetime import UTC, datetime

import pytest

from coach.analytics.items import ITEM_SD, LEVEL_MEAN, Item, difficulties, unseen
from coach.domain.enums import CompanyType, DifficultyLevel, QuestionType, Seniority
from coach.domain.results import QuestionResult

HARD = DifficultyLevel.HARD


def result(user: str, bank_id: str, score: float | None, session: str = "") -> QuestionResult:
    return QuestionResult(
        user_id=user,
        session_id=session or f"{user}-1",
        question_id="q1",
        at=datetime(2026, 1, 1, tzinfo=UTC),
        bank_id=bank_id,
        kind=QuestionType.CODING_PROBLEM,
        difficulty=HARD,
        company=CompanyType.STARTUP,
        seniority=Seniority.MID,
        role="backend",
        score=score,
    )


def people(bank_id: str, score: float, count: int = 10) -> list[QuestionResult]:
    return [result(f"user-{number}", bank_id, score) for number in range(count)]


def test_without_results_there_are_no_items() -> None:
    assert difficulties([]) == {}
    assert unseen(HARD) == Item(mean=LEVEL_MEAN[HARD], sd=ITEM_SD, results=0)


def test_a_question_that_people_fail_is_harder_than_one_they_solve() -> None:
    items = difficulties([*people("failed", 1.0), *people("solved", 8.0)])
    assert items["failed"].mean > LEVEL_MEAN[HARD] > items["solved"].mean


def test_one_person_moves_a_question_little() -> None:
    """That somebody is weak is likelier than that a question belies its level."""
    item = difficulties([result("user", "one", 0.0)])["one"]
    assert LEVEL_MEAN[HARD] < item.mean < LEVEL_MEAN[HARD] + ITEM_SD


@pytest.mark.parametrize("score", [0.0, 10.0])
def test_nothing_but_the_lowest_or_highest_scores_stays_in_bounds(score: float) -> None:
    item = difficulties(people("one", score, count=200))["one"]
    assert abs(item.mean) < 8
    assert 0 < item.sd < ITEM_SD


def test_more_results_leave_less_doubt() -> None:
    few, many = (difficulties(people("one", 4.0, count))["one"] for count in (2, 30))
    assert ITEM_SD > few.sd > many.sd > 0
    assert (few.results, many.results) == (2, 30)


def test_one_person_does_not_know_more_by_repeating() -> None:
    again = [result("user", "one", 4.0, session=str(number)) for number in range(30)]
    assert difficulties(again)["one"].sd > difficulties(people("one", 4.0, 30))["one"].sd


def test_what_has_no_score_and_whose_skill_is_asked_for_are_left_out() -> None:
    results = [result("me", "one", 9.0), result("you", "two", 9.0), result("you", "three", None)]
    assert set(difficulties(results)) == {"one", "two"}
    assert set(difficulties(results, besides="me")) == {"two"}
