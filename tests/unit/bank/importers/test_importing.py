"""From a package to a question in a bank, through the gate's profile for imported ones."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.bank.check import check_bank
from coach.bank.check_imported import EXPECTATIONS, mismatch
from coach.bank.generated import copy_whole
from coach.bank.heads import HeadCache, Kept
from coach.bank.importers import importing
from coach.bank.importers.draft import Wish
from coach.bank.importers.importing import Destination, Format, Imported, import_package
from coach.bank.listing import ListedFolder, files_of, stamp_of
from coach.bank.loader import BankFolder, Entry
from coach.bank.source import BankSource
from coach.domain.enums import DifficultyLevel, ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseResult, Execution, OutcomeStatus, RunRequest, Trust
from coach.domain.imported import ImportedQuestion
from coach.errors import BadInput, ContentError, StoreError
from coach.ports import CodeRunner
from tests.fakes_programs import ProgramRunner

PACKAGES = Path(__file__).parents[3] / "fixtures" / "packages"
HARD = Wish(DifficultyLevel.HARD)


async def bring(
    package: Path, folder: Path, runner: CodeRunner | None = None, format_: Format = "auto", wish: Wish = HARD
) -> Imported:
    return await import_package(package, format_, wish, Destination(folder / "bank"), runner, folder / "cache")


@pytest.fixture
def gauge(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGES / "raingauge", tmp_path / "raingauge"))


def question_in(folder: Path, slug: str) -> ImportedQuestion:
    question = BankFolder(folder / "bank").question(slug)
    assert isinstance(question, ImportedQuestion)
    return question


async def test_a_package_that_holds_what_it_says_is_kept(tmp_path: Path) -> None:
    runner = ProgramRunner()
    made = await bring(PACKAGES / "raingauge", tmp_path, runner)
    assert made.report.problems == ()
    assert made.report.unchecked == (ProgrammingLanguage.CPP,)
    assert {request.trust for request in runner.requests} == {Trust.FOREIGN}
    question = question_in(tmp_path, "raingauge")
    assert (question.difficulty.level, question.concepts) == (DifficultyLevel.HARD, ("arrays",))
    assert [test.id for test in question.tests] == ["sample-1", "01-dry", "02-wet", "03-ends-wet"]
    assert question.tests[3].why == "the longest run is the last one"
    assert set(question.solutions) == {ProgrammingLanguage.PYTHON, ProgrammingLanguage.CPP}
    assert set(question.wrong) == {"counts_all"}
    assert question.hint_texts == ()
    assert question.complexity is None
    assert "keyword 'weather': is no concept of the bank" in made.left_out


async def test_what_passed_is_not_run_again(tmp_path: Path) -> None:
    await bring(PACKAGES / "ferryload", tmp_path, ProgramRunner())
    (tmp_path / "bank" / "coding" / "ferryload" / "submissions" / "accepted" / "Shortest.java").unlink()
    first = await check_bank(tmp_path / "bank", ProgramRunner(), tmp_path / "cache")
    again = await check_bank(tmp_path / "bank", ProgramRunner(), tmp_path / "cache")
    assert (first.problems, first.ran, again.unchanged) == ((), 1, 1)


@pytest.mark.parametrize(
    ("folder", "program", "says"),
    [
        ("accepted", "print(0)\n", "sample-1 ends with wrong answer, which accepted does not mean"),
        ("accepted", "def (\n", "does not load: invalid syntax"),
        ("wrong_answer", "print(1 // 0)\n", "ends with runtime error"),
        ("time_limit_exceeded", "print(0)\n", "ends with wrong answer"),
        ("run_time_error", "while True: pass\n", "ends with time limit"),
        ("brute_force", "print(0)\n", "ends with wrong answer"),
    ],
)
async def test_a_submission_with_another_verdict_keeps_the_package_out(
    gauge: Path, tmp_path: Path, folder: str, program: str, says: str
) -> None:
    (gauge / "submissions" / folder).mkdir(exist_ok=True)
    (gauge / "submissions" / folder / "other.py").write_text(program)
    made = await bring(gauge, tmp_path, ProgramRunner())
    assert made.paths == ()
    assert not (tmp_path / "bank").exists()
    (problem,) = made.report.problems
    assert problem.file == f"raingauge/submissions/{folder}/other.py"
    assert says in problem.reason


@pytest.mark.parametrize("folder", ["wrong_answer", "time_limit_exceeded", "run_time_error", "rejected"])
async def test_a_submission_that_is_right_after_all(gauge: Path, tmp_path: Path, folder: str) -> None:
    shutil.copy(gauge / "submissions/accepted/one_pass.py", gauge / "submissions" / folder / "right.py")
    made = await bring(gauge, tmp_path, ProgramRunner())
    assert [problem.reason for problem in made.report.problems] == [
        f"every test is accepted, which {folder} does not mean"
    ]


async def test_unchecked_it_is_kept_as_it_is(gauge: Path, tmp_path: Path) -> None:
    (gauge / "submissions" / "accepted" / "other.py").write_text("print(0)\n")
    made = await bring(gauge, tmp_path)
    assert [path.name for path in made.paths] == ["question.yaml"]
    report = await check_bank(tmp_path / "bank", ProgramRunner(), tmp_path / "cache")
    assert not report.ok


async def test_functions_need_no_program(tmp_path: Path) -> None:
    runner = ProgramRunner()
    made = await bring(PACKAGES / "lamps", tmp_path, runner)
    assert [question.id for question in made.questions] == ["lamps-count-lit", "lamps-brightest"]
    assert runner.requests == []
    source = BankSource([tmp_path / "bank"], PACKAGES, runner, tmp_path / "cache")
    material = await source.material(question_in(tmp_path, "lamps-count-lit"))
    assert {case.cpu_seconds for case in material.cases} == {2.0}
    assert material.ladder == ()


@pytest.mark.parametrize(("stated", "limit"), [("0.1", 0.5), ("3", 3.0), ("60", 10.0)])
async def test_a_stated_limit_is_kept_as_far_as_possible(
    gauge: Path, tmp_path: Path, stated: str, limit: float
) -> None:
    text = (gauge / "problem.yaml").read_text().replace("memory: 512", f"memory: 512, time_limit: {stated}")
    (gauge / "problem.yaml").write_text(text)
    await bring(gauge, tmp_path)
    source = BankSource([tmp_path / "bank"], PACKAGES, ProgramRunner(), tmp_path / "cache")
    material = await source.material(question_in(tmp_path, "raingauge"))
    assert {case.cpu_seconds for case in material.cases} == {limit}
    assert {case.group for case in material.cases} == {TestGroup.SAMPLE, TestGroup.CORE}


async def test_the_same_package_twice(tmp_path: Path) -> None:
    await bring(PACKAGES / "raingauge", tmp_path)
    with pytest.raises(BadInput, match="raingauge was imported before, as raingauge"):
        await bring(PACKAGES / "raingauge", tmp_path)


async def test_an_id_that_is_taken_gets_a_number(gauge: Path, tmp_path: Path) -> None:
    await bring(PACKAGES / "raingauge", tmp_path)
    text = (gauge / "problem.yaml").read_text().replace("0b7b1c52", "11111111")
    (gauge / "problem.yaml").write_text(text)
    made = await bring(gauge, tmp_path)
    assert [question.id for question in made.questions] == ["raingauge-2"]


async def test_what_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"has neither problem\.yaml nor canonical-data\.json"):
        await bring(tmp_path, tmp_path)
    with pytest.raises(ContentError, match=r"has no problem\.yaml"):
        await bring(PACKAGES / "lamps", tmp_path, format_="kattis")


async def test_a_package_that_no_question_can_hold(gauge: Path, tmp_path: Path) -> None:
    (gauge / "data" / "secret" / "01-dry.yaml").write_text("description: 'a\\u0007b'\n")
    (gauge / "statement" / "problem.en.md").write_text("x\n" * 9_400)
    (gauge / "data" / "sample" / "1.in").write_text("y\n" * 200)
    with pytest.raises(ContentError, match="raingauge"):
        await bring(gauge, tmp_path)


async def test_a_bank_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "coding").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        await bring(PACKAGES / "raingauge", tmp_path)


Change = Callable[[Path], Any]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda folder: (folder / "data/core/01-dry.ans").unlink(), "has no answer beside it"),
        (lambda folder: (folder / "data/core/01-dry.in").write_bytes(b"\xff"), "is not UTF-8"),
        (lambda folder: (folder / "submissions/accepted/link.py").symlink_to("/etc/hostname"), "is a link out"),
        (lambda folder: (folder / "data/core/link.in").symlink_to("/etc/hostname"), "is a link out"),
    ],
)
async def test_files_that_broke_afterwards_are_named(tmp_path: Path, change: Change, says: str) -> None:
    await bring(PACKAGES / "raingauge", tmp_path)
    change(tmp_path / "bank" / "coding" / "raingauge")
    (problem,) = (await check_bank(tmp_path / "bank", None, tmp_path / "cache")).problems
    assert says in problem.reason


async def test_a_submission_in_an_unknown_folder_is_named(tmp_path: Path) -> None:
    await bring(PACKAGES / "raingauge", tmp_path)
    strange = tmp_path / "bank" / "coding" / "raingauge" / "submissions" / "maybe"
    strange.mkdir()
    (strange / "a.py").write_text("print()\n")
    report = await check_bank(tmp_path / "bank", ProgramRunner(), tmp_path / "cache")
    assert [problem.reason for problem in report.problems] == ["is in no folder or language that is known"]


async def test_ours_keeps_every_rule_whatever_it_calls_itself(tmp_path: Path) -> None:
    await bring(PACKAGES / "raingauge", tmp_path)
    catalog = BankFolder(tmp_path / "bank", Trust.BANK).catalog()
    assert catalog.questions == ()
    assert {"hints", "generators", "approaches"} <= {problem.field for problem in catalog.problems}


class BusyRunner(ProgramRunner):
    """Has no time for all but the first test of each run, and says at first of every program that it only waited."""

    def __init__(self, waits: int) -> None:
        super().__init__()
        self.waits = waits
        self.seen: dict[str, int] = {}

    async def run(self, request: RunRequest) -> Execution:
        execution = await super().run(request)
        first, *rest = execution.outcomes
        self.seen[request.source] = seen = self.seen.get(request.source, 0) + 1
        if seen <= self.waits:
            first = first.replace(status=OutcomeStatus.TIME_LIMIT, cpu_seconds=0.01)
        left = tuple(each.replace(status=OutcomeStatus.NOT_RUN) for each in rest)
        return execution.replace(outcomes=(first, *left))


@pytest.mark.parametrize(("waits", "reasons"), [(0, 0), (2, 0), (30, 4)])
async def test_a_busy_machine_is_given_time(gauge: Path, tmp_path: Path, waits: int, reasons: int) -> None:
    (gauge / "submissions" / "time_limit_exceeded" / "waits.py").unlink()
    # The limit is stated, so that the accepted program is not run for it before.
    text = (gauge / "problem.yaml").read_text().replace("memory: 512", "memory: 512, time_limit: 2")
    (gauge / "problem.yaml").write_text(text)
    made = await bring(gauge, tmp_path, BusyRunner(waits))
    assert sum("ends with time limit" in problem.reason for problem in made.report.problems) == max(0, reasons - 1)


def results(*verdicts: Verdict) -> tuple[CaseResult, ...]:
    return tuple(CaseResult(id=f"t{at}", group=TestGroup.CORE, verdict=verdict) for at, verdict in enumerate(verdicts))


AC, WA = Verdict.ACCEPTED, Verdict.WRONG_ANSWER
TLE, RTE, MLE = Verdict.TIME_LIMIT, Verdict.RUNTIME_ERROR, Verdict.MEMORY_LIMIT


@pytest.mark.parametrize(
    ("folder", "verdicts", "legacy", "says"),
    [
        ("accepted", (AC, AC), False, ""),
        ("accepted", (), False, "no test could be run"),
        ("wrong_answer", (AC, WA, RTE), False, "t2 ends with runtime error"),
        ("wrong_answer", (AC, WA, RTE), True, ""),
        ("wrong_answer", (RTE, WA), True, "t0 ends with runtime error"),
        ("run_time_error", (MLE, AC), False, ""),
        ("brute_force", (AC, TLE, RTE), False, ""),
        ("rejected", (AC, WA, TLE), False, ""),
    ],
)
def test_verdicts_against_what_is_said(folder: str, verdicts: tuple[Verdict, ...], legacy: bool, says: str) -> None:
    assert mismatch(EXPECTATIONS[folder], results(*verdicts), first_counts=legacy) == says


async def test_a_changed_answer_is_noticed_by_lists(tmp_path: Path) -> None:
    await bring(PACKAGES / "raingauge", tmp_path)
    entry = BankFolder(tmp_path / "bank").entries["raingauge"]
    before = stamp_of(files_of(entry))
    (entry.path.parent / "data" / "core" / "01-dry.ans").write_text("5\n")
    changed = stamp_of(files_of(entry))
    (entry.path.parent / "submissions" / "accepted" / "one_pass.py").write_text("print()\n")
    assert len({before.text, changed.text, stamp_of(files_of(entry)).text}) == 3


async def test_a_question_without_concepts_is_listed_from_the_cache(tmp_path: Path) -> None:
    await bring(PACKAGES / "lamps", tmp_path)
    cache = HeadCache(tmp_path / "cache")
    listing = ListedFolder(BankFolder(tmp_path / "bank"), cache).listing()
    assert [head.concepts for head in listing.questions.values()] == [(), ()]
    kept = {bank_id: Kept(stamp="s", head=head) for bank_id, head in listing.questions.items()}
    cache.save(tmp_path, "key", kept)
    assert cache.load(tmp_path, "key") == kept


async def test_of_two_questions_both_are_kept_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copied(entry: Entry, into: Path) -> Path:
        if entry.id == "lamps-brightest":
            raise StoreError("The disk is full.", why="Nothing of it was kept.")
        return copy_whole(entry, into)

    monkeypatch.setattr(importing, "copy_whole", copied)
    with pytest.raises(StoreError, match="disk is full"):
        await bring(PACKAGES / "lamps", tmp_path)
    assert list((tmp_path / "bank" / "coding").iterdir()) == []


async def test_a_folder_in_the_way_counts_as_taken(tmp_path: Path) -> None:
    (tmp_path / "bank" / "coding" / "raingauge" / "notes").mkdir(parents=True)
    made = await bring(PACKAGES / "raingauge", tmp_path)
    assert [question.id for question in made.questions] == ["raingauge-2"]


async def test_packages_of_one_name_without_an_id(gauge: Path, tmp_path: Path) -> None:
    text = (gauge / "problem.yaml").read_text().replace("uuid:", "# uuid:")
    (gauge / "problem.yaml").write_text(text)
    await bring(gauge, tmp_path)
    with pytest.raises(BadInput, match="was imported before"):
        await bring(gauge, tmp_path)
    (gauge / "problem.yaml").write_text(text.replace("Rain gauge", "Snow gauge"))
    made = await bring(gauge, tmp_path)
    assert [question.id for question in made.questions] == ["raingauge-2"]
