"""The parts of the judge: its criteria, its controls, the form of a reply, and the votes."""

import random
from pathlib import Path

import pytest
from pydantic import ValidationError

from coach.domain.content import BankQuestion
from coach.domain.enums import Answer, Dimension
from coach.interviewers.judge_controls import ELSEWHERE, controls
from coach.interviewers.judge_criteria import JudgeCriterion, criteria_of
from coach.interviewers.judge_sheet import JudgedCriterion, JudgeSheet
from coach.interviewers.judge_votes import Vote, findings_of, is_doubtful, is_settled
from tests.golden.model_judges import WORD_ASKED, with_rubric
from tests.golden.test_bank_answers import CODING as CODING_FILES
from tests.golden.test_bank_answers import PROSE, question
from tests.unit.evaluation.questions import CODING, CONCEPT, QUESTIONS

YES, NO, NA = Answer.YES, Answer.NO, Answer.NOT_APPLICABLE


# ----- criteria


def test_key_points_come_with_their_tier_and_rubric_criteria_with_the_third() -> None:
    asked = {one.id: one for one in criteria_of(with_rubric("concept", CONCEPT))}
    tiers = [asked[name].tier for name in ("before-pages", "fsync", "group-commit", "depth:r-0")]
    assert tiers == [2, 3, 4, 3]
    assert asked["fsync"].ask == "Does the answer say this: It is forced to disk at commit?"
    assert asked["fsync"].is_point and not asked["depth:r-0"].is_point


def test_what_tests_know_better_is_not_asked() -> None:
    bank = with_rubric("coding", CODING)
    rubric = {**bank.rubric, Dimension.TECHNICAL_COMPETENCY: bank.rubric[Dimension.VERIFICATION]}
    dimensions = {one.dimension for one in criteria_of(bank.replace(rubric=rubric))}
    assert dimensions == {Dimension.PROBLEM_SOLVING, Dimension.VERIFICATION, Dimension.COMMUNICATION}


@pytest.mark.parametrize("path", PROSE + CODING_FILES)
def test_every_shipped_question_has_criteria_of_its_own_ids(path: Path) -> None:
    ids = [one.id for one in criteria_of(question(path))]
    assert ids and len(set(ids)) == len(ids)


@pytest.mark.parametrize("bank", QUESTIONS.values())
def test_a_question_without_rubric_asks_its_points_alone(bank: BankQuestion) -> None:
    assert all(one.is_point for one in criteria_of(bank))


# ----- controls


@pytest.mark.parametrize("seed", range(20))
def test_controls_look_alike_and_their_answers_are_certain(seed: int) -> None:
    said = "The log is replayed after a crash, and bloom filters or webhooks have no part in it."
    true, false = controls(said, "a crash, a log record, a checkpoint", said, random.Random(seed))
    words = [WORD_ASKED.search(one.ask) for one in (true, false)]
    assert words[0] and words[1]
    assert words[0][1] == "crash" and true.answer is YES
    assert words[1][1] in ELSEWHERE and words[1][1] not in ("bloom", "webhook") and false.answer is NO


def test_no_word_of_the_candidate_alone_is_repeated() -> None:
    said = "Zanzibar Zanzibar " * 10
    true, _ = controls(said, "log record", said, random.Random(1))
    assert "Zanzibar" not in true.ask and "more than 5 words" in true.ask


def test_a_control_left_out_is_wrong_and_not_applicable_is_no_yes() -> None:
    true, false = controls("log record", "log record", "log record", random.Random(1))
    assert [true.is_met_by(answer) for answer in (YES, NO, NA, None)] == [True, False, False, False]
    assert [false.is_met_by(answer) for answer in (YES, NO, NA, None)] == [False, True, True, False]


# ----- the form


