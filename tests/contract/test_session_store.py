"""What every SessionStore does, whatever it keeps sessions in."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from coach.domain.enums import InterviewStatus
from coach.domain.event import Event
from coach.domain.response import AttemptState
from coach.domain.session import InterviewSession
from coach.errors import Conflict, NotFound, StoreError
from coach.ports import SessionStore
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
    for asked in (store.load("nobody"), store.events("nobody"), store.snapshot("hash-1", "kim")):
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


async def test_erasing_one_leaves_the_others(store: SessionStore) -> None:
    for person, ids in {"kim": ["s1", "s2"], "lee": ["s3"]}.items():
        await store.record_consent(values.consent(person))
        for session_id in ids:
            await store.save(None, values.full_session(session_id, person), values.log(session_id), [values.snapshot()])
    others = await store.export("lee")
    stale = await store.load("s1")

    assert await store.erase("kim") == 2
    assert await store.erase("kim") == 0
    assert await store.export("lee") == others
    assert await store.sessions("kim") == ()
    assert await store.consent("kim") is None
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
    loaded = await store.load("s1")
    assert (loaded.version, len(await store.events("s1"))) in [(1, 0), (2, 1)]


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
