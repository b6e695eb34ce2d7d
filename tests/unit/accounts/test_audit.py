"""Entries of the audit log."""

from hypothesis import given
from hypothesis import strategies as st

from coach.accounts import Audit
from coach.domain.account import Actor, AuditEntry, Role
from tests.fakes import HandClock

KEY = b"k" * 32


def test_people_stand_in_it_by_a_hash() -> None:
    clock = HandClock()
    audit = Audit(KEY, clock)
    entry = audit.entry(Actor(user_id="ada", role=Role.ADMIN), "erase_data", audit.person("grace"), request_id="r1")
    assert entry == AuditEntry(
        at=clock.now(), actor=audit.person("ada"), action="erase_data", subject=audit.person("grace"), request_id="r1"
    )
    assert entry.outcome == "done"
    assert not {"ada", "grace"} & set(str(entry).replace("'", " ").split())


def test_jobs_and_interviews_stand_in_it_by_name() -> None:
    entry = Audit(KEY, HandClock()).entry("retention", "discard", "session-1", "COACH-601")
    assert (entry.actor, entry.subject, entry.outcome) == ("retention", "session-1", "COACH-601")


@given(first=st.text(), second=st.text(), key=st.binary(min_size=1))
def test_a_hash_tells_people_apart_and_needs_the_key(first: str, second: str, key: bytes) -> None:
    audit, other = Audit(key, HandClock()), Audit(key + b"!", HandClock())
    assert len(bytes.fromhex(audit.person(first))) == 8
    assert (audit.person(first) == audit.person(second)) == (first == second)
    assert audit.person(first) != other.person(first)


def test_a_name_that_is_no_text_has_a_hash_too() -> None:
    assert Audit(KEY, HandClock()).person("\udcff") != Audit(KEY, HandClock()).person("\udcfe")
