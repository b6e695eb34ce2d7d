"""The solution file: the question as a comment on top, the candidate's code below."""

import textwrap

from coach.domain.enums import ProgrammingLanguage

WIDTH = 96
MARK = "your solution starts below this line; everything above it is left out when it runs"


def comment_sign(language: ProgrammingLanguage) -> str:
    return "#" if language is ProgrammingLanguage.PYTHON else "//"


def compose(question: str, starter: str, language: ProgrammingLanguage) -> str:
    """The file a candidate begins with."""
    sign = comment_sign(language)
    lines: list[str] = []
    for paragraph in question.splitlines():
        wrapped = textwrap.wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)
        lines += [f"{sign} {line}" for line in wrapped] or [sign]
    return "\n".join([*lines, f"{sign} -- {MARK}", "", starter])


def solution_of(content: str) -> str:
    """The candidate's own code. The header becomes empty lines, so that line numbers stay those of the file."""
    lines = content.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if MARK in line:
            return "\n" * (number + 1) + "".join(lines[number + 1 :])
    return content
