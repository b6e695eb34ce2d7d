"""Secrets come from the environment, or from where `coach keys set` put them; never from settings or arguments."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from coach.errors import BadInput
from coach.settings.model import ModelProvider

KEY_VARIABLES = {ModelProvider.OPENAI: "OPENAI_API_KEY", ModelProvider.ANTHROPIC: "ANTHROPIC_API_KEY"}
"""Providers that want a key, and the variable in which everybody keeps it."""
LONGEST_KEY = 2_000
"""Characters; the tokens of some company gateways are long."""
QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "\u2018": "’"}
BLANK = "\ufeff\u200b\u2060"
"""Invisible characters that copying brings along and `str.strip` leaves."""


def load_passphrase() -> str:
    """The passphrase that stands for a key file; empty when none is set."""
    return os.environ.get("COACH_PASSPHRASE", "")


def load_token_secret() -> str:
    """The secret that a server signs tokens with; empty when none is set."""
    return os.environ.get("JWT_SECRET_KEY", "").strip()


def environment_key(provider: ModelProvider, environ: Mapping[str, str] | None = None) -> str:
    """A provider's key from its variable, as it stands there; empty when none is set."""
    environ = os.environ if environ is None else environ
    return environ.get(KEY_VARIABLES.get(provider, ""), "")


@dataclass(frozen=True)
class CleanKey:
    """A key that can be sent, and what was taken off it."""

    key: str = field(repr=False)
    remarks: tuple[str, ...] = ()


def clean_key(text: str) -> CleanKey:
    """What was pasted, without the blanks and quotes around it. Raises BadInput, which never holds any of the text."""
    bare = text.strip().strip(BLANK).strip()
    remarks = ["blanks around the key"] if bare != text.rstrip("\r\n") else []
    while len(bare) > 1 and QUOTES.get(bare[0]) == bare[-1]:
        bare = bare[1:-1].strip()
        remarks.append("quotes around the key")
    if problem := _problem(bare):
        raise BadInput(f"The key {problem}.", fix="copy it again, whole and alone")
    return CleanKey(bare, tuple(dict.fromkeys(remarks)))


def _problem(key: str) -> str:
    """What is wrong with a key, in words that follow "The key"; empty when nothing is."""
    found = {
        "is empty": not key,
        f"is longer than {LONGEST_KEY:,} characters": len(key) > LONGEST_KEY,
        "has blanks or line ends inside": any(char.isspace() for char in key),
        "holds a character that no key has, as word processors put in": not key.isascii(),
        "holds a control character": not key.isprintable(),
        "holds a quote": not set(key).isdisjoint("\"'`"),
    }
    return next((words for words, wrong in found.items() if wrong), "")
