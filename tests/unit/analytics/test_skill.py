"""Skill by kind of question."""

from datetime import timedelta

import pytest

from coach.analytics.items import ITEM_SD, Item
from coach.analytics.logistic import beta_above, inverse, logistic, product, student_975
from coach.analytics.skill import LEAST_DISPERSION, Posterior, posterior, skills
from coach.domain.enums import DifficultyLevel, QuestionType
from coach.domain.results import QuestionResult
from tests.unit.analytics.simulation import START
from tests.unit.analytics.test_items import result as hard_result

CODING, DESIGN = QuestionType.CODING_PROBLEM, QuestionType.SYSTEM_DESIGN


def answer(
    interview: int,
    score: float | None,
    kind: QuestionType = CODING,
    bank_id: str | None = None,
    days: float | None = None,
) -> QuestionResult:
    """One medium question; interviews are two days apart."""
    return hard_result("me", f"{kind}-{interview}" if bank_id is None else bank_id, score).replace(
        session_id=f"s{interview}",
        kind=kind,
        difficulty=DifficultyLevel.MEDIUM,
        at=START + timedelta(days=2 * interview if days is None else days),
    )


def known(results: list[QuestionResult], items: dict[str, Item] | None = None) -> Posterior:
    found = posterior(results, items or {})
    assert found is not None
    return found


def test_without_a_scored_answer_nothing_is_known() -> None:
    assert posterior([], {}) is None
    assert posterior([answer(1, None), answer(2, 5.0, QuestionType.FOLLOW_UP)], {}) is None
    assert skills(None) == ()


def test_one_answer_is_believed_a_little() -> None:
    (skill,) = skills(known([answer(1, 9.0)]))
    assert skill.kind is CODING
    assert 5 < skill.expected_score.value < 9
    assert skill.expected_score.low < 5 < skill.expected_score.high
    assert skill.logit.interviews == skill.expected_score.interviews == 1


def test_both_scales_say_the_same() -> None:
    for skill in skills(known([answer(1, 7.0), answer(2, 4.0, DESIGN)])):
        for mark in ("value", "low", "high"):
            assert getattr(skill.expected_score, mark) == pytest.approx(10 * logistic(getattr(skill.logit, mark)))


def test_each_kind_has_its_own_skill_in_the_order_of_the_vocabulary() -> None:
    results = [answer(n, score, kind) for n in range(8) for kind, score in ((DESIGN, 2.0), (CODING, 8.0))]
    coding, design = skills(known(results))
    assert (coding.kind, design.kind) == (CODING, DESIGN)
    assert coding.expected_score.low > design.expected_score.high
    assert coding.logit.interviews == 8


def test_more_interviews_leave_less_doubt() -> None:
    few, many = (skills(known([answer(n, 6.0) for n in range(count)]))[0].logit for count in (3, 40))
    assert many.high - many.low < few.high - few.low


def test_many_questions_of_one_day_are_worth_less_than_many_days() -> None:
    one_day = skills(known([answer(0, 6.0, bank_id=str(n)) for n in range(12)]))[0].logit
    days = skills(known([answer(n, 6.0) for n in range(12)]))[0].logit
    assert days.high - days.low < one_day.high - one_day.low


def test_the_order_of_results_does_not_matter() -> None:
    results = [answer(n, score) for n, score in enumerate((3.0, 8.0, 5.0, 6.5))]
    assert known(results).mean == pytest.approx(known(results[::-1]).mean)


def test_a_good_score_on_a_hard_question_says_more() -> None:
    hard, easy = ({str(n): Item(mean, 0.1, 20) for n in range(6)} for mean in (1.0, -1.0))
    results = [answer(n, 6.0, bank_id=str(n)) for n in range(6)]
    assert known(results, hard).mean[0] > known(results, easy).mean[0]


def test_doubt_about_the_questions_widens_the_interval() -> None:
    sure, unsure = ({str(n): Item(0.0, sd, 20) for n in range(6)} for sd in (0.05, 0.8))
    results = [answer(n, 6.0, bank_id=str(n)) for n in range(6)]
    assert known(results, unsure).covariance[0][0] > known(results, sure).covariance[0][0]


def test_the_same_question_over_and_over_keeps_its_doubt() -> None:
    again = known([answer(n, 6.0, bank_id="one") for n in range(60)])
    other = known([answer(n, 6.0) for n in range(60)])
    assert again.covariance[0][0] > max(other.covariance[0][0], 0.5 * ITEM_SD**2)


def test_learning_is_seen_and_held_near_zero() -> None:
    rising = known([answer(n, 2.0 + 0.3 * n) for n in range(20)])
    level = known([answer(n, 5.0) for n in range(20)])
    assert 0.02 < rising.mean[-1] < 0.15
    assert abs(level.mean[-1]) < 0.01
    assert rising.mean[0] > known([answer(n, 7.7 - 0.3 * n) for n in range(20)]).mean[0]


def test_an_old_interview_counts_for_less() -> None:
    fresh = known([answer(0, 9.0, days=0), *(answer(n, 5.0, days=1) for n in range(1, 6))])
    stale = known([answer(0, 9.0, days=-3000), *(answer(n, 5.0, days=1) for n in range(1, 6))])
    assert stale.mean[0] < fresh.mean[0]


def test_uneven_days_widen_the_interval() -> None:
    even = known([answer(n, 5.0, bank_id=f"{n}-{q}") for n in range(20) for q in range(3)])
    odd = known([answer(n, 2.0 + 6.0 * (n % 2), bank_id=f"{n}-{q}") for n in range(20) for q in range(3)])
    assert odd.day_variance > even.day_variance
    assert odd.covariance[0][0] > 1.5 * even.covariance[0][0]


@pytest.mark.parametrize("score", [0.0, 10.0])
def test_nothing_but_the_lowest_or_highest_scores_can_be_fitted(score: float) -> None:
    found = known([answer(n, score) for n in range(200)])
    (skill,) = skills(found)
    assert 0 < skill.expected_score.low <= skill.expected_score.high < 10
    assert abs(skill.expected_score.value - score) < 0.5
    assert found.dispersion >= LEAST_DISPERSION


def test_the_numeric_tools_agree_with_tables() -> None:
    assert student_975(9) == pytest.approx(2.262, abs=0.005)
    assert student_975(1e9) == pytest.approx(1.960, abs=0.001)
    matrix = [[2.0, 0.5, 0.0], [0.5, 1.0, 0.2], [0.0, 0.2, 3.0]]
    assert product(matrix, inverse(matrix)) == [pytest.approx([float(a == b) for b in range(3)]) for a in range(3)]
    assert logistic(1e9) == logistic(6.0) < 1


@pytest.mark.parametrize(
    ("point", "a", "b", "above"),
    [
        (0.5, 2, 2, 0.5),
        (0.25, 1, 1, 0.75),
        (0.7, 2, 1, 1 - 0.7**2),
        (0.9, 1, 3, 0.1**3),
        (0.2, 5, 1, 1 - 0.2**5),
        (0.0, 2, 2, 1.0),
        (1.0, 2, 2, 0.0),
    ],
)
def test_the_tail_of_a_beta_variable(point: float, a: float, b: float, above: float) -> None:
    mean, variance = a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1))
    assert beta_above(point, mean, variance) == pytest.approx(above, abs=1e-7)


def test_more_variance_than_a_fraction_can_have_is_all_or_nothing() -> None:
    assert beta_above(0.5, 0.3, 0.3) == pytest.approx(0.3, abs=0.01)
