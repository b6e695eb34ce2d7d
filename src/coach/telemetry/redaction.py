"""The last net below the log: nobody logs a key or token, and if somebody does, it is masked.

Every pattern matches as soon as it can, so that hostile text costs time in proportion to its length.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

MASK = "[masked]"
SHORTEST_SECRET = 6
"""Characters; masking shorter values would hide ordinary words, and they protect nothing."""
LONGEST_TEXT = 1000
"""Characters of one value that are kept."""
DEEPEST = 5
MOST_NAMES = 1000
"""Sets of field names that are remembered."""

_BEARER = re.compile(r"(?i)\b(bearer)\s+[A-Za-z0-9._~+/=-]{6,}")
_SIGNED = re.compile(r"eyJ[A-Za-z0-9_.-]{8,}")
_KEY = re.compile(r"(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{8,}")
_LOGIN = re.compile(r"(://)[^/\s:@]*:[^/\s@]+@")
_MARKS = ("bearer", "eyj", "sk-", "://")
"""Where none of these stands, whatever the case, none of the above does."""
_NUMBERS = (int, float, type(None))
_SECRET_NAME = re.compile(r"(?i)token|secret|passw|authori[sz]ation|cookie|api_?key")


class Redactor:
    """Masks bearer tokens, JWTs, keys of model providers, logins in addresses, and the secrets it is given."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """`secrets` are masked wherever they stand, also as base64 or as they are written in JSON or an address."""
        known = {form for secret in secrets if len(secret) >= SHORTEST_SECRET for form in _forms(secret)}
        # A form may be part of another: the longest goes first.
        self._secrets = sorted(known, key=len, reverse=True)
        self._plain_names: set[tuple[str, ...]] = set()

    def text(self, words: str) -> str:
        for secret in self._secrets:
            words = words.replace(secret, MASK)
        small = words.lower()
        if any(mark in small for mark in _MARKS):
            words = _BEARER.sub(rf"\1 {MASK}", words)
            words = _SIGNED.sub(MASK, words)
            words = _KEY.sub(MASK, words)
            words = _LOGIN.sub(rf"\1{MASK}@", words)
        return words if len(words) <= LONGEST_TEXT else words[:LONGEST_TEXT] + "…"

    def fields(self, given: Mapping[str, object], depth: int = 0) -> dict[str, object]:
        """The same fields, as values that JSON has; what stands under the name of a secret is masked whole."""
        if depth < DEEPEST and self._is_harmless(given):
            return dict(given)
        return {
            self.text(str(name)): MASK
            if _SECRET_NAME.search(str(name)) and isinstance(value, str)
            else self._value(value, depth)
            for name, value in given.items()
        }

    def _is_harmless(self, given: Mapping[str, object]) -> bool:
        """Nothing in it needs a closer look, as in most lines: one search instead of one for each word."""
        words = [value for value in given.values() if not isinstance(value, _NUMBERS)]
        for word in words:
            if type(word) is not str or len(word) > LONGEST_TEXT:
                return False
        line = "\n".join(words)  # type: ignore[arg-type]  # they are all strings
        small = line.lower()
        if any(mark in small for mark in _MARKS) or any(secret in line for secret in self._secrets):
            return False
        return self._are_plain(tuple(given))

    def _are_plain(self, names: tuple[str, ...]) -> bool:
        """Names stand in the program, so there are few."""
        if names in self._plain_names:
            return True
        is_plain = all(self.text(name) == name and not _SECRET_NAME.search(name) for name in names)
        if is_plain and len(self._plain_names) < MOST_NAMES:
            self._plain_names.add(names)
        return is_plain

    def _value(self, value: object, depth: int) -> object:
        if value is None or isinstance(value, bool | int | float):
            return value
        if depth >= DEEPEST:
            return MASK
        if isinstance(value, Mapping):
            return self.fields(value, depth + 1)
        if isinstance(value, list | tuple | set | frozenset):
            return [self._value(each, depth + 1) for each in value]
        return self.text(str(value))


def _forms(secret: str) -> set[str]:
    encoded = base64.b64encode(secret.encode()).decode()
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], encoded, encoded.rstrip("=")}
