"""The candidate's own tests: whether they can be used, as cases beside the samples, and how strong they are."""

import json
from collections.abc import Sequence

from coach.domain.coding import CodingQuestion
from coach.domain.enums import TestGroup
from coach.domain.fit import Misfit, case_misfit
from coach.domain.material import PreparedCase
from coach.domain.own_tests import MAX_OWN_TESTS, MAX_OWN_TESTS_TEXT, OwnTest
from coach.errors import BadInput

LEAST_CPU_SECONDS = 2.0
"""CPU limit of one test, unless a sample may take longer."""


def require_usable(bank: CodingQuestion, tests: Sequence[OwnTest]) -> None:
    """Raises BadInput for too many or too large tests, and for one that does not fit the question."""
    if len(tests) > MAX_OWN_TESTS:
        raise BadInput(f"own_tests: {MAX_OWN_TESTS} tests are the most; these are {len(tests)}.", fix="keep the best")
    try:
        size = sum(len(json.dumps([test.input, test.expected])) for test in tests)
    except (ValueError, RecursionError):
        raise BadInput("own_tests: a value is too large to be written down.", fix="use smaller values") from None
    if size > MAX_OWN_TESTS_TEXT:
        raise BadInput(f"own_tests: {MAX_OWN_TESTS_TEXT:,} characters are the most.", fix="use smaller inputs")
    if len({test.line for test in tests}) < len(tests):
        raise BadInput("own_tests: two tests have the same line.", fix="number them")
    for test in tests:
        if found := _misfit(bank, test):
            raise BadInput(f"own_tests: line {test.line}, {found.field}: {found.reason}.", fix="mend that value")


def _misfit(bank: CodingQuestion, test: OwnTest) -> Misfit | None:
    wanted = bank.signature.input_names
    if set(test.input) != wanted:
        return Misfit("input", f"has {sorted(test.input)}, the signature wants {sorted(wanted)}")
    return case_misfit(bank.signature, test.input, test.expected)


def prepared(tests: Sequence[OwnTest], samples: Sequence[PreparedCase]) -> tuple[PreparedCase, ...]:
    """The tests as cases to run, with the CPU limit of the slowest sample or LEAST_CPU_SECONDS."""
    limit = max((case.cpu_seconds for case in samples), default=LEAST_CPU_SECONDS)
    return tuple(
        PreparedCase.model_construct(
            id=test.id,
            group=TestGroup.OWN,
            input=test.input,
            expected=test.expected,
            why=f"line {test.line} of your tests",
            cpu_seconds=max(limit, LEAST_CPU_SECONDS),
        )
        for test in tests
    )
