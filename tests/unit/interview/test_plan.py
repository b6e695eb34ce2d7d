"""Planning an interview: the mix, the time, the seed and what was asked lately."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.content import BankQuestion, Provenance
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewType, QuestionType, Seniority
from coach.domain.mix import counts, questions_that_fit
from coach.errors import NotFound
from coach.interview.plan import Wishes, as_asked, plan, recent_families
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


GENERATED = Provenance(origin="generated", license="CC0-1.0", authors=("model-one",))


def written(number: int, generated: int) -> list[BankQuestion]:
    """Concept and behavioral questions, the first ones of each kind generated."""
    stories: list[BankQuestion] = [behavioral_question(f"story-{index}") for index in range(number)]
    stories = [question.replace(family=f"story-family-{index}") for index, question in enumerate(stories)]
    return [
        question.replace(provenance=GENERATED) if index < generated else question
        for kind in (concepts(number), stories)
        for index, question in enumerate(kind)
    ]


@given(st.integers(0, 6), st.integers(0, 6), st.integers(1, 8), st.integers(0, 2**32))
def test_a_third_at_most_is_generated(number: int, generated: int, total: int, seed: int) -> None:
    catalog = written(number + 1, generated)
    try:
        chosen = plan(catalog, STARTUP, replace(WISHES, max_questions=total, seed=seed))
    except NotFound:
        assert generated > number
        return
    assert 3 * sum(question.provenance == GENERATED for question in chosen) <= len(chosen)


def test_a_generated_question_is_asked_as_any_other() -> None:
    catalog = written(8, 4)
    wishes = [replace(WISHES, max_questions=6, seed=seed) for seed in range(20)]
    asked = [sum(question.provenance == GENERATED for question in plan(catalog, STARTUP, each)) for each in wishes]
    assert max(asked) == 2


def test_where_none_fits_the_plan_is_that_of_a_bank_without_them() -> None:
    catalog = written(8, 4)
    curated = [question for question in catalog if question.provenance != GENERATED]
    for seed in range(20):
        wishes = replace(WISHES, seed=seed)
        assert plan(catalog, STARTUP, wishes) == plan(curated, STARTUP, wishes)


def test_a_third_is_one_of_those_that_are_asked() -> None:
    wishes = replace(WISHES, interview_type=InterviewType.BEHAVIORAL, max_questions=6)
    assert [question.id for question in plan(written(2, 1), STARTUP, wishes)] == ["story-1"]


def test_who_wrote_a_question_goes_into_the_session() -> None:
    assert as_asked(concept_question(), 1).source == "bank"
    assert as_asked(concept_question().replace(provenance=GENERATED), 1).source == "model-one"
    imported = Provenance(origin="imported", license="cc0", authors=("A",))
    assert as_asked(concept_question().replace(provenance=imported), 1).source == "imported"


def test_recent_families_come_from_slugs() -> None:
    assert recent_families(concepts(3), {"concept-1", "gone"}) == frozenset({"family-1"})
