"""Whether the tests of a question notice small mistakes in its reference."""

from functools import reduce
from pathlib import Path

import pytest

from coach.bank.check import check_bank
from coach.bank.mutants import FEWEST_MUTANTS
from coach.bank.problem import MutationResult
from coach.errors import RunnerUnavailable
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, TrustingRunner, write_bank

LAZY = """\
def has_pair(numbers, target):
    wanted = {target - number for number in numbers}
    for number in numbers:
        if number + number != target and number in wanted:
            return True
    return numbers.count(target // 2) > 1 and target % 2 == 0
"""
"""Right in another way, with a comparison that no written test needs."""


SHORT = "def has_pair(numbers, target):\n    return target in numbers\n"
"""Little in it can be changed."""
SHORT_TESTS = (
    ("[4, 9, 5], target: 14", "[4, 9, 5], target: 5"),
    ("[7, 1, 1, 3], target: 10", "[7, 1, 1, 3], target: 3"),
    ("[-5, 2, 8], target: 3", "[-5, 2, 8], target: -5"),
)
"""What makes it right."""


async def mutation(folder: Path, files: dict[str, str]) -> tuple[MutationResult, list[str]]:
    bank = write_bank(folder / "bank", {**PAIR_SUM_FILES, **files})
    report = await check_bank(bank, TrustingRunner(), folder / "cache", depth="mutants")
    (result,) = report.mutations
    return result, [problem.reason for problem in report.problems]


async def test_good_tests_notice_every_mistake_that_matters(tmp_path: Path) -> None:
    result, problems = await mutation(tmp_path, {})
    assert problems == []
    assert result.mutants == result.killed + result.equivalent + len(result.holes)
    assert result.killed > 5
    assert result.holes == ()


async def test_a_hole_is_named_with_line_change_and_input(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", {**PAIR_SUM_FILES, "solutions/python.py": LAZY})
    report = await check_bank(bank, TrustingRunner(), tmp_path / "cache", depth="mutants")
    (result,) = report.mutations
    hole = next(hole for hole in result.holes if hole.line == 6)
    assert "→" in hole.change
    assert hole.input.startswith("numbers = [")
    problem = next(each for each in report.problems if each.line == 6)
    assert Path(problem.file).parts[-2:] == ("solutions", "python.py")
    assert problem.reason.startswith(f"with {hole.change} passes every test, although it is wrong on numbers = [")
    assert problem.fix


async def test_a_reference_with_too_little_to_change_is_told_each_time(tmp_path: Path) -> None:
    text = reduce(lambda text, change: text.replace(*change), SHORT_TESTS, PAIR_SUM)
    result, problems = await mutation(tmp_path, {"question.yaml": text, "solutions/python.py": SHORT})
    assert result.holes == ()
    assert result.mutants < FEWEST_MUTANTS
    assert problems == [f"pair-sum gives only {result.mutants} mutants, at least {FEWEST_MUTANTS} are needed"]
    idle = TrustingRunner(unavailable=True)
    with pytest.raises(RunnerUnavailable):
        await check_bank(tmp_path / "bank", idle, tmp_path / "cache", depth="mutants")


async def test_what_passed_is_told_again_without_running(tmp_path: Path) -> None:
    first, _ = await mutation(tmp_path, {})
    idle = TrustingRunner(unavailable=True)
    report = await check_bank(tmp_path / "bank", idle, tmp_path / "cache", depth="mutants")
    assert (report.mutations, report.unchanged) == ((first,), 1)


async def test_a_damaged_mark_counts_as_none(tmp_path: Path) -> None:
    first, _ = await mutation(tmp_path, {})
    for mark in (tmp_path / "cache" / "check").iterdir():
        mark.write_bytes(b"\xff{")
    again, _ = await mutation(tmp_path, {})
    assert again.replace(seconds=0.0) == first.replace(seconds=0.0)


async def test_the_full_gate_has_mutants_and_the_quick_one_none(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    quick = await check_bank(bank, TrustingRunner(), tmp_path / "cache")
    assert quick.mutations == ()
    full = await check_bank(bank, TrustingRunner(), tmp_path / "cache", depth="full")
    assert [result.question for result in full.mutations] == ["pair-sum"]


async def test_a_mutant_that_never_ends_costs_one_limit(tmp_path: Path) -> None:
    endless = """\
def has_pair(numbers, target):
    at = 0
    seen_values = set()
    while at < len(numbers):
        if target - numbers[at] in seen_values:
            return True
        seen_values.add(numbers[at])
        at += 1
    return False
"""
    bank = write_bank(tmp_path / "bank", {**PAIR_SUM_FILES, "solutions/python.py": endless})
    runner = TrustingRunner()
    await check_bank(bank, runner, tmp_path / "cache", depth="mutants")
    stuck = [request for request in runner.requests if "at += 1" not in request.source and "at < len" in request.source]
    assert stuck
    assert {len(request.cases) for request in stuck if "pass" in request.source} == {1}
