"""Findings to levels, and levels to scores."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.enums import Dimension, QuestionType, Source
from coach.domain.feedback import Cap, DimensionResult, Finding, GateResult, QuestionAssessment
from coach.evaluation import scores
from coach.evaluation.judgement import is_verbatim
from coach.evaluation.levels import Sheet, level_of, result_of

TIERS = st.lists(st.tuples(st.integers(2, 4), st.booleans()), min_size=1, max_size=10)


def findings(*pairs: tuple[int, bool | None], source: Source = Source.FACT) -> list[Finding]:
    sheet = Sheet(Dimension.DEPTH)
    for index, (tier, met) in enumerate(pairs):
        sheet.fact(tier, f"c{index}", "Something", met)
    return [one.replace(source=source) for one in sheet.findings]


@pytest.mark.parametrize(
    ("pairs", "level"),
    [
        ([], None),
        ([(2, None)], None),
        ([(2, False)], 1),
        ([(2, True)], 3),
        ([(2, True), (2, False)], 2),
        ([(2, True), (2, False), (2, False)], 1),
        ([(2, True), (3, True)], 3),
        ([(2, True), (3, True), (4, True)], 4),
        ([(2, True), (3, True), (4, False)], 3),
        ([(2, True), (3, False), (4, True)], 2),
        ([(2, False), (3, True), (4, True)], 1),
        ([(2, False), (3, True), (3, True), (3, True)], 2),
        ([(2, False), (3, True), (3, True), (4, True), (4, True)], 2),
        ([(2, False), (3, False), (3, True), (3, True)], 1),
        ([(2, False), (2, False), (2, False), (3, True), (4, True)], 1),
        ([(3, True), (3, False), (3, False)], 2),
        ([(3, False), (3, False), (3, False)], 1),
        ([(3, True), (3, True), (3, False)], 3),
        ([(3, True), (3, True), (3, True)], 4),
        ([(4, True), (4, True), (4, True)], 2),
        ([(2, True), (3, True), (3, None), (4, True), (4, True), (4, False)], 4),
    ],
)
def test_levels(pairs: list[tuple[int, bool | None]], level: int | None) -> None:
    assert level_of(findings(*pairs)) == level


@given(TIERS, st.data())
def test_one_more_yes_never_lowers_a_level(pairs: list[tuple[int, bool]], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(pairs) - 1))
    tier, _ = pairs[index]
    without = level_of(findings(*pairs[:index], (tier, False), *pairs[index + 1 :]))
    with_it = level_of(findings(*pairs[:index], (tier, True), *pairs[index + 1 :]))
    assert without is not None and with_it is not None and without <= with_it


def test_own_opinions_and_caps() -> None:
    own = findings((2, True), (3, True), (4, True), source=Source.SELF)
    assert level_of(own) is None
    result = result_of(Dimension.DEPTH, own)
    assert (result.level, result.assessment_confidence, bool(result.why)) == (None, 0.0, True)
    cap = Cap(dimension=Dimension.DEPTH, level=2, reason="fact")
    capped = result_of(Dimension.DEPTH, findings((2, True), (3, True), (4, True)), [cap])
    assert (capped.level, capped.caps, capped.assessment_confidence) == (2, (cap,), 1.0)
    assert result_of(Dimension.DEPTH, findings((2, False)), [cap]).level == 1


@pytest.mark.parametrize(
    ("level", "score"),
    [(0, 0.0), (1, 1.0), (1.5, 2.5), (2, 4.0), (2.5, 5.5), (3, 7.0), (4, 10.0), (9, 10.0), (-1, 0.0)],
)
def test_anchors(level: float, score: float) -> None:
    assert scores.score_of(level) == score


@pytest.mark.parametrize(("score", "level"), [(0, 0), (1, 1), (4, 2), (7, 3), (10, 4), (11, 4), (5.5, 2.5)])
def test_anchors_backwards(score: float, level: float) -> None:
    assert scores.level_at(score) == level


def test_a_mean_with_unread_parts_never_rises() -> None:
    assert scores.bounded_mean([(None, 1)], 2) is None
    assert scores.bounded_mean([], 2) is None
    assert scores.bounded_mean([(4, 1), (None, 1)], 2) == 3
    assert scores.bounded_mean([(1, 1), (None, 1)], 2) == 1
    assert scores.bounded_mean([(4, 3), (2, 1)], 2) == 3.5
    values = [None, *(float(level) for level in range(1, 5))]
    for first, second, third in product(values, repeat=3):
        if third is None or third < 2:
            continue
        before = scores.bounded_mean([(first, 1), (second, 2), (third, 1)], 2)
        after = scores.bounded_mean([(first, 1), (second, 2), (None, 1)], 2)
        assert before is not None and (after is None or after <= before + 1e-9)


def results(**levels: int | None) -> list[DimensionResult]:
    return [DimensionResult(dimension=Dimension(name), level=level) for name, level in levels.items()]


def test_communication_moves_a_question_by_one_level_at_most() -> None:
    def weigh(dimension: Dimension) -> float:
        return 3.0 if dimension is Dimension.COMMUNICATION else 0.5

    low = results(problem_solving=4, communication=1)
    high = results(problem_solving=1, communication=4)
    assert scores.question_level(low, (), weigh) == 3
    assert scores.question_level(high, (), weigh) == 2
    cap = Cap(dimension=Dimension.PROBLEM_SOLVING, level=2, reason="not solved")
    assert scores.question_level(high, (cap,), weigh) == 1
    assert scores.question_level(results(problem_solving=4, communication=4), (cap,)) == 2
    assert scores.question_level(results(problem_solving=None, communication=4), ()) is None


def assessed(score: float | None, gate: GateResult = GateResult.PASSED, **more: object) -> QuestionAssessment:
    return QuestionAssessment(
        question_id="q1",
        bank_id="b",
        kind=QuestionType.TECHNICAL_CONCEPT,
        title="T",
        gate=gate,
        score=score,
        level=None,
        dimensions=(),
    ).replace(**more)


def test_overall_over_questions() -> None:
    assert scores.overall([]) is None
    assert scores.overall([assessed(None)]) is None
    assert scores.overall([assessed(8.0), assessed(0.0)]) == 4.0
    assert scores.overall([assessed(8.0), assessed(None)]) == 6.0
    assert scores.overall([assessed(2.0), assessed(None)]) == 2.0
    broken = assessed(None, kind=QuestionType.CODING_PROBLEM, solved=None)
    assert scores.overall([assessed(8.0), broken]) == 8.0
    assert scores.overall([broken]) is None


def test_weights_change_a_score_only_where_there_is_one() -> None:
    def weigh(dimension: Dimension) -> float:
        return 3.0 if dimension is Dimension.CORRECTNESS else 1.0

    parts = tuple(results(correctness=4, depth=2))
    assert scores.weighted(assessed(7.0, dimensions=parts), weigh).score == 8.5
    assert scores.weighted(assessed(0.0, GateResult.NOT_ANSWERED, dimensions=parts), weigh).score == 0.0
    assert scores.weighted(assessed(None, dimensions=parts), weigh).score is None
    assert scores.weighted(assessed(5.0), weigh).score == 5.0
    assert scores.confidence_of([]) == 0.0


@pytest.mark.parametrize(
    ("quote", "verbatim"),
    [
        ("used a dictionary", True),
        ("USED a dictionary, to remember", True),
        ("used a “dictionary” to", True),
        ("a dictionary", False),
        ("used the dictionary", False),
        ("sed a dictionary", False),
        ("", False),
    ],
)
def test_quotes_must_be_in_the_words(quote: str, verbatim: bool) -> None:
    assert is_verbatim(quote, "I used a dictionary to remember each number.") is verbatim
