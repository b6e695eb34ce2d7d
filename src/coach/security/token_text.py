"""Reads the text of a signed token strictly; what libraries let pass for the sake of other software is refused."""

import base64
import json
import re
from typing import Any

LONGEST = 4096
"""Characters; a longer token is not read at all."""
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
MEDIA_PREFIX = "application/"


def header_of(token: str) -> dict[str, Any] | None:
    """The header of a token, nothing of which is to be believed yet; None for a text that is no signed token."""
    if len(token) > LONGEST or not COMPACT.fullmatch(token):
        return None
    segment = token.partition(".")[0]
    try:
        plain = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except ValueError:
        return None
    return strict_object(plain)


def strict_object(data: bytes) -> dict[str, Any] | None:
    """A JSON object in UTF-8 in which no name stands twice, at any depth; None for anything else."""
    try:
        found = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def media_type(header: dict[str, Any]) -> str:
    """The `typ` of a header, as RFC 7515 compares it: "application/" may be left out, case does not matter."""
    kind = header.get("typ")
    return kind.lower().removeprefix(MEDIA_PREFIX) if isinstance(kind, str) else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_: str) -> None:
    raise ValueError
