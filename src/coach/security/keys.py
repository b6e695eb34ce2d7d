"""Where the key that locks all other keys lives: a private file, the system's keyring or a passphrase.

Such a source is asked with a salt, which is stored beside the locked keys. It may hold several keys, since a rotation
leaves the earlier ones in place: an older copy of the locked keys must stay readable.
"""

import base64
import binascii
import fcntl
import hashlib
import os
import secrets
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from coach.errors import BadInput, KeyLost, StoreError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEY_BYTES = 32
SALT_BYTES = 16
LARGEST_FILE = 65_536
ARGON2_MEMORY_KIB = 64 * 1024
ARGON2_ITERATIONS = 3
ARGON2_LANES = 4
KEYRING_SERVICE = "coach"


class KeySource(Protocol):
    """Raises KeyLost for a key that is there but cannot be used, StoreError when one cannot be kept."""

    @property
    def name(self) -> str:
        """What it is, for messages: "the key file …"."""
        ...

    def load(self, salt: bytes) -> tuple[bytes, ...]:
        """The keys it holds, latest first; none before the first use."""
        ...

    def add(self, salt: bytes) -> bytes:
        """A key that was not used before, kept durably before this returns."""
        ...


def fingerprint(key: bytes) -> str:
    """Tells which key locked something, without giving it away."""
    return hashlib.sha256(b"coach key fingerprint" + key).hexdigest()[:16]


def to_text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def from_text(text: str, holder: str) -> bytes:
    """Raises KeyLost when the text is not 32 bytes in base64."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyLost(
            f"There is no usable key in {holder}.",
            why=f"A key is {KEY_BYTES} bytes, raw or as a line of base64.",
            fix="Put the right key back from your copy; a wrong one opens nothing.",
        )
    return key


class KeyFile:
    """A file that only its owner may read, with one key per line, or one raw key."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def name(self) -> str:
        return f"the key file {self._path}"

    def load(self, salt: bytes) -> tuple[bytes, ...]:
        try:
            content = self._read()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise KeyLost(
                f"The key file {self._path} cannot be read.",
                why=error.strerror or "",
                fix="Make it a file of yours that you can read: chmod 600.",
            ) from error
        if len(content) == KEY_BYTES:
            return (content,)
        lines = content.decode("ascii", errors="replace").split() or [""]
        return tuple(from_text(line, self.name) for line in lines)

    def _read(self) -> bytes:
        # Opened first and judged by the descriptor, so that nobody can swap the file in between; a pipe must not block.
        descriptor = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise KeyLost(f"The key file {self._path} is not a file.", fix="Put the key itself in its place.")
            if found.st_mode & 0o077:
                raise KeyLost(
                    f"The key file {self._path} can be read by other people.",
                    why=f"Its permissions are {stat.S_IMODE(found.st_mode):o}.",
                    fix=f"Run: chmod 600 {self._path}",
                )
            return file.read(LARGEST_FILE)

    def add(self, salt: bytes) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        try:
            path = self._path.resolve()
            make_folders(path.parent)
            # Two data folders may share the file: what the other one adds at this moment must not be written over.
            with locked(path.parent):
                lines = "".join(f"{to_text(each)}\n" for each in (key, *self.load(salt)))
                write_private(path, lines.encode())
        except OSError as error:
            raise StoreError(
                f"The key file {self._path} cannot be written.",
                why=error.strerror or "",
                fix="Give yourself permission to write it and its folder, or name another key file.",
            ) from error
        return key


def make_folders(folder: Path) -> None:
    """The folder and those above it, readable by their owner only."""
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Alone among the processes that ask for the same folder. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)  # the entries made in the folder
    finally:
        os.close(descriptor)


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner only. Raises OSError."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


class Passphrase:
    """A key derived from words in somebody's head, by Argon2id with 64 MiB, 3 passes and 4 lanes (RFC 9106)."""

    name = "the passphrase"

    def __init__(self, words: str) -> None:
        """Raises BadInput for an empty passphrase."""
        if not words.strip():
            raise BadInput("The passphrase is empty.", fix="Choose several words, or use a key file.")
        # The same words may be typed as different characters on another keyboard or system.
        self._words = unicodedata.normalize("NFKC", words).encode()

    def load(self, salt: bytes) -> tuple[bytes, ...]:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        argon2 = Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=ARGON2_ITERATIONS,
            lanes=ARGON2_LANES,
            memory_cost=ARGON2_MEMORY_KIB,
        )
        return (argon2.derive(self._words),)

    def add(self, salt: bytes) -> bytes:
        return self.load(salt)[0]


class SystemKeyring:
    """The keyring of the desktop; each salt has an entry of its own."""

    name = "the system keyring"

    def __init__(self, backend: "KeyringBackend") -> None:
        self._backend = backend

    def load(self, salt: bytes) -> tuple[bytes, ...]:
        from keyring.errors import KeyringError

        try:
            text = self._backend.get_password(KEYRING_SERVICE, salt.hex())
        except KeyringError as error:
            raise KeyLost(
                "The system keyring does not answer.", why=str(error), fix="Unlock it and try again."
            ) from error
        return (from_text(text, self.name),) if text else ()

    def add(self, salt: bytes) -> bytes:
        from keyring.errors import KeyringError

        key = secrets.token_bytes(KEY_BYTES)
        try:
            self._backend.set_password(KEYRING_SERVICE, salt.hex(), to_text(key))
        except KeyringError as error:
            raise StoreError(
                "The system keyring does not keep the key.", why=str(error), fix="Unlock it, or use a key file."
            ) from error
        if self.load(salt) != (key,):
            raise StoreError("The system keyring does not keep the key.", fix="Use a key file.")
        return key


def real_keyring() -> "KeyringBackend | None":
    """The system's keyring, None where there is none that deserves the name."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    # Below 1 are the placeholders and those that write secrets into plain files.
    if isinstance(backend, fail.Keyring | null.Keyring) or backend.priority < 1:
        return None
    return backend


def choose_key(
    default: Path, *, explicit: Path | None = None, passphrase: str = "", use_keyring: bool = True
) -> KeySource:
    """A named key file, else a passphrase, else the keyring, else the file `default`, which stays once it exists."""
    if explicit is not None:
        return KeyFile(explicit)
    if passphrase:
        return Passphrase(passphrase)
    if use_keyring and not default.exists() and (backend := real_keyring()):
        return SystemKeyring(backend)
    return KeyFile(default)
