"""Secrets from the environment."""

import pytest

from coach.bootstrap import LOCAL_USER, open_cipher
from coach.errors import KeyLost
from coach.settings import load_passphrase, load_paths, load_settings


def test_a_passphrase_takes_the_place_of_a_key_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_passphrase() == ""
    monkeypatch.setenv("COACH_PASSPHRASE", "four words of mine")
    sealed = open_cipher(load_paths(), load_settings()).seal(LOCAL_USER, "place", b"plain")
    assert not load_paths().key_file.exists()
    assert open_cipher(load_paths(), load_settings()).open(LOCAL_USER, "place", sealed) == b"plain"
    monkeypatch.setenv("COACH_PASSPHRASE", "other words")
    with pytest.raises(KeyLost):
        open_cipher(load_paths(), load_settings()).open(LOCAL_USER, "place", sealed)
