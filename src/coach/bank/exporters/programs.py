"""Whole programs around the functions and classes of a question, in the language of their drivers: Python."""

import re
from pathlib import Path
from pprint import pformat

from coach.bank.exporters import input_check, stdin_driver
from coach.domain.signature import Signature

FUTURE = re.compile(r"(?m)^from __future__ import (?:\([^()]*\)[^\n]*|[^\n]*)\n?")
"""Only the top of a program may have it."""


def whole_program(signature: Signature, compare: str, source: str) -> str:
    """A program that reads the arguments of one test, calls the solution, and prints its result."""
    parts = (
        "".join(FUTURE.findall(source)),
        _text(stdin_driver.__file__),
        FUTURE.sub("", source),
        f"serve({_literal(signature)}, globals(), {compare!r})",
    )
    return "\n\n".join(part.strip() for part in parts).lstrip() + "\n"


def input_validator(signature: Signature) -> str:
    """A program that checks the inputs of the tests."""
    if signature.stdio:
        # Nothing is known of the inputs of a whole program but that they are text.
        return "import sys\n\nsys.stdin.buffer.read().decode()\nsys.exit(42)\n"
    return f"{_text(input_check.__file__).strip()}\n\n\nmain({_literal(signature)})\n"


def _literal(signature: Signature) -> str:
    return pformat(signature.model_dump(mode="json"), width=100, sort_dicts=False)


def _text(file: str | None) -> str:
    return Path(str(file)).read_text(encoding="utf-8")
