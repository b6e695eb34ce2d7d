"""Verdicts from raw outcomes."""

import math
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseOutcome, Execution, OutcomeStatus
from coach.domain.material import PreparedCase
from coach.evaluation.comparison import agrees
from coach.evaluation.correctness import ENDED_EARLY, judge, report_of

NAN = math.nan
DEEP: Any = []
for _ in range(100_000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("expected", "got", "compare", "same"),
    [
        (1, 1, "exact", True),
        (1, True, "exact", False),
        (True, 1, "exact", False),
        (True, True, "exact", True),
        (1, 1.0, "exact", False),
        (1.0, 1, "exact", True),
        (0.0, -0.0, "exact", True),
        (NAN, NAN, "exact", True),
        (NAN, 1.0, "exact", False),
        (1.5, "1.5", "exact", False),
        (None, None, "exact", True),
        (None, 0, "exact", False),
        (0, None, "exact", False),
        ("a", "a", "exact", True),
        ("a", 1, "exact", False),
        ([1, [2]], [1, [2]], "exact", True),
        ([1, 2], [2, 1], "exact", False),
        ([1], [1, 1], "exact", False),
        ([1], 1, "exact", False),
        ({"a": 1}, {"a": 1}, "exact", True),
        ({"a": 1}, {"b": 1}, "exact", False),
        ({"a": 1}, [1], "exact", False),
        ({"a": 1}, {"a": True}, "exact", False),
        ([1, 2, 2], [2, 1, 2], "unordered", True),
        ([1, 2, 2], [2, 1, 1], "unordered", False),
        ([1, 2], [True, 2], "unordered", False),
        ([1.0, 1], [1, 1], "unordered", True),
        ([[1, 2], [3]], [[3], [1, 2]], "unordered", True),
        ([[1, 2], [3]], [[3], [2, 1]], "unordered", False),
        ([[1, 2], [3]], [[3], [2, 1]], "unordered_nested", True),
        ([{"k": [2, 1]}, None], [None, {"k": [1, 2]}], "unordered_nested", True),
        ({"k": [2, 1]}, {"k": [1, 2]}, "unordered_nested", True),
        ([{"a": 1}, "x", None, 2, True, NAN], [NAN, True, 2, None, "x", {"a": 1}], "unordered", True),
        (3, 3, "unordered", True),
        (0.3, 0.1 + 0.2, "float(1e-6)", True),
        ([1.0, {"a": 2.0}], [1.0000001, {"a": 2}], "float(1e-6)", True),
        (1e9, 1e9 + 1, "float(1e-6)", True),
        (1.0, 1.1, "float(1e-6)", False),
        (1_000_000_000, 1_000_000_001, "float(1e-6)", False),
        (1, 1.0000001, "float(1e-6)", True),
        (1.0, True, "float(1e-6)", False),
        (math.inf, math.inf, "float(1e-6)", True),
        (math.inf, 1.0, "float(1e-6)", False),
        (NAN, NAN, "float(1e-6)", True),
        (NAN, 1.0, "float(1e-6)", False),
        (10**400, 1.0, "float(1e-6)", False),
        (DEEP, DEEP, "exact", False),
    ],
)
def test_values_are_compared_by_type_and_value(expected: Any, got: Any, compare: str, same: bool) -> None:
    assert agrees(expected, got, compare) is same


def case(name: str, expected: Any, **arguments: Any) -> PreparedCase:
    return PreparedCase(
        id=name, group=TestGroup.CORE, input=arguments or {"n": 1}, expected=expected, why=name, cpu_seconds=1.0
    )


def run(*outcomes: CaseOutcome, **more: Any) -> Execution:
    return Execution(runner="fake", language=ProgrammingLanguage.PYTHON, outcomes=outcomes, **more)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (OutcomeStatus.RETURNED, Verdict.ACCEPTED),
        (OutcomeStatus.RAISED, Verdict.RUNTIME_ERROR),
        (OutcomeStatus.CRASHED, Verdict.RUNTIME_ERROR),
        (OutcomeStatus.TIME_LIMIT, Verdict.TIME_LIMIT),
        (OutcomeStatus.MEMORY_LIMIT, Verdict.MEMORY_LIMIT),
        (OutcomeStatus.OUTPUT_LIMIT, Verdict.OUTPUT_LIMIT),
        (OutcomeStatus.NOT_RUN, Verdict.RUNTIME_ERROR),
    ],
)
def test_every_outcome_has_a_verdict(status: OutcomeStatus, verdict: Verdict) -> None:
    outcome = CaseOutcome(id="a", status=status, value=1, cpu_seconds=0.5, printed="hello", line=3)
    judged = judge(run(outcome), [case("a", 1)], "exact")
    (result,) = judged.report().cases
    assert result.verdict is judged.verdict is verdict
    assert (result.printed, result.line, result.cpu_seconds) == ("hello", 3, 0.5)
    assert result.got == ("1" if status is OutcomeStatus.RETURNED else "")
    assert result.error == (ENDED_EARLY if status is OutcomeStatus.NOT_RUN else "")


def test_a_wrong_value_is_a_wrong_answer() -> None:
    outcome = CaseOutcome(id="a", status=OutcomeStatus.RETURNED, value=[1, None, "é"])
    (result,) = report_of(run(outcome), [case("a", [1], nums=[1, 2], target=3.5)], "exact").cases
    assert result.verdict is Verdict.WRONG_ANSWER
    assert result.input == "nums = [1, 2]\ntarget = 3.5"
    assert (result.expected, result.got) == ("[1]", '[1, null, "é"]')


def test_a_missing_outcome_is_a_runtime_error_and_the_first_of_two_counts() -> None:
    first = CaseOutcome(id="b", status=OutcomeStatus.RETURNED, value=2)
    second = CaseOutcome(id="b", status=OutcomeStatus.RETURNED, value=3)
    report = report_of(run(first, second), [case("a", 1), case("b", 2)], "exact")
    assert [result.verdict for result in report.cases] == [Verdict.RUNTIME_ERROR, Verdict.ACCEPTED]
    assert report.cases[0].error == ENDED_EARLY
    assert report.passed == 1


def test_a_compile_error_stands_at_every_case() -> None:
    execution = run(
        compile_error="SyntaxError: line 2", compile_line=2, printed="x", notices=("no cgroup",), seconds=0.1
    )
    judged = judge(execution, [case("a", 1), case("b", 2)], "exact")
    report = judged.report()
    assert {result.verdict for result in report.cases} == {judged.verdict} == {Verdict.COMPILE_ERROR}
    assert {result.line for result in report.cases} == {2}
    assert (report.verdict, report.notices, report.seconds) == (Verdict.COMPILE_ERROR, ("no cgroup",), 0.1)


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        ("1\n2\n", "1 \n2", True),
        ("1\n2", "1\n2\n\n", True),
        ("1\n2", "1\n\n2", False),
        (" 1", "1", False),
        ("1", 1, False),
    ],
)
def test_printed_text_is_compared_without_what_nobody_sees(expected: str, got: object, same: bool) -> None:
    assert agrees(expected, got, "text") is same  # type: ignore[arg-type]
