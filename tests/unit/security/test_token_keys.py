"""Which keys tokens may be signed and checked with."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from coach.errors import BadSettings, KeyLost, StoreError
from coach.security import token_keys
from coach.security.keys import locked
from coach.security.token_keys import PublicKeyFile, SecretKey, kept_key, published_key, signing_secret

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SHORT_RSA = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  # to be refused
P256 = ec.generate_private_key(ec.SECP256R1())
P384 = ec.generate_private_key(ec.SECP384R1())
RSA_JWK: dict[str, Any] = {**json.loads(RSAAlgorithm.to_jwk(RSA.public_key())), "kid": "a"}
EC_JWK: dict[str, Any] = {**json.loads(ECAlgorithm.to_jwk(P256.public_key())), "kid": "a"}


def pem(key: Any) -> bytes:
    return bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


@pytest.mark.parametrize(("algorithm", "least"), [("HS256", 32), ("HS384", 48), ("HS512", 64)])
async def test_a_secret_is_as_long_as_the_hash(algorithm: str, least: int) -> None:
    keys = SecretKey(b"s" * least, algorithm)
    assert keys.signing == await keys.find("anything") == b"s" * least
    for short in (b"", b"s" * (least - 1)):
        with pytest.raises(BadSettings, match=f"has {len(short)} bytes; {algorithm} wants {least}") as caught:
            SecretKey(short, algorithm)
        assert "ssss" not in caught.value.message


@pytest.mark.parametrize("text", [pem(RSA), b"\n" + pem(P256), json.dumps(RSA_JWK).encode(), b"ssh-rsa " + b"A" * 64])
def test_a_public_key_is_refused_as_a_secret(text: bytes) -> None:
    with pytest.raises(BadSettings, match="a key of another kind"):
        SecretKey.chosen(text, "HS256")


def test_a_secret_that_is_set_is_long_enough_too() -> None:
    assert SecretKey.chosen(b"s" * 32, "HS256").signing == b"s" * 32
    with pytest.raises(BadSettings, match="has 31 bytes"):
        SecretKey.chosen(b"s" * 31, "HS256")


@pytest.mark.parametrize(("key", "algorithm"), [(RSA, "RS256"), (P256, "ES256")])
async def test_a_public_key_file(tmp_path: Path, key: Any, algorithm: str) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(pem(key))
    keys = PublicKeyFile(path, algorithm)
    assert keys.signing is None
    path.unlink()
    assert await keys.find("whatever") == key.public_key()


@pytest.mark.parametrize(
    ("content", "algorithm", "problem"),
    [
        (None, "RS256", "cannot be read"),
        (b"", "RS256", "holds no public key"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "RS256", "holds no public key"),
        (
            RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
            "RS256",
            "holds a private key",
        ),
        (pem(SHORT_RSA), "RS256", "it has 1024 bits, not 2048 to 16384"),
        (pem(P256), "RS256", "it is no RSA key"),
        (pem(RSA), "ES256", "it is no key on the curve P-256"),
        (pem(P384), "ES256", "it is no key on the curve P-256"),
        (pem(Ed25519PrivateKey.generate()), "ES256", "it is no key on the curve P-256"),
    ],
)
def test_what_is_no_public_key_for_the_algorithm_is_refused(
    tmp_path: Path, content: bytes | None, algorithm: str, problem: str
) -> None:
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadSettings, match=problem) as caught:
        PublicKeyFile(path, algorithm)
    assert str(path) in caught.value.message


@pytest.mark.parametrize(("jwk", "algorithm"), [(RSA_JWK, "RS256"), (EC_JWK, "ES256")])
def test_a_published_key_that_says_what_it_is_for(jwk: dict[str, Any], algorithm: str) -> None:
    plain = {name: value for name, value in jwk.items() if name not in ("key_ops", "use", "alg", "kid")}
    for more in ({}, {"use": "sig"}, {"alg": algorithm}, {"key_ops": ["verify"]}, {"x5t": "AA"}):
        assert published_key({**plain, **more}, algorithm)
    found = published_key(jwk, algorithm)
    assert found is not None
    assert found[0] == "a"


@pytest.mark.parametrize(
    "changes",
    [
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": "EC"},
        {"kty": None},
        {"use": "enc"},
        {"alg": "RS512"},
        {"alg": "HS256"},
        {"key_ops": ["sign"]},
        {"key_ops": "verify"},
        {"kid": 7},
        {"d": "AQAB"},
        {"n": 7},
        {"n": ""},
        {"n": "AQAB"},
        {"n": "!!"},
        {"e": ""},
        {"e": "Ag"},
        {"e": None},
        {"n": json.loads(RSAAlgorithm.to_jwk(SHORT_RSA.public_key()))["n"]},
    ],
)
def test_other_published_keys_are_passed_over(changes: dict[str, Any]) -> None:
    assert published_key({**RSA_JWK, **changes}, "RS256") is None


@pytest.mark.parametrize(
    "changes",
    [{"crv": "P-384"}, {"crv": "P-521"}, {"x": "AA"}, {"y": EC_JWK["x"]}, {"y": 7}, {"kty": "RSA"}, {"d": "AA"}],
)
def test_other_published_curves_are_passed_over(changes: dict[str, Any]) -> None:
    assert published_key({**EC_JWK, **changes}, "ES256") is None


@pytest.mark.parametrize("jwk", [None, [], "key", 7, {}])
def test_what_is_no_published_key_is_passed_over(jwk: object) -> None:
    assert published_key(jwk, "RS256") is None


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "keys" / "tokens"
    key = kept_key(path)
    assert len(key) == 32
    assert kept_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(signing_secret(key)) == 64
    assert key not in signing_secret(key)
    assert kept_key(tmp_path / "other") != key


def test_all_who_make_it_at_once_have_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(kept_key, [tmp_path / "keys" / "tokens"] * 16))) == 1


def test_a_key_made_by_somebody_else_meanwhile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tokens"
    made = []

    def slow(folder: Path) -> Any:
        monkeypatch.setattr(token_keys, "locked", locked)
        made.append(kept_key(path))
        return locked(folder)

    monkeypatch.setattr(token_keys, "locked", slow)
    assert kept_key(path) == made[0]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    kept_key(path)
    path.chmod(0o644)
    with pytest.raises(KeyLost, match="can be read by other people"):
        kept_key(path)


def test_a_key_that_cannot_be_kept_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(token_keys, "write_private", full)
    with pytest.raises(StoreError, match="cannot be written") as caught:
        kept_key(tmp_path / "tokens")
    assert caught.value.why == os.strerror(28)
