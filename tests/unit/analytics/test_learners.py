"""The simulation of learners is fair and repeatable; whose choice wins is a figure, not a test."""

import random

import pytest

from tests.unit.analytics.learners import (
    A_DAY,
    CHOICES,
    DAYS,
    HOURS,
    LATER,
    MODELS,
    OUTCOMES,
    Concept,
    Diary,
    by_fsrs,
    by_table,
    compare,
    learn,
)


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("model", MODELS)
def test_every_choice_gets_the_same_time_and_plausible_figures(model: str, choice: str) -> None:
    found = learn(model, 12, CHOICES[choice], 5)
    assert found == learn(model, 12, CHOICES[choice], 5)
    assert found != learn(model, 12, CHOICES[choice], 7)
    assert found.practices == DAYS * A_DAY
    assert len(found.figures) == len(OUTCOMES)
    assert all(0 <= figure <= 12 for figure in found.figures)
    assert found.figures[1] > found.figures[3] > 0


def test_rows_compare_each_learner_with_themselves() -> None:
    rows = list(compare(2, seed=3, sizes=(12,)))
    assert rows == list(compare(2, seed=3, sizes=(12,)))
    assert [(row.model, row.choice) for row in rows] == [(model, choice) for model in MODELS for choice in CHOICES]
    for row in rows:
        assert all(0 <= mean <= 12 / HOURS for mean in row.means)
        (ours,) = (one for one in rows if (one.model, one.choice) == (row.model, "fsrs"))
        for difference, our_mean, mean in zip(row.ahead, ours.means, row.means, strict=True):
            assert difference[0] == pytest.approx(our_mean - mean)


@pytest.mark.parametrize("model", MODELS)
def test_practice_helps_time_hurts_and_spacing_pays(model: str) -> None:
    def practised(*days: int) -> Concept:
        (concept,) = MODELS[model](random.Random(1), 1)
        for day in days:
            concept.practise(day, remembered=True)
        return concept

    assert practised().recall(10) == 0
    assert practised(0).recall(1) > practised(0).recall(30) > 0
    assert practised(0, 9).recall(40) > practised(0, 1).recall(40) > practised(0).recall(40)


def test_forgetting_shortens_a_half_life_but_not_below_the_first() -> None:
    (concept,) = MODELS["half-life"](random.Random(1), 1)
    concept.practise(0, remembered=True)
    first = concept.recall(5)
    concept.practise(5, remembered=False)
    assert concept.recall(10) == pytest.approx(first)


def test_choices_take_what_is_due_then_what_is_new() -> None:
    diary = Diary(4)
    diary.note(0, 0, 9.5)
    diary.note(1, 1, 2.0)
    rng = random.Random(0)
    assert by_table(diary, 1, rng) == [0, 2, 3, 1]
    assert by_table(diary, 2, rng) == [0, 1, 2, 3]
    assert by_fsrs(diary, 1, rng) == [2, 3, 0, 1]
    assert by_fsrs(diary, 2, rng) == [1, 2, 3, 0]
    assert LATER > DAYS
