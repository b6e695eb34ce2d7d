"""What came of a script: its expectations, as JSON and as JUnit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coach.domain.base import Model
from coach.domain.enums import QuestionType, TestGroup, Verdict
from coach.domain.execution import ExecutionReport
from coach.domain.feedback import QuestionAssessment
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt
from coach.domain.session import InterviewSession
from coach.errors import CoachError
from coach.scripted.player import Played
from coach.scripted.script import Expectations, QuestionExpectations, holds

if TYPE_CHECKING:
    from junitparser import TestSuite

RESPONSE_FIELDS = {"response_text", "code_solution", "language", "own_tests", "confidence_level"}
SCORES = ("overall_score", "technical_score", "communication_score", "problem_solving_score")


class Expectation(Model):
    """One expectation with what came instead."""

    name: str
    expected: str
    got: str
    met: bool


@dataclass(frozen=True)
class Judged:
    """A script that was played to its end."""

    played: Played
    checks: tuple[Expectation, ...]


@dataclass(frozen=True)
class Failed:
    """A script that an error ended."""

    name: str
    error: CoachError


Result = Judged | Failed


def _shown(value: object) -> str:
    return "not assessed" if value is None else str(value.value if hasattr(value, "value") else value)


def _expect(name: str, expected: object, got: object) -> Expectation:
    met = holds(expected, got) if isinstance(expected, str) and not hasattr(expected, "value") else expected == got  # type: ignore[arg-type]
    return Expectation(name=name, expected=_shown(expected), got=_shown(got), met=met)


def expectations(played: Played, min_score: float | None = None) -> tuple[Expectation, ...]:
    """Every expectation of the script, and the minimum score of the command line, against the result."""
    script = played.script
    found = list(_of_interview(played, script.expect))
    if min_score is not None:
        found.append(_expect("min-score", f">= {min_score:g}", played.feedback.overall_score))
    asked = []
    for index, root in enumerate(played.session.roots):
        entry = script.moves_for(root.bank_id, index)
        asked.append(entry)
        if entry.expect:
            found += _of_question(root.bank_id, entry.expect, _assessment(played, root))
    for index, entry in enumerate(script.candidate):
        # By identity: two unnamed entries may well be equal.
        if entry.expect and not any(entry is one for one in asked):
            found += _of_no_question(entry.question or f"candidate.{index}", entry.expect)
    return tuple(found)


def _assessment(played: Played, root: InterviewQuestion) -> QuestionAssessment | None:
    return next((one for one in played.feedback.questions if one.question_id == root.id), None)


def _of_interview(played: Played, wanted: Expectations) -> list[Expectation]:
    feedback = played.feedback
    found = [_expect(name, getattr(wanted, name), getattr(feedback, name)) for name in SCORES if getattr(wanted, name)]
    if wanted.verdict:
        found += _of_coding(played, wanted.verdict)
    if wanted.meets_bar is not None:
        found.append(_expect("meets_bar", wanted.meets_bar, feedback.meets_bar))
    return found


def _of_coding(played: Played, wanted: Verdict) -> list[Expectation]:
    coding = [root for root in played.session.roots if root.question_type is QuestionType.CODING_PROBLEM]
    if not coding:
        return [_not_asked("verdict", wanted)]
    return [
        _expect(f"{root.bank_id}.verdict", wanted, getattr(_assessment(played, root), "verdict", None))
        for root in coding
    ]


def _wishes(wanted: QuestionExpectations) -> dict[str, object]:
    fields = {name: getattr(wanted, name) for name in ("score", "verdict", "solved", "tests_passed")}
    return {name: value for name, value in fields.items() if value is not None}


def _of_question(slug: str, wanted: QuestionExpectations, got: QuestionAssessment | None) -> list[Expectation]:
    return [_expect(f"{slug}.{name}", value, getattr(got, name, None)) for name, value in _wishes(wanted).items()]


def _of_no_question(place: str, wanted: QuestionExpectations) -> list[Expectation]:
    return [_not_asked(f"{place}.{name}", value) for name, value in _wishes(wanted).items()]


def _not_asked(name: str, expected: object) -> Expectation:
    return Expectation(name=name, expected=_shown(expected), got="not asked", met=False)


def document(played: Played, checks: Sequence[Expectation]) -> dict[str, Any]:
    """One session of the JSON result."""
    session = played.session
    return {
        "script": played.script.name,
        "id": session.id,
        "status": session.status.value,
        "runner": played.runner,
        "interviewer": session.interviewer,
        "feedback": played.feedback.model_dump(mode="json"),
        "questions": [_question(session, question.id) for question in session.questions],
        "expectations": [check.model_dump(mode="json") for check in checks],
    }


def _question(session: InterviewSession, question_id: str) -> dict[str, Any]:
    question = session.question(question_id)
    return {
        "id": question.id,
        "question_type": question.question_type.value,
        "bank_id": question.bank_id,
        "title": question.title,
        "text": question.text,
        "responses": [
            response.model_dump(mode="json", include=RESPONSE_FIELDS) for response in session.responses_to(question.id)
        ],
        "attempts": [
            _attempt(attempt, attempt.report) for attempt in session.attempts_at(question.id) if attempt.report
        ],
    }


def _attempt(attempt: Attempt, report: ExecutionReport) -> dict[str, Any]:
    own, given = report.in_group(TestGroup.OWN), report.without(TestGroup.OWN)
    told = {"kind": attempt.kind.value, "state": attempt.state.value, "passed": given.passed, "total": given.total}
    return {**told, "own_passed": report.passed - given.passed, "own_total": len(own)} if own else told


def failure_document(failed: Failed) -> dict[str, Any]:
    """What stands among the sessions for a script that could not be played to its end."""
    error = failed.error
    told = {"code": error.code, "message": error.message, "why": error.why, "fix": error.fix}
    return {"script": failed.name, "error": told}


def junit(results: Sequence[Result]) -> str:
    """JUnit XML: each script a suite, each expectation a case; without expectations or with an error, one case."""
    from junitparser import JUnitXml

    xml = JUnitXml("coach run")
    for result in results:
        xml.add_testsuite(_failed_suite(result) if isinstance(result, Failed) else _suite(result))
    xml.update_statistics()  # type: ignore[no-untyped-call]
    text: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return text.decode()


def _suite(judged: Judged) -> TestSuite:
    from junitparser import Failure, TestCase, TestSuite

    name = _clean(judged.played.script.name)
    suite = TestSuite(name)
    suite.add_property("session", _clean(judged.played.session.id))
    for check in judged.checks:
        case = TestCase(_clean(check.name), classname=name)
        if not check.met:
            case.result = [Failure(_clean(f"expected {check.expected}, got {check.got}"))]
        suite.add_testcase(case)
    if not judged.checks:
        suite.add_testcase(TestCase("completed", classname=name))
    return suite


def _failed_suite(failed: Failed) -> TestSuite:
    from junitparser import Error, TestCase, TestSuite

    name = _clean(failed.name)
    case = TestCase("completed", classname=name)
    case.result = [Error(_clean(failed.error.message), failed.error.code)]
    suite = TestSuite(name)
    suite.add_testcase(case)
    return suite


NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Everything outside the characters of XML 1.0, which no escape can bring in."""


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return NOT_XML.sub("", text)
