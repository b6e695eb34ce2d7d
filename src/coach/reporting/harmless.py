"""Content in Markdown: it stays text, whatever it looks like."""

import re

from coach.reporting.words import printable

SPAN = re.compile(r"(?<!`)(`[^`\n]+`)(?!`)")
"""Code in a line. Every other backtick is escaped, so that a renderer finds the same spans."""
MARKUP = re.compile(r"[\\<>\[\]`|]|(?<!\S)#|&(?=#?\w+;)|:(?=//)|~(?=~)|(?<=www)\.", re.IGNORECASE)
"""What makes HTML, links, tables, headings, fences and entities; GitHub turns bare addresses into links too."""
EMPHASIS = re.compile(r"[*~]|(?<![^\W_])_|_(?![^\W_])")
OPENING = re.compile(r"(?m)^([-+=]|\d+(?=[.)]))")
"""What makes a list or a heading at the beginning of a line."""
UNDERLINE = re.compile(r"(?m)^(\s*)([-=])(?=[-=\s]*$)")
"""A line that makes a heading of the line before it."""


def line(text: str) -> str:
    """Content for one line, where only code in backticks keeps its form."""
    flat = " ".join(printable(text).split())
    whole = _outside_code(flat, re.compile(f"{MARKUP.pattern}|{EMPHASIS.pattern}", re.IGNORECASE))
    # A backslash before a digit would stay: the sign behind the number is escaped instead.
    return OPENING.sub(lambda found: found[1] + "\\" if found[1].isdigit() else "\\" + found[1], whole)


def prose(text: str) -> str:
    """Content of several lines that may have lists and emphasis of its own."""
    return UNDERLINE.sub(r"\1\\\2", _outside_code(printable(text).strip(), MARKUP))


def fenced(text: str) -> tuple[str, str, str]:
    """Content as a code block that nothing in it can close."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return fence, printable(text).strip("\n"), fence


def _outside_code(text: str, signs: re.Pattern[str]) -> str:
    parts = SPAN.split(text)
    return "".join(part if index % 2 else signs.sub(r"\\\g<0>", part) for index, part in enumerate(parts))
