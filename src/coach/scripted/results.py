"""What came of a script: its expectations, as JSON and as JUnit."""

from collections.abc import Sequence
from typing import Any

from coach.domain.base import Model
from coach.domain.enums import QuestionType
from coach.domain.feedback import QuestionAssessment
from coach.domain.session import InterviewSession
from coach.scripted.player import Played
from coach.scripted.script import Expectations, QuestionExpectations, holds

SCORES = ("overall_score", "technical_score", "communication_score", "problem_solving_score")


class Expectation(Model):
    """One expectation with what came instead."""

    name: str
    expected: str
    got: str
    met: bool


def _shown(value: object) -> str:
    return "not assessed" if value is None else str(value.value if hasattr(value, "value") else value)


def _expect(name: str, expected: object, got: object) -> Expectation:
    met = holds(expected, got) if isinstance(expected, str) and not hasattr(expected, "value") else expected == got  # type: ignore[arg-type]
    return Expectation(name=name, expected=_shown(expected), got=_shown(got), met=met)


def expectations(played: Played, min_score: float | None = None) -> tuple[Expectation, ...]:
    """Every expectation of the script, and the minimum score of the command line, against the result."""
    found = list(_of_interview(played, played.script.expect))
    if min_score is not None:
        found.append(_expect("min-score", f">= {min_score:g}", played.feedback.overall_score))
    for index, root in enumerate(played.session.roots):
        wanted = played.script.moves_for(root.bank_id, index).expect
        assessment = next((one for one in played.feedback.questions if one.question_id == root.id), None)
        if wanted:
            found += _of_question(root.bank_id, wanted, assessment)
    return tuple(found)


def _of_interview(played: Played, wanted: Expectations) -> list[Expectation]:
    feedback = played.feedback
    found = [_expect(name, getattr(wanted, name), getattr(feedback, name)) for name in SCORES if getattr(wanted, name)]
    if wanted.verdict:
        coding = [one for one in feedback.questions if one.kind is QuestionType.CODING_PROBLEM]
        found += [_expect(f"{one.bank_id}.verdict", wanted.verdict, one.verdict) for one in coding]
    if wanted.meets_bar is not None:
        found.append(_expect("meets_bar", wanted.meets_bar, feedback.meets_bar))
    return found


def _of_question(slug: str, wanted: QuestionExpectations, got: QuestionAssessment | None) -> list[Expectation]:
    fields = [name for name in ("score", "verdict", "solved", "tests_passed") if getattr(wanted, name) is not None]
    return [_expect(f"{slug}.{name}", getattr(wanted, name), getattr(got, name, None)) for name in fields]


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
            response.model_dump(mode="json", include={"response_text", "code_solution", "language", "confidence_level"})
            for response in session.responses_to(question.id)
        ],
        "attempts": [
            {
                "kind": attempt.kind.value,
                "state": attempt.state.value,
                "passed": attempt.report.passed,
                "total": attempt.report.total,
            }
            for attempt in session.attempts_at(question.id)
            if attempt.report
        ],
    }


def junit(results: Sequence[tuple[Played, Sequence[Expectation]]]) -> str:
    """JUnit XML: each script a suite, each expectation a case; a script without expectations has one case."""
    from junitparser import Failure, JUnitXml, TestCase, TestSuite

    xml = JUnitXml("coach run")
    for played, checks in results:
        suite = TestSuite(_clean(played.script.name))
        suite.add_property("session", played.session.id)
        for check in checks:
            case = TestCase(check.name, classname=_clean(played.script.name))
            if not check.met:
                case.result = [Failure(_clean(f"expected {check.expected}, got {check.got}"))]
            suite.add_testcase(case)
        if not checks:
            suite.add_testcase(TestCase("completed", classname=_clean(played.script.name)))
        xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    text: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return text.decode()


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return "".join(char for char in text if char in "\t\n" or ord(char) >= 32)
