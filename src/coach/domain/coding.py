"""A coding question of the bank."""

from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, model_validator

from coach.domain.base import Model
from coach.domain.content import IMPORTED, BankQuestion, Line, Phrases, Slug, Text
from coach.domain.enums import ProgrammingLanguage, QuestionType, TestGroup
from coach.domain.signature import Signature

COMPLEXITIES = ("1", "log n", "n", "n log n", "n^2", "n^2 log n", "n^3", "2^n")
_OPTION = (
    r"(case_sensitive|space_change_sensitive|float_(relative_|absolute_)?tolerance (\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)"
)
TOKENS = rf"tokens(\({_OPTION}(, {_OPTION})*\))?"
COMPARE = rf"^(exact|unordered|unordered_nested|text|float\(1e-\d+\)|{TOKENS})$"
"""`text` and `tokens` are for whole programs; `tokens` has the options of the Kattis format's own output validator."""
Complexity = Literal["1", "log n", "n", "n log n", "n^2", "n^2 log n", "n^3", "2^n"]


class TestCase(Model):
    """One call of the solution with what must come out."""

    __test__ = False
    id: Slug
    group: TestGroup
    input: dict[str, JsonValue]
    expected: JsonValue
    why: Line

    @model_validator(mode="after")
    def _belongs_to_the_bank(self) -> Self:
        if self.group is TestGroup.OWN:
            raise ValueError("group: own is for the tests of a candidate")
        return self


class Generator(Model):
    """A ladder of large inputs from `generate(n, seed)` in generate.py; the reference supplies what is expected."""

    id: Slug
    group: Literal["core", "edge", "perf"] = "perf"
    n: Annotated[tuple[Annotated[int, Field(ge=1, le=10_000_000)], ...], Field(min_length=6, max_length=10)]
    """Sizes in rising, roughly geometric order; complexity is measured over all, the largest is a test case."""
    seed: int = 1


class ComplexityTarget(Model):
    time: Complexity
    acceptable: Annotated[tuple[Complexity, ...], Field(min_length=1)]
    """Classes that still count as a sound solution, the target among them."""
    space: Complexity

    @model_validator(mode="after")
    def _target_is_acceptable(self) -> Self:
        if self.time not in self.acceptable:
            raise ValueError(f"acceptable must name the target {self.time!r} too")
        return self


class Approach(Model):
    name: Line
    complexity: Complexity
    trade_offs: Text
    match: Phrases = ()
    """Words by which a plan for this approach is recognised."""


class EdgeCase(Model):
    id: Slug
    text: Line
    match: Phrases = ()
    """Words by which a candidate's mention of it is recognised; the text itself when empty."""


class Twist(Model):
    """A changed requirement in the middle of the question; the old tests still run."""

    id: Slug
    change: Text
    tests: tuple[TestCase, ...] = ()
    match: Phrases = ()


class CodingQuestion(BankQuestion):
    kind: Literal["coding_problem"] = "coding_problem"
    statement: Text
    """The full statement, shown once clarified."""
    signature: Signature
    compare: Annotated[str, Field(pattern=COMPARE)] = "exact"
    memory_mib: Annotated[int, Field(ge=32, le=2048)] = 256
    tests: Annotated[tuple[TestCase, ...], Field(min_length=6)]
    generators: Annotated[tuple[Generator, ...], Field(min_length=1)]
    complexity: ComplexityTarget | None
    """None where nobody has said: for an imported question only."""
    approaches: Annotated[tuple[Approach, ...], Field(min_length=2)]
    edge_cases: Annotated[tuple[EdgeCase, ...], Field(min_length=2)]
    hints: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]
    """Five rungs: a question, the pattern, the key insight, pseudo-code, the solution in words."""
    twists: tuple[Twist, ...] = ()
    solutions: dict[ProgrammingLanguage, str] = {}
    """Language → reference source; filled by the loader from solutions/."""
    wrong: dict[str, str] = {}
    """Name of the mistake → Python source; filled by the loader from wrong/."""
    twist_solutions: dict[str, str] = {}
    """Id of a twist → Python source that answers the changed question; filled by the loader from twists/."""
    brute_force: str = ""
    generate: str = ""
    """Python source with `generate(n, seed)` returning the input of one case; filled by the loader."""

    @property
    def question_type(self) -> QuestionType:
        return QuestionType.CODING_PROBLEM

    @property
    def hint_texts(self) -> tuple[str, ...]:
        return self.hints

    @property
    def model_solution(self) -> str:
        return self.solutions.get(ProgrammingLanguage.PYTHON, "")

    def in_group(self, *groups: TestGroup) -> tuple[TestCase, ...]:
        return tuple(test for test in self.tests if test.group in groups)

    @property
    def samples(self) -> tuple[TestCase, ...]:
        return self.in_group(TestGroup.SAMPLE)

    @model_validator(mode="after")
    def _has_a_target(self) -> Self:
        if self.complexity is None and self.provenance.origin != IMPORTED:
            raise ValueError("complexity must name the target of the reference solution")
        return self

    @model_validator(mode="after")
    def _tests_fit_the_signature(self) -> Self:
        expected = self.signature.input_names
        for test in self.tests:
            if set(test.input) != expected:
                raise ValueError(
                    f"tests.{test.id}.input has {sorted(test.input)}, the signature wants {sorted(expected)}"
                )
        names = [test.id for test in self.tests]
        if len(set(names)) != len(names):
            raise ValueError("tests: two tests share an id")
        return self
