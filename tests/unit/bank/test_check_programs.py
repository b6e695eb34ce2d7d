"""Each rule that runs code, broken on purpose; and what the gate remembers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.bank import marks as marks_module
from coach.bank.check import Progress, check_bank
from coach.bank.check_programs import Depth, summary
from coach.bank.problem import CheckReport
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseResult, Execution, ExecutionReport, OutcomeStatus, RunRequest
from coach.errors import BadInput, ContentError, RunnerUnavailable
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


async def gate(folder: Path, files: dict[str, str], *, depth: Depth = "quick") -> CheckReport:
    bank = write_bank(folder / "bank", {**PAIR_SUM_FILES, **files})
    return await check_bank(bank, TrustingRunner(), folder / "cache", depth=depth)


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
        (
            {"twists/distinct.py": PAIR_SUM_FILES["solutions/python.py"]},
            "twists/distinct.py",
            "fails: distinct-equal (wrong answer)",
        ),
        (
            {"twists/distinct.py": "def has_pair(numbers, target):\n    return False\n"},
            "twists/distinct.py",
            "fails: plain (wrong answer), ends (wrong answer), negative (wrong answer)",
        ),
        (
            {
                "question.yaml": PAIR_SUM.replace(
                    "target: 10}, expected: false, why: equal v", "target: 1}, expected: false, why: v"
                )
            },
            "question.yaml",
            "the twist distinct changes nothing",
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


ENDLESS = "def generate(n, seed):\n    while n:\n        pass\n"
READS = (
    "import pathlib\n\n\ndef generate(n, seed):\n    return {'numbers': [], 'target': len(pathlib.Path('/').parts)}\n"
)


@pytest.mark.parametrize(
    ("generate", "says"),
    [
        (ENDLESS, "fails on n3200-s7: time limit"),
        (READS, "imports pathlib"),
        (GENERATE.replace("    draw = ", "    print(n)\n    draw = "), "uses print"),
        ("def generate(n, seed):\n    return [n, seed]\n", "gives the wrong input"),
        ("def generate(n, seed)\n", "does not load"),
    ],
)
async def test_a_bad_generator_is_named_and_stops_no_other_question(
    generate: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.bank.programs.CPU_SECONDS", 0.1)
    bank = write_bank(tmp_path / "bank", {**PAIR_SUM_FILES, "generate.py": generate})
    other = PAIR_SUM.replace("id: pair-sum", "id: other-sum")
    write_bank(bank, {**PAIR_SUM_FILES, "question.yaml": other}, slug="other-sum")
    report = await check_bank(bank, TrustingRunner(), tmp_path / "cache")
    assert [(problem.question, Path(problem.file).name) for problem in report.problems] == [("pair-sum", "generate.py")]
    assert says in report.problems[0].reason
    assert (tmp_path / "cache" / "check").is_dir()


class PrintingRunner(TrustingRunner):
    """Pretends that generators print."""

    async def run(self, request: RunRequest) -> Execution:
        execution = await super().run(request)
        is_generator = request.signature.function == "generate_json"
        return execution.replace(printed="hello\n") if is_generator else execution


async def test_a_generator_that_prints_is_named(tmp_path: Path) -> None:
    report = await check_bank(write_bank(tmp_path / "bank"), PrintingRunner(), tmp_path / "cache")
    assert [problem.reason for problem in report.problems] == ["prints"]


class ParticularRunner(TrustingRunner):
    """Pretends that its languages hold no empty list."""

    async def run(self, request: RunRequest) -> Execution:
        if any(case.input.get("numbers") == [0] for case in request.cases):
            raise BadInput("Case n1 cannot be given to python code.", why="too small")
        return await super().run(request)


async def test_an_input_that_does_not_fit_is_named(tmp_path: Path) -> None:
    report = await check_bank(write_bank(tmp_path / "bank"), ParticularRunner(), tmp_path / "cache")
    (problem,) = report.problems
    assert Path(problem.file).name == "generate.py"
    assert "does not fit the signature (Case n1 cannot be given to python code. too small)" in problem.reason


class BusyRunner(TrustingRunner):
    """Pretends that the machine was too busy for one program, so many times."""

    def __init__(self, source: str, times: int) -> None:
        super().__init__()
        self._source = source
        self._left = times

    async def run(self, request: RunRequest) -> Execution:
        execution = await super().run(request)
        if request.source != self._source or not self._left:
            return execution
        self._left -= 1
        late = execution.outcomes[-1].replace(status=OutcomeStatus.TIME_LIMIT)
        return execution.replace(outcomes=(*execution.outcomes[:-1], late))


@pytest.mark.parametrize(("times", "ok"), [(1, True), (2, False)])
async def test_a_sound_program_gets_a_second_try_on_a_busy_machine(times: int, ok: bool, tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    runner = BusyRunner(PAIR_SUM_FILES["twists/distinct.py"], times)
    report = await check_bank(bank, runner, tmp_path / "cache")
    assert report.ok == ok, report.problems


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
    assert (await check_bank(bank, quick, tmp_path / "cache", depth="full")).ok
    slow = TimedRunner(lambda n: n * 1e-5)
    assert not (await check_bank(bank, slow, tmp_path / "other", depth="full")).ok


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
    report = await check_bank(bank, TimedRunner(seconds), tmp_path / "cache", depth="full")
    assert [says in problem.reason for problem in report.problems] == ([True] if says else []), report.problems


async def test_unchanged_questions_are_not_run_again(tmp_path: Path) -> None:
    await gate(tmp_path, {})
    told: list[Progress] = []
    idle = TrustingRunner(unavailable=True)
    report = await check_bank(tmp_path / "bank", idle, tmp_path / "cache", progress=told.append)
    assert (report.ok, report.ran, report.unchanged) == (True, 0, 1)
    assert told[-1] == Progress("pair-sum", 1, 1, unchanged=True)
    full = await check_bank(tmp_path / "bank", TrustingRunner(), tmp_path / "cache", depth="full")
    assert full.ran == 1


def sources(runner: TrustingRunner) -> set[str]:
    return {request.source for request in runner.requests}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("question.yaml", "You get a list of numbers", "Here is a list of numbers"),
        ("question.yaml", "why: 9 and 5", "why: nine and five"),
        ("question.yaml", "Remember every number", "Keep every number"),
        ("question.yaml", "minutes: 15", "minutes: 20"),
    ],
)
async def test_changed_words_run_nothing(name: str, old: str, new: str, tmp_path: Path) -> None:
    await gate(tmp_path, {})
    assert PAIR_SUM_FILES[name].count(old) == 1
    bank = write_bank(tmp_path / "bank", {name: PAIR_SUM_FILES[name].replace(old, new)})
    report = await check_bank(bank, TrustingRunner(unavailable=True), tmp_path / "cache")
    assert (report.ok, report.unchanged) == (True, 1)


async def test_a_changed_mistake_runs_only_that(tmp_path: Path) -> None:
    await gate(tmp_path, {})
    (tmp_path / "bank" / "coding" / "pair-sum" / "wrong" / "same_twice.py").write_text(
        PAIR_SUM_FILES["wrong/same_twice.py"] + "\n"
    )
    runner = TrustingRunner()
    report = await check_bank(tmp_path / "bank", runner, tmp_path / "cache")
    assert (report.ok, report.ran) == (True, 1)
    ran = sources(runner)
    assert PAIR_SUM_FILES["wrong/same_twice.py"] + "\n" in ran
    assert PAIR_SUM_FILES["brute_force.py"] not in ran


async def test_a_changed_test_runs_everything(tmp_path: Path) -> None:
    await gate(tmp_path, {})
    changed = PAIR_SUM.replace("numbers: [4, 9, 5]", "numbers: [4, 9, 5, 1]")
    runner = TrustingRunner()
    await check_bank(write_bank(tmp_path / "bank", {"question.yaml": changed}), runner, tmp_path / "cache")
    assert {PAIR_SUM_FILES["brute_force.py"], PAIR_SUM_FILES["wrong/same_twice.py"]} <= sources(runner)


async def test_what_large_inputs_need_not_show_is_not_run_on_them(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    runner = TrustingRunner()
    await check_bank(bank, runner, tmp_path / "cache")
    for source in (PAIR_SUM_FILES["brute_force.py"], PAIR_SUM_FILES["wrong/same_twice.py"]):
        ran = {case.id for request in runner.requests if request.source == source for case in request.cases}
        assert "half" in ran
        assert "big-3200" not in ran


async def test_changed_rules_run_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await gate(tmp_path, {})
    monkeypatch.setattr(marks_module, "CHECK_VERSION", marks_module.CHECK_VERSION + 1)
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
