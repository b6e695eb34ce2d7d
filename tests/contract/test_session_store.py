"""What every SessionStore does, whatever it keeps sessions in."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from coach.domain.enums import CompanyType, DifficultyLevel, Dimension, InterviewStatus, QuestionType, Seniority
from coach.domain.event import Event
from coach.domain.feedback import DimensionResult
from coach.domain.response import AttemptState
from coach.domain.results import CohortMember, InterviewResult, QuestionResult
from coach.domain.session import InterviewSession
from coach.errors import Conflict, NotFound, StoreError
from coach.ports import SessionRecord, SessionStore
from coach.security.encryption import FieldCipher
from coach.store.memory import MemoryStore
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values


@pytest.fixture(params=["sqlite", "memory"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SessionStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    cipher = FieldCipher(tmp_path / "keys.db", tmp_path / "data.key")
    opened = SqliteStore(tmp_path / "history.db", cipher)
    yield opened
    await opened.close()
    cipher.close()


async def test_a_full_session_comes_back_as_it_was(store: SessionStore) -> None:
    full = values.full_session()
    stored = await store.save(None, full, values.log(), [values.snapshot()])
    assert stored == full.replace(version=1)
    assert await store.load("s1") == stored


async def test_every_save_counts_one_version(store: SessionStore) -> None:
    first = await store.save(None, values.session())
    second = await store.save(first, first.replace(elapsed=3.0))
    third = await store.save(second, second.replace(elapsed=5.0))
    assert [first.version, second.version, third.version] == [1, 2, 3]
    assert await store.load("s1") == third


async def test_a_second_creation_is_a_conflict(store: SessionStore) -> None:
    first = await store.save(None, values.session())
    with pytest.raises(Conflict):
        await store.save(None, values.session(elapsed=9.0))
    assert await store.load("s1") == first


async def test_an_outdated_save_is_a_conflict_and_changes_nothing(store: SessionStore) -> None:
    first = await store.save(None, values.session())
    second = await store.save(first, first.replace(elapsed=3.0), [values.event()])
    late = first.with_response(values.response())
    with pytest.raises(Conflict):
        await store.save(first, late, [values.event(sequence=2)], [values.snapshot()])
    assert await store.load("s1") == second
    assert await store.events("s1") == (values.event(),)
    with pytest.raises(NotFound):
        await store.snapshot("hash-1", "kim")


async def test_saving_what_was_never_stored_is_a_conflict(store: SessionStore) -> None:
    unknown = values.session(version=1)
    with pytest.raises(Conflict):
        await store.save(unknown, unknown)


async def test_a_session_stays_its_persons(store: SessionStore) -> None:
    first = await store.save(None, values.session())
    with pytest.raises(Conflict):
        await store.save(first, first.replace(user_id="somebody else"))


async def test_of_two_saves_at_once_one_is_a_conflict(store: SessionStore) -> None:
    first = await store.save(None, values.session())
    results = await asyncio.gather(
        *(store.save(first, first.replace(elapsed=float(number))) for number in range(2)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "InterviewSession"]
    assert await store.load("s1") in results


async def test_responses_and_attempts_grow_in_order(store: SessionStore) -> None:
    stored = await store.save(None, values.session())
    for sequence in range(1, 12):
        grown = stored.with_response(values.response(sequence=sequence))
        stored = await store.save(stored, grown.with_attempt(values.attempt(sequence=sequence)))
    loaded = await store.load("s1")
    assert [response.sequence for response in loaded.responses] == list(range(1, 12))
    assert [attempt.sequence for attempt in loaded.attempts] == list(range(1, 12))
    assert loaded == stored


async def test_an_attempt_is_replaced_when_it_ends(store: SessionStore) -> None:
    first = await store.save(
        None, values.session().with_attempt(values.attempt()).with_attempt(values.attempt(sequence=2))
    )
    second = await store.save(first, first.with_attempt(values.finished(first.attempts[0])))
    loaded = await store.load("s1")
    assert [attempt.state for attempt in loaded.attempts] == [AttemptState.FINISHED, AttemptState.STARTED]
    assert loaded == second


async def test_two_sessions_may_use_the_same_ids_inside(store: SessionStore) -> None:
    one, two = values.full_session("s1"), values.full_session("s2", "lee")
    one = await store.save(None, one, values.log("s1"))
    two = await store.save(None, two, values.log("s2"))
    assert (await store.load("s1"), await store.load("s2")) == (one, two)
    assert await store.events("s2") == values.log("s2")


async def test_events_come_in_order_from_where_one_asks(store: SessionStore) -> None:
    first = await store.save(None, values.session(), values.log(count=11))
    await store.save(first, first, [values.event(sequence=12)])
    assert await store.events("s1") == values.log(count=12)
    assert [event.sequence for event in await store.events("s1", after=9)] == [10, 11, 12]
    assert await store.events("s1", after=12) == ()


async def test_the_log_of_a_state_is_as_it_was_then(store: SessionStore) -> None:
    first = await store.save(None, values.session(events=3), values.log(count=3))
    assert await store.log(first) == values.log(count=3)
    second = await store.save(first, first.replace(events=5), values.log(count=5)[3:])
    assert await store.log(first) == values.log(count=3)
    assert await store.log(second) == await store.log(await store.load("s1")) == values.log(count=5)
    assert await store.log(second.replace(elapsed=1.0)) == values.log(count=5)


@pytest.mark.parametrize(
    ("session_id", "sequences"),
    [("s1", [2]), ("s1", [3, 5]), ("s1", [4]), ("s1", [3, 3]), ("s1", [4, 3]), ("s1", [0]), ("s2", [3])],
)
async def test_a_log_with_gaps_or_repeats_is_a_conflict(
    store: SessionStore, session_id: str, sequences: list[int]
) -> None:
    first = await store.save(None, values.session(), values.log(count=2))
    with pytest.raises(Conflict):
        await store.save(
            first, first.replace(elapsed=1.0), [values.event(session_id, sequence) for sequence in sequences]
        )
    assert await store.events("s1") == values.log(count=2)
    assert await store.load("s1") == first


async def test_a_snapshot_is_kept_once_and_for_its_person(store: SessionStore) -> None:
    first = await store.save(None, values.session(), (), [values.snapshot(), values.snapshot("hash-2", "")])
    await store.save(first, first, (), [values.snapshot()])
    await store.save(None, values.session("s2", "lee"), (), [values.snapshot(content="of lee")])
    assert await store.snapshot("hash-1", "kim") == values.snapshot()
    assert await store.snapshot("hash-2", "kim") == values.snapshot("hash-2", "")
    assert await store.snapshot("hash-1", "lee") == values.snapshot(content="of lee")


async def test_what_is_unknown_is_not_found(store: SessionStore) -> None:
    unknown = values.session("nobody")
    for asked in (store.load("nobody"), store.events("nobody"), store.log(unknown), store.snapshot("hash-1", "kim")):
        with pytest.raises(NotFound):
            await asked
    assert await store.consent("nobody") is None
    assert await store.sessions("nobody") == ()
    assert await store.matching_ids("no") == ()
    assert await store.erase("nobody") == 0


async def test_a_summary_says_what_the_session_says(store: SessionStore) -> None:
    full = values.full_session()
    await store.save(None, full)
    (line,) = await store.sessions("kim")
    assert line.questions == ("two-sum", "rate-limiter")
    assert (line.answered, line.overall_score, line.elapsed) == (2, 6.75, 2640.5)
    for name in set(type(line).model_fields) - {"questions", "answered", "overall_score"}:
        assert getattr(line, name) == getattr(full, name), name


async def many_sessions(store: SessionStore) -> None:
    """Five of kim, one an hour, b and c at the same moment; one of lee."""
    hours = {"a": 0, "b": 1, "c": 1, "d": 3, "e": 2}
    for session_id, hour in hours.items():
        status = InterviewStatus.PAUSED if session_id in "bd" else InterviewStatus.COMPLETED
        created_at = (values.START + timedelta(hours=hour)).astimezone(values.ELSEWHERE if hour % 2 else None)
        await store.save(None, values.session(session_id, status=status, created_at=created_at))
    await store.save(None, values.session("ba", "lee", created_at=values.START - timedelta(days=400)))


async def test_sessions_come_newest_first_by_person_and_status(store: SessionStore) -> None:
    await many_sessions(store)

    async def ids(*args: object, **options: object) -> str:
        return " ".join(line.id for line in await store.sessions(*args, **options))  # type: ignore[arg-type]

    assert await ids() == "d e c b a ba"
    assert await ids("kim") == "d e c b a"
    assert await ids("kim", [InterviewStatus.PAUSED]) == "d b"
    assert await ids(None, [InterviewStatus.PAUSED, InterviewStatus.SCHEDULED]) == "d b ba"
    assert await ids("kim", limit=2) == "d e"
    assert await ids("kim", limit=2, offset=3) == "b a"
    assert await ids("kim", limit=0) == ""


async def test_a_prefix_brings_up_ids_newest_first(store: SessionStore) -> None:
    await many_sessions(store)
    assert await store.matching_ids("b") == ("b", "ba")
    assert await store.matching_ids("b", "lee") == ("ba",)
    assert await store.matching_ids("", "kim") == ("d", "e", "c", "b", "a")
    assert await store.matching_ids("%") == await store.matching_ids("B") == ()


async def test_a_prefix_brings_up_at_most_twenty(store: SessionStore) -> None:
    for number in range(21):
        await store.save(None, values.session(f"x{number:02}", created_at=values.START + timedelta(hours=number)))
    found = await store.matching_ids("x")
    assert (len(found), found[0], found[-1]) == (20, "x20", "x01")


async def test_consent_is_recorded_replaced_and_withdrawn(store: SessionStore) -> None:
    await store.record_consent(values.consent())
    assert await store.consent("kim") == values.consent()
    wider = values.consent(model_host="models.example", given_at=values.START + timedelta(days=1))
    await store.record_consent(wider)
    assert await store.consent("kim") == wider
    await store.withdraw_consent("kim")
    await store.withdraw_consent("kim")
    assert await store.consent("kim") is None


async def test_an_export_is_complete_and_only_ones_own(store: SessionStore) -> None:
    await store.record_consent(values.consent())
    await store.record_consent(values.consent("lee"))
    older = await store.save(None, values.session("s0", created_at=values.START - timedelta(days=1)))
    full = await store.save(None, values.full_session(), values.log(), [values.snapshot()])
    await store.save(None, values.full_session("s2", "lee"), values.log("s2"), [values.snapshot("hash-of-lee")])
    document = json.loads(json.dumps(await store.export("kim")))
    sessions = document.pop("sessions")
    assert [InterviewSession.model_validate(each["session"]) for each in sessions] == [older, full]
    assert [tuple(map(Event.model_validate, each["events"])) for each in sessions] == [(), values.log()]
    assert document == {
        "schema_version": 1,
        "user_id": "kim",
        "consent": values.consent().model_dump(mode="json"),
        "snapshots": [values.snapshot().model_dump(mode="json")],
    }


async def test_an_export_of_nothing_is_empty(store: SessionStore) -> None:
    empty = {"schema_version": 1, "user_id": "nobody", "consent": None, "sessions": [], "snapshots": []}
    assert await store.export("nobody") == empty


async def test_a_feedback_leaves_its_numbers(store: SessionStore) -> None:
    running = await store.save(None, values.full_session().replace(feedback=None))
    assert not await store.results("kim")
    assert not await store.interview_results("kim")
    await store.save(running, values.full_session().replace(version=1))
    (result,) = await store.results("kim")
    assert result == QuestionResult(
        user_id="kim",
        session_id="s1",
        question_id="q1",
        at=values.START + timedelta(minutes=44),
        bank_id="two-sum",
        kind=QuestionType.CODING_PROBLEM,
        difficulty=DifficultyLevel.MEDIUM,
        concepts=("hashing",),
        company=CompanyType.FINTECH,
        seniority=Seniority.STAFF,
        role="platform",
        score=7.25,
        level=3.1,
        solved=True,
        minutes_allowed=20,
        self_rating=3,
    )
    assert await store.concept_results("kim") == (result,)
    assert await store.interview_results("kim") == (
        InterviewResult(
            user_id="kim",
            session_id="s1",
            at=result.at,
            company=result.company,
            seniority=result.seniority,
            role="platform",
            difficulty=DifficultyLevel.HARD,
            overall=6.75,
            seconds=2640.5,
        ),
    )


async def test_levels_and_habits_come_back(store: SessionStore) -> None:
    full = values.judged("s1")
    assert full.feedback
    level = DimensionResult(dimension=Dimension.VERIFICATION, level=3)
    judged = full.feedback.questions[0].replace(dimensions=(level,), habits={"planned": 0.5}, hints_used=2, seconds=9.5)
    await store.save(None, full.replace(feedback=full.feedback.replace(questions=(judged,))))
    (result,) = await store.results()
    assert result.dimensions == {Dimension.VERIFICATION: 3}
    assert (result.habits, result.hints, result.seconds, result.evaluator_version) == ({"planned": 0.5}, 2, 9.5, 3)


async def test_another_feedback_takes_the_place_of_the_first(store: SessionStore) -> None:
    first = await store.save(None, values.judged("s1", scores=[3.0, 4.0]))
    await store.save(first, values.judged("s1", scores=[None, 8.0]).replace(version=1))
    assert [result.score for result in await store.results("kim")] == [8.0, None]
    assert [result.score for result in await store.concept_results("kim")] == [8.0]
    assert await store.interview_results("kim") == ()


async def test_a_report_whose_numbers_make_no_sense_is_kept_without_them(store: SessionStore) -> None:
    odd = values.judged("s1")
    assert odd.feedback
    wrong = odd.feedback.questions[0].replace(hints_used=-1)
    stored = await store.save(None, odd.replace(feedback=odd.feedback.replace(questions=(wrong,))))
    await store.save(None, values.judged("s2"))
    assert await store.load("s1") == stored
    assert {result.session_id for result in await store.results("kim")} == {"s2"}
    assert {result.session_id for result in await store.interview_results("kim")} == {"s2"}


async def test_results_come_newest_first(store: SessionStore) -> None:
    for session_id, hours in {"a": 0, "b": 5, "c": 5, "d": 2}.items():
        zoned = (values.START + timedelta(hours=hours)).astimezone(values.ELSEWHERE if hours else None)
        await store.save(None, values.judged(session_id, scores=[1.0, 2.0], completed_at=zoned))
    await store.save(None, values.judged("of-lee", "lee", hours=3))

    def ids(found: Sequence[QuestionResult]) -> str:
        return " ".join(f"{result.session_id}-{result.question_id}" for result in found)

    assert ids(await store.results("kim")) == "c-q2 c-q1 b-q2 b-q1 d-q2 d-q1 a-q2 a-q1"
    assert ids(await store.results(None)) == "c-q2 c-q1 b-q2 b-q1 of-lee-q1 d-q2 d-q1 a-q2 a-q1"
    assert ids(await store.results("kim", 3)) == "c-q2 c-q1 b-q2"
    assert ids(await store.results(limit=5)) == "c-q2 c-q1 b-q2 b-q1 of-lee-q1"
    assert ids(await store.results("nobody")) == ""
    assert [found.session_id for found in await store.interview_results("kim", 3)] == ["c", "b", "d"]


async def test_the_newest_of_each_concept_and_kind_are_found(store: SessionStore) -> None:
    for number in range(5):
        await store.save(None, values.judged(f"s{number}", hours=number, scores=[7.0, None if number > 3 else 8.0]))
    rarely = values.judged("old", hours=-9)
    (asked,) = rarely.questions
    spoken = asked.replace(question_type=QuestionType.TECHNICAL_CONCEPT, concepts=("arrays", "trees", "arrays"))
    await store.save(None, rarely.replace(questions=(spoken,)))
    found = await store.concept_results("kim", 2)
    assert [(result.session_id, result.question_id, result.concepts) for result in found] == [
        ("s4", "q1", ("hashing", "arrays")),
        ("s3", "q2", ("sorting",)),
        ("s3", "q1", ("hashing", "arrays")),
        ("s2", "q2", ("sorting",)),
        ("old", "q1", ("arrays", "trees")),
    ]
    assert len(await store.concept_results("kim")) == 10
    assert await store.concept_results("lee") == ()


async def test_a_result_is_found_by_some_of_its_concepts_alone(store: SessionStore) -> None:
    await store.save(None, values.judged("s1"))
    newer = values.judged("s2", hours=1)
    await store.save(None, newer.replace(questions=(newer.questions[0].replace(concepts=("arrays",)),)))
    found = await store.concept_results("kim", 1)
    assert [(result.session_id, result.concepts) for result in found] == [("s2", ("arrays",)), ("s1", ("hashing",))]


async def cohort_of_four(store: SessionStore) -> None:
    """Kim, lee and max agreed, an operator did so for pat; noa did not. Lee has two interviews, max one elsewhere."""
    for person in ("kim", "lee", "max"):
        await store.record_consent(values.consent(person))
    await store.record_consent(values.consent("pat", given_by="local operator"))
    await store.save(None, values.judged("k", "kim", scores=[9.0, 9.0]))
    await store.save(None, values.judged("l1", "lee", scores=[4.0, None]))
    await store.save(None, values.judged("l2", "lee", scores=[6.0, 1.0]))
    await store.save(None, values.judged("l3", "lee", scores=[None, 2.0]))
    await store.save(None, values.judged("m", "max", scores=[3.0]))
    await store.save(None, values.judged("p", "pat", scores=[10.0]))
    await store.save(None, values.judged("n", "noa", scores=[10.0]))


async def test_a_cohort_is_of_those_who_agreed_and_are_alike(store: SessionStore) -> None:
    await cohort_of_four(store)
    await store.save(None, values.judged("m2", "max", scores=[8.0], role="data"))
    await store.save(None, values.judged("m3", "max", scores=[8.0], seniority=Seniority.STAFF))
    lee, only = CohortMember(overall=5.0, interviews=2), CohortMember(overall=3.0, interviews=1)
    kim = CohortMember(overall=9.0, interviews=1)
    assert await store.cohort("backend", Seniority.MID, 3, "kim") == (only, lee)
    assert await store.cohort("backend", Seniority.MID, 3, "noa") == (only, lee, kim)
    assert await store.cohort("data", Seniority.MID, 3, "kim") == (CohortMember(overall=8.0, interviews=1),)
    assert await store.cohort("backend", Seniority.MID, 2, "kim") == ()
    await store.withdraw_consent("lee")
    assert await store.cohort("backend", Seniority.MID, 3, "kim") == (only,)


async def test_others_count_once_at_a_question(store: SessionStore) -> None:
    await cohort_of_four(store)
    assert await store.question_means(["slug-1", "slug-2", "slug-3"], "kim") == {"slug-1": (4.0, 2), "slug-2": (1.5, 1)}
    assert await store.question_means(["slug-2"], "lee") == {"slug-2": (9.0, 1)}
    assert await store.question_means([], "kim") == {}
    assert await store.question_means(["slug-1"], "nobody") == {"slug-1": (17 / 3, 3)}


async def test_means_follow_what_is_scored_anew_let_go_or_erased(store: SessionStore) -> None:
    await cohort_of_four(store)
    now = values.judged("l2", "lee", scores=[8.0, None])
    await store.save(await store.load("l2"), now)
    of_max, of_lee = CohortMember(overall=3.0, interviews=1), CohortMember(overall=6.0, interviews=2)
    assert await store.cohort("backend", Seniority.MID, 3, "kim") == (of_max, of_lee)
    assert await store.question_means(["slug-1", "slug-2"], "kim") == {"slug-1": (4.5, 2), "slug-2": (2.0, 1)}
    await store.erase("lee")
    assert await store.cohort("backend", Seniority.MID, 3, "kim") == (of_max,)
    assert await store.question_means(["slug-1", "slug-2"], "kim") == {"slug-1": (3.0, 1)}
    await store.discard(values.START + timedelta(days=365))
    assert await store.cohort("backend", Seniority.MID, 3, "nobody") == ()
    assert await store.question_means(["slug-1"], "nobody") == {}


async def test_a_record_holds_all_of_one_interview_and_no_more(store: SessionStore) -> None:
    (event, snapshot), (other, more) = values.saved("s1", 4), values.saved("s2", 4, "other")
    kept = await store.save(None, values.full_session(), (*values.log(), event), [snapshot])
    await store.save(None, values.full_session("s2"), (*values.log("s2"), other), [more])
    assert await store.record("s1") == SessionRecord(session=kept, events=(*values.log(), event), snapshots=(snapshot,))
    with pytest.raises(NotFound):
        await store.record("s3")


async def test_a_record_is_restored_as_it_was(store: SessionStore) -> None:
    event, snapshot = values.saved("s1", 4)
    first = await store.save(None, values.full_session(), (*values.log(), event), [snapshot])
    await store.save(first, first.replace(elapsed=2700.0))
    record, results = await store.record("s1"), await store.results("kim")
    await store.erase("kim")
    assert await store.restore(record) is True
    assert await store.record("s1") == record
    assert record.session.version == 2
    assert await store.results("kim") == results
    again = await store.save(record.session, record.session.replace(elapsed=2701.0), [values.event(sequence=5)])
    assert again.version == 3


async def test_restoring_changes_nothing_that_is_there(store: SessionStore) -> None:
    event, snapshot = values.saved("s1", 1)
    record = SessionRecord(session=values.session(version=7, events=1), events=(event,), snapshots=(snapshot,))
    mine = await store.save(None, values.session())
    assert await store.restore(record) is False
    assert await store.restore(record.replace(session=record.session.replace(user_id="lee"))) is False
    assert await store.record("s1") == SessionRecord(session=mine)
    with pytest.raises(NotFound):
        await store.snapshot(snapshot.content_hash, "kim")


async def test_erasing_one_leaves_the_others(store: SessionStore) -> None:
    for person, ids in {"kim": ["s1", "s2"], "lee": ["s3"]}.items():
        await store.record_consent(values.consent(person))
        for session_id in ids:
            await store.save(None, values.full_session(session_id, person), values.log(session_id), [values.snapshot()])
    others = await store.export("lee")
    stale, results = await store.load("s1"), await store.results("lee")

    assert await store.erase("kim") == 2
    assert await store.erase("kim") == 0
    assert await store.export("lee") == others
    assert await store.sessions("kim") == ()
    assert await store.consent("kim") is None
    for left in (store.results("kim"), store.concept_results("kim"), store.interview_results("kim")):
        assert not await left
    assert await store.results() == await store.results("lee") == results != ()
    for asked in (store.load("s1"), store.events("s2"), store.snapshot("hash-1", "kim")):
        with pytest.raises(NotFound):
            await asked
    with pytest.raises(Conflict):
        await store.save(stale, stale)


async def test_an_erased_person_may_start_again(store: SessionStore) -> None:
    await store.save(None, values.full_session(), values.log())
    await store.erase("kim")
    again = await store.save(None, values.session(), [values.event()])
    assert await store.load("s1") == again
    assert await store.events("s1") == (values.event(),)


async def test_an_interview_has_an_owner(store: SessionStore) -> None:
    await store.save(None, values.session("s1", "kim"))
    assert await store.owner("s1") == "kim"
    with pytest.raises(NotFound):
        await store.owner("s2")


async def test_what_is_old_is_discarded_whatever_its_state(store: SessionStore) -> None:
    await many_sessions(store)
    assert await store.discard(values.START) == 1
    assert await store.discard(values.START + timedelta(hours=2)) == 3
    assert [line.id for line in await store.sessions()] == ["d", "e"]
    assert await store.discard(values.START + timedelta(hours=2)) == 0


async def test_what_is_scheduled_for_later_is_not_old(store: SessionStore) -> None:
    for session_id, hours in {"past": -1, "now": 0, "later": 1}.items():
        made = values.session(session_id, created_at=values.START - timedelta(days=9))
        await store.save(None, made.replace(scheduled_at=values.START + timedelta(hours=hours)))
    assert await store.discard(values.START) == 1
    assert {line.id for line in await store.sessions()} == {"now", "later"}


async def test_discarding_takes_all_that_only_the_old_referred_to(store: SessionStore) -> None:
    (old, gone), (shared, stays), (other, of_lee) = (
        values.saved("s1", 4),
        values.saved("s1", 5, "both"),
        values.saved("s3", 1, "of lee"),
    )
    await store.record_consent(values.consent())
    await store.save(None, values.full_session("s1"), (*values.log("s1"), old, shared), [gone, stays])
    young = values.judged("s2", created_at=values.START + timedelta(days=1))
    await store.save(None, young, [values.saved("s2", 1, "both")[0]], [stays])
    await store.save(None, values.session("s3", "lee", created_at=young.created_at), [other], [of_lee])
    before, others = await store.record("s2"), await store.export("lee")

    assert await store.discard(young.created_at) == 1
    assert await store.record("s2") == before
    assert await store.export("lee") == others
    assert {result.session_id for result in await store.results()} == {"s2"}
    assert {result.session_id for result in await store.interview_results("kim")} == {"s2"}
    assert await store.snapshot(stays.content_hash, "kim") == stays
    assert await store.consent("kim") == values.consent()
    for asked in (store.load("s1"), store.events("s1"), store.snapshot(gone.content_hash, "kim")):
        with pytest.raises(NotFound):
            await asked
    await store.save(None, values.session("s1"), [values.event()])
    assert len(await store.events("s1")) == 1


async def test_text_that_is_no_valid_unicode_survives(store: SessionStore) -> None:
    broken = values.session().with_response(values.response(response_text="half a pair: \ud83d", code_solution="\x00"))
    stored = await store.save(None, broken, [values.event(text="\udcff")])
    assert await store.load("s1") == stored
    assert (await store.events("s1"))[0].text == "\udcff"


async def test_a_cancelled_save_is_whole_or_absent(store: SessionStore) -> None:
    first = await store.save(None, values.session())
    task = asyncio.create_task(store.save(first, first.replace(elapsed=1.0), [values.event()]))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    # The save goes on, and may end between one look and the next.
    seen = [(await store.load("s1")).version, len(await store.events("s1")), (await store.load("s1")).version]
    while seen[0] != seen[-1]:
        seen = [seen[-1], len(await store.events("s1")), (await store.load("s1")).version]
    assert seen in ([1, 0, 1], [2, 1, 2])


async def test_closing_twice_is_fine(store: SessionStore) -> None:
    await store.save(None, values.session())
    await store.close()
    await store.close()


async def test_conflicts_are_store_errors_with_a_way_out(store: SessionStore) -> None:
    first = await store.save(None, values.session())
    await store.save(first, first)
    with pytest.raises(StoreError) as caught:
        await store.save(first, first)
    assert "s1" in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.fix
