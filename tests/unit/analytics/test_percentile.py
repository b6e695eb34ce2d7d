"""Where a person stands, against whom, and how sure that is."""

import os
import random
from collections.abc import Sequence
from datetime import date
from statistics import NormalDist, fmean

import pytest

from coach.analytics.percentile import BAR, LEAST_OTHERS, own_history, percentile, percentile_note
from coach.domain.analytics import Estimate, Percentile
from coach.domain.enums import Seniority
from coach.domain.results import CohortMember, InterviewResult, QuestionResult
from tests.unit.analytics.test_concepts import result
from tests.unit.analytics.test_trend import interviews, within
from tests.unit.evaluation.test_feedback import PATTERN

TODAY = date(2026, 2, 1)
SIMULATED = 10_000 if os.environ.get("COACH_SOAK") == "1" else 150
MEAN, BETWEEN = 5.5, 1.2
"""Of simulated people's expected scores."""
HELD = (1, 2, 3, 5, 8, 12)
"""Numbers of interviews that simulated people have held, each as likely."""


def people(count: int, low: float = 4.0, high: float = 7.0) -> tuple[CohortMember, ...]:
    """Evenly spread over a range, with three interviews each."""
    step = (high - low) / max(1, count - 1)
    return tuple(CohortMember(overall=low + step * number, interviews=3) for number in range(count))


def standing(
    own: Sequence[InterviewResult], cohort: Sequence[CohortMember], results: Sequence[QuestionResult] = ()
) -> Percentile:
    return percentile(own, results, cohort, PATTERN, TODAY)


def value(own: Sequence[InterviewResult], cohort: Sequence[CohortMember]) -> Estimate:
    found = standing(own, cohort).value
    assert found is not None
    return found


FIVE = interviews(5.0, 6.0, 5.5, 5.0, 6.0)


def test_no_percentile_below_thirty_others() -> None:
    for count in range(LEAST_OTHERS):
        found = standing(FIVE, people(count))
        assert found.value is None and found.people == 0
        assert found.reference.startswith(BAR)
        assert percentile_note(FIVE, people(count)) == (
            f"percentile: not enough others with this role and seniority: {count} of 30"
        )
    assert standing(FIVE, people(LEAST_OTHERS)).value is not None


def test_the_reference_names_people_number_and_day() -> None:
    found = standing(FIVE, people(31))
    assert found.people == 31
    assert found.reference == (
        "31 others here who interviewed for mid backend, scored by version 1 of the rules, as of 2026-02-01; "
        "better than 3 and equal to 1 of your last 4 interviews"
    )


def test_without_a_cohort_the_bar_is_the_reference() -> None:
    assert standing(interviews(6.0), ()).reference == (
        "rubric level and hire bar: 6.0 in the newest interview, 6.5 is the bar of Big tech for mid"
    )
    nowhere = percentile(interviews(6.0), (), (), None, TODAY)
    assert nowhere == Percentile(value=None, reference="rubric level and hire bar: 6.0 in the newest interview")


def test_own_interviews_must_be_enough_and_alike() -> None:
    note = "percentile: not enough interviews for this role and seniority: {} of 5"
    assert percentile_note(interviews(5, 6, 5, 6), people(40)) == note.format(4)
    for other in ({"role": "data"}, {"seniority": Seniority.SENIOR}, {"evaluator_version": 2}):
        mixed = (*FIVE[:4], FIVE[4].replace(**other))
        assert percentile_note(mixed, people(40)) == note.format(4)
        assert standing(mixed, people(40)).value is None
    assert percentile_note(FIVE, people(40)) == ""


def test_the_middle_the_bottom_and_the_top() -> None:
    middle = value(interviews(5.3, 5.7, 5.4, 5.6, 5.5), people(101))
    assert middle.value == pytest.approx(50, abs=2)
    assert middle.interviews == 5
    top = value(interviews(9.8, 10, 9.9, 10, 10), people(101))
    assert 97 < top.value <= top.high <= 100 and 90 < top.low < top.value
    bottom = value(interviews(0.1, 0, 0.2, 0, 0), people(101))
    assert 0 <= bottom.low <= bottom.value < 1 < bottom.high < 10


