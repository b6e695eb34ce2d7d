"""Which tokens a server believes, by its settings."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from coach.bootstrap import server as wiring
from coach.bootstrap.server import open_accounts, open_audit, open_tokens
from coach.bootstrap.serving import open_server
from coach.domain.account import Claims, TokenKind
from coach.errors import BadSettings, KeyLost, Unauthenticated
from coach.security.keys import to_text
from coach.security.token_keys import signing_secret
from coach.settings import load_paths, load_settings
from coach.telemetry.clock import SystemClock
from tests.fakes_server import MemoryPeople
from tests.unit.security.test_token_keys import P256, RSA, pem

NOW = SystemClock().now()
CLAIMS = Claims(user_id="ada", token_id="t", expires_at=(NOW + timedelta(minutes=5)).replace(microsecond=0))


async def test_a_secret_made_here_may_begin_with_any_byte(empty_home: Path) -> None:
    """One of 256 looks like the beginning of a public key."""
    number = next(each for each in count() if signing_secret(each.to_bytes(32, "big")).startswith(b"{"))
    path = load_paths().token_secret
    path.parent.mkdir(mode=0o700, parents=True)
    path.write_text(to_text(number.to_bytes(32, "big")) + "\n")
    path.chmod(0o600)
    assert await believes(issued())


async def believes(token: str) -> bool:
    try:
        return await open_tokens(load_settings(), load_paths()).verify(token, TokenKind.ACCESS, NOW) == CLAIMS
    except Unauthenticated:
        return False


def issued() -> str:
    return open_tokens(load_settings(), load_paths()).issue(TokenKind.ACCESS, CLAIMS, NOW)


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
async def test_without_any_setting_a_secret_is_made_and_kept(monkeypatch: pytest.MonkeyPatch, algorithm: str) -> None:
    monkeypatch.setenv("JWT_ALGORITHM", algorithm)
    token = issued()
    assert await believes(token)
    assert load_paths().token_secret.stat().st_mode & 0o077 == 0
    load_paths().token_secret.unlink()
    assert not await believes(token)


async def test_the_secret_of_the_environment_counts_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JWT_SECRET_KEY", "a secret of thirty-two bytes or so")
    token = issued()
    assert not load_paths().token_secret.exists()
    assert await believes(token)
    monkeypatch.setenv("JWT_SECRET_KEY", "another of thirty-two bytes or so ")
    assert not await believes(token)
    monkeypatch.setenv("JWT_SECRET_KEY", "too short")
    with pytest.raises(BadSettings, match="has 9 bytes; HS256 wants 32") as caught:
        issued()
    assert "too short" not in f"{caught.value.message}{caught.value.why}"


async def test_issuer_and_audience_are_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    token = issued()
    for variable in ("COACH_SERVER_ISSUER", "COACH_SERVER_AUDIENCE"):
        with monkeypatch.context() as changed:
            changed.setenv(variable, "another")
            assert not await believes(token)
    assert await believes(token)


def test_a_public_key_or_its_address_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "key.pem"
    for algorithm, private in (("RS256", RSA), ("ES256", P256)):
        key.write_bytes(pem(private))
        monkeypatch.setenv("JWT_ALGORITHM", algorithm)
        monkeypatch.setenv("COACH_SERVER_PUBLIC_KEY", str(key))
        assert not open_tokens(load_settings(), load_paths()).can_issue
        monkeypatch.delenv("COACH_SERVER_PUBLIC_KEY")
        monkeypatch.setenv("COACH_SERVER_JWKS_URL", "https://id.example/keys")
        assert not open_tokens(load_settings(), load_paths()).can_issue
        monkeypatch.delenv("COACH_SERVER_JWKS_URL")
    assert not load_paths().token_secret.exists()


@pytest.mark.parametrize(
    ("variables", "problem"),
    [
        ({"JWT_ALGORITHM": "RS256"}, "Neither is set"),
        (
            {"JWT_ALGORITHM": "RS256", "COACH_SERVER_PUBLIC_KEY": "/k", "COACH_SERVER_JWKS_URL": "https://id.example/"},
            "Both of them are set",
        ),
        ({"COACH_SERVER_PUBLIC_KEY": "/k"}, "must not be a guess"),
        ({"COACH_SERVER_JWKS_URL": "https://id.example/"}, "must not be a guess"),
        ({"JWT_ALGORITHM": "ES256", "COACH_SERVER_JWKS_URL": "http://id.example/"}, "which tokens are good"),
    ],
)
def test_settings_that_leave_a_doubt_are_refused(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], problem: str
) -> None:
    for variable, text in variables.items():
        monkeypatch.setenv(variable, text)
    with pytest.raises(BadSettings) as caught:
        open_tokens(load_settings(), load_paths())
    assert problem in caught.value.why


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "find_spec", lambda name: None)
    with pytest.raises(BadSettings, match="not installed") as caught:
        open_tokens(load_settings(), load_paths())
    assert "interview-coach[serve]" in caught.value.fix


def test_the_hashes_of_the_audit_log_stay_the_same() -> None:
    assert open_audit(load_paths()).person("ada") == open_audit(load_paths()).person("ada")


async def test_keys_that_open_nothing_are_told(empty_home: Path) -> None:
    async with open_server(model=False, saved=lambda session_id: None) as served:
        ask = served.checks["keys"]
        assert await ask() == "open what is stored"
        await served.service.give_consent("ada")
        await served.service.create_interview_session(user_id="ada")
        assert await ask() == "open what is stored"
    load_paths().key_file.unlink()
    async with open_server(model=False, saved=lambda session_id: None) as served:
        with pytest.raises(KeyLost, match="does not hold the key"):
            await served.checks["keys"]()
        await served.service.erase_data("ada")
        assert await served.checks["keys"]() == "open what is stored"


async def test_the_people_are_closed_with_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    people = MemoryPeople()
    monkeypatch.setattr(wiring, "open_server_store", lambda sessions: people)
    monkeypatch.setenv("COACH_SERVER_ACCESS_MINUTES", "7")
    async with open_accounts(load_paths(), load_settings()) as accounts:
        await accounts.permit("ada")
        pair = await accounts.sign_in("ada")
        assert pair.expires_in == 420
        assert (await accounts.identify(pair.access_token)).user_id == "ada"
    monkeypatch.setenv("REDIS_URL", "redis://cache")
    with pytest.raises(BadSettings, match="REDIS_URL"):
        async with open_accounts(load_paths(), load_settings()):
            pass
