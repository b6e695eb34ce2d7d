"""Kinds of values that several sections of the settings hold, each with what is wrong in words."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field


def no_truth_value(value: Any) -> Any:
    """Refuses true and false, which Python takes for 1 and 0. Raises ValueError."""
    if isinstance(value, bool):
        raise ValueError("must be a whole number")
    return value


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, secret = parts.hostname, parts.username or parts.password
        _ = parts.port
    except ValueError:
        raise ValueError("is not a web address") from None
    if parts.scheme not in ("http", "https") or not host or any(char.isspace() for char in url):
        raise ValueError("must start with http:// or https:// and name a host")
    if secret:
        raise ValueError("must not hold a password; keys come from the environment")
    return url


def _fixed_place(path: Path) -> Path:
    try:
        path = path.expanduser()
    except RuntimeError:
        raise ValueError("starts with ~, and there is no home folder") from None
    if not path.is_absolute():
        raise ValueError("must be an absolute path, or start with ~/: elsewhere it would be another file")
    return path


Count = Annotated[int, BeforeValidator(no_truth_value)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
FixedPath = Annotated[Path, AfterValidator(_fixed_place)]
"""An absolute path, or one from the home folder."""
