"""What every ServerStore does, whatever it keeps accounts, reviews and answers in."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.domain.account import Account, AuditEntry, Grant, KeptAnswer, Review, Role
from coach.domain.enums import InterviewStatus
from coach.errors import NotFound
from coach.ports import SessionStore
from coach.ports.server import ServerStore
from coach.security.encryption import FieldCipher
from coach.store.memory import MemoryStore
from coach.store.rotation import REUSED
from coach.store.server_memory import MemoryServerStore
from coach.store.server_sqlite import SqliteServerStore
from coach.store.sqlite import SqliteStore
from tests.contract import session_store_values as values

NOW = values.START
MONTH = timedelta(days=30)


@dataclass
class Server:
    sessions: SessionStore
    kept: ServerStore


@pytest.fixture(params=["sqlite", "memory"])
async def server(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Server]:
    if request.param == "memory":
        memory = MemoryStore()
        yield Server(memory, MemoryServerStore(memory))
        return
    cipher = FieldCipher(tmp_path / "keys.db", tmp_path / "data.key")
    opened = SqliteStore(tmp_path / "history.db", cipher)
    yield Server(opened, SqliteServerStore(opened))
    await opened.close()
    cipher.close()


@pytest.fixture
def kept(server: Server) -> ServerStore:
    return server.kept


def account(user_id: str = "kim", role: Role = Role.CANDIDATE, **changes: object) -> Account:
    return Account(user_id=user_id, role=role, created_at=NOW).replace(**changes)


def grant(grant_id: str = "g1", user_id: str = "kim", **changes: object) -> Grant:
    made = Grant(id=grant_id, user_id=user_id, token_id=f"{grant_id}-t1", created_at=NOW, expires_at=NOW + MONTH)
    return made.replace(**changes)


def review(session_id: str = "s1", interviewer_id: str = "ida", **changes: object) -> Review:
    notes = f"Thinks aloud. {values.SECRET}"
    made = Review(session_id=session_id, interviewer_id=interviewer_id, score=7.5, notes=notes, at=NOW)
    return made.replace(**changes)


def entry(number: int, **changes: object) -> AuditEntry:
    made = AuditEntry(at=NOW + timedelta(seconds=number), actor="ab12", action="erase_data", request_id=f"r{number}")
    return made.replace(**changes)


async def staffed(server: Server) -> None:
    """Kim and lee with an interview each, ida who interviews and ada who administers."""
    for user_id, role in {"kim": Role.CANDIDATE, "lee": Role.CANDIDATE, "ida": Role.INTERVIEWER}.items():
        await server.kept.put_account(account(user_id, role))
    await server.kept.put_account(account("ada", Role.ADMIN))
    await server.sessions.save(None, values.full_session("s1", "kim"), values.log("s1"))
    await server.sessions.save(None, values.full_session("s2", "lee"), values.log("s2"))


async def test_an_account_comes_back_as_it_was(kept: ServerStore) -> None:
    elsewhere = account("kim.o@example.org", Role.ADMIN, created_at=NOW.astimezone(values.ELSEWHERE))
    await kept.put_account(elsewhere)
    assert await kept.account("kim.o@example.org") == elsewhere
    assert await kept.account("kim") is None


async def test_another_role_leaves_the_time_of_the_first_call_and_the_sign_ins(kept: ServerStore) -> None:
    await kept.put_account(account())
    await kept.add_grant(grant())
    await kept.put_account(account(role=Role.ADMIN, created_at=NOW + MONTH))
    assert await kept.account("kim") == account(role=Role.ADMIN)
    assert await kept.grants("kim") == (grant(),)


async def test_accounts_come_by_id_a_page_at_a_time(kept: ServerStore) -> None:
    for user_id in ("kim", "ada", "lee", "Zoe"):
        await kept.put_account(account(user_id))
    assert [one.user_id for one in await kept.accounts()] == ["Zoe", "ada", "kim", "lee"]
    assert [one.user_id for one in await kept.accounts(limit=2, offset=1)] == ["ada", "kim"]
    assert await kept.accounts(limit=0) == await kept.accounts(offset=4) == ()


async def test_an_identity_is_the_account_the_grant_and_whether_the_token_was_revoked(kept: ServerStore) -> None:
    await kept.put_account(account())
    await kept.put_account(account("lee"))
    await kept.add_grant(grant())
    await kept.revoke_token("foreign", NOW + MONTH)
    assert await kept.identity("kim", "g1", "t") == (account(), grant(), False)
    assert await kept.identity("kim", "", "foreign") == (account(), None, True)
    assert await kept.identity("kim", "", "other") == (account(), None, False)
    assert await kept.identity("lee", "g1", "t") == (account("lee"), None, False)
    assert await kept.identity("nobody", "g1", "t") == (None, None, False)


async def test_a_revoked_grant_says_so_in_the_identity(kept: ServerStore) -> None:
    await kept.put_account(account())
    await kept.add_grant(grant())
    await kept.revoke_grants(NOW, "asked for", grant_id="g1")
    assert (await kept.identity("kim", "g1", "t"))[1] == grant(revoked_at=NOW, reason="asked for")


async def test_nobody_signs_in_without_an_account(kept: ServerStore) -> None:
    with pytest.raises(NotFound) as caught:
        await kept.add_grant(grant())
    assert caught.value.fix
    assert await kept.grants() == ()


async def test_a_refresh_token_is_good_once(kept: ServerStore) -> None:
    await kept.put_account(account())
    await kept.add_grant(grant())
    assert await kept.rotate("g1", "g1-t1", "g1-t2", NOW)
    assert await kept.rotate("g1", "g1-t2", "g1-t3", NOW)
    assert await kept.grants("kim") == (grant(token_id="g1-t3"),)


@pytest.mark.parametrize("token", ["g1-t1", "made up"])
async def test_a_token_used_twice_ends_the_grant(kept: ServerStore, token: str) -> None:
    await kept.put_account(account())
    await kept.add_grant(grant())
    await kept.add_grant(grant("g2"))
    assert await kept.rotate("g1", "g1-t1", "g1-t2", NOW)
    later = NOW + timedelta(hours=1)
    assert not await kept.rotate("g1", token, "g1-t3", later)
    assert not await kept.rotate("g1", "g1-t2", "g1-t4", later + timedelta(hours=1))
    ended = grant(token_id="g1-t2", revoked_at=later, reason=REUSED)
    assert set(await kept.grants("kim")) == {ended, grant("g2")}


async def test_of_two_uses_at_once_one_is_good_and_the_grant_ends(kept: ServerStore) -> None:
    await kept.put_account(account())
    await kept.add_grant(grant())
    good = await asyncio.gather(*(kept.rotate("g1", "g1-t1", f"next-{number}", NOW) for number in range(2)))
    assert sorted(good) == [False, True]
    (left,) = await kept.grants()
    assert left.reason == REUSED


async def test_a_grant_that_has_ended_is_not_rotated_and_stays_as_it_is(kept: ServerStore) -> None:
    await kept.put_account(account())
    await kept.add_grant(grant())
    assert not await kept.rotate("g1", "g1-t1", "g1-t2", NOW + MONTH)
    assert not await kept.rotate("g1", "g1-t0", "g1-t2", NOW + MONTH)
    assert not await kept.rotate("unknown", "g1-t1", "g1-t2", NOW)
    assert await kept.grants() == (grant(),)


async def test_grants_are_revoked_one_by_one_or_all_of_a_person(kept: ServerStore) -> None:
    for user_id in ("kim", "lee"):
        await kept.put_account(account(user_id))
        for number in (1, 2):
            await kept.add_grant(grant(f"{user_id}{number}", user_id))
    await kept.add_grant(grant("old", expires_at=NOW))
    assert await kept.revoke_grants(NOW, "asked for", grant_id="kim1") == 1
    assert await kept.revoke_grants(NOW, "again", grant_id="kim1") == 0
    assert await kept.revoke_grants(NOW, "not theirs", grant_id="lee1", user_id="kim") == 0
    assert await kept.revoke_grants(NOW, "all", user_id="kim") == 1
    assert await kept.revoke_grants(NOW, "nobody's") == 0
    reasons = {one.id: one.reason for one in await kept.grants()}
    assert reasons == {"kim1": "asked for", "kim2": "all", "lee1": "", "lee2": "", "old": ""}


async def test_grants_come_newest_first(kept: ServerStore) -> None:
    for user_id in ("kim", "lee"):
        await kept.put_account(account(user_id))
    for number, user_id in enumerate(["kim", "lee", "kim", "kim"]):
        created_at = (NOW + timedelta(hours=min(number, 2))).astimezone(values.ELSEWHERE if number % 2 else None)
        await kept.add_grant(grant(f"g{number}", user_id, created_at=created_at))
    assert [one.id for one in await kept.grants()] == ["g3", "g2", "g1", "g0"]
    assert [one.id for one in await kept.grants("kim")] == ["g3", "g2", "g0"]


async def test_a_purge_drops_what_has_ended_and_nothing_else(kept: ServerStore) -> None:
    await kept.put_account(account())
    await kept.add_grant(grant("ended", expires_at=NOW))
    await kept.add_grant(grant("revoked", revoked_at=NOW, reason="asked for"))
    await kept.revoke_token("ended", NOW)
    await kept.revoke_token("longer", NOW)
    await kept.revoke_token("longer", NOW + MONTH)
    await kept.revoke_token("longer", NOW)
    await kept.reserve("kim", "old", "f", NOW - timedelta(seconds=1))
    await kept.reserve("kim", "young", "f", NOW)
    await kept.append(entry(1))
    await kept.purge(NOW, NOW)
    assert [one.id for one in await kept.grants()] == ["revoked"]
    assert [(await kept.identity("kim", "", token))[2] for token in ("ended", "longer")] == [False, True]
    assert await kept.reserve("kim", "old", "f", NOW) is None
    assert await kept.reserve("kim", "young", "f", NOW) is not None
    assert await kept.account("kim") == account()
    assert len(await kept.audit()) == 1


async def test_assignments_are_made_and_ended(server: Server) -> None:
    await staffed(server)
    kept = server.kept
    for interviewer_id in ("ida", "bo", "ida"):
        await kept.assign("s1", interviewer_id)
    assert await kept.interviewers("s1") == ("bo", "ida")
    assert [await kept.is_assigned(session_id, "ida") for session_id in ("s1", "s2")] == [True, False]
    assert await kept.unassign("s1", "ida")
    assert not await kept.unassign("s1", "ida")
    assert not await kept.is_assigned("s1", "ida")
    assert await kept.interviewers("s2") == await kept.interviewers("unknown") == ()


async def test_assigned_interviews_come_newest_first_a_page_at_a_time(server: Server) -> None:
    for number, session_id in enumerate(["a", "b", "c", "d"]):
        made = values.session(session_id, f"of-{session_id}", created_at=NOW + timedelta(hours=min(number, 2)))
        await server.sessions.save(None, made)
    for session_id in ("c", "a", "d"):
        await server.kept.assign(session_id, "ida")
    await server.kept.assign("b", "bo")
    assert [line.id for line in await server.kept.assigned("ida")] == ["d", "c", "a"]
    assert [line.id for line in await server.kept.assigned("ida", limit=1, offset=1)] == ["c"]
    state = (await server.sessions.load("a")).status
    assert [line.id for line in await server.kept.assigned("ida", None, [state], limit=1, offset=2)] == ["a"]
    assert [line.id for line in await server.kept.assigned("ida", "of-c", [state])] == ["c"]
    assert await server.kept.assigned("ida", "of-b") == ()
    assert await server.kept.assigned("ida", statuses=[InterviewStatus.CANCELLED]) == ()
    assert await server.kept.assigned("bo") == await server.sessions.sessions("of-b")
    assert await server.kept.assigned("nobody") == ()


async def test_an_unknown_interview_has_no_interviewers_and_no_reviews(kept: ServerStore) -> None:
    for asked in (kept.assign("s1", "ida"), kept.put_review(review()), kept.reviews("s1")):
        with pytest.raises(NotFound):
            await asked


async def test_reviews_come_oldest_first_and_a_later_one_takes_the_place(server: Server) -> None:
    await staffed(server)
    kept = server.kept
    assert await kept.reviews("s1") == ()
    first = review(interviewer_id="bo", at=NOW - timedelta(hours=1), score=None, notes="")
    for one in (review(), review("s2"), first):
        await kept.put_review(one)
    assert await kept.reviews("s1") == (first, review())
    later = review(
        interviewer_id="bo", at=(NOW + timedelta(hours=1)).astimezone(values.ELSEWHERE), notes="On second thought."
    )
    await kept.put_review(later)
    assert await kept.reviews("s1") == (review(), later)
    assert await kept.reviews("s2") == (review("s2"),)


async def test_the_first_request_takes_the_key_and_its_answer_is_given_again(kept: ServerStore) -> None:
    assert await kept.reserve("kim", "k", "print", NOW) is None
    assert await kept.reserve("kim", "k", "another", NOW + MONTH) == KeptAnswer(fingerprint="print", at=NOW)
    await kept.keep_answer("kim", "k", 201, b"\x00not json\xff")
    answered = KeptAnswer(fingerprint="print", status=201, body=b"\x00not json\xff", at=NOW)
    assert await kept.reserve("kim", "k", "print", NOW) == answered
    assert await kept.reserve("lee", "k", "print", NOW) is None
    assert await kept.reserve("kim", "K", "print", NOW) is None


async def test_an_empty_answer_is_an_answer(kept: ServerStore) -> None:
    await kept.reserve("kim", "k", "print", NOW)
    await kept.keep_answer("kim", "k", 204, b"")
    assert await kept.reserve("kim", "k", "print", NOW) == KeptAnswer(fingerprint="print", status=204, at=NOW)


async def test_a_key_given_back_is_free_unless_it_has_an_answer(kept: ServerStore) -> None:
    await kept.reserve("kim", "k", "print", NOW)
    await kept.release("kim", "k")
    await kept.release("kim", "k")
    assert await kept.reserve("kim", "k", "other", NOW) is None
    await kept.keep_answer("kim", "k", 200, b"done")
    await kept.release("kim", "k")
    assert await kept.reserve("kim", "k", "other", NOW) is not None


async def test_of_many_requests_at_once_one_takes_the_key(kept: ServerStore) -> None:
    found = await asyncio.gather(*(kept.reserve("kim", "k", str(number), NOW) for number in range(5)))
    assert [answer is None for answer in found].count(True) == 1
    (winner,) = {answer.fingerprint for answer in found if answer}
    assert found[int(winner)] is None


async def test_what_is_answered_under_no_key_is_not_kept(kept: ServerStore) -> None:
    await kept.keep_answer("kim", "k", 200, b"late")
    assert await kept.reserve("kim", "k", "print", NOW) is None


async def test_the_audit_log_counts_from_one_and_is_read_backwards(kept: ServerStore) -> None:
    assert await kept.audit() == ()
    for number in range(1, 6):
        await kept.append(entry(number, sequence=77))
    assert await kept.audit() == tuple(entry(number, sequence=number) for number in (5, 4, 3, 2, 1))
    assert [line.sequence for line in await kept.audit(limit=2)] == [5, 4]
    assert [line.sequence for line in await kept.audit(limit=2, before=4)] == [3, 2]
    assert [line.sequence for line in await kept.audit(before=99)] == [5, 4, 3, 2, 1]
    assert await kept.audit(before=1) == ()


async def everywhere(server: Server) -> None:
    """As `staffed`, with sign-ins, assignments, reviews and answers of everybody; kim has interviewed lee too."""
    await staffed(server)
    kept = server.kept
    for user_id in ("kim", "lee", "ida", "ada"):
        await kept.add_grant(grant(f"of-{user_id}", user_id))
        await kept.reserve(user_id, "done", "print", NOW)
        await kept.keep_answer(user_id, "done", 200, b"an answer")
        await kept.reserve(user_id, "open", "print", NOW)
    for session_id, interviewer_id in (("s1", "ida"), ("s2", "ida"), ("s2", "kim")):
        await kept.assign(session_id, interviewer_id)
        await kept.put_review(review(session_id, interviewer_id))
    await kept.append(entry(1))


async def kept_keys(kept: ServerStore, user_id: str) -> set[str]:
    """Taking the keys that are free on the way."""
    return {key for key in ("done", "open") if await kept.reserve(user_id, key, "print", NOW)}


async def test_erasing_takes_answers_and_what_others_made_of_the_interviews(server: Server) -> None:
    await everywhere(server)
    kept = server.kept
    assert await server.sessions.erase("kim") == 1
    assert await kept.interviewers("s1") == ()
    assert not await kept.is_assigned("s1", "ida")
    with pytest.raises(NotFound):
        await kept.reviews("s1")
    assert [line.id for line in await kept.assigned("ida")] == ["s2"]
    assert await kept.reviews("s2") == (review("s2"), review("s2", "kim"))
    assert await kept.account("kim") == account()
    assert await kept.grants("kim") == (grant("of-kim"),)
    # What interviewers and admins were answered may tell of kim; requests that are on their way are not disturbed.
    left = {user_id: await kept_keys(kept, user_id) for user_id in ("kim", "lee", "ida", "ada")}
    assert left == {"kim": set(), "lee": {"done", "open"}, "ida": {"open"}, "ada": {"open"}}
    assert await kept.audit() == (entry(1, sequence=1),)


async def test_an_answer_that_comes_after_the_erasure_is_not_kept(server: Server) -> None:
    await everywhere(server)
    await server.sessions.erase("kim")
    await server.kept.keep_answer("kim", "open", 200, b"words of kim")
    assert await server.kept.reserve("kim", "open", "print", NOW) is None


async def test_an_interview_made_again_after_the_erasure_has_no_reviews(server: Server) -> None:
    await everywhere(server)
    await server.sessions.erase("kim")
    await server.sessions.save(None, values.session("s1"))
    assert await server.kept.reviews("s1") == ()
    assert await server.kept.interviewers("s1") == ()


async def test_removing_somebody_ends_their_sign_ins_and_leaves_the_interviews(server: Server) -> None:
    await everywhere(server)
    kept = server.kept
    assert await kept.remove_account("kim")
    assert not await kept.remove_account("kim")
    assert await kept.identity("kim", "of-kim", "t") == (None, None, False)
    assert await kept.grants("kim") == ()
    assert await kept.interviewers("s2") == ("ida",)
    assert await kept.assigned("kim") == ()
    assert await kept_keys(kept, "kim") == set()
    assert (await server.sessions.load("s1")).user_id == "kim"
    assert await kept.reviews("s1") == (review("s1"),)
    assert await kept.reviews("s2") == (review("s2"), review("s2", "kim"))
    assert len(await kept.grants()) == 3


async def test_somebody_removed_and_added_again_has_no_sign_ins(server: Server) -> None:
    await everywhere(server)
    await server.kept.remove_account("kim")
    await server.kept.put_account(account(created_at=NOW + MONTH))
    assert await server.kept.identity("kim", "of-kim", "t") == (account(created_at=NOW + MONTH), None, False)
    assert await server.kept.reserve("kim", "done", "print", NOW) is None


async def test_discarding_old_interviews_takes_their_reviews(server: Server) -> None:
    await staffed(server)
    await server.sessions.save(None, values.session("young", created_at=NOW + MONTH))
    for session_id in ("s1", "young"):
        await server.kept.assign(session_id, "ida")
        await server.kept.put_review(review(session_id))
    assert await server.sessions.discard(NOW + MONTH) == 2
    assert [line.id for line in await server.kept.assigned("ida")] == ["young"]
    assert await server.kept.reviews("young") == (review("young"),)
    with pytest.raises(NotFound):
        await server.kept.reviews("s1")


async def test_an_export_has_the_account_and_the_reviews(server: Server) -> None:
    await everywhere(server)
    document: Any = await server.sessions.export("kim")
    assert document["account"] == {
        "user_id": "kim",
        "role": "candidate",
        "created_at": "2025-03-04T09:30:00.123456Z",
        "sign_ins": [
            {
                "created_at": "2025-03-04T09:30:00.123456Z",
                "expires_at": "2025-04-03T09:30:00.123456Z",
                "revoked_at": None,
                "reason": "",
            }
        ],
    }
    (kept,) = document["sessions"]
    assert kept["reviews"] == [review().model_dump(mode="json")]
    assert "s2" not in str(document)


async def test_the_store_answers_a_ping(kept: ServerStore) -> None:
    await kept.ping()


async def test_interviews_are_counted_by_their_state(server: Server) -> None:
    assert await server.kept.statuses() == {}
    await staffed(server)
    state = values.full_session("s1", "kim").status.value
    assert await server.kept.statuses() == {state: 2}
