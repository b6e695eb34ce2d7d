"""No token that is not whole, of here, for now and for somebody who is known lets anybody in."""

import base64
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx2
import pytest

from coach.api.binding import Bind
from coach.api.limiting import Limits
from coach.api.putting import parts_for
from coach.bootstrap.serving import Served
from coach.domain.account import Role, TokenPair
from coach.errors import BadSettings
from tests.fakes_api import ADA, ADDRESS, ANA, INA, SECRET, ApiStudio
from tests.fakes_server import forge, hs256, part, read

Claims = dict[str, Any]
OTHER_SECRET = b"the invented secret of another deployment"
GOOD_HEADER = {"alg": "HS256", "typ": "at+jwt"}


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


def signed(claims: Claims | str, header: Claims | None = None, secret: bytes = SECRET) -> str:
    """A token as somebody would make it who has that secret."""
    return forge(header or GOOD_HEADER, claims, hs256(secret))


def without(claims: Claims, name: str) -> Claims:
    return {key: value for key, value in claims.items() if key != name}


def edited(token: str, **changes: Any) -> str:
    """With the signature that it had."""
    head, _, signature = token.split(".")
    return f"{head}.{part(read(token)[1] | changes)}.{signature}"


JWK = {"kty": "oct", "k": part(OTHER_SECRET)}
Forgery = Callable[[str, Claims], str]
"""Makes a bad token from a good one and what that says."""
FORGED: dict[str, Forgery] = {
    # The header chooses how it is checked.
    "alg none": lambda token, said: forge(GOOD_HEADER | {"alg": "none"}, said, lambda message: b""),
    "alg NONE": lambda token, said: forge(GOOD_HEADER | {"alg": "NONE"}, said, lambda message: b""),
    "alg nOnE, signed": lambda token, said: signed(said, GOOD_HEADER | {"alg": "nOnE"}),
    "alg empty": lambda token, said: signed(said, GOOD_HEADER | {"alg": ""}),
    "alg missing": lambda token, said: signed(said, {"typ": "at+jwt"}),
    "alg hs256": lambda token, said: signed(said, GOOD_HEADER | {"alg": "hs256"}),
    "alg a list": lambda token, said: signed(said, GOOD_HEADER | {"alg": ["HS256"]}),
    "alg HS512": lambda token, said: forge(
        GOOD_HEADER | {"alg": "HS512"}, said, lambda message: hmac.digest(SECRET, message, "sha512")
    ),
    "alg RS256": lambda token, said: signed(said, GOOD_HEADER | {"alg": "RS256"}),
    "kid a path": lambda token, said: signed(said, GOOD_HEADER | {"kid": "../../dev/null"}, b""),
    "kid SQL": lambda token, said: signed(said, GOOD_HEADER | {"kid": "x' UNION SELECT 'k"}, b"k"),
    "kid an address": lambda token, said: signed(said, GOOD_HEADER | {"kid": "https://evil.example"}, OTHER_SECRET),
    "jwk": lambda token, said: signed(said, GOOD_HEADER | {"jwk": JWK}, OTHER_SECRET),
    "jku": lambda token, said: signed(said, GOOD_HEADER | {"jku": "https://evil.example/keys"}, OTHER_SECRET),
    "x5u": lambda token, said: signed(said, GOOD_HEADER | {"x5u": "https://evil.example/x"}, OTHER_SECRET),
    "crit": lambda token, said: signed(said, GOOD_HEADER | {"crit": ["x"], "x": 1}),
    "b64": lambda token, said: signed(said, GOOD_HEADER | {"b64": False, "crit": ["b64"]}),
    "zip": lambda token, said: signed(said, GOOD_HEADER | {"zip": "DEF"}),
    "typ missing": lambda token, said: signed(said, {"alg": "HS256"}),
    "typ JWT": lambda token, said: signed(said, GOOD_HEADER | {"typ": "JWT"}),
    "typ of a refresh token": lambda token, said: signed(said, GOOD_HEADER | {"typ": "rt+jwt"}),
    # The signature is not there, or of somebody else.
    "no signature": lambda token, said: token.rpartition(".")[0] + ".",
    "two parts": lambda token, said: token.rpartition(".")[0],
    "five parts": lambda token, said: f"{token}.a.b",
    "another deployment": lambda token, said: signed(said, secret=OTHER_SECRET),
    "an empty secret": lambda token, said: signed(said, secret=b""),
    "edited role": lambda token, said: edited(token, role="admin"),
    "edited person": lambda token, said: edited(token, sub=ADA),
    "edited end": lambda token, said: edited(token, exp=said["exp"] + 10**6),
    # Signed here, and yet not good: as a fault of ours or another service with the same secret would make it.
    "expired": lambda token, said: signed(said | {"exp": said["iat"] - 1, "iat": said["iat"] - 99}),
    "not yet": lambda token, said: signed(said | {"nbf": said["nbf"] + 3600}),
    "issued tomorrow": lambda token, said: signed(said | {"iat": said["iat"] + 86_400, "exp": said["exp"] + 99_999}),
    "an end beyond time": lambda token, said: signed(said | {"exp": 10**20}),
    "an end in words": lambda token, said: signed(said | {"exp": "never"}),
    "an end of NaN": lambda token, said: signed(json.dumps(said | {"exp": float("nan")})),
    **{
        f"no {name}": lambda token, said, name=name: signed(without(said, name))  # type: ignore[misc]
        for name in ("iss", "aud", "exp", "nbf", "iat", "jti", "sub")
    },
    "of another issuer": lambda token, said: signed(said | {"iss": "other"}),
    "for another audience": lambda token, said: signed(said | {"aud": "other"}),
    "for an audience of numbers": lambda token, said: signed(said | {"aud": ["coach", 1]}),
    "claims said twice": lambda token, said: signed(json.dumps(said)[:-1] + f', "sub": "{ADA}"}}'),
    "a role that is not theirs": lambda token, said: signed(said | {"role": "admin"}),
    "a role that there is not": lambda token, said: signed(said | {"role": "root"}),
    "somebody unknown": lambda token, said: signed(said | {"sub": "nobody"}),
    "somebody else's sign-in": lambda token, said: signed(said | {"sub": ADA, "role": "admin"}),
    "an unknown sign-in": lambda token, said: signed(said | {"sid": "id99999999"}),
    "a person that is a list": lambda token, said: signed(said | {"sub": [ANA]}),
    "a person with a space": lambda token, said: signed(said | {"sub": f"{ANA} "}),
    "claims that are a list": lambda token, said: signed("[]"),
    "claims too deep": lambda token, said: signed("[" * 3000),
    # More than a header takes, and what is no token at all.
    "8 KB": lambda token, said: signed(said | {"more": "x" * 8192}),
    "not ASCII": lambda token, said: token[:-1] + "é",
    "a space inside": lambda token, said: token[:20] + " " + token[20:],
    "two in one": lambda token, said: f"{token}, Bearer {token}",
    "nothing": lambda token, said: "",
    "a word": lambda token, said: "null",
}


