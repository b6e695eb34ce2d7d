"""What it costs to ask for help or the version, against an interpreter that does nothing."""

from pathlib import Path

import pytest

from tests.benchmarks.paired import PYTHON, cpu_of, paired

COACH = str(Path(PYTHON).with_name("coach"))
ROUNDS = 21


@pytest.mark.parametrize(("option", "most"), [("--help", 12.0), ("--version", 6.0)])
def test_cpu_against_an_empty_interpreter(option: str, most: float) -> None:
    figures = paired(lambda: cpu_of([COACH, option]), lambda: cpu_of([PYTHON, "-c", "pass"]), ROUNDS)
    print(f"\ncoach {option}, CPU: {figures} (at most {most:g})")
    assert figures.ratio <= most
