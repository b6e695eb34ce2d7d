"""Bank questions and company patterns: what they refuse, and what they tell."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from coach.domain.coding import CodingQuestion, ComplexityTarget
from coach.domain.consent import NOTICE, notice_hash
from coach.domain.content import BankQuestion
from coach.domain.enums import Dimension, InterviewType, ProgrammingLanguage, QuestionType, TestGroup, Verdict
from coach.domain.execution import CaseResult, ExecutionReport
from tests.fakes import behavioral_question, concept_question, design_question, material_of, pattern
from tests.fakes_bank import pair_sum


@pytest.fixture
def coding(tmp_path: Path) -> CodingQuestion:
    return pair_sum(tmp_path)


def test_kinds_hints_and_strong_answers(coding: CodingQuestion) -> None:
    concept, behavioral, design = concept_question(), behavioral_question(), design_question()
    questions = (coding, concept, behavioral, design)
    assert [question.question_type for question in questions] == [
        QuestionType.CODING_PROBLEM,
        QuestionType.TECHNICAL_CONCEPT,
        QuestionType.BEHAVIORAL,
        QuestionType.SYSTEM_DESIGN,
    ]
    assert [len(question.hint_texts) for question in questions] == [5, 1, 0, 0]
    assert all(question.model_solution for question in questions)
    assert coding.model_solution == coding.solutions[ProgrammingLanguage.PYTHON]


def test_a_question_without_a_kind_is_none(coding: CodingQuestion) -> None:
    fields = {name: getattr(coding, name) for name in BankQuestion.model_fields if name != "schema_"}
    bare = BankQuestion(**fields)
    assert bare.model_solution == ""
    with pytest.raises(TypeError):
        _ = bare.question_type


def test_tests_by_group(coding: CodingQuestion) -> None:
    assert [test.id for test in coding.samples] == ["plain", "none"]
    assert len(coding.in_group(TestGroup.CORE, TestGroup.EDGE)) == 4
    assert [case.id for case in material_of(coding).samples] == ["plain", "none"]
    case = material_of(coding).cases[0]
    assert case.without_expected.model_dump() == {"id": "plain", "input": case.input, "cpu_seconds": 2.0}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"input": {"numbers": [1]}}, "the signature wants"),
        ({"id": "none"}, "two tests share an id"),
    ],
)
def test_tests_fit_the_signature(coding: CodingQuestion, change: dict[str, Any], said: str) -> None:
    fields = coding.model_dump(by_alias=True, mode="json")
    fields["tests"][0] |= change
    with pytest.raises(ValidationError, match=said):
        CodingQuestion.model_validate(fields)


def test_the_target_is_acceptable() -> None:
    with pytest.raises(ValidationError, match="must name the target"):
        ComplexityTarget(time="n", acceptable=("n log n",), space="1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mix": {"coding_problem": 60}}, "add up to 100"),
        ({"roles": {"data": {"mix": {"behavioral": 90}}}}, "add up to 100"),
        ({"mix": {"coding_problem": 60, "follow_up": 40}}, "follow-ups are not planned"),
        ({"bars": {"junior": 5}}, "no bar for mid, senior, staff"),
    ],
)
def test_patterns_are_whole(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        pattern(**change)


def test_weights_and_mixes() -> None:
    weighted = pattern(weights=[{"dimension": "verification", "weight": 1.5, "reason": "Money is counted."}])
    assert weighted.weight_of(Dimension.VERIFICATION) == 1.5
    assert weighted.weight_of(Dimension.COMMUNICATION) == 1.0
    assert weighted.mix_for(InterviewType.BEHAVIORAL, "backend") == {QuestionType.BEHAVIORAL: 100}


def test_the_notice_is_told_apart_by_its_words() -> None:
    assert len(notice_hash()) == 64
    assert "erase" in NOTICE


def case(identifier: str, group: str, verdict: str, given: str = "") -> CaseResult:
    return CaseResult(id=identifier, group=TestGroup(group), verdict=Verdict(verdict), input=given)


def report(*cases: CaseResult, **more: Any) -> ExecutionReport:
    return ExecutionReport(runner="fake", language=ProgrammingLanguage.PYTHON, cases=cases, **more)


def test_the_verdict_of_a_whole_run() -> None:
    good, slow = case("a", "sample", "accepted"), case("b", "perf", "time_limit", "x")
    wrong = case("c", "edge", "wrong_answer", "longer input")
    assert report(good).verdict is Verdict.ACCEPTED
    assert report(good).all_passed
    assert not report().all_passed
    assert report(good, slow, wrong).verdict is Verdict.TIME_LIMIT
    assert (report(good, slow).passed, report(good, slow).total) == (1, 2)
    assert report(wrong, compile_error="SyntaxError").verdict is Verdict.COMPILE_ERROR


def test_the_smallest_failure_is_one_to_talk_about() -> None:
    slow, wrong = case("b", "perf", "time_limit", "x"), case("c", "edge", "wrong_answer", "longer input")
    assert report(slow, wrong).smallest_failure == wrong
    assert report(case("a", "sample", "accepted")).smallest_failure is None
