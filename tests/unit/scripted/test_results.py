"""What is told about a played script: expectations, JSON and JUnit."""

from pathlib import Path
from typing import Any

import pytest
from junitparser import Error, Failure, JUnitXml

from coach.errors import RunnerUnavailable
from coach.scripted.results import Expectation, Failed, Judged, document, expectations, failure_document, junit
from tests.fakes import SOLUTION, WRONG
from tests.unit.scripted.stage import Stage

RIGHT = {"question": "pair-sum", "moves": [{"code": SOLUTION}, {"submit": True}]}
FALSE = {"question": "pair-sum", "moves": [{"code": WRONG}, {"submit": True}]}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


async def test_expectations_of_a_question(stage: Stage) -> None:
    wanted = {"verdict": "accepted", "solved": True, "tests_passed": 6, "score": "> 9.9"}
    played = await stage.play({**RIGHT, "expect": wanted})
    found = {check.name: check for check in expectations(played)}
    assert {name: check.met for name, check in found.items()} == {
        "pair-sum.verdict": True,
        "pair-sum.solved": True,
        "pair-sum.tests_passed": True,
        "pair-sum.score": False,
    }
    assert found["pair-sum.tests_passed"].expected == "== 6"
    assert found["pair-sum.verdict"].got == "accepted"


async def test_expectations_of_the_interview(stage: Stage) -> None:
    played = await stage.play(FALSE, expect={"overall_score": "<= 10", "verdict": "accepted", "meets_bar": True})
    found = {check.name: check.met for check in expectations(played, min_score=9.5)}
    assert found == {"overall_score": True, "pair-sum.verdict": False, "meets_bar": False, "min-score": False}


async def test_a_score_that_is_not_there_meets_nothing(stage: Stage) -> None:
    played = await stage.play(RIGHT)
    blank = played.feedback.replace(overall_score=None)
    played = type(played)(played.script, played.session, blank, played.runner)
    (check,) = expectations(played, min_score=0)
    assert (check.met, check.got) == (False, "not assessed")


async def test_expectations_of_a_question_that_was_not_reached(stage: Stage) -> None:
    story = {"question": "conflict", "moves": [{"submit": "I asked."}], "expect": {"score": ">= 0"}}
    slow = {"question": "pair-sum", "moves": [{"wait": 61}, {"say": "Hm."}]}
    played = await stage.play(slow, story, interview={"minutes": 1})
    (check,) = expectations(played)
    assert (check.name, check.met, check.got) == ("conflict.score", False, "not assessed")


async def test_expectations_of_questions_that_were_not_asked(stage: Stage) -> None:
    wish: dict[str, Any] = {"expect": {"score": ">= 0", "solved": False}}
    entries = [{"question": "conflict", **wish}, {"question": "pair-sum", **wish}, wish, wish]
    played = await stage.play(*entries, interview={"questions": ["pair-sum", "conflict"], "max_questions": 1})
    asked = [root.bank_id for root in played.session.roots]
    unasked = {check.name for check in expectations(played) if (check.got, check.met) == ("not asked", False)}
    places = {"conflict", "pair-sum"} - set(asked) | {"candidate.2", "candidate.3"}
    assert unasked == {f"{place}.{name}" for place in places for name in ("score", "solved")}
    assert {f"{slug}.score" for slug in asked} <= {check.name for check in expectations(played)}


async def test_named_entries_outside_a_seeded_plan_are_unmet(stage: Stage) -> None:
    entries = [{"question": slug, "expect": {"score": "<= 10"}} for slug in ("pair-sum", "conflict")]
    played = await stage.play(*entries, interview={"max_questions": 1, "type": "behavioral"})
    assert [root.bank_id for root in played.session.roots] == ["conflict"]
    checks = {check.name: check for check in expectations(played)}
    assert (checks["pair-sum.score"].got, checks["pair-sum.score"].met) == ("not asked", False)
    assert checks["pair-sum.score"].expected == "<= 10"


async def test_a_verdict_without_a_coding_question_is_unmet(stage: Stage) -> None:
    story = {"question": "conflict", "moves": [{"submit": "I asked."}]}
    played = await stage.play(story, expect={"verdict": "accepted"})
    (check,) = expectations(played)
    assert check.model_dump() == {"name": "verdict", "expected": "accepted", "got": "not asked", "met": False}


