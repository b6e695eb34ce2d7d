"""Generators draw from their arguments alone."""

import pytest

from coach.bank.check_generator import reaches


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("import random\nimport os\n", 2, "imports os"),
        ("from pathlib import Path\n", 1, "imports pathlib"),
        ("from . import secrets\n", 1, "imports ."),
        ("import os.path as random\n", 1, "imports os.path"),
        ("def generate(n, seed):\n    return open('/etc/passwd').read()\n", 2, "uses open"),
        ("def generate(n, seed):\n    print(n)\n", 2, "uses print"),
        ("run = eval\n", 1, "uses eval"),
        ("from random import SystemRandom\n", 1, "uses SystemRandom"),
        ("import random\nd = random.SystemRandom()\n", 2, "uses SystemRandom"),
    ],
)
def test_what_reaches_further_is_named(source: str, line: int, reason: str) -> None:
    (reach,) = reaches(source)
    assert (reach.line, reach.reason) == (line, reason)
    assert reach.fix


def test_places_come_in_order() -> None:
    assert [reach.line for reach in reaches("def f():\n    print(1)\n\nimport os\nopen('x')\n")] == [2, 4, 5]


@pytest.mark.parametrize(
    "source",
    [
        "import random\nfrom math import isqrt\nfrom collections.abc import Iterator\n",
        "def generate(n, seed):\n    opened = n\n    return {'print': opened}\n",
        "def generate(n, seed\n",
        "x = '\0'\n",
    ],
)
def test_other_generators_do_not(source: str) -> None:
    assert reaches(source) == []
