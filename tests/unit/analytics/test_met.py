"""How far a person has come with single questions."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coach.analytics.met import Met, acquaintances, asked_questions
from coach.domain.analytics import Due
from coach.domain.enums import InterviewStatus, QuestionType
from coach.domain.results import QuestionResult
from coach.domain.summary import SessionSummary
from tests.fakes import behavioral_question, concept_question

NOW = datetime(2026, 5, 1, tzinfo=UTC)
QUESTION = concept_question()


def result(**changes: Any) -> QuestionResult:
    fields: dict[str, Any] = {
        "user_id": "u",
        "session_id": "s",
        "question_id": "q1",
        "at": NOW - timedelta(days=1),
        "bank_id": QUESTION.id,
        "kind": "technical_concept",
        "difficulty": "medium",
        "company": "big_tech",
        "seniority": "mid",
        "role": "backend",
        "score": 5.0,
    }
    return QuestionResult(**{**fields, **changes})


def due(concept: str = "hashing", days: float = -1, recall: float = 0.5, kind: str = "technical_concept") -> Due:
    return Due(
        concept=concept,
        kind=QuestionType(kind),
        due=NOW + timedelta(days=days),
        recall=recall,
        reviews=1,
        last_score=5.0,
    )


@pytest.mark.parametrize(
    ("results", "asked", "met"),
    [
        ([], (), Met.NEW),
        ([], ("hash-tables",), Met.TRIED),
        ([result(bank_id="another", level=4)], (), Met.NEW),
        ([result(solved=False, level=4)], (), Met.TRIED),
        ([result(level=2.9)], (), Met.TRIED),
        ([result(level=3.0)], (), Met.SOLVED),
        ([result(score=None)], (), Met.TRIED),
        ([result(solved=False), result(solved=True)], (), Met.SOLVED),
    ],
)
def test_new_tried_and_solved(results: list[QuestionResult], asked: tuple[str, ...], met: Met) -> None:
    assert acquaintances([QUESTION], results, asked, (), NOW)[QUESTION.id].met is met


def test_the_newest_result_is_told() -> None:
    newest, older = result(score=7.0), result(score=9.0, at=NOW - timedelta(days=9))
    known = acquaintances([QUESTION], [newest, older], (), (), NOW)[QUESTION.id]
    assert (known.last, known.score) == (newest.at, 7.0)


def test_due_is_what_it_is_in_its_own_kind_and_by_now() -> None:
    both = QUESTION.model_copy(update={"concepts": ("hashing", "arrays")})
    questions = [both, behavioral_question().model_copy(update={"concepts": ("hashing",)})]
    known = acquaintances(questions, (), (), [due(), due("arrays", recall=0.2), due("trees")], NOW)
    assert known["hash-tables"].due == due("arrays", recall=0.2)
    assert known["conflict"].due is None
    assert acquaintances([both], (), (), [due(days=1)], NOW)["hash-tables"].due is None


def test_what_was_asked_comes_newest_first_and_leaves_out_what_is_to_come() -> None:
    def interview(status: InterviewStatus, *questions: str) -> SessionSummary:
        kinds = {"interview_type": "mixed", "company_type": "startup", "difficulty_level": "easy"}
        return SessionSummary.model_validate(
            {"id": "s", "user_id": "u", "status": status, "created_at": NOW, "questions": questions, **kinds}
        )

    scheduled = interview(InterviewStatus.SCHEDULED, "later")
    done, older = interview(InterviewStatus.COMPLETED, "first", "second"), interview(InterviewStatus.PAUSED, "third")
    assert asked_questions([scheduled, done, older]) == ("second", "first", "third")
