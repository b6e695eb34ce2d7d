"""Types found from values alone."""

import pytest
from pydantic import JsonValue

from coach.bank.importers.inference import Untyped, type_of


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, -5], "int"),
        ([1, 2**40], "long"),
        ([1, 2.5], "float"),
        ([True, False], "bool"),
        (["a"], "string"),
        ([[], [1]], "list<int>"),
        ([[[1]], [[], [2**40]]], "list<list<long>>"),
        ([None, 3], "optional<int>"),
        ([3, None, 2.5], "optional<float>"),
        ([[1, None], [2.5]], "list<optional<float>>"),
        ([{"a": 1}, {"b": 2}, {}], "map<string,int>"),
        ([{"a": [None, "x"]}], "map<string,list<optional<string>>>"),
    ],
)
def test_the_narrowest_type(values: list[JsonValue], kind: str) -> None:
    assert type_of(values) == kind


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([[], []], "is empty in every case"),
        ([], "is empty in every case"),
        ([None], "null in every case"),
        ([[None]], "null in every case"),
        ([1, "a"], "int in one place and string in another"),
        ([[1], 1], "list<int> in one place and int in another"),
        ([[], "a"], "list in one place and string in another"),
        ([{"name": "x", "age": 3}], "string in one place and int in another"),
        ([2**70], "needs more than 64 bits"),
        ([True, 1], "bool in one place and int in another"),
    ],
)
def test_what_has_no_type(values: list[JsonValue], says: str) -> None:
    with pytest.raises(Untyped, match=says):
        type_of(values)
