"""Reads a TOML file that somebody wrote by hand; whatever is wrong with it becomes one sentence with a line."""

import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.errors import BadSettings

MAX_BYTES = 50_000
MAX_LINE = 2_000
"""Characters: the parser's work and memory grow with the square of the dots in one key."""
_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_NAME})\s*\]")
_KEY = re.compile(rf"\s*({_NAME})\s*=\s*(.*)")
_POSITION = re.compile(r"\s*\((?:at line (\d+), column \d+|at end of document)\)$")


@dataclass(frozen=True)
class TomlFile:
    """A file that could be read."""

    path: Path
    label: str
    text: str
    data: dict[str, Any]

    def place(self, *keys: str) -> str:
        """file:line of a key, as far as it can be found."""
        line = key_line(self.text, keys)
        return f"{self.label}:{line}" if line else self.label


def read_toml(path: Path, label: str) -> TomlFile | None:
    """The file; None when there is none. Raises BadSettings."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a directory" if stat.S_ISDIR(status.st_mode) else "not an ordinary file"
            raise BadSettings(f"{label} – is {kind}; settings are a text file.", fix=f"move {path} away")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadSettings(
            f"{label} – cannot be read: {error.strerror}.", fix=f"check the permissions of {path}"
        ) from None
    return parse_toml(raw, path, label)


def parse_toml(raw: bytes, path: Path, label: str) -> TomlFile:
    """The content of a file. Raises BadSettings."""
    if len(raw) > MAX_BYTES:
        raise BadSettings(f"{label} – is too large: {MAX_BYTES:,} bytes are allowed.", fix=f"shorten {path}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadSettings(
            f"{label}:{line} – is not UTF-8 text (byte {error.start + 1}).", fix=f"save {path} as UTF-8"
        ) from None
    for number, content in enumerate(text.split("\n"), 1):
        if len(content) > MAX_LINE:
            message = f"{label}:{number} – is too long a line: {MAX_LINE:,} characters are allowed."
            raise BadSettings(message, fix=f"edit {path}")
    try:
        return TomlFile(path, label, text, tomllib.loads(text))
    except RecursionError:
        raise BadSettings(f"{label} – is nested too deeply.", fix=f"edit {path}") from None
    except ValueError as error:
        raise _broken(label, str(error), text, path) from None


def _broken(label: str, message: str, text: str, path: Path) -> BadSettings:
    found = _POSITION.search(message)
    line = (found[1] or str(text.count("\n") + 1)) if found else ""
    what = _POSITION.sub("", message).splitlines()[0]
    return BadSettings(
        f"{label}{':' if line else ''}{line} – is not valid TOML: {what[:1].lower()}{what[1:]}.",
        why='Values are written like  company = "startup"  or  minutes = 45.',
        fix=f"edit {path}",
    )


def key_line(text: str, keys: tuple[str, ...]) -> int | None:
    """The line in which a key is set, or the table around it; None when neither is found."""
    table: tuple[str, ...] = ()
    best, best_length, until = None, 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if until:
            until = "" if until in line else until
            continue
        if header := _HEADER.match(line):
            here = table = _parts(header[1])
        elif key := _KEY.match(line):
            here, until = table + _parts(key[1]), _opened(key[2])
        else:
            continue
        if here[: len(keys)] == keys:
            return number
        if len(here) > best_length and keys[: len(here)] == here:
            best, best_length = number, len(here)
    return best


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))


def _opened(value: str) -> str:
    """The quotes of a text that goes on in the next line; empty when it does not."""
    quotes = value[:3]
    return quotes if quotes in ('"""', "'''") and quotes not in value[3:] else ""
