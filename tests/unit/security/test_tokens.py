"""Tokens that were tampered with, and the few that are good."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.account import Claims, Role, TokenKind
from coach.errors import BadSettings, Unauthenticated
from coach.ports.server import REFUSED, SIGN_IN_AGAIN
from coach.security.token_keys import SecretKey
from coach.security.token_text import LONGEST
from coach.security.tokens import FOREIGN_LEEWAY, Good, GoodSignatures, JwtTokens
from tests.fakes_server import forge, hs256, part, read

SECRET = b"a secret of thirty-two bytes or so, or more"
OTHER_SECRET = b"the secret of quite another deployment of coach"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
CLAIMS = Claims(
    user_id="ada", token_id="t1", grant_id="g1", role=Role.CANDIDATE, expires_at=NOW + timedelta(minutes=60)
)
SAID = {
    "iss": "coach",
    "aud": "coach",
    "sub": "ada",
    "jti": "t1",
    "sid": "g1",
    "role": "candidate",
    "iat": AT,
    "nbf": AT,
    "exp": AT + 3600,
}
HEAD = {"alg": "HS256", "typ": "at+jwt"}


class GivenKey:
    """The public key of somebody who signs elsewhere."""

    signing = None

    def __init__(self, key: Any) -> None:
        self.key = key
        self.asked: list[str | None] = []

    async def find(self, kid: str | None) -> Any:
        self.asked.append(kid)
        return self.key


def tokens(secret: bytes = SECRET, **names: str) -> JwtTokens:
    return JwtTokens(SecretKey(secret, "HS256"), "HS256", **{"issuer": "coach", "audience": "coach", **names})


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def foreign(key: Any = None, algorithm: str = "RS256") -> JwtTokens:
    return JwtTokens(key or GivenKey(rsa_key().public_key()), algorithm, issuer="coach", audience="coach")


def signed(said: dict[str, Any], key: Any = None, algorithm: str = "RS256", **header: Any) -> str:
    return jwt.encode(said, key or rsa_key(), algorithm, headers={"typ": "at+jwt", **header})


def own(header: dict[str, Any] | str = HEAD, payload: dict[str, Any] | str = SAID, secret: bytes = SECRET) -> str:
    return forge(header, payload, hs256(secret))


def without(name: str, from_: dict[str, Any] = SAID) -> dict[str, Any]:
    return {key: value for key, value in from_.items() if key != name}


async def refusal(where: JwtTokens, token: str, kind: TokenKind = TokenKind.ACCESS, now: datetime = NOW) -> None:
    """Checks that the token is refused, by the same words as every other one."""
    with pytest.raises(Unauthenticated) as caught:
        await where.verify(token, kind, now)
    error = caught.value
    assert (error.args, error.message, error.why, error.fix) == ((REFUSED,), REFUSED, "", SIGN_IN_AGAIN)
    # Nor is it in what a log of the error would show.
    assert error.__cause__ is error.__context__ is None


# -- good ones --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
async def test_what_is_issued_is_believed(algorithm: str) -> None:
    keys = SecretKey(SECRET + OTHER_SECRET, algorithm)
    ours = JwtTokens(keys, algorithm, issuer="coach", audience="coach")
    assert ours.can_issue
    for kind in TokenKind:
        token = ours.issue(kind, CLAIMS, NOW)
        assert await ours.verify(token, kind, NOW) == CLAIMS
        header, payload = read(token)
        assert header == {"alg": algorithm, "typ": kind.value}
        assert payload == SAID


async def test_a_token_names_role_and_sign_in_only_where_it_has_them() -> None:
    bare = CLAIMS.replace(role=None, grant_id="")
    token = tokens().issue(TokenKind.ACCESS, bare, NOW)
    assert {"role", "sid"} & read(token)[1].keys() == set()
    assert await tokens().verify(token, TokenKind.ACCESS, NOW) == bare


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"])
async def test_the_type_is_a_media_type(typ: str) -> None:
    assert await tokens().verify(own({**HEAD, "typ": typ}), TokenKind.ACCESS, NOW) == CLAIMS


async def test_a_token_may_be_for_several_audiences() -> None:
    token = own(payload={**SAID, "aud": ["elsewhere", "coach"]})
    assert await tokens().verify(token, TokenKind.ACCESS, NOW) == CLAIMS


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
async def test_another_service_may_sign(algorithm: str) -> None:
    key = rsa_key() if algorithm == "RS256" else ec_key()
    known = GivenKey(key.public_key())
    theirs = foreign(known, algorithm)
    assert not theirs.can_issue
    # What another service calls `sid` is no sign-in of this server.
    claims = await theirs.verify(signed(SAID, key, algorithm, kid="k1"), TokenKind.ACCESS, NOW)
    assert claims == CLAIMS.replace(grant_id="")
    assert known.asked == ["k1"]
    await refusal(theirs, jwt.encode(SAID, key, algorithm, headers={"typ": "rt+jwt"}), TokenKind.REFRESH)
    with pytest.raises(BadSettings, match="signed elsewhere"):
        theirs.issue(TokenKind.ACCESS, CLAIMS, NOW)


async def test_the_clock_of_another_service_may_be_a_little_ahead() -> None:
    ahead = {**SAID, "iat": AT + FOREIGN_LEEWAY, "nbf": AT + FOREIGN_LEEWAY}
    await foreign().verify(signed(ahead), TokenKind.ACCESS, NOW)
    for late in ({**SAID, "iat": AT + FOREIGN_LEEWAY + 1}, {**SAID, "nbf": AT + FOREIGN_LEEWAY + 1}):
        await refusal(foreign(), signed(late))
    await refusal(tokens(), own(payload=ahead))


async def test_a_token_ends_on_the_second() -> None:
    token = tokens().issue(TokenKind.ACCESS, CLAIMS, NOW)
    await tokens().verify(token, TokenKind.ACCESS, CLAIMS.expires_at - timedelta(seconds=1))
    await refusal(tokens(), token, now=CLAIMS.expires_at)


# -- attacks on the header --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE", "", "hs256", "HS256 ", "HS384", "RS256", None, 1, []])
@pytest.mark.parametrize("signature", [True, False])
async def test_another_algorithm_is_refused(alg: object, signature: bool) -> None:
    token = own({**HEAD, "alg": alg})
    await refusal(tokens(), token if signature else token.rpartition(".")[0] + ".")


async def test_a_signature_that_is_missing_or_of_somebody_else_is_refused() -> None:
    good = tokens().issue(TokenKind.ACCESS, CLAIMS, NOW)
    head, payload, signature = good.split(".")
    for bad in (
        f"{head}.{payload}",
        f"{head}.{payload}.",
        f"{head}..{signature}",
        f".{payload}.{signature}",
        f"{good}.",
        f"{good}.{signature}",
        f"{good}=",
        f" {good}",
        f"{good}\n",
        f"{head}.{payload}.{signature[:-4]}",
        f"{head}.{payload}.{'A' * len(signature)}",
        f"{head}.{part({**SAID, 'role': 'admin'})}.{signature}",
        f"{part({**HEAD, 'kid': 'x'})}.{payload}.{signature}",
        own(secret=OTHER_SECRET),
        own(secret=b""),
    ):
        await refusal(tokens(), bad)


async def test_a_public_key_is_no_secret() -> None:
    public = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for alg in ("HS256", "RS256", "HS512"):
        for secret in (public, public.strip()):
            await refusal(foreign(), own({**HEAD, "alg": alg}, without("sid"), secret))
    with pytest.raises(BadSettings, match="another kind"):
        SecretKey.chosen(public, "HS256")


async def test_keys_that_a_token_brings_are_never_used() -> None:
    mine = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(mine.public_key()))
    for extra in (
        {"jwk": jwk},
        {"jku": "https://127.0.0.1:1/keys"},
        {"x5u": "https://127.0.0.1:1/chain"},
        {"x5c": ["MIIB"]},
        {"jwk": {"kty": "oct", "k": part(SECRET)}},
        {"kid": "mine", "jwk": {**jwk, "kid": "mine"}},
    ):
        await refusal(foreign(), signed(SAID, mine, **extra))
        # Nor do they spoil a token that a known key has signed.
        await foreign().verify(signed(SAID, **extra), TokenKind.ACCESS, NOW)
    symmetric = {"kty": "oct", "k": part(OTHER_SECRET)}
    await refusal(tokens(), own({**HEAD, "jwk": symmetric}, secret=OTHER_SECRET))


@pytest.mark.parametrize(
    "kid",
    ["../../../../dev/null", "' UNION SELECT 'x' --", "https://127.0.0.1:1/k", "/etc/passwd", "x\0y", "", "k" * 200],
)
async def test_a_kid_leads_nowhere(kid: str) -> None:
    for secret in (b"", b"x", kid.encode()):
        await refusal(tokens(), own({**HEAD, "kid": kid}, secret=secret))
    # A secret is not chosen by it at all.
    await tokens().verify(own({**HEAD, "kid": kid}), TokenKind.ACCESS, NOW)


@pytest.mark.parametrize("kid", [1, None, ["a"], {"a": 1}, "k" * 201])
async def test_a_kid_that_is_no_short_text_is_refused(kid: object) -> None:
    await refusal(tokens(), own({**HEAD, "kid": kid}))


@pytest.mark.parametrize(
    "extra",
    [
        {"crit": ["exp"]},
        {"crit": []},
        {"crit": ["b64"], "b64": True},
        {"crit": ["b64"], "b64": False},
        {"b64": False},
        {"b64": True},
        {"crit": None},
        {"zip": "DEF"},
    ],
)
async def test_what_a_header_demands_is_refused(extra: dict[str, Any]) -> None:
    await refusal(tokens(), own({**HEAD, **extra}))


@pytest.mark.parametrize(
    "typ", ["JWT", "jwt", "at-jwt", "rt+jwt", "application/application/at+jwt", "", None, 7, ["at+jwt"]]
)
async def test_another_type_is_refused(typ: object) -> None:
    await refusal(tokens(), own({**HEAD, "typ": typ}))
    await refusal(tokens(), own(without("typ", HEAD)))


async def test_one_kind_is_never_good_as_the_other() -> None:
    ours = tokens()
    access, refresh = (ours.issue(kind, CLAIMS, NOW) for kind in TokenKind)
    await refusal(ours, refresh, TokenKind.ACCESS)
    await refusal(ours, access, TokenKind.REFRESH)


async def test_a_refresh_token_belongs_to_a_sign_in() -> None:
    await refusal(tokens(), own({**HEAD, "typ": "rt+jwt"}, without("sid")), TokenKind.REFRESH)


# -- attacks on the payload -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "jti", "iat", "nbf", "exp"])
@pytest.mark.parametrize("value", [..., None, "", "somebody-else", 0, -1, 1.5, True, [], {}, ["x"], "1" * 300])
async def test_each_claim_is_required_and_right(name: str, value: object) -> None:
    said = without(name) if value is ... else {**SAID, name: value}
    if name in ("sub", "jti") and value == "somebody-else":
        await tokens().verify(own(payload=said), TokenKind.ACCESS, NOW)
    else:
        await refusal(tokens(), own(payload=said))


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": AT},
        {"exp": AT - 1},
        {"exp": 10**30},
        {"exp": 253_402_300_800},
        {"exp": str(AT + 3600)},
        {"exp": float(AT + 3600)},
        {"iat": AT + 3600, "exp": AT + 7200},
        {"nbf": AT + 3600},
        {"iat": AT - 10, "exp": AT - 10},
        {"iat": str(AT)},
        {"nbf": -AT},
        {"aud": ["coach", 7]},
        {"aud": ["coach", None]},
        {"aud": {"coach": 1}},
        {"aud": "coach-2"},
        {"aud": "Coach"},
        {"iss": ["coach"]},
        {"iss": "coach/"},
        {"sub": "ada\n"},
        {"sub": "../ada"},
        {"sub": "ada; drop table"},
        {"sub": ["ada"]},
        {"sub": "a" * 201},
        {"jti": "t 1"},
        {"jti": "t\ud800"},
        {"sid": None, "jti": ""},
        {"sid": ""},
        {"sid": 7},
        {"sid": ["g1"]},
        {"sid": "g" * 201},
        {"role": "root"},
        {"role": "Admin"},
        {"role": ""},
        {"role": ["admin"]},
        {"role": True},
    ],
)
async def test_wrong_claims_are_refused(changes: dict[str, Any]) -> None:
    await refusal(tokens(), own(payload={**SAID, **changes}))


def twice(content: dict[str, Any], name: str, value: object) -> str:
    return json.dumps(content)[:-1] + f", {json.dumps(name)}: {json.dumps(value)}}}"


@pytest.mark.parametrize(("name", "value"), [("sub", "grace"), ("role", "admin"), ("exp", AT + 9000), ("sub", "ada")])
async def test_a_claim_that_stands_twice_is_refused(name: str, value: object) -> None:
    await refusal(tokens(), own(payload=twice(SAID, name, value)))
    nested = json.dumps({**SAID, "more": {}}).replace("{}", '{"a": 1, "a": 2}')
    await refusal(tokens(), own(payload=nested))


@pytest.mark.parametrize(("name", "value"), [("alg", "none"), ("alg", "HS256"), ("typ", "at+jwt"), ("kid", "a")])
async def test_a_header_field_that_stands_twice_is_refused(name: str, value: object) -> None:
    await refusal(tokens(), own(twice({**HEAD, "kid": "a"}, name, value)))


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '"ada"', "7", "{", "\ufeff{}", "[" * 2000, '{"exp": NaN}', '{"exp": Infinity}', "{} {}"]
)
async def test_what_is_no_object_is_refused(text: str) -> None:
    await refusal(tokens(), own(payload=text))
    await refusal(tokens(), own(header=text))
    await refusal(tokens(), forge(HEAD, part(b"\xff\xfe{}"), hs256(SECRET)))


async def test_a_number_of_many_digits_is_refused() -> None:
    await refusal(tokens(), own(payload=json.dumps(SAID).replace(str(AT + 3600), "9" * 1500)))


async def test_a_token_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    fits = own(payload={**SAID, "more": "x" * 2400})
    assert len(fits) <= LONGEST
    assert await tokens().verify(fits, TokenKind.ACCESS, NOW) == CLAIMS
    monkeypatch.setattr(base64, "urlsafe_b64decode", lambda *_: pytest.fail("it was read"))
    long = "A" * 8192
    for token in (long, f"{long}.{long}.{long}", f"{fits}{'A' * LONGEST}"):
        await refusal(tokens(), token)


async def test_a_token_of_another_deployment_is_refused() -> None:
    for other in (tokens(OTHER_SECRET), tokens(issuer="coach-2"), tokens(audience="coach-2")):
        await refusal(tokens(), other.issue(TokenKind.ACCESS, CLAIMS, NOW))


async def test_a_signature_of_another_shape_is_refused() -> None:
    theirs = foreign(GivenKey(ec_key().public_key()), "ES256")
    message = f"{part({**HEAD, 'alg': 'ES256'})}.{part(SAID)}"
    for signature in (bytes(64), bytes(63), bytes(65), b"\x30\x06\x02\x01\x00\x02\x01\x00", b"\xff" * 64):
        await refusal(theirs, f"{message}.{part(signature)}")


async def test_a_key_that_is_not_there_is_refused() -> None:
    class NoKey(GivenKey):
        async def find(self, kid: str | None) -> None:
            return None

    await refusal(foreign(NoKey(None)), signed(SAID))


# -- anything at all --------------------------------------------------------------------------------------------------


@given(text=st.text(max_size=60) | st.from_regex(r"[A-Za-z0-9_-]{0,40}\.[A-Za-z0-9_-]{0,40}\.[A-Za-z0-9_-]{0,40}"))
async def test_no_text_is_believed(text: str) -> None:
    await refusal(tokens(), text)


@given(at=st.integers(min_value=0), letter=st.sampled_from("ABCxyz019-_"))
async def test_no_letter_can_be_changed(at: int, letter: str) -> None:
    good = tokens().issue(TokenKind.ACCESS, CLAIMS, NOW)
    at %= len(good)
    changed = good[:at] + letter + good[at + 1 :]
    if changed != good:
        await refusal(tokens(), changed)


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@given(name=st.sampled_from(["iss", "aud", "iat", "nbf", "exp", "sid", "role"]), value=json_values)
async def test_no_other_value_of_a_claim_raises_anything_else(name: str, value: object) -> None:
    try:
        claims = await tokens().verify(own(payload={**SAID, name: value}), TokenKind.ACCESS, NOW)
    except Unauthenticated:
        return
    assert claims.user_id == "ada"
    assert claims.expires_at > NOW


@given(header=st.dictionaries(st.sampled_from(["alg", "typ", "kid", "crit", "jwk", "x"]), json_values, max_size=4))
async def test_no_header_raises_anything_else(header: dict[str, Any]) -> None:
    await refusal(tokens(), own(header, secret=OTHER_SECRET))


def test_signing_is_that_of_the_standard() -> None:
    token = tokens().issue(TokenKind.ACCESS, CLAIMS, NOW)
    message, _, signature = token.rpartition(".")
    check: Callable[..., bytes] = hmac.digest
    assert signature == part(check(SECRET, message.encode(), hashlib.sha256))


# -- tokens that were believed before ----------------------------------------------------------------------------------


async def test_what_was_believed_is_looked_at_again_each_time() -> None:
    where, token = tokens(), own()
    first = await where.verify(token, TokenKind.ACCESS, NOW)
    assert await where.verify(token, TokenKind.ACCESS, NOW) == first
    await refusal(where, token, TokenKind.REFRESH)
    await refusal(where, token, now=NOW + timedelta(hours=2))
    await refusal(where, token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1])
    await refusal(tokens(issuer="another"), token)


async def test_what_was_believed_with_a_key_that_was_replaced_is_not_believed() -> None:
    keys = GivenKey(rsa_key().public_key())
    where, token = foreign(keys), signed(SAID)
    await where.verify(token, TokenKind.ACCESS, NOW)
    keys.key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    await refusal(where, token)
    keys.key = None
    await refusal(where, token)


def test_no_more_tokens_are_remembered_than_are_wanted() -> None:
    good, one = GoodSignatures(most=2), Good({}, b"key", CLAIMS, (1, 1, 2))
    for token in ("a", "b", "c"):
        good.add(token, one)
    assert [good.find(token) for token in ("a", "b", "c")] == [None, one, one]
