"""Choosing a follow-up: the evidence first, then the question's own list."""

from pathlib import Path
from typing import Any

import pytest

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseResult, ExecutionReport
from coach.domain.prose import DesignTwist
from coach.domain.response import Attempt, AttemptKind, AttemptState
from coach.domain.transcript import QuestionTranscript
from coach.interview.follow_ups import as_question, ask_about_failure, choose, last_run, settled_by_code
from coach.interview.plan import as_asked
from tests.fakes import behavioral_question, concept_question, design_question
from tests.fakes_bank import pair_sum


def case(verdict: Verdict = Verdict.WRONG_ANSWER, **changes: Any) -> CaseResult:
    fields: dict[str, Any] = {
        "id": "half",
        "group": TestGroup.EDGE,
        "verdict": verdict,
        "input": "numbers = [5, 1]\ntarget = 10",
        "got": "true",
        "why": "half of the target",
        **changes,
    }
    return CaseResult(**fields)


def report(*cases: CaseResult, **more: Any) -> ExecutionReport:
    return ExecutionReport(runner="fake", language=ProgrammingLanguage.PYTHON, cases=cases, **more)


def attempt(found: ExecutionReport | None, **changes: Any) -> Attempt:
    fields: dict[str, Any] = {
        "id": "a1",
        "session_id": "s",
        "question_id": "q1",
        "sequence": 1,
        "kind": AttemptKind.SUBMIT,
        "state": AttemptState.FINISHED,
        "report": found,
        **changes,
    }
    return Attempt(**fields)


def transcript(bank: BankQuestion, *attempts: Attempt) -> QuestionTranscript:
    return QuestionTranscript(bank=bank, question=as_asked(bank, 1), attempts=attempts)


@pytest.fixture
def coding(tmp_path: Path) -> CodingQuestion:
    return pair_sum(tmp_path)


@pytest.mark.parametrize(
    ("failed", "said"),
    [
        (case(), "With numbers = [5, 1], target = 10 your code returns true."),
        (
            case(Verdict.RUNTIME_ERROR, error="IndexError: out of range", line=7),
            "stops with IndexError: out of range (line 7)",
        ),
        (case(Verdict.RUNTIME_ERROR, error="KeyError: 3"), "stops with KeyError: 3. What"),
        (case(Verdict.TIME_LIMIT), "does not finish in time"),
        (case(Verdict.MEMORY_LIMIT), "ends with: memory limit"),
        (case(Verdict.OUTPUT_LIMIT, error="more than 64 KiB printed"), "ends with: more than 64 KiB printed"),
        (case(input="x" * 400), "With a large input (half of the target)"),
    ],
)
def test_failures_in_words(failed: CaseResult, said: str) -> None:
    assert said in ask_about_failure(report(failed))


def test_code_that_does_not_load_and_code_that_is_right() -> None:
    assert "SyntaxError" in ask_about_failure(report(case(Verdict.COMPILE_ERROR), compile_error="SyntaxError: invalid"))
    assert ask_about_failure(report(case(Verdict.ACCEPTED))) == ""


def test_the_failing_group_is_asked_about_first(coding: CodingQuestion) -> None:
    core = case(id="core", group=TestGroup.CORE, input="numbers = []")
    choice = choose(transcript(coding, attempt(report(core, case()))), ["failed:edge"], 2)
    assert choice is not None
    assert choice.id == "evidence:failed:edge"
    assert "[5, 1]" in choice.ask


@pytest.mark.parametrize("attempts", [(), (attempt(None),), (attempt(report(case()), state=AttemptState.FAILED),)])
def test_without_a_report_the_list_is_used(coding: CodingQuestion, attempts: tuple[Attempt, ...]) -> None:
    choice = choose(transcript(coding, *attempts), ["failed:edge"], 2)
    assert choice is not None
    assert choice.id == "memory"


def test_a_group_that_did_not_run_takes_the_smallest_failure_there_is(coding: CodingQuestion) -> None:
    choice = choose(transcript(coding, attempt(report(case()))), ["failed:core"], 2)
    assert choice is not None
    assert "[5, 1]" in choice.ask
    passed = attempt(report(case(Verdict.ACCEPTED)))
    choice = choose(transcript(coding, passed), ["failed:edge"], 2)
    assert choice is not None
    assert choice.id == "memory"


def test_probes_ask_for_what_is_missing_in_a_story() -> None:
    choice = choose(transcript(behavioral_question()), ["missing:result"], 2)
    assert choice is not None
    assert (choice.id, choice.ask) == ("probe:result", "How did you measure it?")


@pytest.mark.parametrize("bank", [concept_question(), behavioral_question()])
def test_nothing_for_a_missing_part_that_nobody_asks_about(bank: BankQuestion) -> None:
    choice = choose(transcript(bank), ["missing:driving"], 2)
    assert choice is None or choice.because == "always"


def test_a_design_is_gone_into_and_then_changed() -> None:
    bank = design_question().replace(twists=(DesignTwist(id="regions", change="Half of the users move away."),))
    seen, asked = transcript(bank), []
    for _ in range(4):
        choice = choose(seen, ["missing:driving"], 5)
        if choice is None:
            break
        asked.append(choice.id)
        seen = seen.replace(follow_ups=(*seen.follow_ups, as_question(choice, seen, choice.ask, "bank")))
    assert asked == ["keys", "hot", "twist:regions"]
    assert [question.evaluation_criteria for question in seen.follow_ups] == [("base 62",), ("cache",), ()]


def test_enough_is_enough_and_nothing_is_asked_twice(coding: CodingQuestion) -> None:
    seen = transcript(coding, attempt(report(case())))
    first = choose(seen, ["failed:edge"], 2)
    assert first is not None
    asked = as_question(first, seen, first.ask, "bank")
    assert asked.id == "q1.f1"
    after = seen.replace(follow_ups=(asked,))
    second = choose(after, ["failed:edge"], 2)
    assert second is not None
    assert second.id == "memory"
    told = as_question(second, after, second.ask, "bank")
    assert told.evaluation_criteria == ("sort in place and close in from both ends",)
    assert choose(after, ["failed:edge"], 1) is None
    assert choose(after.replace(follow_ups=(asked, told)), ["failed:edge"], 5) is None


def test_what_settles_a_follow_up(coding: CodingQuestion) -> None:
    seen = transcript(coding, attempt(report(case())))
    first = choose(seen, ["failed:edge"], 2)
    assert first is not None
    asked = as_question(first, seen, first.ask, "bank")
    assert not settled_by_code(asked, [])
    assert settled_by_code(asked, [attempt(report(case(Verdict.ACCEPTED)))])
    assert not settled_by_code(asked, [attempt(report(case()))])
    assert not settled_by_code(asked, [attempt(report(case(Verdict.ACCEPTED, group=TestGroup.CORE)))])
    assert not settled_by_code(asked.replace(follow_up_id="memory"), [attempt(report(case(Verdict.ACCEPTED)))])


def test_the_last_run_is_the_newest_finished_one() -> None:
    old, new = attempt(report(case())), attempt(report(), id="a2", sequence=2)
    samples = attempt(report(), id="a3", sequence=3, kind=AttemptKind.SAMPLES)
    assert last_run((old, new, samples)) == new
    assert last_run((samples,)) is None
