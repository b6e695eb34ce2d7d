"""Single questions against earlier attempts and against others."""

from coach.analytics.benchmarks import MOST, OTHERS, OWN, benchmarks
from coach.domain.analytics import Benchmark
from tests.unit.analytics.test_concepts import result


def test_a_question_met_again() -> None:
    again = [result(3, 8.0), result(2, 5.0), result(1, 4.0)]
    assert benchmarks(again, {}) == (Benchmark(bank_id="two-sum", score=8.0, reference=4.5, count=2, against=OWN),)


def test_others_count_from_five_on() -> None:
    met = [result(2, 8.0), result(1, 6.0, bank_id="lru-cache")]
    assert benchmarks(met, {"two-sum": (5.123, 5), "lru-cache": (7.0, 4), "never-met": (3.0, 9)}) == (
        Benchmark(bank_id="two-sum", score=8.0, reference=5.12, count=5, against=OTHERS),
    )


def test_both_references_stand_side_by_side() -> None:
    found = benchmarks([result(2, 8.0), result(1, 6.0)], {"two-sum": (5.0, 7)})
    assert [one.against for one in found] == [OWN, OTHERS]


def test_what_was_not_assessed_is_no_attempt() -> None:
    assert benchmarks([result(2, None), result(1, 6.0)], {}) == ()
    assert benchmarks([], {"two-sum": (5.0, 7)}) == ()


def test_the_newest_twenty_questions() -> None:
    met = [result(100 - number, 6.0, bank_id=f"question-{number}") for number in range(MOST + 5)]
    found = benchmarks(met, {one.bank_id: (5.0, 7) for one in met})
    assert [one.bank_id for one in found] == [f"question-{number}" for number in range(MOST)]
