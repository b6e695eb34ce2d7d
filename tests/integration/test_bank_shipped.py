"""The shipped bank passes its own gate."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from zlib import adler32

import pytest
import yaml

from coach.bank.check import check_bank, check_patterns
from coach.bank.check_programs import ProgramCheck
from coach.bank.marks import Marks
from coach.bank.material import MaterialCache, MaterialShelf
from coach.bank.problem import Problem
from coach.bank.programs import Programs
from coach.bank.resources import shipped_bank, shipped_patterns
from coach.bank.source import BankSource, bank_folder
from coach.domain.coding import CodingQuestion
from coach.domain.enums import CompanyType, ProgrammingLanguage, QuestionType, TestGroup
from coach.errors import Forbidden, RunnerUnavailable
from coach.ports import CodeRunner
from coach.sandbox.choose import choose_runner

LEAST = {
    QuestionType.CODING_PROBLEM: 12,
    QuestionType.SYSTEM_DESIGN: 4,
    QuestionType.BEHAVIORAL: 8,
    QuestionType.TECHNICAL_CONCEPT: 8,
}
"""Questions of each kind that a first release carries."""
SOAK = os.environ.get("COACH_SOAK") == "1"


def told(problems: tuple[Problem, ...] | list[Problem]) -> str:
    return "\n".join(f"{problem} – {problem.fix}" for problem in problems)


@pytest.fixture
async def local() -> AsyncIterator[CodeRunner]:
    """The local ladder, which runs our own bank and needs no engine."""
    try:
        runner = await choose_runner("local")
    except RunnerUnavailable as error:
        pytest.skip(f"no local sandbox on this machine: {error}")
    yield runner
    await runner.close()


@pytest.fixture
async def docker(docker_engine: None) -> AsyncIterator[CodeRunner]:
    runner = await choose_runner("docker")
    yield runner
    await runner.close()


async def test_the_shipped_texts_are_sound(tmp_path: Path) -> None:
    report = await check_bank(shipped_bank(), None, tmp_path)
    assert report.ok, told(report.problems)
    assert report.seconds < 10


@pytest.mark.slow
async def test_the_shipped_texts_need_no_libyaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The two parsers differ, for instance in a question mark before a closing brace.
    monkeypatch.setattr("coach.bank.yaml_source.LOADER", yaml.SafeLoader)
    report = await check_bank(shipped_bank(), None, tmp_path)
    assert report.ok, told(report.problems)
    assert check_patterns(shipped_patterns()) == []


def test_the_shipped_patterns_are_sound() -> None:
    problems = check_patterns(shipped_patterns())
    assert problems == [], told(problems)


async def test_every_kind_of_question_is_shipped(tmp_path: Path) -> None:
    source = BankSource([shipped_bank()], shipped_patterns(), None, tmp_path)
    kinds = [question.question_type for question in await source.catalog()]
    assert {kind: kinds.count(kind) for kind in LEAST if kinds.count(kind) < LEAST[kind]} == {}


async def test_patterns_are_found(tmp_path: Path) -> None:
    source = BankSource([shipped_bank()], shipped_patterns(), None, tmp_path)
    patterns = await source.patterns()
    assert {CompanyType.BIG_TECH, CompanyType.STARTUP, CompanyType.FINTECH} <= {each.type for each in patterns}
    assert [await source.pattern(each.type) for each in patterns] == list(patterns)


async def test_one_question_passes_in_the_local_sandbox(local: CodeRunner, tmp_path: Path) -> None:
    folder = bank_folder(shipped_bank())
    question = folder.question("two-sum")
    assert isinstance(question, CodingQuestion)
    programs = Programs(local, question, folder.entries["two-sum"].path.parent, folder.trust)
    shelf = MaterialShelf(MaterialCache(tmp_path))
    check = ProgramCheck(programs, shelf, Marks(tmp_path / "marks"))
    problems = await check.problems()
    assert problems == [], told(problems)
    assert check.unchecked == set(question.solutions) - {ProgrammingLanguage.PYTHON}
    material = await shelf.material(programs)
    perf = next(case for case in material.cases if case.group is TestGroup.PERF)
    assert 0.5 <= perf.cpu_seconds <= 10
    assert len(material.ladder) >= 6


async def test_a_foreign_pack_needs_a_container(local: CodeRunner, tmp_path: Path) -> None:
    shutil.copytree(shipped_bank() / "coding" / "two-sum", tmp_path / "pack" / "coding" / "two-sum")
    source = BankSource([tmp_path / "pack"], shipped_patterns(), local, tmp_path / "cache")
    question = await source.question("two-sum")
    assert isinstance(question, CodingQuestion)
    with pytest.raises(Forbidden):
        await source.material(question)


@pytest.mark.docker
@pytest.mark.slow
async def test_the_mutants_of_a_question_run_in_containers(docker: CodeRunner, tmp_path: Path) -> None:
    # A pack from elsewhere, which nothing but a container may run.
    for name in ("coding/two-sum", "concepts.yaml"):
        source, target = shipped_bank() / name, tmp_path / "pack" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
    report = await check_bank(tmp_path / "pack", docker, tmp_path / "cache", depth="mutants")
    assert report.ok, told(report.problems)
    (result,) = report.mutations
    assert (result.question, result.mutants) == ("two-sum", result.killed + result.equivalent)
    assert result.killed >= 6


def leave_one_beside_python(folder: Path) -> ProgrammingLanguage:
    """Removes the other solutions of a coding question; which one stays goes by its slug."""
    others = sorted(path for path in (folder / "solutions").iterdir() if path.stem != "python")
    kept = others.pop(adler32(folder.name.encode()) % len(others))
    for path in others:
        path.unlink()
    return ProgrammingLanguage(kept.stem)


@pytest.fixture
def gated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped bank; outside a soak each question with Python and one further language, together all six."""
    if SOAK:
        return shipped_bank()
    bank = shutil.copytree(shipped_bank(), tmp_path / "bank")
    chosen = {leave_one_beside_python(folder) for folder in (bank / "coding").iterdir()}
    assert chosen == set(ProgrammingLanguage) - {ProgrammingLanguage.PYTHON}
    monkeypatch.setattr("coach.bank.source.shipped_bank", lambda: bank)
    return bank


def test_every_coding_question_is_solved_in_all_six() -> None:
    folder = bank_folder(shipped_bank())
    coding = [each for each in folder.catalog().questions if isinstance(each, CodingQuestion)]
    assert {each.id: set(each.solutions) for each in coding if set(each.solutions) != set(ProgrammingLanguage)} == {}


@pytest.mark.docker
@pytest.mark.slow
@pytest.mark.timeout(1200)
async def test_the_shipped_programs_pass_the_gate(docker: CodeRunner, gated: Path, tmp_path: Path) -> None:
    report = await check_bank(gated, docker, tmp_path / "cache")
    assert report.ok, told(report.problems)
    assert report.unchecked == ()
    again = await check_bank(gated, docker, tmp_path / "cache")
    assert (again.ran, again.unchanged) == (0, report.ran)
    assert again.seconds < 10
