"""Field encryption: AES-256-GCM with one data key per person, each locked by the key of a `KeySource`.

A sealed field is a version byte, a 12-byte nonce, the ciphertext and a 16-byte tag (NIST SP 800-38D).
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coach.errors import KeyLost
from coach.security.key_database import KeyDatabase
from coach.security.keys import KEY_BYTES, SALT_BYTES, KeyFile, KeySource, fingerprint, to_text

VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
BUSY_TIMEOUT = 15.0
RESTORE = "Put your copy of keys.db and of the key in place. Without them this data can only be erased."


def lock(key: AESGCM, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + key.encrypt(nonce, plain, bound)


def unlock(key: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    """Raises InvalidTag for anything but what `lock` made with this key for this place."""
    if sealed[:1] != VERSION or len(sealed) < 1 + NONCE_BYTES + TAG_BYTES:
        raise InvalidTag
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return key.decrypt(nonce, body, bound)


def field_of(person: str, place: str) -> bytes:
    return f"{place}|{person}".encode("utf-8", "surrogatepass")


def key_of(person: str) -> bytes:
    return f"data_keys|{person}".encode("utf-8", "surrogatepass")


class _Ready(NamedTuple):
    """A data key ready to use, by any thread: it changes nothing in it."""

    key: AESGCM
    mark: str


class _Here(threading.local):
    """What is so for one thread."""

    steady = False


class FieldCipher:
    """A Cipher with its data keys in the SQLite file `path`; threads and processes may share it."""

    def __init__(self, path: Path, key: KeySource | Path, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """Touches nothing yet; `key` may be the path of a key file; `busy_timeout` is in seconds."""
        self._source: KeySource = KeyFile(key) if isinstance(key, Path) else key
        self._database = KeyDatabase(path, busy_timeout)
        self._guard = threading.RLock()
        self._here = _Here()
        self._data_keys: dict[str, _Ready] = {}
        self._kek: bytes | None = None

    def seal(self, person: str, place: str, plain: bytes) -> bytes:
        with self._guard:
            ready = self._known_key(person) or self._new_key(person)
        return lock(ready.key, plain, field_of(person, place))

    def open(self, person: str, place: str, sealed: bytes) -> bytes:
        key = self._ready(person).key
        try:
            return unlock(key, sealed, field_of(person, place))
        except InvalidTag as error:
            raise KeyLost(
                f"Stored data of {person!r} does not open with their key.",
                why=f"{place} was changed or moved, or sealed with another key.",
                fix="Put a backup of the history and its keys.db in place.",
            ) from error

    def mark(self, person: str) -> str:
        return self._ready(person).mark

    def mark_now(self, person: str) -> str | None:
        if self._database.is_untouched():
            ready = self._data_keys.get(person)
            return ready.mark if ready else None
        if not self._guard.acquire(blocking=False):
            return None
        try:
            ready = self._data_keys.get(person) if self._database.is_as_seen() else None
        finally:
            self._guard.release()
        return ready.mark if ready else None

    @contextmanager
    def steady(self) -> Iterator[None]:
        """For this thread alone; looks at its start whether another process changed the keys. Raises StoreError."""
        if self._here.steady:
            yield
            return
        with self._guard:
            self._look()
        self._here.steady = True
        try:
            yield
        finally:
            self._here.steady = False

    def forget(self, person: str) -> None:
        """Destroy the person's key. Raises StoreError."""
        with self._guard:
            self._data_keys.pop(person, None)
            if not self._database.path.exists():
                return
            with self._database.writing() as keys:
                keys.execute("DELETE FROM data_keys WHERE person = ?", [person])
            self._database.compact()

    def rotate(self, to: KeySource | None = None) -> int:
        """Lock all data keys with a fresh key, of another source if given; returns how many.

        The fresh key is kept before the first data key is locked with it, and all are in one transaction:
        a crash at any moment leaves every data key with a key that opens it. Raises StoreError, KeyLost.
        """
        target = to or self._source
        with self._guard, self._database.writing() as keys:
            old = self._current_kek(keys)
            salt = os.urandom(SALT_BYTES)
            fresh = target.add(salt)
            locked = keys.execute("SELECT person, locked FROM data_keys").fetchall()
            for person, sealed in locked:
                data_key = self._unlock_data_key(old, person, sealed)
                keys.execute(
                    "UPDATE data_keys SET locked = ? WHERE person = ?", [self._locked(fresh, person, data_key), person]
                )
            keys.execute("UPDATE lock SET salt = ?, kek = ?, source = ?", [salt, fingerprint(fresh), target.name])
        with self._guard:
            self._source, self._kek = target, fresh
        return len(locked)

    def people(self) -> int:
        """How many people have a data key, each of which the key opens. Raises StoreError, KeyLost."""
        with self._guard, self._database.reading() as keys:
            if keys is None:
                return 0
            locked = keys.execute("SELECT person, locked FROM data_keys").fetchall()
            for person, sealed in locked:
                self._unlock_data_key(self._current_kek(keys), person, sealed)
        return len(locked)

    def export_key(self) -> str:
        """The key that locks the others, as the line of a key file. Raises StoreError, KeyLost."""
        with self._guard, self._database.writing() as keys:
            return to_text(self._current_kek(keys))

    def close(self) -> None:
        """Safe to call twice; the next use opens again."""
        with self._guard:
            self._data_keys.clear()
            self._kek = None
            self._database.close()

    def _look(self) -> None:
        if self._database.changed():
            self._data_keys.clear()
        # Not before: until then, what is held may be of the file as it was.
        self._database.settle()

    def _ready(self, person: str) -> _Ready:
        """Raises KeyLost."""
        with self._guard:
            ready = self._known_key(person)
        if ready is None:
            raise KeyLost(
                f"The key to the data of {person!r} is gone.",
                why=f"It is not in {self._database.path}: it was erased, or the file is not the one that belongs here.",
                fix=RESTORE,
            )
        return ready

    def _known_key(self, person: str) -> _Ready | None:
        # Asked every time: with a key that another process destroyed, what is sealed could never be opened again.
        if not self._here.steady:
            self._look()
        if person in self._data_keys:
            return self._data_keys[person]
        with self._database.reading() as keys:
            stored = self._stored_key(keys, person) if keys else None
        return self._remember(person, stored) if stored else None

    def _remember(self, person: str, key: bytes) -> _Ready:
        ready = self._data_keys[person] = _Ready(AESGCM(key), fingerprint(key))
        return ready

    def _stored_key(self, keys: Connection, person: str) -> bytes | None:
        row = keys.execute("SELECT locked FROM data_keys WHERE person = ?", [person]).fetchone()
        return self._unlock_data_key(self._current_kek(keys), person, row[0]) if row else None

    def _new_key(self, person: str) -> _Ready:
        with self._database.writing() as keys:
            kek = self._current_kek(keys)
            key = self._stored_key(keys, person)  # another process may have been faster
            if key is None:
                key = os.urandom(KEY_BYTES)
                keys.execute("INSERT INTO data_keys VALUES (?, ?)", [person, self._locked(kek, person, key)])
        return self._remember(person, key)

    def _current_kek(self, keys: Connection) -> bytes:
        """The key that locks the data keys; made at the first use, within a write transaction."""
        row = keys.execute("SELECT salt, kek, source FROM lock").fetchone()
        if row is None:
            return self._first_kek(keys)
        if self._kek is None or fingerprint(self._kek) != row[1]:
            try:
                self._kek = self._find_kek(*row)
            except KeyLost:
                if keys.execute("SELECT 1 FROM data_keys LIMIT 1").fetchone():
                    raise
                return self._first_kek(keys)  # everything that needed the lost one was erased
        return self._kek

    def _first_kek(self, keys: Connection) -> bytes:
        salt = os.urandom(SALT_BYTES)
        known = self._source.load(salt)
        self._kek = known[0] if known else self._source.add(salt)
        row = [salt, fingerprint(self._kek), self._source.name]
        keys.execute("INSERT OR REPLACE INTO lock VALUES (1, ?, ?, ?)", row)
        return self._kek

    def _find_kek(self, salt: bytes, wanted: str, source: str) -> bytes:
        """Raises KeyLost."""
        known = self._source.load(salt)
        for key in known:
            if fingerprint(key) == wanted:
                return key
        trouble = "holds another key than the one" if known else "does not hold the key"
        raise KeyLost(
            f"The stored interviews cannot be read: {self._source.name} {trouble} that locked them.",
            why=f"{self._database.path} was locked with {source}.",
            fix="Put that key back from your copy, or name where it is. Without it the data can only be erased.",
        )

    def _locked(self, kek: bytes, person: str, data_key: bytes) -> bytes:
        return lock(AESGCM(kek), data_key, key_of(person))

    def _unlock_data_key(self, kek: bytes, person: str, locked: bytes) -> bytes:
        try:
            return unlock(AESGCM(kek), locked, key_of(person))
        except InvalidTag as error:
            raise KeyLost(f"The key to the data of {person!r} is damaged.", fix=RESTORE) from error