def test_fewer_others_and_fewer_interviews_widen_the_interval() -> None:
    def width(own: Sequence[InterviewResult], others: int) -> float:
        found = value(own, people(others))
        return found.high - found.low

    once = (5.0, 6.0, 5.5, 5.0, 6.0)
    assert width(interviews(*once), 30) > width(interviews(*once), 300)
    assert width(interviews(*once), 300) > width(interviews(*once * 10), 300)
    # Known to ±17 points by the size of the cohort alone.
    assert width(interviews(*once * 20), 30) == pytest.approx(34, abs=4)


def test_equals_count_half() -> None:
    same = tuple(CohortMember(overall=6.0, interviews=1) for _ in range(40))
    found = value(interviews(6, 6, 6, 6, 6), same)
    assert found.value == pytest.approx(50, abs=3)


def test_the_same_people_give_the_same_answer_in_any_order() -> None:
    assert standing(FIVE, people(50)) == standing(FIVE, people(50)[::-1])


def test_own_history_in_words() -> None:
    own = interviews(*range(1, 11), 7.5)
    met = [result(11, 9.0, concepts=("heaps", "graphs")), *(result(11 - n, 11.0 - n) for n in range(1, 11))]
    assert own_history(own, met) == (
        "better than 7 of your last 10 interviews",
        "better than 8 and equal to 1 of your last 10 on graphs",
    )


def test_own_history_needs_three_earlier_ones() -> None:
    assert own_history(interviews(5, 6, 7), ()) == ()
    assert own_history(interviews(5, 6, 7, 4), ()) == ("better than 0 of your last 3 interviews",)
    met = [result(3, 9.0), result(2, 1.0), result(1, 1.0)]
    assert own_history(interviews(5, 6, 7), met) == ()


def test_own_history_reads_one_version_of_the_rules() -> None:
    own = interviews(1, 2, 3, 4, 5)
    changed = (own[0].replace(evaluator_version=2), *own[1:])
    met = [result(5, 9.0, evaluator_version=2), *(result(n, 1.0) for n in (4, 3, 2, 1))]
    assert own_history(changed, met) == ()
    assert own_history(own, [result(5, None), *met[1:]]) == ("better than 4 of your last 4 interviews",)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("others", "held", "within_sd"),
    [(30, None, 0.82), (100, None, 0.82), (100, 5, 0.82), (30, 5, 1.2)],
    ids=["30 others", "100 others", "five interviews", "unreliable interviews"],
)
def test_the_interval_covers_the_true_percentile(others: int, held: int | None, within_sd: float) -> None:
    """For the share of all such people whose recorded mean is below what is to be expected of this person."""
    chance = random.Random(others)
    hits = sum(_covers(chance, others, held, within_sd) for _ in range(SIMULATED))
    assert within(hits, SIMULATED), hits / SIMULATED


def _covers(chance: random.Random, others: int, held: int | None, within_sd: float) -> bool:
    expected = chance.gauss(MEAN, BETWEEN)
    recorded = {number: NormalDist(MEAN, (BETWEEN**2 + within_sd**2 / number) ** 0.5) for number in HELD}
    own = [chance.gauss(expected, within_sd) for _ in range(held or chance.choice((5, 8, 12, 20)))]
    cohort = []
    for _ in range(others):
        number = chance.choice(HELD)
        mean = chance.gauss(MEAN, recorded[number].stdev)
        cohort.append(CohortMember.model_construct(overall=mean, interviews=number))
    found = value([one.replace(overall=score) for one, score in zip(interviews(*[5] * 20), own, strict=False)], cohort)
    return found.low <= 100 * fmean(one.cdf(expected) for one in recorded.values()) <= found.high
