"""All figures of a person together."""

from datetime import timedelta

from coach.analytics.overview import NO_INTERVIEW, History, overview
from coach.domain.analytics import InterviewAnalytics
from coach.domain.enums import CompanyType, QuestionType, Seniority
from coach.domain.results import CohortMember
from tests.unit.analytics.test_concepts import NOON, result
from tests.unit.analytics.test_trend import interviews
from tests.unit.evaluation.test_feedback import PATTERN

EMPTY = History(
    user_id="u1", seniority=Seniority.MID, role="backend", now=NOON + timedelta(days=30), patterns=(PATTERN,)
)
STARTUP = PATTERN.replace(type=CompanyType.STARTUP, name="Startup")


def history(*scores: float) -> History:
    """Interviews of one question each, oldest first."""
    results = tuple(result(number, score) for number, score in enumerate(scores, start=1))[::-1]
    return History(
        user_id="u1",
        seniority=Seniority.MID,
        role="backend",
        now=EMPTY.now,
        interviews=interviews(*scores),
        results=results,
        concept_results=results,
        everyone=results,
        patterns=(STARTUP, PATTERN),
    )


def test_an_empty_history_has_no_number() -> None:
    found = overview(EMPTY)
    (ready,) = found.company_readiness
    assert ready.chance is None and ready.note == "not enough interviews: 0 of 5"
    assert found.replace(company_readiness=()) == InterviewAnalytics(user_id="u1", interviews=0, notes=(NO_INTERVIEW,))


def test_interviews_without_a_score_have_no_number() -> None:
    unread = tuple(result(number, None) for number in range(3))
    found = overview(History(**{**vars(EMPTY), "results": unread, "concept_results": unread, "everyone": unread}))
    assert (found.skills, found.concept_performance, found.percentile) == ((), (), None)
    assert found.notes == (NO_INTERVIEW,)


def test_one_interview_says_what_is_missing() -> None:
    found = overview(history(6.0))
    assert found.interviews == 1
    assert found.improvement_rate is None
    assert [point.score for point in found.score_trend] == [6.0]
    assert {ready.note for ready in found.company_readiness} == {"not enough interviews: 1 of 5"}
    assert found.percentile is not None and found.percentile.value is None
    assert found.percentile.reference.endswith("6.5 is the bar of Big tech for mid")
    assert found.notes == (
        "improvement rate: not enough interviews: 1 of 5",
        "percentile: not enough interviews for this role and seniority: 1 of 5",
    )


def test_ten_interviews_among_forty_people() -> None:
    ten = history(4.0, 5.0, 4.5, 5.5, 6.0, 5.0, 6.5, 6.0, 7.0, 6.5)
    cohort = tuple(CohortMember(overall=3 + number / 10, interviews=4) for number in range(40))
    found = overview(History(**{**vars(ten), "cohort": cohort, "others": {"two-sum": (5.0, 6)}}))
    assert found.notes == ()
    assert found.improvement_rate is not None and found.improvement_rate.value > 1
    assert found.percentile is not None and found.percentile.people == 40 and found.percentile.value is not None
    assert [skill.kind for skill in found.skills] == [QuestionType.CODING_PROBLEM]
    assert [ready.company for ready in found.company_readiness] == [CompanyType.STARTUP, CompanyType.BIG_TECH]
    assert all(ready.chance is not None and ready.chance.interviews == 10 for ready in found.company_readiness)
    assert [(one.concept, one.questions) for one in found.concept_performance] == [("graphs", 10)]
    assert [one.count for one in found.benchmarks] == [9, 6]


def test_a_company_without_a_pattern_has_no_bar_to_name() -> None:
    found = overview(History(**{**vars(history(6.0)), "patterns": ()}))
    assert found.percentile is not None
    assert found.percentile.reference == "rubric level and hire bar: 6.0 in the newest interview"
    assert found.company_readiness == ()
