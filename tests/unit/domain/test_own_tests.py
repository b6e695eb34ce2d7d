"""Own tests as values: ids, strength, and whether values fit a signature."""

from datetime import UTC, datetime

import pytest
from pydantic import JsonValue, ValidationError

from coach.domain.coding import TestCase
from coach.domain.fit import Misfit, case_misfit, misfit
from coach.domain.own_tests import OwnTest, TestStrength, fingerprint
from coach.domain.response import Attempt, AttemptKind, InterviewResponse
from coach.domain.signature import Signature

SORT = Signature.model_validate({"function": "sort_all", "params": [{"name": "items", "type": "list<int>"}]})
PROGRAM = Signature(stdio=True)


def test_the_same_tests_have_the_same_fingerprint() -> None:
    test = OwnTest(input={"nums": [1]}, expected=2, line=3)
    assert test.id == "own-3"
    assert fingerprint([test]) == fingerprint((OwnTest(input={"nums": [1]}, expected=2, line=3),))
    different = [test.replace(line=4), test.replace(expected=1), test.replace(input={"nums": []})]
    assert len({fingerprint([other]) for other in (test, *different)}) == 4
    with pytest.raises(ValidationError):
        OwnTest(input={}, expected=None, line=0)


@pytest.mark.parametrize(
    ("caught", "missed", "strong"),
    [(0, 0, False), (1, 0, True), (1, 1, False), (2, 1, True), (1, 2, False)],
)
def test_strong_is_more_than_half(caught: int, missed: int, strong: bool) -> None:
    strength = TestStrength(tests=1, right=1, caught=("a", "b")[:caught], missed=("c", "d")[:missed])
    assert strength.mistakes == caught + missed
    assert strength.is_strong is strong


@pytest.mark.parametrize(
    ("signature", "given", "expected", "found"),
    [
        (SORT, {"items": [2, 1]}, [1, 2], None),
        (SORT, {"items": [2, 1]}, None, Misfit("expected", "None is not of type list")),
        (SORT, {"items": [True]}, [1], Misfit("items", "True is not of type int")),
        (PROGRAM, {"stdin": "1\n"}, "1", None),
        (PROGRAM, {"stdin": 1}, "1", Misfit("stdin", "1 is not of type string")),
        (PROGRAM, {"stdin": "1\n"}, 1, Misfit("expected", "1 is not of type string")),
    ],
)
def test_values_fit_the_signature(
    signature: Signature, given: dict[str, JsonValue], expected: JsonValue, found: Misfit | None
) -> None:
    assert case_misfit(signature, given, expected) == found


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("float", float("inf"), "inf is no number that a float can hold"),
        ("float", float("nan"), "nan is no number that a float can hold"),
        ("float", 10**400, "a very long number is no number that a float can hold"),
        ("float", True, "True is not of type float"),
        ("long", 10**5000, "a very long number needs more than the 64 bits of long"),
        ("int", "x" * 100, f"'{'x' * 38}… is not of type int"),
    ],
    ids=range(6),
)
def test_odd_numbers_are_told_in_few_words(kind: str, value: JsonValue, says: str) -> None:
    assert misfit(kind, value) == says


def test_what_was_stored_without_own_tests_can_be_read() -> None:
    response = InterviewResponse(id="r", session_id="s", question_id="q1", sequence=1, submitted_at=datetime.now(UTC))
    old = response.model_dump(mode="json", exclude={"own_tests"})
    assert InterviewResponse.model_validate(old) == response
    attempt = Attempt(id="a", session_id="s", question_id="q1", sequence=1, kind=AttemptKind.SAMPLES)
    assert Attempt.model_validate(attempt.model_dump(mode="json", exclude={"strength"})) == attempt


def test_what_own_tests_need_is_kept_free() -> None:
    with pytest.raises(ValidationError, match="a parameter cannot be called expected"):
        Signature.model_validate({"function": "f", "params": [{"name": "expected", "type": "int"}]})
    with pytest.raises(ValidationError, match="group: own is for the tests of a candidate"):
        TestCase.model_validate({"id": "mine", "group": "own", "input": {}, "expected": 1, "why": "mine"})
