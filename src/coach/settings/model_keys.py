"""Where the keys of model providers are: the environment, else the system's keyring, else a private file."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import BadInput, BadSettings, NotFound, StoreError
from coach.settings.model import ModelProvider
from coach.settings.paths import Paths
from coach.settings.secrets import KEY_VARIABLES, LONGEST_KEY, clean_key, environment_key

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "coach"
KEYRING = "the system keyring"
SHOWN = 4
SHORT = 12
"""A key of fewer characters is not shown in part either: the part would be too much of it."""
OTHERS = 0o077

FindKeyring = Callable[[], "KeyringBackend | None"]


@dataclass(frozen=True)
class ModelKey:
    """A key, and where it was found."""

    provider: ModelProvider
    place: str
    """The variable, the keyring or the file, for messages."""
    secret: str = field(repr=False)

    @property
    def ending(self) -> str:
        """What may be shown of it: the last four characters."""
        return f"…{self.secret[-SHOWN:]}" if len(self.secret) >= SHORT else "…"


def system_keyring() -> "KeyringBackend | None":
    """The keyring of the system; None where there is none, or it cannot even be asked for."""
    from coach.security.keys import real_keyring

    # Backends are found by plug-ins, which fail in ways of their own; then keys live in files.
    with suppress(Exception):
        return real_keyring()
    return None


class ModelKeys:
    """The keys of this user."""

    def __init__(
        self, paths: Paths, environ: Mapping[str, str] | None = None, find_keyring: FindKeyring = system_keyring
    ) -> None:
        self._folder = paths.model_keys
        self._environ = environ
        self._find_keyring = find_keyring

    def file(self, provider: ModelProvider) -> Path:
        """The file of a provider's key, used where there is no keyring."""
        return self._folder / provider.value

    def load(self, provider: ModelProvider) -> ModelKey | None:
        """The key that counts; None when there is none. Raises BadSettings for one that cannot be used."""
        return next(self._found(provider), None)

    def all(self, provider: ModelProvider) -> tuple[ModelKey, ...]:
        """Every key there is of a provider, first the one that counts. Raises BadSettings."""
        return tuple(self._found(provider))

    def _found(self, provider: ModelProvider) -> Iterator[ModelKey]:
        variable = KEY_VARIABLES.get(provider, "")
        if (text := environment_key(provider, self._environ)).strip():
            yield _usable(provider, variable, text, f"set {variable} anew, or unset it")
        again = f"coach keys set {provider.value}"
        if text := self._from_keyring(provider):
            yield _usable(provider, KEYRING, text, again)
        path = self.file(provider)
        if text := _read_private(path):
            yield _usable(provider, str(path), text, again)

    def store(self, provider: ModelProvider, key: str) -> str:
        """Keep a key and say where: in the keyring, else in the file. Raises BadInput, StoreError."""
        key = clean_key(key).key
        if self._to_keyring(provider, key):
            self._delete_file(provider)
            return KEYRING
        self._to_file(provider, key)
        return str(self.file(provider))

    def remove(self, provider: ModelProvider) -> tuple[str, ...]:
        """Forget a stored key and say where it was. Raises NotFound, StoreError."""
        in_file, in_keyring = self._delete_file(provider), self._delete_from_keyring(provider)
        if not in_file and not in_keyring:
            raise NotFound(f"No key of {provider.value} is stored.", fix="coach keys list")
        places = {KEYRING: in_keyring, str(self.file(provider)): in_file}
        return tuple(place for place, was_there in places.items() if was_there)

    def _from_keyring(self, provider: ModelProvider) -> str:
        backend = self._find_keyring()
        # A keyring that is locked or broken must not end an interview: the key is not there.
        with suppress(Exception):
            return (backend.get_password(SERVICE, _entry(provider)) if backend else None) or ""
        return ""

    def _to_keyring(self, provider: ModelProvider, key: str) -> bool:
        if (backend := self._find_keyring()) is None:
            return False
        with suppress(Exception):
            backend.set_password(SERVICE, _entry(provider), key)
        return self._from_keyring(provider) == key

    def _delete_from_keyring(self, provider: ModelProvider) -> bool:
        if (backend := self._find_keyring()) is None:
            return False
        try:
            if backend.get_password(SERVICE, _entry(provider)) is None:
                return False
            backend.delete_password(SERVICE, _entry(provider))
        except Exception as error:
            raise StoreError(
                "The system keyring does not answer; a key may still be in it.",
                why=type(error).__name__,
                fix=f"unlock it, then coach keys remove {provider.value}",
            ) from None
        return True

    def _to_file(self, provider: ModelProvider, key: str) -> None:
        from coach.security.keys import make_folders, write_private

        path = self.file(provider)
        try:
            make_folders(path.parent)
            write_private(path, f"{key}\n".encode())
        except OSError as error:
            raise StoreError(
                f"{path} cannot be written: {error.strerror}.", fix=f"check the permissions of {path.parent}"
            ) from None

    def _delete_file(self, provider: ModelProvider) -> bool:
        path = self.file(provider)
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise StoreError(
                f"{path} cannot be removed: {error.strerror}.", fix=f"check the permissions of {path.parent}"
            ) from None
        return True


def _entry(provider: ModelProvider) -> str:
    return f"{provider.value} api key"


def _usable(provider: ModelProvider, place: str, text: str, fix: str) -> ModelKey:
    try:
        return ModelKey(provider, place, clean_key(text).key)
    except BadInput as error:
        raise BadSettings(f"{place} – {error.message[:1].lower()}{error.message[1:]}", fix=fix) from None


def _read_private(path: Path) -> str:
    """The content of a file that only its owner may read; empty when there is none. Raises BadSettings."""
    try:
        # Judged by the descriptor, so that nobody can swap the file in between; a pipe must not block.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise BadSettings(f"{path} – is not an ordinary file.", fix=f"move {path} away")
            if mode & OTHERS:
                raise BadSettings(
                    f"{path} – can be read by other people.",
                    why=f"Its permissions are {stat.S_IMODE(mode):o}. Whoever read the key can use it: replace it.",
                    fix=f"chmod 600 {path}",
                )
            raw = file.read(LONGEST_KEY * 2)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise BadSettings(
            f"{path} – cannot be read: {error.strerror}.", fix=f"check the permissions of {path}"
        ) from None
    return raw.decode("utf-8", "replace").strip()
