"""What analytics is given: the newest of a person and of the others here, and nothing of those who did not agree."""

from datetime import timedelta
from pathlib import Path

import pytest

from coach.domain.enums import CompanyType, QuestionType, Seniority
from coach.domain.results import CohortMember
from coach.domain.session import InterviewSession
from coach.errors import BadInput, Forbidden, NotFound
from coach.interview.progress import history
from coach.ports import SessionRecord
from tests.contract import session_store_values as values
from tests.fakes import Studio


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


async def test_of_nobody_nothing_is_known(studio: Studio) -> None:
    found = await history(studio.engine, "kim")
    assert (found.interviews, found.results, found.concept_results, found.cohort, found.others) == ((), (), (), (), {})
    assert (found.user_id, found.seniority, found.role) == ("kim", Seniority.MID, "backend")
    assert {pattern.type for pattern in found.patterns} == {CompanyType.BIG_TECH, CompanyType.STARTUP}
    assert await studio.service.get_schedule("kim") == ()
    analytics = await studio.service.get_analytics("kim")
    assert (analytics.interviews, analytics.score_trend, analytics.percentile) == (0, (), None)
    assert analytics.notes


async def keep(studio: Studio, *sessions: InterviewSession) -> None:
    for session in sessions:
        await studio.store.save(None, session)


async def test_a_person_is_looked_at_as_in_the_newest_interview(studio: Studio) -> None:
    await keep(
        studio,
        values.judged("s1", hours=1, scores=[9.0], seniority=Seniority.STAFF, role="data"),
        values.judged("s2", hours=2, scores=[5.0, 6.0], seniority=Seniority.SENIOR, role="sre"),
        values.judged("s3", hours=3, scores=[None, 2.0]),
    )
    found = await history(studio.engine, "kim")
    assert (found.seniority, found.role, found.now) == (Seniority.SENIOR, "sre", studio.clock.now())
    assert [one.session_id for one in found.interviews] == ["s2", "s1"]
    assert [one.score for one in found.results] == [2.0, None, 6.0, 5.0, 9.0]
    assert [one.score for one in found.concept_results] == [2.0, 6.0, 5.0, 9.0]


async def test_others_are_those_who_agreed_and_are_alike(studio: Studio) -> None:
    await keep(
        studio,
        values.judged("k", "kim", scores=[9.0]),
        values.judged("l", "lee", scores=[4.0], hours=1),
        values.judged("m", "max", scores=[3.0], role="data"),
        values.judged("n", "noa", scores=[1.0]),
    )
    for person in ("kim", "lee", "max"):
        await studio.store.record_consent(values.consent(person))
    found = await history(studio.engine, "kim")
    assert found.cohort == (CohortMember(overall=4.0, interviews=1),)
    assert found.others == {"slug-1": (3.5, 2)}
    assert {one.user_id for one in found.everyone} == {"kim", "lee", "max", "noa"}


async def test_analytics_and_schedule_come_from_the_history(studio: Studio) -> None:
    await keep(studio, *(values.judged(f"s{day}", hours=24 * day, scores=[5.0, 9.5]) for day in range(6)))
    analytics = await studio.service.get_analytics("kim")
    assert analytics.interviews == 6
    assert [point.session_id for point in analytics.score_trend] == [f"s{day}" for day in range(6)]
    assert {one.concept for one in analytics.concept_performance} == {"hashing", "arrays", "sorting"}
    due = await studio.service.get_schedule("kim")
    assert {(one.concept, one.kind) for one in due} == {
        (concept, QuestionType.CODING_PROBLEM) for concept in ("hashing", "arrays", "sorting")
    }
    assert [one.recall for one in due] == sorted(one.recall for one in due)


async def test_an_exported_interview_is_restored_once_and_with_an_agreement(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    await keep(studio, values.full_session())
    record = await studio.service.export_session("s1")
    assert record == SessionRecord(session=values.full_session().replace(version=1))
    with pytest.raises(NotFound):
        await studio.service.export_session("s2")

    (tmp_path / "other").mkdir()
    other = Studio(tmp_path / "other", consent_by="")
    with pytest.raises(Forbidden):
        await other.service.restore_session(record)
    await other.service.give_consent("kim")
    assert await other.service.restore_session(record) is True
    assert await other.service.restore_session(record) is False
    assert await other.service.export_session("s1") == record


async def test_a_prediction_wants_interviews_and_a_day_to_come(studio: Studio) -> None:
    today = studio.clock.now().date()
    told = await studio.service.get_prediction("kim", company="startup", on=today + timedelta(days=9))
    assert (told.chance, told.note) == (None, "not enough interviews: 0 of 5")
    with pytest.raises(BadInput, match="in the past"):
        await studio.service.get_prediction("kim", company="startup", on=today - timedelta(days=1))
    with pytest.raises(BadInput, match="company"):
        await studio.service.get_prediction("kim", company="nowhere", on=today)