async def test_the_document(stage: Stage) -> None:
    played = await stage.play({**RIGHT, "follow_ups": {"memory": "Sort it."}, "expect": {"solved": True}})
    shown: dict[str, Any] = document(played, expectations(played))
    assert list(shown) == [
        *("script", "id", "status", "runner", "interviewer", "feedback", "questions", "expectations"),
    ]
    assert (shown["status"], shown["interviewer"], shown["runner"]) == ("completed", "offline", "trusting")
    root, follow_up, twist = shown["questions"]
    assert root["attempts"] == [{"kind": "submit", "state": "finished", "passed": 6, "total": 6}]
    assert follow_up["responses"][0]["response_text"] == "Sort it."
    assert twist["responses"] == []
    assert shown["expectations"] == [{"name": "pair-sum.solved", "expected": "True", "got": "True", "met": True}]
    assert shown["feedback"]["overall_score"] == played.feedback.overall_score


async def test_the_document_counts_own_tests_apart(stage: Stage) -> None:
    own = [{"tests": "{numbers: [3], target: 6, expected: true}"}, {"run": True}]
    played = await stage.play({**RIGHT, "moves": [RIGHT["moves"][0], *own, *RIGHT["moves"][1:]]})
    (root, _) = document(played, ())["questions"]
    assert root["attempts"][0] == {
        **{"kind": "samples", "state": "finished", "passed": 2, "total": 2},
        **{"own_passed": 0, "own_total": 1},
    }
    assert root["responses"][0]["own_tests"][0]["input"] == {"numbers": [3], "target": 6}


async def test_junit(stage: Stage) -> None:
    first = await stage.play({**RIGHT, "expect": {"solved": False, "verdict": "accepted"}}, name="a <&> \x01b")
    second = await stage.play(RIGHT, name="no wishes")
    text = junit([Judged(one, expectations(one)) for one in (first, second)])
    xml = JUnitXml.fromstring(text.encode())
    one, two = list(xml)
    assert (one.name, one.tests, one.failures) == ("a <&> b", 2, 1)
    assert f'value="{first.session.id}"' in text
    results = {case.name: case.result for case in one}
    assert results["pair-sum.verdict"] == []
    (failure,) = results["pair-sum.solved"]
    assert isinstance(failure, Failure)
    assert failure.message == "expected False, got True"
    assert [(case.name, case.result) for case in two] == [("completed", [])]


def test_a_script_that_failed_is_a_suite_with_one_error() -> None:
    failed = Failed("Two\x00", RunnerUnavailable("No engine\ufffe.", why="It is off.", fix="start it"))
    (suite,) = list(JUnitXml.fromstring(junit([failed]).encode()))
    assert (suite.name, suite.tests, suite.errors, suite.failures) == ("Two", 1, 1, 0)
    ((error,),) = [case.result for case in suite]
    assert isinstance(error, Error)
    assert (error.message, error.type) == ("No engine.", "COACH-301")
    assert failure_document(failed)["error"] == {
        "code": "COACH-301",
        "message": "No engine\ufffe.",
        "why": "It is off.",
        "fix": "start it",
    }


async def test_nothing_that_xml_cannot_hold_enters_it(stage: Stage) -> None:
    odd = "\x00\x0b\x1f\ufffe\uffff"
    played = await stage.play(RIGHT, name=f"a{odd}\U0001f600")
    check = Expectation(name=f"b{odd}.score", expected=f">= 1{odd}", got=odd, met=False)
    (suite,) = list(JUnitXml.fromstring(junit([Judged(played, (check,))]).encode()))
    (case,) = list(suite)
    assert (suite.name, case.name, case.classname) == ("a\U0001f600", "b.score", "a\U0001f600")
    assert [one.message for one in case.result] == ["expected >= 1, got "]
    failed = Failed(f"c{odd}\ud800", RunnerUnavailable("Half\udfff."))
    (suite,) = list(JUnitXml.fromstring(junit([failed]).encode()))
    assert (suite.name, [case.result[0].message for case in suite]) == ("c", ["Half."])
