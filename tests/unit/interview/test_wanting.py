"""Which question is written for a person: from what went badly, what was not seen, and what waits already."""

from pathlib import Path
from typing import Any

import pytest

from coach.domain.content import BankQuestion, Provenance
from coach.domain.drafts import QuestionWish
from coach.domain.enums import DifficultyLevel, QuestionType
from coach.domain.feedback import GateResult, InterviewFeedback, QuestionAssessment
from coach.domain.session import InterviewSession
from coach.interview.plan import as_asked
from coach.interview.wanting import MOST_WAITING, wanted
from tests.fakes import behavioral_question, concept_question, design_question
from tests.fakes_bank import pair_sum
from tests.test_interview_models import session

GENERATED = Provenance(origin="generated", license="CC0-1.0", authors=("model-one",))


UNSCORED: dict[str, Any] = {
    **dict.fromkeys(("overall_score", "technical_score", "communication_score", "problem_solving_score")),
    **dict.fromkeys(("dimensions", "key_strengths", "areas_for_improvement", "recommendations", "not_assessed"), ()),
    "assessment_confidence": 0.5,
    "company": "big_tech",
}


def about(slug: str, *concepts: str, **changes: Any) -> BankQuestion:
    return concept_question(slug).replace(concepts=concepts, **changes)


CATALOG = [
    about("tables", "hashing"),
    about("probing", "hashing", "arrays"),
    about("queues", "queues"),
    about("topics", "queues"),
    about("stacks", "queues", "stacks"),
    behavioral_question(),
]


def interview(*scores: tuple[BankQuestion, float | None], finished: bool = True) -> InterviewSession:
    """An interview about these questions, with the score of each."""
    asked = tuple(as_asked(question, number) for number, (question, _) in enumerate(scores, 1))
    judged = tuple(
        QuestionAssessment(
            question_id=question.id,
            bank_id=question.bank_id,
            kind=question.question_type,
            title=question.title,
            gate=GateResult.PASSED,
            score=score,
            level=None,
            dimensions=(),
        )
        for question, (_, score) in zip(asked, scores, strict=True)
    )
    feedback = InterviewFeedback(session_id="abc", questions=judged, **UNSCORED) if finished else None
    return session(questions=asked, feedback=feedback, difficulty_level=DifficultyLevel.HARD)


NOW = interview((CATALOG[1], None), finished=False)


def wish(*earlier: InterviewSession, catalog: list[BankQuestion] | None = None) -> QuestionWish | None:
    return wanted(CATALOG if catalog is None else catalog, NOW, earlier, runs_code=True)


def concept_of(found: QuestionWish | None) -> str:
    assert found is not None
    return found.concept


def test_what_went_worst_comes_first() -> None:
    poor, fair = interview((CATALOG[0], 2.0), (CATALOG[2], 8.0)), interview((CATALOG[0], 3.0), (CATALOG[4], 4.0))
    found = wish(poor, fair)
    assert found == QuestionWish(
        kind=QuestionType.TECHNICAL_CONCEPT, concept="hashing", difficulty=DifficultyLevel.HARD
    )


def test_the_mean_counts_and_a_known_concept_is_not_weak() -> None:
    up = interview((CATALOG[0], 4.0)), interview((CATALOG[0], 10.0))
    assert concept_of(wish(*up)) == "queues"
    assert concept_of(wish(up[0])) == "hashing"


def test_without_a_weak_one_it_is_the_least_seen_and_of_those_the_commonest() -> None:
    assert concept_of(wish()) == "queues"
    assert concept_of(wish(interview((CATALOG[2], None)))) == "stacks"


def test_only_kinds_of_this_interview_count() -> None:
    assert concept_of(wish(interview((CATALOG[5], 1.0)))) == "queues"
    talk = interview((CATALOG[5], None), finished=False)
    found = wanted(CATALOG, talk, (), runs_code=True)
    assert found is not None
    assert (found.kind, found.concept) == (QuestionType.BEHAVIORAL, "conflict")


def test_a_concept_with_a_question_that_waits_has_its_turn_later() -> None:
    waiting = about("new", "queues", provenance=GENERATED)
    assert concept_of(wish(catalog=[*CATALOG, waiting])) == "stacks"
    assert concept_of(wish(interview((waiting, 9.0)), catalog=[*CATALOG, waiting])) == "stacks"
    assert concept_of(wish(interview((waiting, 3.0)), catalog=[*CATALOG, waiting])) == "queues"


def test_enough_is_enough() -> None:
    waiting = [about(f"new-{at}", "trees", provenance=GENERATED) for at in range(MOST_WAITING)]
    assert concept_of(wish(catalog=[*CATALOG, *waiting[1:]])) == "queues"
    assert wish(catalog=[*CATALOG, *waiting]) is None


def test_where_every_concept_has_its_question_nothing_is_wanted() -> None:
    catalog = [about("new", "hashing", provenance=GENERATED)]
    assert wish(catalog=catalog) is None


@pytest.mark.parametrize(
    ("others", "kind"),
    [
        ((), QuestionType.TECHNICAL_CONCEPT),
        ((design_question("a"), design_question("b"), concept_question()), QuestionType.SYSTEM_DESIGN),
        ((design_question("a"), concept_question()), QuestionType.TECHNICAL_CONCEPT),
    ],
)
def test_code_that_cannot_be_run_is_not_asked_for(
    tmp_path: Path, others: tuple[BankQuestion, ...], kind: QuestionType
) -> None:
    coding = pair_sum(tmp_path)
    catalog = [coding, *(each.replace(concepts=coding.concepts) for each in others)]
    asked = interview((coding, None), finished=False)
    runs, not_here = (wanted(catalog, asked, (), runs_code=here) for here in (True, False))
    assert not_here is not None and runs is not None
    assert not_here.kind is kind
    assert runs.kind is QuestionType.CODING_PROBLEM
    assert (runs.concept, not_here.concept) == ("hashing", "hashing")
