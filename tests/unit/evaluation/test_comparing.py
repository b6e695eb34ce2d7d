"""Two interviews side by side: what differs, and whether that is more than chance."""

import math
import random
from typing import Any

import pytest

from coach.domain.enums import CompanyType, DifficultyLevel, Dimension, Seniority, Verdict
from coach.domain.feedback import DimensionScore, InterviewFeedback, QuestionAssessment
from coach.domain.session import InterviewSession
from coach.errors import BadInput
from coach.evaluation.assess import assess
from coach.evaluation.comparing import ASSUMED_SPREAD, LEAST_HISTORY, RELIABILITY, Comparison, compare, noise_of
from coach.evaluation.feedback import summarise
from tests.unit.evaluation.strong import strong_coding, strong_story
from tests.unit.evaluation.test_feedback import PATTERN, SESSION

STRONG = assess(strong_coding())
WEAK = assess(strong_coding(frozenset({"plan", "edges", "trace", "tests", "claim", "compare"}))).replace(
    hints_used=2, seconds=600.0
)
STORY = assess(strong_story())
NOISE = noise_of(())


def report(*questions: QuestionAssessment, **changes: Any) -> tuple[InterviewSession, InterviewFeedback]:
    named = {"id": "other", **changes}
    session = SESSION.replace(**named)
    return session, summarise(session, questions, PATTERN)


def compared(**changes: Any) -> Comparison:
    return compare(report(WEAK, id="s1"), report(STRONG, STORY, **changes), NOISE)


def test_changes_are_second_minus_first() -> None:
    found = compared()
    assert found.overall.first is not None and found.overall.second == 10.0
    assert found.overall.change == round(10.0 - found.overall.first, 1) > 0
    assert [group.name for group in found.groups] == ["technical", "communication", "problem solving"]
    back = compare(report(STRONG, STORY), report(WEAK, id="s1"), NOISE)
    assert back.overall.change == -found.overall.change
    assert back.overall.limit == found.overall.limit
    assert back.met_twice[0].first == found.met_twice[0].second


def test_what_one_of_them_lacks_is_not_compared() -> None:
    dimensions = {one.name: one for one in compared().dimensions}
    assert dimensions["reflection"].first is None
    assert (dimensions["reflection"].change, dimensions["reflection"].exceeds) == (None, None)
    assert dimensions["verification"].change is not None
    nothing = compare(report(id="s1"), report(), NOISE)
    assert (nothing.overall.exceeds, nothing.dimensions, nothing.met_twice) == (None, (), ())


@pytest.mark.parametrize(("by", "exceeds"), [(3.1, False), (3.2, True), (-3.1, False), (-3.2, True)])
def test_what_exceeds_the_noise(by: float, exceeds: bool) -> None:
    (session, before), (other, after) = report(STRONG, id="s1"), report(STRONG)
    scores = before.replace(overall_score=5.0), after.replace(overall_score=5.0 + by)
    assert NOISE.limit() == 3.1
    assert compare((session, scores[0]), (other, scores[1]), NOISE).overall.exceeds is exceeds


def test_a_dimension_is_one_of_many_parts() -> None:
    def scored(count: int) -> tuple[DimensionScore, ...]:
        parts: dict[str, Any] = {"score": 5.0, "level": 2.3, "questions": (), "criteria": 3, "assessment_confidence": 1}
        return tuple(DimensionScore(dimension=one, **parts) for one in list(Dimension)[:count])

    (session, before), (other, after) = report(id="s1"), report()
    pair = before.replace(dimensions=scored(2)), after.replace(dimensions=scored(4))
    found = compare((session, pair[0]), (other, pair[1]), NOISE)
    assert {one.limit for one in found.dimensions} == {NOISE.limit(4)}
    assert NOISE.limit(4) > NOISE.limit(2) > NOISE.limit()


def test_questions_met_in_both() -> None:
    (met,) = compared().met_twice
    assert (met.bank_id, met.first.hints, met.second.hints) == ("first-repeat", 2, 0)
    assert (met.first.seconds, met.first.verdict, met.second.solved) == (600.0, Verdict.ACCEPTED, True)


def test_the_facts_of_both_sides() -> None:
    first = compared().first
    assert (first.session_id, first.at, first.company, first.seniority) == ("s1", "2026-01-01", "big_tech", "mid")
    assert (first.hints, first.questions, first.evaluator_version) == (2, 1, report(WEAK)[1].evaluator_version)


@pytest.mark.parametrize(
    ("change", "caution"),
    [
        ({"difficulty_level": DifficultyLevel.HARD}, "Different difficulties"),
        ({"seniority": Seniority.STAFF}, "Different seniorities"),
    ],
)
def test_what_makes_them_hard_to_compare_is_said(change: dict[str, Any], caution: str) -> None:
    assert compared().cautions == ()
    (told,) = compared(**change).cautions
    assert told.startswith(caution)


def test_another_company_judge_or_version_is_said() -> None:
    first, (session, after) = report(STRONG, id="s1"), report(STRONG)
    other = after.replace(company=CompanyType.AI_LAB.value, judged_by="model-x", evaluator_version=99)
    told = compare(first, (session, other), NOISE).cautions
    assert [line.split(":")[0] for line in told] == [
        "Different companies",
        "Read by different judges",
        "Scored by different versions of the evaluation",
    ]
    assert told[0].endswith("(big tech, ai lab)")


def test_one_interview_is_not_compared_with_itself() -> None:
    with pytest.raises(BadInput, match="cannot be compared with itself"):
        compare(report(STRONG), report(STRONG), NOISE)


def test_the_assumed_noise_is_that_of_its_formula() -> None:
    noise = noise_of([5.0] * (LEAST_HISTORY - 1))
    assert noise.typical == round(ASSUMED_SPREAD * math.sqrt(2 * (1 - RELIABILITY)), 2) == 1.6
    assert "assumed" in noise.basis and "there are 9" in noise.basis


def test_own_ups_and_downs_are_found_again() -> None:
    """10,000 made histories, half of them of people who learn: the mean estimate is the noise that went in."""
    draw, sigma = random.Random(3), 1.0
    found = []
    for number in range(10_000):
        slope = 0.05 * (number % 2)
        found.append(noise_of([slope * n + draw.gauss(5, sigma) for n in range(30)]).typical)
    assert sum(found) / len(found) == pytest.approx(math.sqrt(2) * sigma, rel=0.02)
    assert "your last 30 interviews" in noise_of([1.0, 2.0] * 15).basis


def test_nineteen_of_twenty_pairs_stay_within_the_limit() -> None:
    """Overall and parts, for people who do not change: parallel parts, all scores brought to one spread."""
    draw, parts = random.Random(5), 4
    noise = math.sqrt(parts * (1 - RELIABILITY) / RELIABILITY)
    whole_spread, part_spread = math.sqrt(1 / RELIABILITY), math.sqrt(1 + noise**2)

    def interview(ability: float) -> tuple[float, float]:
        scores = [ability + draw.gauss(0, noise) for _ in range(parts)]
        return sum(scores) / parts / whole_spread * ASSUMED_SPREAD, scores[0] / part_spread * ASSUMED_SPREAD

    people = [draw.gauss(0, 1) for _ in range(20_000)]
    pairs = [(interview(ability), interview(ability)) for ability in people]
    for index, limit in enumerate((NOISE.limit(), NOISE.limit(parts))):
        within = sum(abs(one[index] - other[index]) <= limit for one, other in pairs) / len(pairs)
        assert within == pytest.approx(0.95, abs=0.01)