async def refused(http: httpx2.AsyncClient, path: str = "/sessions", **request: Any) -> None:
    answer = await http.get(path, **request)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json()["code"] == "COACH-702"


async def test_what_is_forged_is_refused(api: ApiStudio) -> None:
    api.change(limits=Limits(10**6, 2, api.metrics.requests.refused, 10**6))
    token = await api.token(ANA)
    await api.token(ADA)
    said = read(token)[1]
    async with api.http() as http:
        # What is changed is good, and made as the server makes it.
        for good in (token, signed(said)):
            assert (await http.get("/sessions", headers={"Authorization": f"Bearer {good}"})).status_code == 200
        for name, forge in FORGED.items():
            header = f"Bearer {forge(token, said)}".encode()
            answer = await http.get("/sessions", headers={b"Authorization": header})
            assert (answer.status_code, answer.headers.get("www-authenticate")) == (401, "Bearer"), name
            refreshed = await http.post("/token/refresh", json={"refresh_token": header.decode()[7:] or "x"})
            assert refreshed.status_code in (401, 422), name


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Authorization", "Bearer {token}"), ("Authorization", "Bearer {token}")],
        [("Authorization", "Bearer x"), ("Authorization", "Bearer {token}")],
        [("Authorization", "Basic {basic}")],
        [("Authorization", "Token {token}")],
        [("Authorization", "{token}")],
        [("Authorization", "Bearer")],
        [("Authorization", "Bearer\t{token}")],
        [("Cookie", "access_token={token}; token={token}; Authorization=Bearer {token}")],
        [("X-Authorization", "Bearer {token}"), ("Proxy-Authorization", "Bearer {token}")],
        [("X-Mock-User", "ada:admin")],
        [("X-Forwarded-User", "ada"), ("X-User-Id", "ada"), ("Remote-User", "ada")],
    ],
)
async def test_a_token_is_taken_from_the_one_header_alone(api: ApiStudio, headers: list[tuple[str, str]]) -> None:
    token = await api.token(ANA)
    basic = base64.b64encode(f"{ANA}:{token}".encode()).decode()
    async with api.http() as http:
        await refused(http, headers=[(name, value.format(token=token, basic=basic)) for name, value in headers])


