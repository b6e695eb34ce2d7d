"""What people see of the values of tests."""

import json
import math
from typing import Any

import pytest
from pydantic import JsonValue

from coach.domain.enums import TestGroup
from coach.domain.material import PreparedCase
from coach.domain.showing import SHOWN_CHARACTERS, shortened

DEEP: Any = []
for _ in range(100_000):
    DEEP = [DEEP]


def test_long_values_are_cut_for_people() -> None:
    text = shortened(list(range(1_000_000)))
    assert len(text) == SHOWN_CHARACTERS
    assert text.startswith("[0, 1, 2") and text.endswith("…")
    assert shortened(DEEP) == "a value that cannot be shown"
    assert shortened(10**5000) == "a value that cannot be shown"


@pytest.mark.parametrize(
    "value",
    [7, "é" * 3000, [1] * 50, [1] * 51, [1.5, "a", None, True], [[1], [2]], {"a": [1]}, [[0] * 900] * 3, math.nan]
    + [[1] * length for length in (666, 667, 699, 700, 701, 5000)]
    + [["a"] * 900, [[]] * 5000, [None] * 800, [1.25, True] * 900, [*range(699), "é" * 3000], [10**400] * 900]
    + [
        [10**18 - 1] * 60,
        [-(10**18)] * 60,
        [10**9] * 400 + [10**3000],
        [1, 2.5] * 400,
        [True] * 60,
        [math.nan, 1] * 60,
    ],
)
def test_what_is_shown_is_the_beginning_of_the_json(value: Any) -> None:
    whole = json.dumps(value, ensure_ascii=False)
    shown = shortened(value)
    assert shown == (whole if len(whole) <= SHOWN_CHARACTERS else whole[: SHOWN_CHARACTERS - 1] + "…")


def test_a_number_that_is_not_shown_hides_none_that_is() -> None:
    long: list[JsonValue] = [*[10**9] * 400, 10**5000]
    assert shortened(long).startswith("[1000000000, 1000000000, ")
    assert shortened([1, 10**5000]) == "a value that cannot be shown"


def test_a_copy_of_a_case_shows_its_own_values() -> None:
    case = PreparedCase(id="a", group=TestGroup.CORE, input={"n": 1}, expected=2, why="", cpu_seconds=1)
    assert (case.input_shown, case.expected_shown) == ("n = 1", "2")
    other = case.replace(input={"m": [3]}, expected="4")
    assert (other.input_shown, other.expected_shown) == ("m = [3]", '"4"')
    assert case.model_copy(update={"expected": 5}, deep=True).expected_shown == "5"
    assert dict(case.replace(why="x")) == {**case.model_dump(), "why": "x"}
    assert case == PreparedCase(**case.model_dump()) != other
