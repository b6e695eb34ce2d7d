"""Habits over the newest results, each in a sentence."""

import math
import random
from statistics import fmean

import pytest

from coach.analytics.habits import LEAST_RATED, RECENT, calibration, calibration_note, habits
from coach.domain.analytics import Habit
from coach.domain.results import QuestionResult
from tests.unit.analytics.test_concepts import result


def with_habit(name: str, *shares: float) -> list[QuestionResult]:
    return [result(number, None, habits={name: share}) for number, share in enumerate(shares, start=1)][::-1]


def rated(*errors: float) -> list[QuestionResult]:
    """One question per interview, at level 2.5, rated so much too high."""
    return [result(number).replace(level=2.5, self_rating=2.5 + error) for number, error in enumerate(errors, start=1)][
        ::-1
    ]


@pytest.mark.parametrize(
    ("name", "shares", "value", "sentence"),
    [
        ("hints", (0, 0, 0), 0, "Took hints on 0 of 3 questions."),
        (
            "hints",
            (0, 0.4, 0.8),
            0.4,
            "Took hints on 2 of 3 questions, 60 % up the ladder on average where any was.",
        ),
        ("asked_first", (1, 0, 1), 0.667, "Asked about the problem before starting, on 2 of 3 questions."),
        ("planned_first", (0, 0, 1), 0.333, "Said a plan before the first run, on 1 of 3 coding questions."),
        (
            "ran_before_submit",
            (1, 1, 1),
            1,
            "Ran the samples before the first submission, on 3 of 3 coding questions.",
        ),
        (
            "first_submit_right",
            (0, 1, 1),
            0.667,
            "The first submission passed every test, on 2 of 3 coding questions.",
        ),
        ("own_tests", (0, 0, 0), 0, "Wrote own tests, on 0 of 3 coding questions."),
        (
            "mutants_killed",
            (0.5, 0.25, 0.75),
            0.5,
            "Own tests catch 50 % of the known mistakes, over 3 coding questions.",
        ),
        ("we_share", (0.2, 0.6, 1), 0.6, "60 % of the steps in your stories are told as “we”, over 3 stories."),
    ],
)
def test_a_habit_is_a_figure_and_a_sentence(name: str, shares: tuple[float, ...], value: float, sentence: str) -> None:
    assert habits(with_habit(name, *shares)) == (Habit(name=name, value=value, questions=3, meaning=sentence),)
    assert habits(with_habit(name, *shares[:2])) == ()


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert habits([]) == ()
    assert habits([result(number, None) for number in range(9)]) == ()


def test_time_is_of_the_minutes_allowed_and_may_run_over() -> None:
    timed = [result(3, seconds=1800, minutes_allowed=20), result(2, seconds=600, minutes_allowed=20)]
    timed += [result(1, seconds=900, minutes_allowed=15), result(0, 0.0, seconds=60, minutes_allowed=15), result(0)]
    assert habits(timed) == (
        Habit(
            name="time_used",
            value=1.0,
            questions=3,
            meaning="Used 100 % of the time on average; 1 of 3 questions ran over.",
        ),
    )


def test_only_the_newest_thirty_questions_count() -> None:
    old, late = with_habit("own_tests", *[0.0] * 10), with_habit("own_tests", *[1.0] * RECENT)
    (found,) = habits([*late, *old])
    assert (found.value, found.questions) == (1.0, RECENT)


def test_own_ratings_against_levels() -> None:
    bias, off = calibration(rated(0.5, -0.5, 1.0, 1.5, 0.5))
    # Mean 0.6, standard deviation 0.742, standard error 0.332, Student's t 2.78.
    assert (bias.name, bias.value, bias.questions) == ("self_rating_bias", 0.6, 5)
    assert bias.meaning == (
        "Own ratings are 0.6 levels too high on average: +0.6, 95 % interval -0.3 to +1.5, over 5 interviews."
    )
    assert (off.name, off.value) == ("self_rating_error", 0.8)
    assert off.meaning == "Own ratings are 0.8 levels off on average, 95 % interval 0.3 to 1.3."


def test_ratings_that_are_too_low() -> None:
    bias, _ = calibration(rated(-0.5, -0.5, -0.5, -0.5, -0.5))
    assert bias.meaning.startswith("Own ratings are 0.5 levels too low on average: -0.5, 95 % interval -0.5 to -0.5")


def test_ratings_of_one_interview_count_as_one() -> None:
    ratings = [result(1, question_id=f"q{number}", level=2.0, self_rating=3) for number in range(1, 9)]
    assert calibration(ratings) == ()
    assert calibration_note(ratings) == "own ratings: not enough interviews with any: 1 of 5"


def test_the_note_on_ratings() -> None:
    assert calibration_note([]) == ""
    assert calibration_note([result(1)]) == ""
    assert calibration_note(rated(1, 1, 1, 1)) == "own ratings: not enough interviews with any: 4 of 5"
    assert calibration_note(rated(1, 1, 1, 1, 1)) == ""
    assert calibration(rated(1, 1, 1, 1)) == ()
    assert [one.name for one in habits(rated(1, 1, 1, 1, 1))] == ["self_rating_bias", "self_rating_error"]


def test_the_interval_of_own_ratings_covers_the_true_error() -> None:
    """Two questions in each of few interviews that have good and bad days."""
    chance, count, hits = random.Random(1), 1000, 0
    for _ in range(count):
        days = [chance.gauss(0.4, 0.5) for _ in range(LEAST_RATED + 1)]
        told = [
            result(number, question_id=f"q{question}").replace(level=0.0, self_rating=chance.gauss(day, 0.5))
            for number, day in enumerate(days)
            for question in (1, 2)
        ]
        words = calibration(told)[0].meaning.split("interval ")[1]
        low, high = (float(figure) for figure in words.split(",")[0].split(" to "))
        hits += low - 0.05 <= 0.4 <= high + 0.05
    assert hits / count >= 0.93 - 3 * math.sqrt(0.93 * 0.07 / count)


def test_the_size_of_the_error_is_never_below_nothing() -> None:
    _, off = calibration(rated(0, 0, 0, 0, 2))
    assert off.value == pytest.approx(fmean((0, 0, 0, 0, 2)))
    assert "interval 0.0 to" in off.meaning
