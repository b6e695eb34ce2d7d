"""The plan until an interview: what comes first, in which mix, and why."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.analytics.plan import MOST_DAYS, study_plan
from coach.analytics.standing import Goal, Known
from coach.domain.analytics import (
    ConceptResult,
    Due,
    Estimate,
    InterviewAnalytics,
    PlannedSession,
    Readiness,
    StudyPlan,
)
from coach.domain.content import BankQuestion
from coach.domain.enums import CompanyType, QuestionType, Seniority
from coach.errors import BadInput
from tests.fakes import behavioral_question, concept_question, design_question, pattern

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
MIX = {"technical_concept": 50, "system_design": 30, "behavioral": 20}
NOTHING = Known(InterviewAnalytics(user_id="local", interviews=0))


def concepts(*names: str, minutes: int = 8) -> list[BankQuestion]:
    """A question of the kind on each of the names."""
    return [concept_question(name).replace(concepts=(name,), family=name, minutes=minutes) for name in names]


CATALOG = [
    *concepts("hashing", "indexes", "sockets", "locks", "caches"),
    *(behavioral_question(name).replace(concepts=(name,)) for name in ("conflict", "ownership")),
    *(design_question(name).replace(concepts=(name,)) for name in ("queues", "ledgers")),
]


def goal(days: int = 14, minutes: int = 45, **changes: Any) -> Goal:
    fields: dict[str, Any] = {"pattern": pattern(mix=MIX), "now": NOW, **changes}
    return Goal(
        seniority=Seniority.MID, role="backend", until=TODAY + timedelta(days=days), minutes_per_day=minutes, **fields
    )


def known(*due: Due, interviews: int = 3, **analytics: Any) -> Known:
    return Known(InterviewAnalytics(user_id="local", interviews=interviews, **analytics), due)


def remembered(
    concept: str, recall: float, score: float = 5.0, *, days: int = -1, kind: str = "technical_concept"
) -> Due:
    return Due.model_validate(
        {
            "concept": concept,
            "kind": kind,
            "due": NOW + timedelta(days=days),
            "recall": recall,
            "reviews": 2,
            "last_score": score,
        }
    )


def mean(concept: str, score: float, questions: int = 3) -> ConceptResult:
    return ConceptResult(concept=concept, mean_score=score, questions=questions)


def practised(plan: StudyPlan) -> list[PlannedSession]:
    return [one for one in plan.sessions if one.kind]


def of_concept(plan: StudyPlan, concept: str) -> list[PlannedSession]:
    return [one for one in plan.sessions if one.concept == concept]


def minutes_by_day(sessions: Sequence[PlannedSession]) -> Counter[date]:
    minutes: Counter[date] = Counter()
    for one in sessions:
        minutes[one.day] += one.minutes
    return minutes


# -- what a plan is ------------------------------------------------------------------------------


def test_an_empty_history_gets_the_companys_mix_and_is_told_so() -> None:
    plan = study_plan(goal(days=60), NOTHING, CATALOG)
    assert plan.notes[0] == "Nothing is known about you yet: the plan follows the mix of questions at Big tech."
    kinds = Counter(one.kind for one in practised(plan))
    total = sum(kinds.values())
    assert total > 60
    for kind, share in MIX.items():
        assert abs(kinds[QuestionType(kind)] - share / 100 * total) <= 2
    first_time = {one.concept: one.why for one in reversed(practised(plan))}
    assert set(first_time) == {concept for question in CATALOG for concept in question.concepts}
    assert all(why == f"{concept}: new to you" for concept, why in first_time.items())


def test_days_run_from_today_to_the_day_before() -> None:
    plan = study_plan(goal(days=14), NOTHING, CATALOG)
    assert (plan.begins, plan.until) == (TODAY, date(2026, 12, 9))
    assert sorted({one.day for one in plan.sessions}) == [TODAY + timedelta(days=number) for number in range(14)]


def test_rehearsals_come_every_few_days_and_two_days_before_the_interview() -> None:
    plan = study_plan(goal(days=14), NOTHING, CATALOG)
    rehearsals = [one for one in plan.sessions if not one.kind]
    assert [(one.day - TODAY).days for one in rehearsals] == [4, 8, 12]
    assert {one.why for one in rehearsals} == {"rehearsal: an interview as at Big tech, in 45 of its 60 minutes"}
    assert {one.minutes for one in rehearsals} == {45}
    whole = study_plan(goal(days=14, minutes=90), NOTHING, CATALOG)
    assert {(one.minutes, one.why) for one in whole.sessions if not one.kind} == {
        (60, "rehearsal: an interview as at Big tech")
    }


def test_too_short_a_day_rehearses_nothing() -> None:
    plan = study_plan(goal(minutes=29), NOTHING, CATALOG)
    assert all(one.kind for one in plan.sessions)
    assert "Without rehearsals: an interview at Big tech takes 60 minutes, and a day has 29." in plan.notes


def test_the_last_day_is_lighter() -> None:
    plan = study_plan(goal(days=10), NOTHING, CATALOG)
    minutes = minutes_by_day(plan.sessions)
    assert 0 < minutes[plan.until - timedelta(days=1)] <= 22
    assert max(minutes.values()) <= 45
    assert plan.notes[-1] == "The last day is half as long."


@pytest.mark.parametrize("days", [0, 1])
def test_a_single_day_is_used_in_full(days: int) -> None:
    plan = study_plan(goal(days=days), NOTHING, CATALOG)
    assert {one.day for one in plan.sessions} == {TODAY}
    assert minutes_by_day(plan.sessions)[TODAY] > 22
    assert all("last day" not in note for note in plan.notes)


# -- what comes first ------------------------------------------------------------------------------


def test_due_comes_before_weak_before_new_before_known() -> None:
    facts = known(
        remembered("sockets", 0.62, 4.1),
        remembered("locks", 0.7),
        concept_performance=(mean("hashing", 3.0, 1), mean("indexes", 9.0)),
    )
    plan = study_plan(goal(pattern=pattern(mix={"technical_concept": 100})), facts, CATALOG)
    assert [(one.concept, one.why) for one in plan.sessions[:5]] == [
        ("sockets", "sockets: recall 62 %, last score 4.1"),
        ("locks", "locks: recall 70 %, last score 5.0"),
        ("hashing", "hashing: mean score 3.0 over 1 question, below the bar of 6.0"),
        ("caches", "caches: new to you"),
        ("indexes", "indexes: mean score 9.0, to keep it fresh"),
    ]


def test_what_is_remembered_waits_for_its_day() -> None:
    facts = known(remembered("sockets", 0.97, 8.1, days=3), remembered("locks", 0.99, 9.5, days=300))
    short = goal(minutes=10, pattern=pattern(mix={"technical_concept": 100}))
    plan = study_plan(short, facts, CATALOG)
    (first, *_) = of_concept(plan, "sockets")
    assert first.day == TODAY + timedelta(days=3)
    assert first.why == "sockets: due on 2026-11-28, last score 8.1"
    assert of_concept(plan, "locks")[0].why == "locks: last score 9.5, to keep it fresh"


def test_what_stands_in_the_plan_rests_longer_each_time() -> None:
    facts = known(remembered("sockets", 0.4, 2.0))
    only = goal(days=40, minutes=10, pattern=pattern(mix={"technical_concept": 100}))
    plan = study_plan(only, facts, [*CATALOG, *concepts(*(f"other-{number}" for number in range(40)))])
    days = [(one.day - TODAY).days for one in of_concept(plan, "sockets")]
    assert days == [0, 3, 10, 24, 38]
    assert of_concept(plan, "sockets")[1].why.endswith("; again after 3 days")


def test_a_question_practises_all_its_concepts() -> None:
    both = concept_question("both").replace(concepts=("hashing", "indexes"))
    facts = known(remembered("hashing", 0.5), remembered("indexes", 0.6))
    only = goal(days=1, pattern=pattern(mix={"technical_concept": 100}))
    assert [one.question for one in study_plan(only, facts, [both]).sessions] == ["both"]


def test_of_the_same_concept_another_question_is_asked() -> None:
    questions = [concept_question(slug).replace(concepts=("hashing",)) for slug in ("a", "b", "c")]
    history = Known(NOTHING.analytics, asked=("a", "b", "a", "a"))
    only = goal(days=15, minutes=10, pattern=pattern(mix={"technical_concept": 100}))
    assert [one.question for one in study_plan(only, history, questions).sessions][:4] == ["c", "b", "a", "c"]


def test_typical_questions_come_first_and_are_called_so() -> None:
    typical = concept_question("zebra").replace(concepts=("zebra",), companies={"big_tech": 3})
    only = goal(pattern=pattern(mix={"technical_concept": 100}))
    first = study_plan(only, NOTHING, [*CATALOG, typical]).sessions[0]
    assert (first.concept, first.why) == ("zebra", "zebra: new to you, typical of Big tech")


def test_questions_for_others_only_where_there_are_no_others() -> None:
    staff = concept_question("aaa").replace(concepts=("aaa",), seniority=(Seniority.STAFF,))
    only = goal(pattern=pattern(mix={"technical_concept": 100}))
    assert not of_concept(study_plan(only, NOTHING, [*CATALOG, staff]), "aaa")
    assert of_concept(study_plan(only, NOTHING, [staff]), "aaa")


def test_a_day_is_of_the_persons_zone() -> None:
    late = NOW.replace(hour=22).astimezone(timezone(timedelta(hours=9)))
    there = Goal(pattern(mix=MIX), Seniority.MID, "backend", late, date(2026, 11, 27), 45)
    facts = known(remembered("sockets", 0.6).replace(due=NOW.replace(hour=23)))
    plan = study_plan(there, facts, CATALOG)
    assert plan.begins == date(2026, 11, 26)
    assert of_concept(plan, "sockets")[0].why == "sockets: recall 60 %, last score 5.0"


# -- what is said about it ------------------------------------------------------------------------------


def test_what_is_left_out_is_named() -> None:
    odd = pattern(mix={"coding_problem": 40, "system_design": 30, "technical_concept": 30, "behavioral": 0})
    facts = known(remembered("conflict", 0.5, kind="behavioral"), remembered("sockets", 0.5))
    notes = study_plan(goal(minutes=30, pattern=odd), facts, CATALOG).notes
    assert notes[1:4] == (
        "Without coding problem: the bank has no question of this kind.",
        "Without system design: the shortest question takes 35 minutes, and a day has 30.",
        "Due, but left out for want of time or because Big tech does not ask it: conflict (behavioral).",
    )


def test_an_empty_bank_leaves_rehearsals() -> None:
    plan = study_plan(goal(), NOTHING, [])
    assert all(not one.kind for one in plan.sessions)
    assert len([note for note in plan.notes if "the bank has no question" in note]) == 3


READY = {"company": "big_tech", "seniority": "mid", "bar": 6.0}


@pytest.mark.parametrize(
    ("readiness", "words"),
    [
        ((), "not known."),
        (({**READY, "seniority": "staff", "chance": None, "note": "n"},), "not known."),
        (({**READY, "chance": None},), "not known."),
        (({**READY, "chance": None, "note": "not enough interviews: 1 of 5"},), "not enough interviews: 1 of 5."),
        (
            ({**READY, "chance": Estimate(value=0.431, low=0.21, high=0.66, interviews=7)},),
            "43 % (21 % to 66 %), from 7 interviews.",
        ),
    ],
)
def test_readiness_is_said_as_far_as_it_is_known(readiness: tuple[dict[str, Any], ...], words: str) -> None:
    facts = known(company_readiness=tuple(Readiness.model_validate(one) for one in readiness))
    assert study_plan(goal(), facts, CATALOG).notes[0] == f"Chance to meet the bar of 6.0 at Big tech: {words}"


def test_what_is_known_counts_even_before_an_interview_is_scored() -> None:
    assert study_plan(goal(), known(remembered("sockets", 0.5), interviews=0), CATALOG).notes[0].startswith("Chance")


# -- what cannot be planned ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "minutes", "message"),
    [
        (-1, 45, "2026-11-24 is in the past."),
        (MOST_DAYS + 1, 45, "2027-11-26 is more than a year away."),
        (14, 9, "A day of 9 minutes cannot be planned."),
        (14, 481, "A day of 481 minutes cannot be planned."),
    ],
)
def test_a_goal_that_cannot_be_reached_is_refused(days: int, minutes: int, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        study_plan(goal(days=days, minutes=minutes), NOTHING, CATALOG)
    assert caught.value.message == message
    assert caught.value.fix


@settings(deadline=None)
@given(
    days=st.integers(0, 60),
    minutes=st.integers(10, 120),
    recalls=st.dictionaries(st.sampled_from(["hashing", "indexes", "locks", "no-such"]), st.floats(0, 1)),
    company=st.sampled_from([CompanyType.BIG_TECH, CompanyType.STARTUP]),
)
def test_every_plan_keeps_its_promises(
    days: int, minutes: int, recalls: dict[str, float], company: CompanyType
) -> None:
    facts = known(*(remembered(concept, recall) for concept, recall in recalls.items()))
    wanted = goal(days=days, minutes=minutes, pattern=pattern(company.value, mix=MIX))
    plan = study_plan(wanted, facts, CATALOG)
    assert plan == study_plan(wanted, facts, CATALOG)
    assert [one.day for one in plan.sessions] == sorted(one.day for one in plan.sessions)
    assert all(TODAY <= one.day <= max(TODAY, plan.until - timedelta(days=1)) for one in plan.sessions)
    assert max(minutes_by_day(plan.sessions).values()) <= minutes
    assert all(one.why for one in plan.sessions)
    assert max(Counter((one.day, one.question) for one in plan.sessions).values()) == 1
    assert max(Counter((one.day, one.concept) for one in plan.sessions).values()) == 1
