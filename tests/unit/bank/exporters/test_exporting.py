"""From a question to a package, and back."""

import json
from pathlib import Path

import pytest

from coach.bank.exporters.exporting import Exporter, _Judge, _program
from coach.bank.exporters.kattis import comparison, license_word, package_name, validator_flags
from coach.bank.exporters.programs import input_validator, whole_program
from coach.bank.importers.draft import Wish
from coach.bank.importers.importing import Destination, import_package
from coach.bank.loader import BankFolder
from coach.bank.source import BankSource
from coach.bank.yaml_source import read_yaml
from coach.domain.coding import CodingQuestion
from coach.domain.enums import TestGroup
from coach.domain.execution import Execution, RunRequest
from coach.domain.signature import Signature
from coach.errors import BadInput, ContentError
from tests.fakes_bank import PAIR_SUM_FILES, TrustingRunner, pair_sum, write_bank
from tests.fakes_programs import ProgramRunner

PACKAGES = Path(__file__).parents[3] / "fixtures" / "packages"
LATE = "def has_pair(numbers, target):\n    while len(numbers) > 3000:\n        pass\n    return not numbers\n"
BROKEN = "def has_pair(numbers, target):\n    return numbers[0] + numbers[1] == target\n"
ENDLESS = PAIR_SUM_FILES["brute_force.py"].replace(
    "    for i", "    while len(numbers) > 3000:\n        pass\n    for i"
)


class EitherRunner(TrustingRunner):
    """Functions and whole programs."""

    def __init__(self) -> None:
        super().__init__()
        self.programs = ProgramRunner()

    async def run(self, request: RunRequest) -> Execution:
        return await (self.programs.run(request) if request.signature.stdio else super().run(request))


def exporter(folder: Path, files: dict[str, str], to: Path) -> Exporter:
    bank = write_bank(folder / "bank", {**PAIR_SUM_FILES, **files})
    runner = EitherRunner()
    return Exporter(BankSource([bank], PACKAGES, runner, folder / "cache"), runner, to)


async def test_a_question_goes_out_and_comes_back(tmp_path: Path) -> None:
    files = {
        "brute_force.py": ENDLESS,
        "wrong/late.py": LATE,
        "wrong/broken.py": BROKEN,
        "solutions/go.go": "package main\n",
    }
    # The material runs the reference alone, so the other programs need not pass a gate here.
    made = await exporter(tmp_path, files, tmp_path / "out").export("pair-sum")
    assert made.folder == tmp_path / "out" / "pairsum"
    assert sorted(made.submissions) == [
        "accepted/reference.py",
        "rejected/broken.py",
        "rejected/late.py",
        "time_limit_exceeded/brute_force.py",
        "wrong_answer/same_twice.py",
    ]
    assert any("solutions in go: only Python" in line for line in made.left_out)
    assert any("the licence MIT" in line for line in made.left_out)
    problem = read_yaml(made.folder / "problem.yaml").data
    assert problem["problem_format_version"] == "2025-09"
    assert problem["license"] == "educational"
    assert (made.folder / "data/secret/7-big-3200.in").read_text().count("\n") == 2
    assert (made.folder / "data/sample/1-plain.in").read_text() == "[4,9,5]\n14\n"
    assert (made.folder / "data/sample/1-plain.ans").read_text() == "true\n"
    back = await import_package(
        made.folder, "auto", Wish(), Destination(tmp_path / "own"), ProgramRunner(), tmp_path / "cache"
    )
    assert back.report.problems == ()
    assert len(back.questions[0].tests) == made.tests == 7
    assert back.questions[0].tests[0].why == "9 and 5"
    assert back.questions[0].compare == "tokens(case_sensitive)"
    assert "A line of JSON for each argument" in back.questions[0].statement


async def test_an_imported_question_goes_out_as_it_came_in(tmp_path: Path) -> None:
    first = await import_package(
        PACKAGES / "raingauge", "auto", Wish(), Destination(tmp_path / "own"), None, tmp_path / "cache"
    )
    runner = ProgramRunner()
    source = BankSource([tmp_path / "own"], PACKAGES, runner, tmp_path / "cache")
    made = await Exporter(source, runner, tmp_path / "out").export("raingauge")
    assert set(made.submissions) == set(first.questions[0].submissions)
    assert made.left_out == ()
    back = await import_package(
        made.folder, "kattis", Wish(), Destination(tmp_path / "again"), runner, tmp_path / "cache"
    )
    assert back.report.problems == ()
    assert back.questions[0].compare == "tokens(float_tolerance 1e-6)"
    assert back.questions[0].statement == first.questions[0].statement


