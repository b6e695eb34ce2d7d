"""Keys of model providers: where they are found, kept and removed, and what is never told."""

import stat
from pathlib import Path
from typing import ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError

from coach.errors import BadInput, BadSettings, CoachError, NotFound, StoreError
from coach.settings import ModelProvider, load_paths
from coach.settings.model_keys import KEYRING, ModelKey, ModelKeys, system_keyring
from coach.settings.secrets import LONGEST_KEY, clean_key, environment_key

OPENAI, ANTHROPIC = ModelProvider.OPENAI, ModelProvider.ANTHROPIC
SECRET = "sk-proj-0123456789abcdefWXYZ"


class DictKeyring(KeyringBackend):
    """A keyring in a dict; with `refusal` it raises that, and `deaf` keeps nothing."""

    priority: ClassVar[float] = 5

    def __init__(self, refusal: Exception | None = None, *, deaf: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.refusal = refusal
        self.deaf = deaf

    def get_password(self, service: str, username: str) -> str | None:
        if self.refusal:
            raise self.refusal
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.refusal:
            raise self.refusal
        if not self.deaf:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


def keys(backend: KeyringBackend | None = None, **environ: str) -> ModelKeys:
    return ModelKeys(load_paths(), environ, lambda: backend)


def found(store: ModelKeys, provider: ModelProvider = OPENAI) -> tuple[str, str] | None:
    key = store.load(provider)
    return (key.place, key.secret) if key else None


def shown(error: CoachError) -> str:
    """Everything that a person or a log can see of an error, and of the errors behind it."""
    behind = error.__context__ if not error.__suppress_context__ else None
    return " ".join((repr(error), error.message, error.why, error.fix, repr(behind)))


def test_without_any_key_there_is_none() -> None:
    assert found(keys()) is None
    assert found(keys(DictKeyring())) is None
    assert keys().all(ANTHROPIC) == ()
    assert keys().load(ModelProvider.OFFLINE) is None


def test_the_environment_counts_most_then_the_keyring_then_the_file() -> None:
    ring = DictKeyring()
    place = keys().store(OPENAI, "in-the-file")
    assert found(keys(ring)) == (place, "in-the-file")
    ring.kept["coach", "openai api key"] = "in-the-keyring"
    assert found(keys(ring)) == (KEYRING, "in-the-keyring")
    store = keys(ring, OPENAI_API_KEY="in-the-environment", ANTHROPIC_API_KEY="of-somebody-else")
    assert [key.secret for key in store.all(OPENAI)] == ["in-the-environment", "in-the-keyring", "in-the-file"]
    assert found(store) == ("OPENAI_API_KEY", "in-the-environment")
    assert found(store, ANTHROPIC) == ("ANTHROPIC_API_KEY", "of-somebody-else")


def test_an_empty_variable_is_none() -> None:
    assert found(keys(OPENAI_API_KEY="  ")) is None


def test_the_real_environment_is_read_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment_key(ANTHROPIC) == ""
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    assert environment_key(ANTHROPIC) == SECRET
    assert found(ModelKeys(load_paths()), ANTHROPIC) == ("ANTHROPIC_API_KEY", SECRET)


def test_a_keyring_keeps_the_key_and_the_file_goes() -> None:
    ring = DictKeyring()
    keys().store(OPENAI, "an-older-key")
    assert keys(ring).store(OPENAI, SECRET) == KEYRING
    assert list(ring.kept.values()) == [SECRET]
    assert not keys().file(OPENAI).exists()


@pytest.mark.parametrize(
    "ring",
    [DictKeyring(KeyringLocked("locked")), DictKeyring(RuntimeError("no bus")), DictKeyring(deaf=True), None],
    ids=["locked", "broken", "deaf", "none"],
)
def test_a_keyring_that_does_not_keep_it_leaves_the_file(ring: DictKeyring | None) -> None:
    store = keys(ring)
    path = store.file(OPENAI)
    assert store.store(OPENAI, SECRET) == str(path)
    assert found(store) == (str(path), SECRET)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["openai"]


def test_a_failing_search_for_a_keyring_finds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> KeyringBackend:
        raise ModuleNotFoundError("no such backend")

    assert system_keyring() is None
    monkeypatch.setattr(keyring, "get_keyring", DictKeyring)
    assert isinstance(system_keyring(), DictKeyring)
    monkeypatch.setattr(keyring, "get_keyring", fail)
    assert system_keyring() is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_can_reach_is_refused(mode: int) -> None:
    path = Path(keys().store(OPENAI, SECRET))
    path.chmod(mode)
    with pytest.raises(BadSettings) as caught:
        keys().load(OPENAI)
    assert caught.value.fix == f"chmod 600 {path}"
    assert f"{mode:o}" in caught.value.why
    assert SECRET not in shown(caught.value)
    assert found(keys(OPENAI_API_KEY="another")) == ("OPENAI_API_KEY", "another")


def test_storing_again_makes_a_loose_file_private() -> None:
    path = Path(keys().store(OPENAI, SECRET))
    path.chmod(0o666)
    keys().store(OPENAI, "sk-another-key-of-mine")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert found(keys()) == (str(path), "sk-another-key-of-mine")


def test_what_is_not_a_file_is_refused() -> None:
    path = keys().file(OPENAI)
    path.mkdir(parents=True)
    with pytest.raises(BadSettings):
        keys().load(OPENAI)
    with pytest.raises(StoreError):
        keys().store(OPENAI, SECRET)
    with pytest.raises(StoreError):
        keys().remove(OPENAI)


def test_a_damaged_key_is_told_by_its_place() -> None:
    path = Path(keys().store(OPENAI, SECRET))
    path.write_bytes(b"\xff\xfe" + SECRET.encode())
    with pytest.raises(BadSettings) as caught:
        keys().load(OPENAI)
    assert caught.value.message.startswith(f"{path} – the key holds a character")
    assert caught.value.fix == "coach keys set openai"
    assert SECRET not in shown(caught.value)
    with pytest.raises(BadSettings, match="OPENAI_API_KEY – the key has blanks"):
        keys(OPENAI_API_KEY="sk-one sk-two").load(OPENAI)


def test_remove_forgets_everywhere() -> None:
    ring = DictKeyring()
    path = keys().store(OPENAI, "in-the-file")
    ring.kept["coach", "openai api key"] = "in-the-keyring"
    assert keys(ring).remove(OPENAI) == (KEYRING, path)
    assert found(keys(ring)) is None
    with pytest.raises(NotFound):
        keys(ring).remove(OPENAI)


@pytest.mark.parametrize("refusal", [KeyringLocked("locked"), KeyringError("gone"), OSError("no bus")])
def test_a_keyring_that_does_not_answer_is_not_an_empty_one(refusal: Exception) -> None:
    with pytest.raises(StoreError, match="may still be in it"):
        keys(DictKeyring(refusal)).remove(OPENAI)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        (SECRET, ()),
        (f"{SECRET}\r\n", ()),
        (f"  {SECRET}\n", ("blanks around the key",)),
        (f'"{SECRET}"\n', ("quotes around the key",)),
        (f"\ufeff'{SECRET}' \n", ("blanks around the key", "quotes around the key")),
        (f"“{SECRET}”", ("quotes around the key",)),
        (f"\"'{SECRET}'\"", ("quotes around the key",)),
    ],
)
def test_what_pasting_adds_is_taken_off_and_said(text: str, remarks: tuple[str, ...]) -> None:
    clean = clean_key(text)
    assert (clean.key, clean.remarks) == (SECRET, remarks)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        (' "" \n', "is empty"),
        ("sk-heron sk-two", "blanks"),
        ("sk-heron\nsk-two", "line ends"),
        ("sk-heron\u00a0two", "blanks"),
        ("sk–heron", "no key has"),
        ("sk-\u200bheron", "no key has"),
        ("sk-\x00heron", "control character"),
        ('sk-"heron', "a quote"),
        ("sk-" + "a" * LONGEST_KEY, "longer than 2,000"),
    ],
)
def test_what_is_no_key_is_refused_without_repeating_it(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        clean_key(text)
    assert "heron" not in shown(caught.value)
    with pytest.raises(BadInput):
        keys().store(OPENAI, text)
    assert not keys().file(OPENAI).exists()


def test_only_the_end_is_ever_shown() -> None:
    key = ModelKey(OPENAI, "a place", SECRET)
    assert key.ending == "…WXYZ"
    assert ModelKey(OPENAI, "a place", "12345678").ending == "…"
    assert SECRET not in repr(key)
    assert SECRET not in repr(clean_key(SECRET))