@pytest.mark.parametrize(
    ("verdict", "confidence", "expected"),
    [
        ("Yes", "High", (YES, "high")),
        (True, 95, (YES, "high")),
        ("n/a", 0.5, (NA, "medium")),
        ("NO.", 1.0, (NO, "high")),
        ("not applicable", 20, (NA, "low")),
    ],
)
def test_verdict_and_confidence_are_taken_as_models_write_them(
    verdict: object, confidence: object, expected: tuple[Answer, str]
) -> None:
    fields = {"criterion_id": "c1", "reasoning": "", "quotes": [], "verdict": verdict, "confidence": confidence}
    read = JudgedCriterion.model_validate(fields)
    assert (read.verdict, read.confidence) == expected


def test_a_verdict_that_is_none_is_refused() -> None:
    fields = {"criterion_id": "c1", "reasoning": "", "quotes": [], "verdict": "perhaps", "confidence": "low"}
    with pytest.raises(ValidationError):
        JudgedCriterion.model_validate(fields)


def test_the_form_asks_for_everything_and_for_nothing_else() -> None:
    schema = JudgeSheet.model_json_schema()
    inner = schema["$defs"]["JudgedCriterion"]
    assert set(inner["required"]) == set(inner["properties"])
    assert schema["additionalProperties"] is False and inner["additionalProperties"] is False
    assert list(inner["properties"]).index("reasoning") < list(inner["properties"]).index("verdict")


# ----- votes


def criterion(name: str, tier: int = 2) -> JudgeCriterion:
    return JudgeCriterion(id=name, dimension=Dimension.DEPTH, tier=tier, statement=name, ask=f"{name}?")


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ([YES], YES),
        ([YES, NO], NO),
        ([YES, NA], NO),
        ([YES, NO, NA], NO),
        ([YES, YES, NO], YES),
        ([NA, NA, YES], NA),
        ([], NA),
    ],
)
def test_the_majority_decides_and_a_tie_is_a_no(votes: list[Answer], expected: Answer) -> None:
    readings = [{"one": Vote(answer, confidence=0.9)} for answer in votes]
    assert findings_of([criterion("one")], readings)[0].answer is expected


def test_confidence_is_agreement_times_what_each_vote_is_worth() -> None:
    readings = [{"one": Vote(YES, ("a b c",), 0.9)}, {"one": Vote(YES, ("d e f",), 0.3)}, {"one": Vote(NO)}]
    finding = findings_of([criterion("one")], readings, trust=0.5)[0]
    assert finding.confidence == pytest.approx(0.5 * (0.9 + 0.3) / 3)
    assert [piece.text for piece in finding.evidence] == ["a b c", "d e f"]


def test_two_readings_alike_are_settled_and_one_alone_is_not() -> None:
    one, other = {"one": Vote(YES, confidence=0.3)}, {"one": Vote(NO)}
    assert is_settled([one, dict(one)])
    assert not is_settled([one]) and not is_settled([one, other]) and not is_settled([one, {}])


def test_doubtful_is_a_level_that_hangs_on_one_uncertain_answer() -> None:
    asked = [criterion("one"), criterion("two"), criterion("three", 3)]
    sure = {name: Vote(YES, confidence=0.9) for name in ("one", "two", "three")}
    assert not is_doubtful(findings_of(asked, [sure]))
    assert is_doubtful(findings_of(asked, [sure | {"three": Vote(YES, confidence=0.6)}]))


def test_doubtful_is_not_an_uncertain_answer_that_changes_no_level() -> None:
    asked = [criterion(name) for name in "abcdefgh"]
    readings = [{name: Vote(NO, confidence=0.9) for name in "abcdefg"} | {"h": Vote(NO, confidence=0.6)}]
    assert not is_doubtful(findings_of(asked, readings))


def test_doubtful_is_a_reading_that_is_unsure_at_large() -> None:
    asked = [criterion(name) for name in "abcdefgh"]
    assert is_doubtful(findings_of(asked, [{name: Vote(NO, confidence=0.3) for name in "abcdefgh"}]))
