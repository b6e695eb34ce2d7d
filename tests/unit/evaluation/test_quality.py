"""Remarks on Python code."""

import pytest

from coach.evaluation.quality import defines_something, has_own_tests, parsed, remarks
from tests.unit.evaluation.questions import SLOW_SOLUTION, SOLUTION

LONG = "def f():\n" + "\n".join(f"    print({index})" for index in range(50))
DEEP = "def f(a):\n" + "".join("    " * level + "if a:\n" for level in range(1, 8)) + "    " * 8 + "return 1"
CHAIN = "def f(a):\n    if a == 0:\n        return 0\n" + "".join(
    f"    elif a == {index}:\n        return {index}\n" for index in range(1, 12)
)
CAUGHT = "def f():\n    try:\n        return 1\n    except:\n        return 2\n"
UNUSED = "def f():\n    a = b = 1\n    c = 2\n    d, e = 3, 4\n    for i in 'x':\n        pass\n    return b"
GLOBAL = "def f():\n    global count\n    count = 1\n"


@pytest.mark.parametrize("code", [SOLUTION, SLOW_SOLUTION, CHAIN, GLOBAL, "x = 1"])
def test_tidy_code(code: str) -> None:
    assert remarks(code) == ()


@pytest.mark.parametrize(
    ("code", "words"),
    [(LONG, "50 statements"), (DEEP, "7 levels"), (CAUGHT, "without a type"), (UNUSED, "line 3: a value")],
)
def test_remarks_name_the_line(code: str, words: str) -> None:
    noted = remarks(code)
    assert noted is not None and len(noted) == 1 and words in noted[0]


@pytest.mark.parametrize("code", ["def f(:", "\0", "(" * 5000, "x = " + "-" * 200_000 + "1"])
def test_unreadable_code_has_no_remarks(code: str) -> None:
    assert remarks(code) is None
    assert not has_own_tests(code)


def test_own_tests_and_stubs() -> None:
    assert has_own_tests(SOLUTION + "\nassert first_repeat([1, 1]) == 1\n")
    assert not has_own_tests(SOLUTION)
    tree = parsed("class A:\n    def f(self):\n        '''Doc.'''\n        raise NotImplementedError\n")
    assert tree is not None and not defines_something(tree)
