"""When concepts are due, from scores and times alone."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from fsrs import Rating
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.analytics.schedule import DESIRED_RECALL, LONGEST_DAYS, NEWEST, cards, due, rating
from coach.domain.enums import QuestionType
from coach.domain.results import QuestionResult

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CODING = QuestionType.CODING_PROBLEM


def result(days_ago: float, score: float | None = 8.0, *concepts: str, **changes: Any) -> QuestionResult:
    fields: dict[str, Any] = {
        "user_id": "local",
        "session_id": "s1",
        "question_id": "q1",
        "at": NOW - timedelta(days=days_ago),
        "bank_id": "build-order",
        "kind": "coding_problem",
        "difficulty": "medium",
        "concepts": concepts or ("graphs",),
        "company": "big_tech",
        "seniority": "mid",
        "role": "backend",
        "score": score,
        **changes,
    }
    return QuestionResult.model_validate(fields)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (0.0, Rating.Again),
        (3.9, Rating.Again),
        (4.0, Rating.Hard),
        (6.9, Rating.Hard),
        (7.0, Rating.Good),
        (8.9, Rating.Good),
        (9.0, Rating.Easy),
        (10.0, Rating.Easy),
    ],
)
def test_scores_are_ratings(score: float, expected: Rating) -> None:
    assert rating(score) is expected


def test_nothing_is_scheduled_from_nothing() -> None:
    assert due([], NOW) == ()
    assert due([result(3, None)], NOW) == ()


def test_a_concept_of_two_kinds_is_remembered_twice() -> None:
    found = due([result(3, 8, "hashing", "arrays"), result(2, 5, "hashing", kind="technical_concept")], NOW)
    assert {(one.concept, one.kind.value) for one in found} == {
        ("hashing", "coding_problem"),
        ("arrays", "coding_problem"),
        ("hashing", "technical_concept"),
    }


def test_the_most_urgent_comes_first_whether_due_or_not() -> None:
    found = due([result(1, 9.5, "known"), result(9, 3, "forgotten"), result(9, 6, "shaky")], NOW)
    assert [one.concept for one in found] == ["forgotten", "shaky", "known"]
    assert [one.due <= NOW for one in found] == [True, True, False]
    assert found[0].recall < found[1].recall < DESIRED_RECALL < found[2].recall


def test_a_concept_is_due_when_recall_has_fallen_to_what_is_desired() -> None:
    (first,) = due([result(0, 8)], NOW)
    (then,) = due([result(0, 8)], first.due)
    assert first.recall == 1.0
    assert then.recall == pytest.approx(DESIRED_RECALL, abs=0.02)


def test_a_better_score_waits_longer() -> None:
    dates = [due([result(0, score)], NOW)[0].due for score in (2, 5, 8, 9.5)]
    assert dates == sorted(dates)
    assert len(set(dates[1:])) == 3
    assert dates[0] >= NOW + timedelta(days=1)


def test_two_results_of_one_interview_are_two_reviews() -> None:
    (one,) = due([result(2, 5), result(2, 8, question_id="q2")], NOW)
    assert (one.reviews, one.last_score) == (2, 8)


def test_the_newest_twenty_decide_and_all_are_counted() -> None:
    late = [result(day, 8) for day in range(NEWEST, 0, -1)]
    (full,) = cards([result(100, 1), result(90, 2), *late], NOW)
    (short,) = cards(late, NOW)
    assert full.card == short.card
    assert (full.reviews, short.reviews) == (NEWEST + 2, NEWEST)


def test_the_order_of_the_results_does_not_matter() -> None:
    results = [result(9, 3), result(5, 6), result(5, 8, question_id="q2"), result(1, 9)]
    assert due(results, NOW) == due(results[::-1], NOW)


@pytest.mark.parametrize("at", [NOW + timedelta(days=400), datetime.max.replace(tzinfo=timezone(-timedelta(hours=9)))])
def test_a_time_to_come_counts_as_this_moment(at: datetime) -> None:
    assert due([result(0, 8, at=at)], NOW) == due([result(0, 8)], NOW)


def test_a_time_before_computers_is_brought_near() -> None:
    (one,) = due([result(0, 8, at=datetime.min.replace(tzinfo=timezone(timedelta(hours=9))))], NOW)
    assert 0 < one.recall < DESIRED_RECALL
    assert one.due.year == 2000


def test_a_time_without_a_zone_is_utc() -> None:
    assert due([result(0, 8, at=(NOW - timedelta(days=2)).replace(tzinfo=None))], NOW) == due([result(2, 8)], NOW)


def test_nothing_waits_longer_than_a_year() -> None:
    results = [result(day, 10) for day in (2000, 1500, 1000, 500, 0)]
    assert due(results, NOW)[0].due == NOW + timedelta(days=LONGEST_DAYS)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-10, 4000), st.floats(0, 10)), min_size=1, max_size=40))
def test_any_history_gives_a_date_and_a_chance(history: list[tuple[float, float]]) -> None:
    results = [result(days, score) for days, score in history]
    (one,) = due(results, NOW)
    assert one == due(results, NOW)[0]
    assert 0 <= one.recall <= 1
    assert datetime(2000, 1, 1, tzinfo=UTC) < one.due <= NOW + timedelta(days=LONGEST_DAYS)
