"""`coach keys`, as somebody types it."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import keyring
import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.settings import ModelProvider, load_paths
from coach.settings.model_keys import ModelKeys
from tests.unit.settings.test_model_keys import DictKeyring

SECRET = "sk-proj-0123456789abcdefWXYZ"
Coach = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    """Runs a command with bytes on standard input; returns exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, given: bytes = b"", stdin: TextIO | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        monkeypatch.setattr(sys, "stdin", stdin or io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def stored(provider: ModelProvider = ModelProvider.OPENAI) -> str | None:
    key = ModelKeys(load_paths(), {}).load(provider)
    return key.secret if key else None


def test_set_list_remove(coach: Coach) -> None:
    path = ModelKeys(load_paths()).file(ModelProvider.OPENAI)
    code, out, err = coach("keys", "set", "openai", given=f"{SECRET}\n".encode())
    assert (code, out) == (0, "")
    assert f"✓ The key of openai is in {path}." in err
    assert SECRET not in err
    assert stored() == SECRET
    code, out, err = coach("keys", "list")
    assert code == 0
    assert out.splitlines()[-1].split() == ["openai", "…WXYZ", "yes", str(path)]
    assert SECRET not in out + err
    code, out, err = coach("keys", "remove", "openai")
    assert (code, out) == (0, "")
    assert f"✓ The key of openai is gone from {path}." in err
    assert coach("keys", "list")[1:] == (
        "",
        "There are no keys; interviews are offline.\nNext: coach keys set openai\n",
    )
    assert coach("keys", "remove", "openai")[0] == 5


def test_list_as_json_names_every_place(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    coach("keys", "set", "anthropic", given=b"sk-ant-0123456789")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-of-the-environment")
    code, out, err = coach("keys", "list", "--json")
    assert (code, err) == (0, "")
    rows = json.loads(out)["keys"]
    assert [(row["provider"], row["ends_in"], row["used"]) for row in rows] == [
        ("anthropic", "…ment", True),
        ("anthropic", "…6789", False),
    ]
    assert rows[0]["from"] == "ANTHROPIC_API_KEY"


def test_a_keyring_is_used_where_there_is_one(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = DictKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    assert "✓ The key of openai is in the system keyring." in coach("keys", "set", "openai", given=SECRET.encode())[2]
    assert list(ring.kept.values()) == [SECRET]
    assert "the system keyring" in coach("keys", "list")[1]


def test_what_was_taken_off_and_what_looks_wrong_is_said(coach: Coach) -> None:
    err = coach("keys", "set", "openai", given=b' "sk-ant-0123456789" \n')[2]
    assert "! Taken off: blanks around the key." in err
    assert "! Taken off: quotes around the key." in err
    assert "! This looks like a key of anthropic, not of openai." in err
    assert stored() == "sk-ant-0123456789"


def test_a_key_that_counts_more_is_said(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    assert "! OPENAI_API_KEY holds another key, and counts more." in coach("keys", "set", "openai", given=b"sk-mine")[2]
    assert "! OPENAI_API_KEY is still set." in coach("keys", "remove", "openai")[2]
    monkeypatch.setenv("OPENAI_API_KEY", "sk-one sk-two")
    err = coach("keys", "set", "openai", given=b"sk-mine")[2]
    assert "! Another key counts more, and is wrong: OPENAI_API_KEY" in err
    assert "sk-two" not in err


def test_at_a_terminal_it_is_asked_for_without_echo(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def prompt(text: str, **options: object) -> str:
        asked.append({"text": text, **options})
        return SECRET

    monkeypatch.setattr("typer.prompt", prompt)
    assert coach("keys", "set", "openai", stdin=Terminal())[0] == 0
    assert asked == [{"text": "Key of openai (not shown)", "hide_input": True, "err": True}]
    assert stored() == SECRET


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", "openai", SECRET),
        ("set", "openai", "--key", SECRET),
        ("set", "openai", f"--key={SECRET}"),
        ("set", "openai", "--json", SECRET),
        ("set", SECRET),
        ("set", "--key", SECRET),
        ("set", f"--key={SECRET}"),
        ("remove", "openai", SECRET),
        ("remove", SECRET),
    ],
)
def test_a_key_in_the_arguments_is_refused_and_not_repeated(coach: Coach, arguments: tuple[str, ...]) -> None:
    code, out, err = coach("keys", *arguments, given=b"sk-another")
    assert (code, out) == (2, "")
    assert "COACH-200" in err
    assert SECRET not in err
    assert stored() is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", "The key is empty."),
        (b"sk-heron sk-two", "blanks or line ends inside"),
        ("sk–heron".encode(), "a character that no key has"),
        (b"\xffsk-heron", "The key is not text."),
        (b"sk-heron" * 1_000, "longer than 2,000 characters"),
    ],
)
def test_what_is_no_key_exits_2_and_is_not_repeated(coach: Coach, given: bytes, words: str) -> None:
    code, out, err = coach("keys", "set", "openai", given=given)
    assert (code, out) == (2, "")
    assert words in err
    assert "heron" not in err
    assert stored() is None


def test_without_standard_input_nobody_can_be_asked(coach: Coach) -> None:
    closed = io.StringIO()
    closed.close()
    code, _, err = coach("keys", "set", "openai", stdin=closed)
    assert code == 2
    assert "there is no terminal to ask" in err


def test_list_goes_on_behind_a_key_that_cannot_be_used(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    coach("keys", "set", "openai", given=SECRET.encode())
    coach("keys", "set", "anthropic", given=b"sk-ant-0123456789")
    path = ModelKeys(load_paths()).file(ModelProvider.OPENAI)
    path.chmod(0o644)
    code, out, err = coach("keys", "list")
    assert code == 2
    assert "anthropic" in out
    assert "openai" not in out
    assert f"Mend it: chmod 600 {path}" in err
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert coach("keys", "set", "openai", given=SECRET.encode())[0] == 0
    assert coach("keys", "list")[0] == 0
