"""What a caller gives, looked at before it is sent: a mistake of theirs is told by the argument's name."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2
from pydantic_core import to_jsonable_python

from coach.domain.exchange import PREFIX
from coach.errors import BadInput

HOST = re.compile(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?")
VISIBLE = re.compile(r"[!-~]*")
LONGEST_KEY = 200
HIGHEST_PORT = 65_535


def require_address(base_url: str) -> None:
    """Raises BadInput for what cannot be the address of a server."""
    if problem := _address_problem(base_url):
        raise BadInput(
            f"base_url: {problem}.", fix='give an address such as "http://127.0.0.1:8000" or "https://coach.example"'
        )


def _address_problem(base_url: str) -> str:
    """Empty when nothing is wrong."""
    try:
        url = httpx2.URL(base_url)
    except (httpx2.InvalidURL, TypeError):
        return "is not the address of a server"
    found = {
        "must begin with http:// or https://": url.scheme not in ("http", "https"),
        # One with colons is an address of version 6, which was read as such already.
        "names no host that there can be": not (":" in url.host or HOST.fullmatch(url.raw_host.decode("ascii"))),
        f"must have a port from 1 to {HIGHEST_PORT}": url.port is not None and not 0 < url.port <= HIGHEST_PORT,
        "must not hold a name or a password": bool(url.userinfo),
        "must end before the question mark or the #": bool(url.query or url.fragment),
        f"must end before {PREFIX}, which is added here": url.path.rstrip("/").endswith(PREFIX),
    }
    return next((problem for problem, wrong in found.items() if wrong), "")


def require_token(token: str) -> None:
    """Raises BadInput for what no header can carry. The token is not told: it is a secret."""
    if token and not VISIBLE.fullmatch(token):
        raise BadInput(
            "token: has a blank, a line break or another character that no token has.",
            fix="give it as coach token create prints it, and without the line end",
        )


def require_key(key: str) -> None:
    """Raises BadInput for what a server takes for no idempotency key."""
    if not 0 < len(key) <= LONGEST_KEY or not VISIBLE.fullmatch(key):
        raise BadInput(f"key: must be 1 to {LONGEST_KEY} visible ASCII characters.", fix="leave it out for a fresh one")


def of_session(session_id: str) -> str:
    """The path of an interview. Raises BadInput."""
    return f"/sessions/{_part('session_id', session_id)}"


def of_person(user_id: str) -> str:
    """The path of what is kept about a person. Raises BadInput."""
    return f"/users/{_part('user_id', user_id)}"


def _part(name: str, value: str) -> str:
    """An id as one part of a path, whatever characters it has."""
    # Dots lead to another path, and what cannot be printed is in no id and not in every address.
    if not isinstance(value, str) or value in ("", ".", "..") or not value.isprintable():
        raise BadInput(f"{name}: {value!r:.80} is not an id.", fix="give it as the server told it")
    return quote(value, safe="")


def document(body: Mapping[str, Any]) -> bytes:
    """A body as JSON. Raises BadInput that names what JSON cannot tell."""
    try:
        return _encoded(body)
    except ValueError as error:
        raise BadInput(
            f"{_culprit(body)}: cannot be sent as JSON.",
            why=str(error),
            fix="give text without surrogates, finite numbers, and lists and mappings of such",
        ) from None


def _encoded(value: Any) -> bytes:
    """Raises ValueError."""
    plain = to_jsonable_python(value)
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _culprit(body: Mapping[str, Any]) -> str:
    """The innermost name whose value cannot be encoded."""
    for name, value in body.items():
        try:
            _encoded(value)
        except ValueError:
            return (_culprit(value) if isinstance(value, Mapping) else "") or f"{name!s:.80}"
    return ""


def unsendable(error: Exception) -> BadInput:
    """For what stands in a path, a query or a header, and was found by nobody before."""
    return BadInput("The request holds something that no address can have.", why=str(error), fix="give it without that")
