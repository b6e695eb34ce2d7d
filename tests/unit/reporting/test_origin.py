"""Who wrote a question, in words."""

import pytest

from coach.domain.enums import DifficultyLevel, QuestionType
from coach.domain.question import InterviewQuestion
from coach.reporting.origin import written_by


@pytest.mark.parametrize(
    ("source", "words"), [("bank", ""), ("imported", "imported: no hints"), ("model-one", "written by model-one")]
)
def test_the_origin_in_words(source: str, words: str) -> None:
    question = InterviewQuestion(
        id="q1",
        question_type=QuestionType.CODING_PROBLEM,
        title="t",
        text="t",
        difficulty_level=DifficultyLevel.EASY,
        bank_id="t",
        bank_version=1,
        content_hash="",
        source=source,
    )
    assert written_by(question) == words
