"""Wiring of what a server has beside the interviews: its tokens, its people, and its audit log."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from coach.accounts import AccountService, Audit
from coach.bootstrap import new_id, open_cipher
from coach.errors import BadSettings
from coach.ports import Clock
from coach.ports.server import ServerStore, Tokens
from coach.settings import (
    Paths,
    Settings,
    history_file,
    load_paths,
    load_settings,
    load_token_secret,
    server_history_file,
)
from coach.telemetry.clock import SystemClock

if TYPE_CHECKING:
    from coach.security.token_keys import TokenKeys
    from coach.store.sqlite import SqliteStore


def open_tokens(settings: Settings, paths: Paths) -> Tokens:
    """Signs and checks tokens as the settings say; makes a secret at the first use. Raises BadSettings, StoreError."""
    if find_spec("jwt") is None:
        fix = 'install it with: pip install "interview-coach[serve]"'
        raise BadSettings("What a server needs is not installed.", why="There is no PyJWT.", fix=fix)
    from coach.security.tokens import JwtTokens

    server = settings.server
    keys = _public_keys(settings) if server.algorithm.is_public else _secret(settings, paths)
    return JwtTokens(keys, server.algorithm.value, issuer=server.issuer, audience=server.audience)


def _secret(settings: Settings, paths: Paths) -> "TokenKeys":
    from coach.security.token_keys import SecretKey, kept_key, signing_secret

    server = settings.server
    if server.public_key or server.jwks_url:
        raise BadSettings(
            f"server.algorithm is {server.algorithm}, which goes with a secret, and a public key is set too.",
            why="Whose tokens are believed must not be a guess.",
            fix="coach config set server.algorithm RS256 (or ES256), or take server.public_key and server.jwks_url out",
        )
    given = load_token_secret().encode(errors="surrogateescape")
    if given:
        return SecretKey.chosen(given, server.algorithm.value)
    return SecretKey(signing_secret(kept_key(paths.token_secret)), server.algorithm.value)


def _public_keys(settings: Settings) -> "TokenKeys":
    from coach.security.jwks import JwksKeys
    from coach.security.token_keys import PublicKeyFile

    server = settings.server
    if server.jwks_url and not server.public_key:
        return JwksKeys(server.jwks_url, server.algorithm.value)
    if server.public_key and not server.jwks_url:
        return PublicKeyFile(server.public_key, server.algorithm.value)
    raise BadSettings(
        f"server.algorithm is {server.algorithm}, which goes with server.public_key or server.jwks_url.",
        why="Both of them are set." if server.public_key else "Neither is set.",
        fix="set one of the two, or take server.algorithm out: then tokens are signed here",
    )


def open_audit(paths: Paths, clock: Clock | None = None) -> Audit:
    """Makes entries of the audit log; its key is made at the first use. Raises KeyLost, StoreError."""
    from coach.security.token_keys import kept_key

    return Audit(kept_key(paths.audit_key), clock or SystemClock())


def open_sessions(paths: Paths, settings: Settings) -> "SqliteStore":
    """The interviews of a server, in the history file that the environment names for it. Raises BadSettings."""
    from coach.store.sqlite import SqliteStore

    return SqliteStore(server_history_file(paths), open_cipher(paths, settings))


def open_server_store(sessions: "SqliteStore") -> ServerStore:
    """What is kept beside those interviews, in the same file; closed with them."""
    from coach.store.server_sqlite import SqliteServerStore

    return SqliteServerStore(sessions)


def make_accounts(store: ServerStore, tokens: Tokens, settings: Settings, clock: Clock | None = None) -> AccountService:
    """The people of a server whose parts are open."""
    server = settings.server
    return AccountService(
        store,
        tokens,
        clock or SystemClock(),
        new_id,
        access_minutes=server.access_minutes,
        refresh_days=server.refresh_days,
    )


async def has_account(user_id: str) -> bool:
    """Whether a server knows somebody whose interviews are in the history of the terminal.

    Raises BadSettings, KeyLost, StoreError.
    """
    from coach.store.sqlite import SqliteStore

    paths = load_paths()
    sessions = SqliteStore(history_file(paths), open_cipher(paths, load_settings()))
    try:
        return await open_server_store(sessions).account(user_id) is not None
    finally:
        await sessions.close()


@asynccontextmanager
async def open_accounts(paths: Paths, settings: Settings) -> AsyncIterator[AccountService]:
    """The people of the server that the settings describe, closed when the block ends.

    Raises BadSettings, KeyLost, StoreError.
    """
    tokens = open_tokens(settings, paths)
    sessions = open_sessions(paths, settings)
    try:
        yield make_accounts(open_server_store(sessions), tokens, settings)
    finally:
        await sessions.close()
