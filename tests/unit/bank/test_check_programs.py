"""Each rule that runs code, broken on purpose; and what the gate remembers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.bank import check as check_module
from coach.bank.check import Progress, check_bank
from coach.bank.check_programs import summary
from coach.bank.problem import CheckReport
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseResult, Execution, ExecutionReport, RunRequest
from coach.errors import ContentError, RunnerUnavailable
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, TrustingRunner, write_bank

SLOW = """\
import time


def has_pair(numbers, target):
    began = time.process_time()
    while len(numbers) > 3000 and time.process_time() - began < 1.1:
        pass
    return any(numbers[i] + numbers[j] == target for i in range(min(len(numbers), 40)) for j in range(i))
"""
BRUTE = PAIR_SUM_FILES["brute_force.py"]
GENERATE = PAIR_SUM_FILES["generate.py"]


async def gate(folder: Path, files: dict[str, str], *, quick: bool = True) -> CheckReport:
    bank = write_bank(folder / "bank", {**PAIR_SUM_FILES, **files})
    return await check_bank(bank, TrustingRunner(), folder / "cache", quick=quick)


async def test_the_tiny_question_passes(tmp_path: Path) -> None:
    report = await gate(tmp_path, {})
    assert report.problems == ()
    assert report.ok
    assert (report.questions, report.ran, report.unchanged) == (1, 1, 0)


@pytest.mark.parametrize(
    ("files", "file", "says"),
    [
        (
            {"solutions/python.py": "def has_pair(numbers, target):\n    return 1\n"},
            "solutions/python.py",
            "disagrees with the tests",
        ),
        ({"solutions/python.py": SLOW}, "question.yaml", "takes over 1 s on big-3200"),
        (
            {"wrong/same_twice.py": "def has_pair(numbers, target):\n    return not numbers\n"},
            "wrong/same_twice.py",
            "does not pass the samples: plain (wrong answer), ends (wrong answer), negative (wrong answer) and 1 more",
        ),
        ({"wrong/typo.py": "def has_pear(): pass\n"}, "wrong/typo.py", "does not pass the samples: KeyError"),
        ({"wrong/right.py": PAIR_SUM_FILES["solutions/python.py"]}, "wrong/right.py", "passes every test of core"),
        (
            {"brute_force.py": BRUTE.replace("range(i)", "range(i + 1)")},
            "brute_force.py",
            "fails: half (wrong answer)",
        ),
        (
            {"brute_force.py": BRUTE.replace("    return False", "    return len(numbers) in (2, 5)")},
            "brute_force.py",
            "fails: none",
        ),
        (
            {"brute_force.py": BRUTE.replace("    return False", "    return len(numbers) == 6")},
            "brute_force.py",
            "disagrees with the reference on numbers = [",
        ),
        (
            {"brute_force.py": "def has_pair(numbers, target)\n"},
            "brute_force.py",
            "SyntaxError",
        ),
        (
            {"generate.py": GENERATE.replace("random.Random(seed)", "random.Random()")},
            "generate.py",
            "gives another input each time",
        ),
        (
            {"generate.py": "def generate(n, seed):\n    return {'numbers': [0] * n, 'target': 1}\n"},
            "generate.py",
            "only 10 different inputs",
        ),
        (
            {"generate.py": GENERATE.replace("    draw", "    assert n > 3\n    draw")},
            "generate.py",
            "fails on n1-s1: raised",
        ),
    ],
)
async def test_a_broken_rule_is_named(files: dict[str, str], file: str, says: str, tmp_path: Path) -> None:
    report = await gate(tmp_path, files)
    found = [problem for problem in report.problems if says in problem.reason]
    assert found, report.problems
    assert found[0].question == "pair-sum"
    assert found[0].file == str(tmp_path / "bank" / "coding" / "pair-sum" / file)
    assert found[0].fix
    assert not report.ok


async def test_a_starter_that_passes_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    solution = PAIR_SUM_FILES["solutions/python.py"]
    monkeypatch.setattr("coach.bank.check_programs.starter", lambda *_: solution)
    (problem,) = (await gate(tmp_path, {})).problems
    assert "empty python starter passes" in problem.reason


async def test_a_starter_that_does_not_load_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.bank.check_programs.starter", lambda *_: "def (")
    (problem,) = (await gate(tmp_path, {})).problems
    assert "starter does not load: SyntaxError" in problem.reason


async def test_every_language_with_a_solution_is_run(tmp_path: Path) -> None:
    # The runner of the tests takes any source for Python, so a wrong one shows that it was run.
    report = await gate(tmp_path, {"solutions/go.go": "def has_pair(numbers, target):\n    return False\n"})
    problem = next(problem for problem in report.problems if problem.file.endswith("solutions/go.go"))
    assert problem.reason == "fails: plain (wrong answer), ends (wrong answer), negative (wrong answer)"


class TimedRunner(TrustingRunner):
    """Pretends that measured sizes took a time of our choice, in seconds."""

    def __init__(self, seconds: Callable[[int], float]) -> None:
        super().__init__()
        self._seconds = seconds

    async def run(self, request: RunRequest) -> Execution:
        execution = await super().run(request)
        outcomes = tuple(
            outcome.replace(cpu_seconds=self._seconds(int(outcome.id[2:]))) if outcome.id.startswith("n-") else outcome
            for outcome in execution.outcomes
        )
        return execution.replace(outcomes=outcomes)


async def test_a_logarithm_is_too_quick_to_be_measured(tmp_path: Path) -> None:
    text = PAIR_SUM.replace("{time: n, acceptable: [n, n log n]", "{time: log n, acceptable: [log n]")
    bank = write_bank(tmp_path / "bank", {**PAIR_SUM_FILES, "question.yaml": text})
    quick = TimedRunner(lambda n: 2e-6)
    assert (await check_bank(bank, quick, tmp_path / "cache", quick=False)).ok
    slow = TimedRunner(lambda n: n * 1e-5)
    assert not (await check_bank(bank, slow, tmp_path / "other", quick=False)).ok


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (lambda n: n * 1e-5, ""),
        (lambda n: n * n * 1e-6, "grows like n^2, complexity.time says n"),
        (lambda n: 2e-3, "complexity.time says n"),
        (lambda n: 0.5 if n.bit_length() % 2 else 1e-3, "cannot be measured"),
    ],
)
async def test_the_full_gate_measures_growth(seconds: Callable[[int], float], says: str, tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    report = await check_bank(bank, TimedRunner(seconds), tmp_path / "cache", quick=False)
    assert [says in problem.reason for problem in report.problems] == ([True] if says else []), report.problems


async def test_unchanged_questions_are_not_run_again(tmp_path: Path) -> None:
    await gate(tmp_path, {})
    told: list[Progress] = []
    idle = TrustingRunner(unavailable=True)
    report = await check_bank(tmp_path / "bank", idle, tmp_path / "cache", progress=told.append)
    assert (report.ok, report.ran, report.unchanged) == (True, 0, 1)
    assert told == [Progress("pair-sum", 1, 1, unchanged=True, problems=0)]
    full = await check_bank(tmp_path / "bank", TrustingRunner(), tmp_path / "cache", quick=False)
    assert full.ran == 1


async def test_changed_rules_run_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await gate(tmp_path, {})
    monkeypatch.setattr(check_module, "CHECK_VERSION", check_module.CHECK_VERSION + 1)
    assert (await gate(tmp_path, {})).ran == 1


async def test_failures_are_not_remembered(tmp_path: Path) -> None:
    broken = {"wrong/right.py": PAIR_SUM_FILES["solutions/python.py"]}
    first = await gate(tmp_path, broken)
    second = await gate(tmp_path, broken)
    assert (second.ran, second.problems) == (1, first.problems)


async def test_a_question_whose_text_is_broken_is_not_run(tmp_path: Path) -> None:
    report = await gate(tmp_path, {"question.yaml": PAIR_SUM.replace("[100, 200, 400", "[100, 400, 400")})
    assert (report.ran, [problem.field for problem in report.problems]) == (0, ["generators.0.n"])


async def test_without_a_runner_only_texts_are_checked(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", {**PAIR_SUM_FILES, "solutions/python.py": "def has_pair(): pass"})
    report = await check_bank(bank, None, tmp_path / "cache")
    assert (report.ok, report.ran) == (True, 0)


async def test_a_sandbox_that_fails_is_an_exception(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    with pytest.raises(RunnerUnavailable):
        await check_bank(bank, TrustingRunner(unavailable=True), tmp_path / "cache")


async def test_a_missing_bank_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        await check_bank(tmp_path / "none", None, tmp_path / "cache")


def test_a_summary_names_three_cases() -> None:
    cases = tuple(
        CaseResult(id=f"t{at}", group=TestGroup.CORE, verdict=Verdict.TIME_LIMIT if at else Verdict.ACCEPTED)
        for at in range(6)
    )
    report = ExecutionReport(runner="", language=ProgrammingLanguage.PYTHON, cases=cases)
    assert summary(report) == "t1 (time limit), t2 (time limit), t3 (time limit) and 2 more"
