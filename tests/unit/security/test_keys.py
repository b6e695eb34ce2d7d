"""Where the key of all keys may live."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import keyring
import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringError, KeyringLocked

from coach.errors import BadInput, KeyLost, StoreError
from coach.security import keys
from coach.security.keys import (
    KeyFile,
    KeySource,
    Passphrase,
    SystemKeyring,
    choose_key,
    fingerprint,
    from_text,
    real_keyring,
    to_text,
    write_private,
)

SALT = bytes(16)
KEY = bytes(range(32))


class DictKeyring(KeyringBackend):
    """A keyring in a dict; with `refusal` it raises that."""

    priority: ClassVar[float] = 5

    def __init__(self, refusal: KeyringError | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.refusal = refusal

    def get_password(self, service: str, username: str) -> str | None:
        if self.refusal:
            raise self.refusal
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.refusal:
            raise self.refusal
        self.kept[service, username] = password


class ForgetfulKeyring(DictKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps nothing and says nothing."""


class PlainTextKeyring(DictKeyring):
    priority: ClassVar[float] = 0.5


def private(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def test_a_key_file_is_made_private_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "data.key"
    source = KeyFile(path)
    assert source.load(SALT) == ()
    key = source.add(SALT)
    assert source.load(SALT) == (key,)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == path.parent.parent.stat().st_mode & 0o777 == 0o700
    assert path.read_text() == to_text(key) + "\n"
    assert os.listdir(path.parent) == ["data.key"]  # noqa: PTH208


def test_adding_keeps_the_keys_there_were(tmp_path: Path) -> None:
    source = KeyFile(private(tmp_path / "raw.key", KEY))
    second = source.add(SALT)
    third = source.add(SALT)
    assert source.load(SALT) == (third, second, KEY)
    assert len({KEY, second, third}) == 3


def test_a_link_to_the_key_stays_a_link(tmp_path: Path) -> None:
    target = private(tmp_path / "real.key", KEY)
    link = tmp_path / "data.key"
    link.symlink_to(target)
    added = KeyFile(link).add(SALT)
    assert link.is_symlink()
    assert KeyFile(target).load(SALT) == (added, KEY)


@pytest.mark.parametrize(
    "content", [KEY, to_text(KEY).encode(), to_text(KEY).encode() + b"\r\n", b"  " + to_text(KEY).encode()]
)
def test_a_key_may_be_raw_or_a_line(tmp_path: Path, content: bytes) -> None:
    assert KeyFile(private(tmp_path / "data.key", content)).load(SALT) == (KEY,)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"short", KEY[:31], KEY + b"\n", to_text(KEY).encode()[:-4], b"\xff" * 44, b"A" * 100_000]
)
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = private(tmp_path / "data.key", content)
    with pytest.raises(KeyLost) as caught:
        KeyFile(path).load(SALT)
    assert str(path) in caught.value.message
    assert caught.value.fix
    assert path.read_bytes() == content


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o601])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    path = private(tmp_path / "data.key", KEY)
    path.chmod(mode)
    with pytest.raises(KeyLost, match="other people") as caught:
        KeyFile(path).load(SALT)
    assert f"chmod 600 {path}" in caught.value.fix


def test_a_folder_or_pipe_is_no_key(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path in (tmp_path / "pipe", tmp_path, private(tmp_path / "file", KEY) / "below"):
        with pytest.raises(KeyLost) as caught:
            KeyFile(path).load(SALT)
        assert str(path) in caught.value.message


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keys, "write_private", refuse)
    with pytest.raises(StoreError, match=str(tmp_path)) as caught:
        KeyFile(tmp_path / "data.key").add(SALT)
    assert caught.value.why == "No space left on device"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    path = private(tmp_path / "data.key", KEY)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Input/output"):
        write_private(path, b"half")
    assert path.read_bytes() == KEY
    assert list(tmp_path.glob(".data*")) == []


def test_of_many_who_add_at_once_none_loses_a_key(tmp_path: Path) -> None:
    sources = [KeyFile(tmp_path / "data.key") for _ in range(16)]
    with ThreadPoolExecutor(16) as pool:
        added = list(pool.map(lambda source: source.add(SALT), sources))
    assert sorted(added) == sorted(sources[0].load(SALT))


def test_the_passphrase_follows_the_salt() -> None:
    source = Passphrase("correct horse battery staple")
    (key,) = source.load(SALT)
    assert len(key) == 32
    assert source.add(SALT) == key
    assert source.load(b"another salt 16b") != (key,)
    assert Passphrase("correct horse battery stable").load(SALT) != (key,)


def test_the_passphrase_is_stretched_as_documented() -> None:
    reference = Argon2id(salt=SALT, length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    assert Passphrase("four words in mind").load(SALT) == (reference.derive(b"four words in mind"),)


def test_the_same_words_typed_differently_are_the_same() -> None:
    assert Passphrase("caf\u00e9 ﬁve").load(SALT) == Passphrase("cafe\u0301 five").load(SALT)


@pytest.mark.parametrize("words", ["", " ", "\t\n"])
def test_no_words_are_no_passphrase(words: str) -> None:
    with pytest.raises(BadInput):
        Passphrase(words)


def test_the_keyring_has_an_entry_for_each_salt() -> None:
    backend = DictKeyring()
    source = SystemKeyring(backend)
    assert source.load(SALT) == ()
    key = source.add(SALT)
    assert source.load(SALT) == (key,)
    other = source.add(b"another salt 16b")
    assert (source.load(SALT), other != key) == ((key,), True)
    assert set(backend.kept) == {("coach", SALT.hex()), ("coach", b"another salt 16b".hex())}


def test_a_keyring_that_is_locked_says_so() -> None:
    source = SystemKeyring(DictKeyring(KeyringLocked("the collection is locked")))
    with pytest.raises(KeyLost) as caught:
        source.load(SALT)
    assert "locked" in caught.value.why
    with pytest.raises(StoreError):
        source.add(SALT)


def test_a_keyring_that_forgets_is_noticed() -> None:
    with pytest.raises(StoreError, match="does not keep"):
        SystemKeyring(ForgetfulKeyring()).add(SALT)


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring, PlainTextKeyring], ids=lambda kind: kind.__name__)
def test_a_keyring_that_is_none_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: type[KeyringBackend]
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", backend)
    assert real_keyring() is None
    assert isinstance(choose_key(tmp_path / "data.key"), KeyFile)


def test_which_key_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", DictKeyring)
    default, explicit = tmp_path / "data.key", tmp_path / "named.key"

    def kind(source: KeySource) -> str:
        return source.name

    assert kind(choose_key(default, explicit=explicit, passphrase="words")) == f"the key file {explicit}"
    assert kind(choose_key(default, passphrase="words")) == "the passphrase"
    assert kind(choose_key(default)) == "the system keyring"
    assert kind(choose_key(default, use_keyring=False)) == f"the key file {default}"
    private(default, KEY)
    assert kind(choose_key(default)) == f"the key file {default}"


def test_a_key_as_text_and_back() -> None:
    assert from_text(to_text(KEY), "x") == KEY
    with pytest.raises(KeyLost, match="in the drawer"):
        from_text("nonsense ü", "the drawer")


def test_a_fingerprint_tells_keys_apart_and_nothing_else() -> None:
    assert fingerprint(KEY) == fingerprint(bytes(range(32)))
    assert fingerprint(KEY) != fingerprint(bytes(32))
    assert len(fingerprint(KEY)) == 16