async def test_programs_that_are_right_in_the_end_are_left_out(tmp_path: Path) -> None:
    quick = {"brute_force.py": PAIR_SUM_FILES["solutions/python.py"]}
    made = await exporter(tmp_path, quick, tmp_path / "out").export("pair-sum")
    assert "brute_force.py: is accepted within 1 s as a whole program" in made.left_out


async def test_a_reference_that_cannot_be_a_program(tmp_path: Path) -> None:
    source = PAIR_SUM_FILES["solutions/python.py"] + "\nif __name__ == '__main__':\n    raise SystemExit(3)\n"
    with pytest.raises(ContentError, match="fails as a whole program"):
        await exporter(tmp_path, {"solutions/python.py": source}, tmp_path / "out").export("pair-sum")
    assert not (tmp_path / "out").exists()


async def test_what_stands_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out" / "pairsum").mkdir(parents=True)
    with pytest.raises(BadInput, match="is there already"):
        await exporter(tmp_path, {}, tmp_path / "out").export("pair-sum")


async def test_a_question_without_a_program_is_no_package(tmp_path: Path) -> None:
    await import_package(PACKAGES / "lamps", "auto", Wish(), Destination(tmp_path / "own"), None, tmp_path / "cache")
    runner = ProgramRunner()
    source = BankSource([tmp_path / "own"], PACKAGES, runner, tmp_path / "cache")
    with pytest.raises(BadInput, match="has no reference solution"):
        await Exporter(source, runner, tmp_path / "out").export("lamps-count-lit")


async def test_questions_in_words_are_no_packages(tmp_path: Path) -> None:
    from coach.bank.resources import shipped_bank

    runner = ProgramRunner()
    source = BankSource([shipped_bank()], PACKAGES, runner, tmp_path / "cache")
    slug = next(entry.id for entry in BankFolder(shipped_bank()).entries.values() if entry.kind == "concepts")
    with pytest.raises(BadInput, match="is answered in words"):
        await Exporter(source, runner, tmp_path / "out").export(slug)


@pytest.mark.parametrize(
    ("compare", "flags", "back"),
    [
        ("exact", ("case_sensitive",), "tokens(case_sensitive)"),
        ("unordered", ("case_sensitive",), "tokens(case_sensitive)"),
        (
            "float(1e-6)",
            ("case_sensitive", "float_tolerance", "1e-6"),
            "tokens(case_sensitive, float_tolerance 1e-6)",
        ),
        ("tokens", (), "tokens"),
        (
            "tokens(float_absolute_tolerance 0.5, case_sensitive)",
            ("float_absolute_tolerance", "0.5", "case_sensitive"),
            "tokens(float_absolute_tolerance 0.5, case_sensitive)",
        ),
    ],
)
def test_comparisons_as_flags(tmp_path: Path, compare: str, flags: tuple[str, ...], back: str) -> None:
    question: CodingQuestion = pair_sum(tmp_path).replace(compare=compare)
    assert validator_flags(question) == flags
    assert comparison(question) == back
    CodingQuestion.model_validate({**json.loads(question.model_dump_json(by_alias=True)), "compare": back})


def test_names_and_licences() -> None:
    assert package_name("two-sum-2") == "twosum2"
    assert [license_word(word) for word in ("MIT", "CC0-1.0", "cc by-sa", "odd")] == [
        "educational",
        "cc0",
        "cc by-sa",
        "unknown",
    ]


def test_any_input_of_a_whole_program_is_valid() -> None:
    assert "exit(42)" in input_validator(Signature(stdio=True))


async def test_a_program_that_does_not_load(tmp_path: Path) -> None:
    made = exporter(tmp_path, {}, tmp_path / "out")
    question = await made.questions.question("pair-sum")
    assert isinstance(question, CodingQuestion)
    material = await made.questions.material(question)
    cases = [case for case in material.cases if case.group is not TestGroup.TWIST]
    judge = _Judge(await made._programs(question), question, cases)
    with pytest.raises(ContentError, match="does not load as a whole program") as caught:
        await judge.limit("def (\n")
    assert "invalid syntax" in caught.value.why
    with pytest.raises(ContentError, match="does not load as a whole program"):
        await judge.folder("def (\n", 1.0)


def test_future_imports_stand_at_the_top(tmp_path: Path) -> None:
    question = pair_sum(tmp_path)
    source = (
        f"from __future__ import annotations\nfrom __future__ import (\n    division,\n)\n{question.model_solution}"
    )
    program = whole_program(question.signature, question.compare, source)
    assert program.startswith("from __future__ import annotations\nfrom __future__ import (")
    compile(program, "program.py", "exec")


def test_a_program_that_is_whole_goes_out_as_it_is(tmp_path: Path) -> None:
    question = pair_sum(tmp_path)
    whole = question.replace(signature=Signature(stdio=True))
    assert _program(whole, "print(1)\n") == "print(1)\n"
    assert "serve(" in _program(question, "print(1)\n")
