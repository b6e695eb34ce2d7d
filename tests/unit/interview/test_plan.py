"""Planning an interview: the mix, the time, the seed and what was asked lately."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.content import BankQuestion
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewType, QuestionType, Seniority
from coach.errors import NotFound
from coach.interview.plan import Wishes, as_asked, counts, plan, questions_that_fit, recent_families
from tests.fakes import behavioral_question, concept_question, design_question, pattern

MIX = {QuestionType.CODING_PROBLEM: 60, QuestionType.SYSTEM_DESIGN: 20, QuestionType.BEHAVIORAL: 20}
WISHES = Wishes(
    interview_type=InterviewType.MIXED,
    company_type=CompanyType.STARTUP,
    difficulty_level=DifficultyLevel.MEDIUM,
    role="backend",
    seniority=Seniority.MID,
    minutes=60,
    max_questions=2,
    seed=7,
)
STARTUP = pattern("startup", mix={"technical_concept": 50, "behavioral": 50})


def concepts(number: int) -> list[BankQuestion]:
    questions = [concept_question(f"concept-{index}") for index in range(number)]
    return [question.replace(family=f"family-{index}") for index, question in enumerate(questions)]


def test_percentages_become_whole_questions() -> None:
    assert counts(MIX, 5) == {
        QuestionType.CODING_PROBLEM: 3,
        QuestionType.SYSTEM_DESIGN: 1,
        QuestionType.BEHAVIORAL: 1,
    }
    assert counts(MIX, 1) == {QuestionType.CODING_PROBLEM: 1}


@given(st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any), st.integers(1, 20))
def test_no_question_is_lost_in_the_split(shares: list[int], total: int) -> None:
    kinds: list[QuestionType] = [kind for kind in QuestionType if kind is not QuestionType.FOLLOW_UP]
    whole = sum(shares)
    mix: dict[QuestionType, int] = {kind: round(100 * share / whole) for kind, share in zip(kinds, shares, strict=True)}
    mix[kinds[0]] += 100 - sum(mix.values())
    split = counts(mix, total)
    assert sum(split.values()) == total
    for kind, number in split.items():
        assert abs(number - total * mix[kind] / 100) < 1


def test_as_many_questions_as_fit_the_time_and_at_least_one() -> None:
    assert questions_that_fit({QuestionType.CODING_PROBLEM: 100}, 60) == 2
    assert questions_that_fit({QuestionType.SYSTEM_DESIGN: 100}, 5) == 1


def test_the_same_wishes_give_the_same_plan_and_another_seed_another() -> None:
    catalog = concepts(30)
    wishes = replace(WISHES, max_questions=4)
    plans = {tuple(q.id for q in plan(catalog, STARTUP, replace(wishes, seed=seed))) for seed in (1, 1, 2, 3)}
    assert 1 < len(plans) <= 3


def test_questions_of_a_recent_family_come_last() -> None:
    catalog = concepts(3)
    wishes = replace(WISHES, recent_families=frozenset({"family-0", "family-2"}), max_questions=2)
    assert plan(catalog, STARTUP, wishes)[0].id == "concept-1"


def test_no_family_twice_in_one_interview() -> None:
    catalog: list[BankQuestion] = [concept_question(f"concept-{index}") for index in range(5)]
    assert len(plan(catalog, STARTUP, replace(WISHES, max_questions=4))) == 1


def test_a_kind_alone_ignores_the_mix() -> None:
    catalog = [*concepts(3), behavioral_question(), design_question()]
    wishes = replace(WISHES, interview_type=InterviewType.SYSTEM_DESIGN, max_questions=1)
    assert [question.id for question in plan(catalog, STARTUP, wishes)] == ["short-links"]


def test_a_role_may_have_a_mix_of_its_own() -> None:
    other = pattern("startup", roles={"data": {"mix": {"behavioral": 100}}})
    assert other.mix_for(InterviewType.MIXED, "data") == {QuestionType.BEHAVIORAL: 100}
    assert other.mix_for(InterviewType.MIXED, "backend") == MIX


def test_an_empty_bank_is_said() -> None:
    with pytest.raises(NotFound, match="no question of the kind"):
        plan([], STARTUP, WISHES)


def test_fit_prefers_difficulty_seniority_and_company() -> None:
    right = concept_question("right").replace(family="a", companies={"startup": 3})
    wrong = concept_question("wrong").replace(
        family="b",
        difficulty=right.difficulty.replace(level=DifficultyLevel.HARD, elo=1800),
        seniority=(Seniority.STAFF,),
    )
    wishes = replace(WISHES, max_questions=1)
    assert all(plan([wrong, right], STARTUP, replace(wishes, seed=seed))[0].id == "right" for seed in range(20))


def test_a_planned_question_carries_what_it_is_judged_by() -> None:
    bank = concept_question().replace(content_hash="abc")
    asked = as_asked(bank, 3)
    assert asked.id == "q3"
    assert asked.text == bank.opening
    assert (asked.bank_id, asked.content_hash, asked.time_limit) == (bank.id, "abc", 8)


def test_recent_families_come_from_slugs() -> None:
    assert recent_families(concepts(3), {"concept-1", "gone"}) == frozenset({"family-1"})
