"""What compilers and run-time systems print, cut to what a candidate needs of it."""

import re
from typing import NamedTuple

from coach.languages import render
from coach.languages.language import Language
from coach.languages.shape import SignatureShape

_MOST_ERRORS = 3
_LONGEST = 600


class LastWords(NamedTuple):
    """What a process said before it ended itself."""

    says: str = ""
    line: int | None = None
    memory: bool = False
    is_named: bool = False
    """Whether we have words of our own for this end."""


def compile_error(language: Language, signature: SignatureShape, printed: str) -> tuple[str, int | None]:
    """The errors in the candidate's own file, and the line of the first; else what the solution should define."""
    found = list(re.finditer(language.errors.compile, printed, re.MULTILINE))
    own = [match for match in found if match["line"]]
    if not own:
        said = f" ({found[0]['message'].strip()})" if found else ""
        return _shortened(f"the solution must define: {render.expected(language, signature)}{said}"), None
    parts = [own[0]["message"].strip()]
    parts += [f"line {match['line']}: {match['message'].strip()}" for match in own[1:_MOST_ERRORS]]
    if len(own) > _MOST_ERRORS:
        parts.append(f"and {len(own) - _MOST_ERRORS} more")
    return _shortened("; ".join(dict.fromkeys(parts))), int(own[0]["line"])


def last_words(language: Language, printed: str) -> LastWords:
    """What is known of the end of a process from what it printed."""
    for fatal in language.errors.fatal:
        if match := re.search(fatal.pattern, printed, re.MULTILINE):
            says = fatal.says or _shortened(match[0])
            return LastWords(says, _line_near(language, printed, match.start()), fatal.memory, bool(fatal.says))
    return LastWords(line=_line_near(language, printed, len(printed)))


def _line_near(language: Language, printed: str, position: int) -> int | None:
    """The candidate's line that is named first behind a position, else last before it."""
    if not language.errors.line:
        return None
    places = list(re.finditer(language.errors.line, printed))
    behind = [place for place in places if place.start() >= position]
    chosen = behind[:1] or places[-1:]
    return int(chosen[0]["line"]) if chosen else None


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
