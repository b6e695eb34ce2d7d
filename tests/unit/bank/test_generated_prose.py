"""Generated questions that are answered in words: the same gate, and model answers that keep their promises."""

from pathlib import Path
from typing import Any

import pytest

from coach.bank.generating_question import Workshop, generate_question
from coach.bank.generating_rules import generated_findings
from coach.bank.loader import BankFolder
from coach.bank.resources import shipped_bank
from coach.bank.yaml_source import read_yaml
from coach.domain.drafts import QuestionDraft, QuestionWish
from coach.domain.enums import DifficultyLevel, QuestionType
from coach.errors import ModelUnavailable
from tests.fakes_bank import TrustingRunner
from tests.unit.bank.test_generating_question import HEAD, ListedWriter

KINDS = {
    "concepts": (QuestionType.TECHNICAL_CONCEPT, "cap-theorem"),
    "behavioral": (QuestionType.BEHAVIORAL, "ambiguous-requirements"),
    "system_design": (QuestionType.SYSTEM_DESIGN, "notification-service"),
}


def written(kind: str, **changes: Any) -> QuestionDraft:
    """A shipped question as a model would write it."""
    data = read_yaml(shipped_bank() / kind / f"{KINDS[kind][1]}.yaml").data
    return QuestionDraft(
        fields={**{name: data[name] for name in data if name not in HEAD}, **changes}, prompts=("p/1",)
    )


def wish(kind: str) -> QuestionWish:
    return QuestionWish(kind=KINDS[kind][0], concept="ownership", difficulty=DifficultyLevel.HARD)


@pytest.mark.parametrize("kind", KINDS)
async def test_words_need_no_sandbox(kind: str, tmp_path: Path) -> None:
    workshop = Workshop(TrustingRunner(unavailable=True), tmp_path / "own", [shipped_bank()])
    made = await generate_question(wish(kind), ListedWriter(written(kind)), workshop)
    assert made.path.parent == tmp_path / "own" / kind
    assert BankFolder(tmp_path / "own").question(made.question.id).question_type is KINDS[kind][0]
    assert made.question.id not in BankFolder(shipped_bank()).entries


@pytest.mark.parametrize(
    ("kind", "changes", "says"),
    [
        ("concepts", {"model_answer": "It depends."}, "key_points.0.match – the model answer does not match"),
        ("behavioral", {"model_answer": "It went well."}, "signals.0.match – the model answer does not match"),
        ("system_design", {"model_answer": "Boxes."}, "key_points.0.match – the model answer does not match"),
        ("concepts", {"misconceptions": []}, "misconceptions – "),
        ("behavioral", {"opening": 5}, "opening – "),
        ("concepts", {"rubric": {"correctness": [{"id": "a", "ask": "What is it?"}]}}, "yes or no"),
    ],
)
async def test_a_bad_draft_is_turned_down(kind: str, changes: dict[str, Any], says: str, tmp_path: Path) -> None:
    bad = written(kind, **changes)
    with pytest.raises(ModelUnavailable) as caught:
        await generate_question(
            wish(kind), ListedWriter(bad, bad), Workshop(TrustingRunner(unavailable=True), tmp_path / "own")
        )
    assert says in caught.value.why
    assert not (tmp_path / "own").exists()


async def test_a_model_answer_holds_no_misconception(tmp_path: Path) -> None:
    question = written("concepts")
    answer = f"{question.fields['model_answer']} One can pick any two of the three."
    bad = written("concepts", model_answer=answer)
    with pytest.raises(ModelUnavailable, match="nothing was kept") as caught:
        await generate_question(wish("concepts"), ListedWriter(bad, bad), Workshop(TrustingRunner(), tmp_path / "own"))
    assert "the model answer states any-two" in caught.value.why


def test_people_keep_these_rules_too() -> None:
    """The shipped questions are sound, so a rule that finds something in them finds too much."""
    for question in BankFolder(shipped_bank()).catalog().questions:
        assert generated_findings(question) == [], question.id
