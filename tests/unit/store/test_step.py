"""What one save writes."""

from coach.store.rows import utc
from coach.store.step import Step
from tests.contract import session_store_values as values


def test_a_first_save_writes_everything() -> None:
    full = values.full_session()
    step = Step(None, full)
    assert step.stored.version == 1
    assert step.new_responses == full.responses
    assert step.changed_attempts == full.attempts


def test_a_later_save_writes_only_what_changed() -> None:
    before = values.full_session().replace(version=4)
    added = before.with_response(values.response(sequence=3)).with_attempt(values.finished(before.attempts[1]))
    step = Step(before, added)
    assert step.stored.version == 5
    assert [response.id for response in step.new_responses] == ["r3"]
    assert [attempt.id for attempt in step.changed_attempts] == ["a2"]
    assert Step(before, before.replace(elapsed=9.0)).changed_attempts == ()


def test_times_sort_as_text() -> None:
    local = values.START.astimezone(values.ELSEWHERE)
    assert utc(local) == utc(values.START) == "2025-03-04T09:30:00.123456+00:00"
    whole = values.START.replace(microsecond=0)
    assert utc(whole) == "2025-03-04T09:30:00.000000+00:00" < utc(values.START)
