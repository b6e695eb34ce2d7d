"""The keys that tokens are signed and checked with: a secret of this server, or a public key of another service."""

import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from coach.errors import BadSettings, StoreError
from coach.security.keys import KEY_BYTES, KeyFile, locked, make_folders, to_text, write_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    PublicKey = RSAPublicKey | EllipticCurvePublicKey

LEAST_SECRET = {"HS256": 32, "HS384": 48, "HS512": 64}
"""Bytes: a secret is at least as long as the hash (RFC 7518, 3.2)."""
KEY_TYPES = {"RS256": "RSA", "ES256": "EC"}
"""Algorithms of services that sign elsewhere, and the `kty` of their keys."""
RSA_BITS = range(2048, 16_384 + 1)
"""Shorter keys can be broken; longer ones cost too much to check."""
LARGEST_PEM = 65_536
NO_SALT = b""


class TokenKeys(Protocol):
    """Where the keys come from."""

    @property
    def signing(self) -> bytes | None:
        """The secret to sign with; None where tokens are signed elsewhere."""
        ...

    async def find(self, kid: str | None) -> "bytes | PublicKey | None":
        """The key to check a token with; None when there is none for it. Raises Unauthenticated without any keys."""
        ...


class SecretKey:
    """One secret, which no `kid` selects among others."""

    def __init__(self, secret: bytes, algorithm: str) -> None:
        """Raises BadSettings for a secret that is too short."""
        least = LEAST_SECRET[algorithm]
        if len(secret) < least:
            raise BadSettings(
                f"The secret for signing tokens has {len(secret)} bytes; {algorithm} wants {least}.",
                why="A shorter one can be guessed from a single token.",
                fix="set JWT_SECRET_KEY to a long random text, or unset it: coach makes one of its own",
            )
        self._secret = secret

    @classmethod
    def chosen(cls, secret: bytes, algorithm: str) -> Self:
        """One that somebody set, which may be anything. Raises BadSettings also for a key of another kind."""
        if secret.lstrip().startswith((b"-----BEGIN", b"ssh-", b"ecdsa-", b"{")):
            raise BadSettings(
                "The secret for signing tokens is a key of another kind.",
                why=f"{algorithm} wants a secret that nobody else knows; what is public would let anybody sign.",
                fix="set server.public_key and server.algorithm for a public key, and unset JWT_SECRET_KEY",
            )
        return cls(secret, algorithm)

    @property
    def signing(self) -> bytes:
        return self._secret

    async def find(self, kid: str | None) -> bytes:
        return self._secret


class PublicKeyFile:
    """One public key in a PEM file, read once."""

    signing = None

    def __init__(self, path: Path, algorithm: str) -> None:
        """Raises BadSettings for a file that does not hold a public key for the algorithm."""
        self._key = _public_key(path, algorithm)

    async def find(self, kid: str | None) -> "PublicKey":
        return self._key


def _public_key(path: Path, algorithm: str) -> "PublicKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    fix = "set server.public_key to a PEM file that begins with -----BEGIN PUBLIC KEY-----"
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_PEM)
    except OSError as error:
        why = error.strerror or ""
        raise BadSettings(f"The public key {path} cannot be read.", why=why, fix=fix) from None
    if b"PRIVATE KEY" in content:
        raise BadSettings(f"{path} holds a private key.", why="Whoever only checks tokens must not have it.", fix=fix)
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        raise BadSettings(f"{path} holds no public key.", fix=fix) from None
    if problem := key_problem(key, algorithm):
        raise BadSettings(f"The public key {path} is not good for {algorithm}: {problem}.", fix=fix)
    return key  # type: ignore[return-value]  # its kind was checked


def key_problem(key: object, algorithm: str) -> str:
    """Why a key cannot check signatures of an algorithm; empty when it can."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    if algorithm == "ES256":
        fits = isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)
        return "" if fits else "it is no key on the curve P-256"
    if not isinstance(key, RSAPublicKey):
        return "it is no RSA key"
    return "" if key.key_size in RSA_BITS else f"it has {key.key_size} bits, not {RSA_BITS[0]} to {RSA_BITS[-1]}"


def published_key(jwk: object, algorithm: str) -> "tuple[str | None, PublicKey] | None":
    """The `kid` and key of one entry of a JWKS; None when it is not a public key for the algorithm (RFC 7517, 4)."""
    from jwt import InvalidKeyError
    from jwt.algorithms import ECAlgorithm, RSAAlgorithm

    if not isinstance(jwk, Mapping) or not _is_meant(jwk, algorithm):
        return None
    read = ECAlgorithm.from_jwk if algorithm == "ES256" else RSAAlgorithm.from_jwk
    try:
        key = read(dict(jwk))
    except (InvalidKeyError, ValueError, TypeError, OverflowError):
        return None
    return None if key_problem(key, algorithm) else (jwk.get("kid"), key)  # type: ignore[return-value]  # checked


def _is_meant(jwk: Mapping[str, Any], algorithm: str) -> bool:
    """Whether an entry is there for checking signatures of the algorithm; one with its private part is no secret."""
    operations = jwk.get("key_ops", ["verify"])
    return (
        jwk.get("kty") == KEY_TYPES[algorithm]
        and "d" not in jwk
        and jwk.get("use", "sig") == "sig"
        and jwk.get("alg", algorithm) == algorithm
        and isinstance(operations, list)
        and "verify" in operations
        and isinstance(jwk.get("kid", ""), str)
    )


def kept_key(path: Path) -> bytes:
    """The 32 random bytes in a private file, which is made at the first use. Raises KeyLost, StoreError."""
    file = KeyFile(path)
    if found := file.load(NO_SALT):
        return found[0]
    try:
        make_folders(path.parent)
        with locked(path.parent):
            # Another process may have made it meanwhile; all of them must use the same one.
            if not file.load(NO_SALT):
                write_private(path, f"{to_text(_random())}\n".encode())
    except OSError as error:
        raise StoreError(
            f"The key file {path} cannot be written.",
            why=error.strerror or "",
            fix="give yourself permission to write it and its folder",
        ) from error
    return file.load(NO_SALT)[0]


def _random() -> bytes:
    import secrets

    return secrets.token_bytes(KEY_BYTES)


def signing_secret(kept: bytes) -> bytes:
    """The 64 bytes for signing tokens that belong to a kept key, long enough for every HS algorithm."""
    return hmac.digest(kept, b"coach signs tokens", hashlib.sha512)
