"""Texts compared word for word, and cut for a table."""

from functools import lru_cache

from coach.evaluation.text import words_of

LONGEST = 110
"""Characters of an excerpt."""


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """The words alone, in one spelling."""
    return " ".join(token.word for token in words_of(text).tokens)


def within(text: str, *sources: str) -> bool:
    """Whether the words stand in one of the sources, in this order and without a gap."""
    wanted = f" {plain(text)} "
    return any(wanted in f" {plain(source)} " for source in sources)


def excerpt(text: str) -> str:
    """The text on one line, in quotation marks; empty for an empty one."""
    line = " ".join(text.split())
    cut = line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
    return f"“{cut}”" if cut else ""
