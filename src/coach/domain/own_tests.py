"""The candidate's own tests, and how strong they are."""

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, JsonValue

from coach.domain.base import Model

MAX_OWN_TESTS = 50
MAX_OWN_TESTS_TEXT = 200_000
"""Characters of all of them together."""


class OwnTest(Model):
    """One call of the solution, with what the candidate says must come out."""

    input: dict[str, JsonValue]
    """As in the tests of the question: parameter name → value, or operations, or stdin."""
    expected: JsonValue
    line: Annotated[int, Field(ge=1)]
    """Where it stands in the candidate's file: results name it by that."""

    @property
    def id(self) -> str:
        return f"own-{self.line}"


def fingerprint(tests: Sequence[OwnTest]) -> str:
    """SHA-256 of tests with their lines: equal ones need not be measured again."""
    text = json.dumps([[test.line, test.input, test.expected] for test in tests])
    return hashlib.sha256(text.encode()).hexdigest()


class Disagreement(Model):
    """A test that expects something else than the reference returns. Long values are shortened for people to read."""

    line: int
    input: str
    expected: str
    reference: str
    """What the reference returns, or how it ends."""


class TestStrength(Model):
    """What a set of tests is worth, measured with the bank's reference and its known wrong solutions (mutants)."""

    __test__ = False
    tests: int
    copies: int = 0
    """How many only repeat the input of a sample, or of an earlier test; they count for nothing."""
    right: int
    """How many of the rest agree with the reference."""
    disagreements: tuple[Disagreement, ...] = ()
    """Those that do not agree; they catch nothing."""
    caught: tuple[str, ...] = ()
    """The known mistakes that a right test tells from a correct solution."""
    missed: tuple[str, ...] = ()

    @property
    def mistakes(self) -> int:
        """How many mistakes are known."""
        return len(self.caught) + len(self.missed)

    @property
    def is_strong(self) -> bool:
        """Whether more than half of the known mistakes are caught."""
        return len(self.caught) * 2 > self.mistakes
