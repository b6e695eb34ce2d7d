"""Printed text compared word by word."""

import pytest
from pydantic import JsonValue

from coach.evaluation.comparison import agrees


@pytest.mark.parametrize(
    ("expected", "got", "compare", "same"),
    [
        ("1 2\n", "1\n2", "tokens", True),
        ("Yes\n", "yes", "tokens", True),
        ("Ä", "ä", "tokens", False),
        ("1", "1 2", "tokens", False),
        ("1 2", "1", "tokens", False),
        ("", " \n", "tokens", True),
        ("1\xa02", "1 2", "tokens", False),
        ("0.5", "0.50", "tokens", False),
        ("Yes", "yes", "tokens(case_sensitive)", False),
        ("a b\n", "a  b\n", "tokens(space_change_sensitive)", False),
        ("a b\n", "a b", "tokens(space_change_sensitive)", False),
        ("a B\n", "A b\n", "tokens(space_change_sensitive)", True),
        ("0.5", "0.50000001", "tokens(float_tolerance 1e-6)", True),
        ("0.5", "0.51", "tokens(float_tolerance 1e-6)", False),
        ("1000000", "1000000.5", "tokens(float_tolerance 1e-6)", True),
        ("1000000", "1000000.5", "tokens(float_absolute_tolerance 1e-6)", False),
        ("0", "0.001", "tokens(float_relative_tolerance 1e-2)", False),
        ("0", "0.001", "tokens(float_absolute_tolerance 0.01, float_relative_tolerance 1e-9)", True),
        ("1e3", "1000.", "tokens(float_tolerance 1e-9)", True),
        ("1", "one", "tokens(float_tolerance 1)", False),
        ("one", "ONE", "tokens(float_tolerance 1)", True),
        ("one", "ONE", "tokens(case_sensitive, float_tolerance 1)", False),
        ("1", "nan", "tokens(float_tolerance 1)", False),
        ("1e999", "0", "tokens(float_tolerance 1e-6)", False),
        ("0", "1e999", "tokens(float_relative_tolerance 1e-6)", False),
        ("1e999", "1e1000", "tokens(float_tolerance 1e-6)", True),
        (5, "5", "tokens", False),
        ("5", 5, "tokens", False),
    ],
)
def test_words_of_output(expected: JsonValue, got: JsonValue, compare: str, same: bool) -> None:
    assert agrees(expected, got, compare) is same