@pytest.mark.parametrize("name", ["access_token", "token", "authorization", "jwt"])
async def test_a_token_in_the_address_or_the_body_is_none(api: ApiStudio, name: str) -> None:
    token = await api.token(ANA)
    async with api.http() as http:
        await refused(http, params={name: token})
        answer = await http.post("/sessions", json={name: token})
        assert answer.status_code == 401


async def pair_of(api: ApiStudio, user_id: str) -> TokenPair:
    await api.token(user_id)
    return await api.accounts.sign_in(user_id)


Ending = Callable[[ApiStudio, TokenPair], Awaitable[object]]
ENDED: dict[str, Ending] = {
    "signed out": lambda api, pair: api.accounts.sign_out(pair.access_token),
    "revoked by an administrator": lambda api, pair: api.accounts.revoke_person(INA),
    "removed": lambda api, pair: api.accounts.forget(INA),
    "of a role that was taken": lambda api, pair: api.accounts.permit(INA, Role.CANDIDATE),
    "of a role that was given": lambda api, pair: api.accounts.permit(INA, Role.ADMIN),
}


@pytest.mark.parametrize("how", ENDED)
async def test_a_token_that_was_good_is_not_any_more(api: ApiStudio, how: str) -> None:
    pair = await pair_of(api, INA)
    async with api.http(Authorization=f"Bearer {pair.access_token}") as http:
        assert (await http.get("/sessions")).status_code == 200
        await ENDED[how](api, pair)
        await refused(http)
        refreshed = await http.post("/token/refresh", json={"refresh_token": pair.refresh_token})
        # A sign-in outlives a change of role: what it is exchanged for has the role of now.
        assert refreshed.status_code == (200 if "role" in how else 401)


async def test_a_token_ends_with_its_time(api: ApiStudio) -> None:
    pair = await pair_of(api, ANA)
    async with api.http(Authorization=f"Bearer {pair.access_token}") as http:
        api.clock.advance(timedelta(minutes=59, seconds=59).total_seconds())
        assert (await http.get("/sessions")).status_code == 200
        api.clock.advance(1)
        await refused(http)


async def test_one_kind_of_token_is_not_the_other(api: ApiStudio) -> None:
    pair = await pair_of(api, ANA)
    async with api.http() as http:
        await refused(http, headers={"Authorization": f"Bearer {pair.refresh_token}"})
        answer = await http.post("/token/refresh", json={"refresh_token": pair.access_token})
        assert answer.status_code == 401


async def test_a_refresh_token_that_comes_twice_ends_the_sign_in(api: ApiStudio) -> None:
    pair = await pair_of(api, ANA)
    async with api.http() as http:
        first = (await http.post("/token/refresh", json={"refresh_token": pair.refresh_token})).json()
        headers = {"Authorization": f"Bearer {first['access_token']}"}
        assert (await http.get("/sessions", headers=headers)).status_code == 200
        stolen = await http.post("/token/refresh", json={"refresh_token": pair.refresh_token})
        assert stolen.status_code == 401
        await refused(http, headers=headers)
        again = await http.post("/token/refresh", json={"refresh_token": first["refresh_token"]})
        assert again.status_code == 401


