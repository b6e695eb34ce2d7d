"""People, sign-ins and whom a token stands for."""

import itertools
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from coach.accounts import AccountService
from coach.accounts.service import is_good
from coach.domain.account import Actor, Claims, Grant, Role, TokenKind, TokenPair
from coach.errors import BadInput, BadSettings, NotFound, Unauthenticated
from coach.ports.server import REFUSED, SIGN_IN_AGAIN
from coach.security.token_keys import SecretKey
from coach.security.tokens import JwtTokens
from tests.fakes import HandClock
from tests.fakes_server import MemoryPeople, forge, hs256, read

SECRET = b"a secret of thirty-two bytes or so, or more"


class ForeignKeys:
    """A secret that only signs elsewhere."""

    signing = None

    async def find(self, kid: str | None) -> bytes:
        return SECRET


class Desk:
    """A service with everything around it within reach."""

    def __init__(self, *, foreign: bool = False) -> None:
        self.store, self.clock = MemoryPeople(), HandClock()
        ids = itertools.count(1)
        keys = ForeignKeys() if foreign else SecretKey(SECRET, "HS256")
        self.tokens = JwtTokens(keys, "HS256", issuer="coach", audience="coach")
        self.service = AccountService(
            self.store, self.tokens, self.clock, lambda: f"id{next(ids)}", access_minutes=60, refresh_days=30
        )

    async def signed_in(self, user_id: str = "ada", role: Role = Role.CANDIDATE) -> TokenPair:
        await self.service.permit(user_id, role)
        return await self.service.sign_in(user_id)

    def foreign_token(self, user_id: str = "ada", token_id: str = "x1", role: Role | None = None) -> str:  # noqa: S107  # an id
        at = int(self.clock.now().timestamp())
        said = {"iss": "coach", "aud": "coach", "sub": user_id, "jti": token_id, "iat": at, "nbf": at, "exp": at + 600}
        return forge(
            {"alg": "HS256", "typ": "at+jwt"}, {**said, **({"role": role.value} if role else {})}, hs256(SECRET)
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def refused(done: Awaitable[object]) -> None:
    with pytest.raises(Unauthenticated) as caught:
        await done
    assert (caught.value.message, caught.value.why, caught.value.fix) == (REFUSED, "", SIGN_IN_AGAIN)


# -- tokens -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
async def test_who_signs_in_is_known_by_the_token(desk: Desk, role: Role) -> None:
    pair = await desk.signed_in(role=role)
    (grant,) = await desk.service.grants()
    assert await desk.service.identify(pair.access_token) == Actor(user_id="ada", role=role, grant_id=grant.id)
    assert desk.store.looks == 1
    assert (pair.token_type, pair.expires_in) == ("Bearer", 3600)
    assert read(pair.access_token)[1]["role"] == role.value
    assert "role" not in read(pair.refresh_token)[1]
    assert grant.expires_at - grant.created_at == timedelta(days=30)


async def test_only_somebody_known_signs_in(desk: Desk) -> None:
    for user_id in ("nobody", "", "\udcff", "a b"):
        with pytest.raises(NotFound, match="no such person"):
            await desk.service.sign_in(user_id)
    assert desk.store.kept == {}


async def test_an_access_token_ends(desk: Desk) -> None:
    pair = await desk.signed_in()
    desk.clock.advance(3599)
    await desk.service.identify(pair.access_token)
    desk.clock.advance(1)
    await refused(desk.service.identify(pair.access_token))


async def test_one_kind_is_not_taken_for_the_other(desk: Desk) -> None:
    pair = await desk.signed_in()
    await refused(desk.service.identify(pair.refresh_token))
    await refused(desk.service.refresh(pair.access_token))
    await refused(desk.service.sign_out(pair.refresh_token))
    await desk.service.identify(pair.access_token)


async def test_a_refresh_token_is_good_once(desk: Desk) -> None:
    first = await desk.signed_in()
    second = await desk.service.refresh(first.refresh_token)
    assert len({first.access_token, second.access_token, first.refresh_token, second.refresh_token}) == 4
    third = await desk.service.refresh(second.refresh_token)
    for pair in (first, second, third):
        await desk.service.identify(pair.access_token)
    await refused(desk.service.refresh(first.refresh_token))
    # Whoever holds the others cannot be told from a thief: everything of this sign-in has ended.
    for pair in (first, second, third):
        await refused(desk.service.identify(pair.access_token))
        await refused(desk.service.refresh(pair.refresh_token))
    (grant,) = await desk.service.grants("ada")
    assert grant.reason == "reuse of a refresh token"


async def test_reuse_ends_no_other_sign_in(desk: Desk) -> None:
    stolen, other = await desk.signed_in(), await desk.signed_in()
    await desk.service.refresh(stolen.refresh_token)
    await refused(desk.service.refresh(stolen.refresh_token))
    await desk.service.identify(other.access_token)
    await desk.service.refresh(other.refresh_token)


async def test_refreshing_does_not_make_a_sign_in_longer(desk: Desk) -> None:
    pair = await desk.signed_in()
    desk.clock.advance(30 * 86_400 - 600)
    late = await desk.service.refresh(pair.refresh_token)
    assert late.expires_in == 600
    await desk.service.identify(late.access_token)
    desk.clock.advance(600)
    await refused(desk.service.identify(late.access_token))
    await refused(desk.service.refresh(late.refresh_token))


async def test_another_role_ends_the_tokens_that_name_the_old_one(desk: Desk) -> None:
    pair = await desk.signed_in(role=Role.ADMIN)
    await desk.service.permit("ada", Role.CANDIDATE)
    await refused(desk.service.identify(pair.access_token))
    fresh = await desk.service.refresh(pair.refresh_token)
    assert (await desk.service.identify(fresh.access_token)).role is Role.CANDIDATE


async def test_an_edited_role_is_refused_even_with_the_secret(desk: Desk) -> None:
    pair = await desk.signed_in()
    header, said = read(pair.access_token)
    await refused(desk.service.identify(forge(header, {**said, "role": "admin"}, hs256(SECRET))))
    await refused(desk.service.identify(forge(header, {**said, "role": "admin"}, hs256(b"guess"))))


async def test_a_sign_in_is_of_one_person(desk: Desk) -> None:
    pair = await desk.signed_in()
    await desk.service.permit("grace")
    header, said = read(pair.access_token)
    await refused(desk.service.identify(forge(header, {**said, "sub": "grace"}, hs256(SECRET))))
    await refused(desk.service.identify(forge(header, {**said, "sid": "id999"}, hs256(SECRET))))


async def test_somebody_who_was_forgotten_has_no_token(desk: Desk) -> None:
    pair = await desk.signed_in()
    await desk.service.forget("ada")
    await refused(desk.service.identify(pair.access_token))
    await refused(desk.service.refresh(pair.refresh_token))
    await desk.service.permit("ada")
    await refused(desk.service.identify(pair.access_token))


async def test_a_grant_that_vanishes_while_it_is_refreshed_gives_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = await desk.signed_in()
    rotate = desk.store.rotate

    async def late(grant_id: str, token_id: str, next_token_id: str, at: datetime) -> bool:
        desk.store.kept.clear()
        return await rotate(grant_id, token_id, next_token_id, at)

    monkeypatch.setattr(desk.store, "rotate", late)
    await refused(desk.service.refresh(pair.refresh_token))


# -- tokens of another service ----------------------------------------------------------------------------------------


async def test_another_service_vouches_for_people_who_are_known_here() -> None:
    desk = Desk(foreign=True)
    await refused(desk.service.identify(desk.foreign_token()))
    await desk.service.permit("ada", Role.INTERVIEWER)
    actor = Actor(user_id="ada", role=Role.INTERVIEWER)
    for role in (None, Role.INTERVIEWER):
        assert await desk.service.identify(desk.foreign_token(role=role)) == actor
    await refused(desk.service.identify(desk.foreign_token(role=Role.ADMIN)))


async def test_one_token_of_another_service_can_be_ended() -> None:
    desk = Desk(foreign=True)
    await desk.service.permit("ada")
    token, other = desk.foreign_token(token_id="x1"), desk.foreign_token(token_id="x2")
    await desk.service.sign_out(token)
    await refused(desk.service.identify(token))
    await refused(desk.service.sign_out(token))
    await desk.service.identify(other)
    assert desk.store.revoked["x1"] > desk.clock.now()


async def test_nobody_signs_in_where_tokens_are_signed_elsewhere() -> None:
    desk = Desk(foreign=True)
    await desk.service.permit("ada")
    with pytest.raises(BadSettings, match="signed elsewhere"):
        await desk.service.sign_in("ada")
    assert desk.store.kept == {}
    own = Desk()
    pair = await own.signed_in()
    await refused(desk.service.refresh(pair.refresh_token))


# -- ending sign-ins --------------------------------------------------------------------------------------------------


async def test_signing_out_ends_one_sign_in(desk: Desk) -> None:
    pair, other = await desk.signed_in(), await desk.signed_in()
    await desk.service.sign_out(pair.access_token)
    await refused(desk.service.identify(pair.access_token))
    await refused(desk.service.refresh(pair.refresh_token))
    await desk.service.identify(other.access_token)
    _, ended = await desk.service.grants("ada")
    assert (ended.reason, ended.revoked_at) == ("asked for", desk.clock.now())


async def test_all_sign_ins_of_a_person_end_at_once(desk: Desk) -> None:
    pairs = [await desk.signed_in(), await desk.signed_in()]
    other = await desk.signed_in("grace")
    assert await desk.service.revoke_person("ada") == 2
    assert await desk.service.revoke_person("ada") == 0
    for pair in pairs:
        await refused(desk.service.identify(pair.access_token))
    await desk.service.identify(other.access_token)
    with pytest.raises(NotFound):
        await desk.service.revoke_person("nobody")


async def test_a_sign_in_is_ended_by_its_id(desk: Desk) -> None:
    pair = await desk.signed_in()
    (grant,) = await desk.service.grants()
    with pytest.raises(NotFound):
        await desk.service.revoke_grant(grant.id, of="grace")
    await desk.service.identify(pair.access_token)
    await desk.service.revoke_grant(grant.id, of="ada")
    await refused(desk.service.identify(pair.access_token))
    for grant_id in (grant.id, "nothing", "\udcff"):
        with pytest.raises(NotFound, match="no such sign-in"):
            await desk.service.revoke_grant(grant_id)


# -- people -----------------------------------------------------------------------------------------------------------


async def test_permitting_makes_known_and_changes_roles(desk: Desk) -> None:
    first = await desk.service.permit("ada")
    assert (first.user_id, first.role, first.created_at) == ("ada", Role.CANDIDATE, desk.clock.now())
    desk.clock.advance(60)
    assert await desk.service.permit("ada") == first
    assert await desk.service.permit("ada", Role.CANDIDATE) == first
    changed = await desk.service.permit("ada", Role.ADMIN)
    assert changed == first.replace(role=Role.ADMIN)
    assert await desk.service.permit("ada") == await desk.service.account("ada") == changed
    await desk.service.permit("bob")
    assert [account.user_id for account in await desk.service.accounts()] == ["ada", "bob"]
    assert [account.user_id for account in await desk.service.accounts(1, 1)] == ["bob"]


@pytest.mark.parametrize("user_id", ["", " ", "a b", "-ada", "../ada", "ada\n", "å", "a" * 201, "\udcff", "a/b"])
async def test_other_ids_are_refused(desk: Desk, user_id: str) -> None:
    with pytest.raises(BadInput, match="no user id"):
        await desk.service.permit(user_id)
    with pytest.raises(NotFound):
        await desk.service.forget(user_id)
    assert desk.store.people == {}


@pytest.mark.parametrize("user_id", ["ada", "ada@school.example", "Ada.L-1815_x+y", "7", "a" * 200])
async def test_usual_ids_are_taken(desk: Desk, user_id: str) -> None:
    pair = await desk.signed_in(user_id)
    assert (await desk.service.identify(pair.access_token)).user_id == user_id


async def test_forgetting_somebody_unknown_is_told(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await desk.service.forget("nobody")


async def test_what_was_done_is_kept(desk: Desk) -> None:
    from coach.accounts import Audit

    entry = Audit(SECRET, desk.clock).entry("cli", "forget_person")
    await desk.service.record(entry)
    assert await desk.store.audit() == (entry.replace(sequence=1),)


@pytest.mark.parametrize(
    ("change", "good"),
    [
        (lambda grant: grant, True),
        (lambda grant: grant.replace(revoked_at=grant.created_at), False),
        (lambda grant: grant.replace(expires_at=grant.created_at), False),
    ],
)
def test_which_grants_are_good(change: Callable[[Grant], Grant], good: bool) -> None:
    now = HandClock().now()
    grant = Grant(id="g", user_id="ada", token_id="t", created_at=now, expires_at=now + timedelta(days=1))
    assert is_good(change(grant), now) is good


async def test_a_token_without_a_sign_in_is_good_while_the_person_is_known(desk: Desk) -> None:
    await desk.service.permit("ada")
    now = desk.clock.now()
    claims = Claims(user_id="ada", token_id="t", expires_at=now + timedelta(minutes=5))
    token = desk.tokens.issue(TokenKind.ACCESS, claims, now)
    assert await desk.service.identify(token) == Actor(user_id="ada", role=Role.CANDIDATE)