async def test_every_refusal_says_the_same(api: ApiStudio) -> None:
    """A guess learns nothing of what was wrong with it."""
    token = await api.token(ANA)
    said = read(token)[1]
    names = ("another deployment", "expired", "somebody unknown", "an unknown sign-in", "a role that is not theirs")
    async with api.http(**{"X-Request-ID": "same"}) as http:
        bodies = {
            (await http.get("/sessions", headers={"Authorization": f"Bearer {FORGED[name](token, said)}"})).content
            for name in names
        }
    assert len(bodies) == 1


async def test_bad_tokens_lock_out_nobody_who_has_a_good_one(api: ApiStudio) -> None:
    api.change(limits=Limits(600, 2, api.metrics.requests.refused, sign_ins_per_minute=2))
    async with api.http(ANA) as good, api.http(Authorization="Bearer nonsense") as bad:
        assert [(await bad.get("/sessions")).status_code for _ in range(3)] == [401, 401, 429]
        assert (await good.get("/sessions")).status_code == 200


async def test_a_token_is_in_no_answer_and_no_log(api: ApiStudio, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = signed({"sub": "canary"}, secret=OTHER_SECRET)
    async with api.http(Authorization=f"Bearer {token}") as http:
        answers = [await http.get("/sessions"), await http.post("/token/refresh", json={"refresh_token": token})]
    texts = [answer.text for answer in answers] + [repr(vars(record)) for record in caplog.records]
    assert not [text for text in texts if token in text or token.rpartition(".")[2] in text]


class TestMockSignIn:
    @pytest.mark.parametrize(
        ("header", "statuses"),
        [
            # list_sessions, list_people, start of somebody else's interview
            (None, (200, 200, 403)),
            ("eve", (200, 403, 404)),
            ("eve:candidate", (200, 403, 404)),
            ("eve:interviewer", (200, 403, 404)),
            ("eve:admin", (200, 200, 403)),
            ("eve:root", (422, 422, 422)),
            (":admin", (422, 422, 422)),
            ("", (422, 422, 422)),
            ("../etc:admin", (422, 422, 422)),
            ("x" * 201, (422, 422, 422)),
        ],
    )
    async def test_everybody_is_who_they_say(
        self, tmp_path: Path, header: str | None, statuses: tuple[int, int, int]
    ) -> None:
        api = ApiStudio(tmp_path, mock_auth=True)
        await api.service.give_consent(ANA)
        session = await api.service.create_interview_session(user_id=ANA, questions=("hash-tables",), seed=1)
        headers = {} if header is None else {"X-Mock-User": header}
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(api.app), base_url=ADDRESS) as http:
            prefix = "/api/v1/interview"
            answers = [
                await http.get(f"{prefix}/sessions", headers=headers),
                await http.get(f"{prefix}/users", headers=headers),
                await http.post(f"{prefix}/sessions/{session.id}/start", headers=headers),
            ]
        assert tuple(answer.status_code for answer in answers) == statuses

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "coach.example.org"])  # noqa: S104 - refused
    def test_it_is_refused_where_others_get_to(self, tmp_path: Path, host: str) -> None:
        api = ApiStudio(tmp_path, mock_auth=True)
        with pytest.raises(BadSettings, match="USE_MOCK_AUTH"):
            parts_for(served(api), api.feed, Bind(host, 8000))

    @pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
    def test_it_shouts_on_this_machine(self, tmp_path: Path, host: str, caplog: pytest.LogCaptureFixture) -> None:
        api = ApiStudio(tmp_path, mock_auth=True)
        assert parts_for(served(api), api.feed, Bind(host, 8000)).settings.mock_auth
        assert "MOCK SIGN-IN IS ON" in caplog.text

    def test_without_it_nothing_is_shouted(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        api = ApiStudio(tmp_path)
        assert not parts_for(served(api), api.feed, Bind("127.0.0.1", 8000)).settings.mock_auth
        assert not caplog.records


def served(api: ApiStudio) -> Served:
    """What parts_for reads of a server that is open."""
    parts = api.parts
    return cast(
        Served,
        SimpleNamespace(
            settings=SimpleNamespace(server=parts.settings, storage=SimpleNamespace(keep_days=None)),
            service=parts.service,
            accounts=parts.accounts,
            store=parts.store,
            audits=parts.audits,
            metrics=api.metrics,
            clock=parts.clock,
            checks=parts.checks,
            count=parts.count,
            rotate_keys=parts.rotate_keys,
            sweep=parts.sweep,
        ),
    )
