"""From a question to a package of another system, with every program where its verdict puts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from coach.bank.exporters import kattis
from coach.bank.exporters.programs import input_validator, whole_program
from coach.bank.generated import write_whole
from coach.bank.imported import ACCEPTED, names_of
from coach.bank.imported_material import executions_of, inferred_limit
from coach.bank.programs import Input, Programs
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.execution import CaseResult
from coach.domain.imported import ImportedQuestion
from coach.domain.material import MOST_LIMIT, PreparedCase
from coach.domain.signature import Signature
from coach.errors import BadInput, ContentError
from coach.evaluation.correctness import report_of
from coach.ports import CodeRunner, QuestionSource

TLE_FACTOR = 1.5
"""The format's own margin: what counts as too slow needs so much more than the limit."""
PYTHON = ProgrammingLanguage.PYTHON
FOLDERS = {
    frozenset({Verdict.WRONG_ANSWER}): "wrong_answer",
    frozenset({Verdict.TIME_LIMIT}): "time_limit_exceeded",
    frozenset({Verdict.RUNTIME_ERROR}): "run_time_error",
    frozenset({Verdict.MEMORY_LIMIT}): "run_time_error",
}
"""The verdicts of the tests that a program fails → its folder; a mixture is `rejected`."""
NOT_EXPORTED = "hints, withheld facts, follow-ups, changed requirements and criteria have no place in the format"


class Exported(NamedTuple):
    question: str
    folder: Path
    tests: int
    submissions: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Exporter:
    """Writes packages below one folder."""

    questions: QuestionSource
    runner: CodeRunner
    to: Path

    async def export(self, slug: str) -> Exported:
        """Raises NotFound, BadInput for a question without code or a folder in the way, ContentError, StoreError."""
        question = _coding(await self.questions.question(slug))
        target = self.to / kattis.package_name(slug)
        if target.exists():
            raise BadInput(f"{target} is there already.", fix="remove it, or choose another folder with --to")
        material = await self.questions.material(question)
        cases = tuple(case for case in material.cases if case.group is not TestGroup.TWIST)
        left_out = [] if isinstance(question, ImportedQuestion) else [NOT_EXPORTED]
        programs = await self._submissions(question, cases, left_out)
        if not names_of(programs, ACCEPTED):
            fix = "a package needs a program that is accepted; choose a question that has one"
            raise BadInput(f"{slug} has no reference solution in Python.", fix=fix)
        files = {
            "problem.yaml": kattis.problem_yaml(question, target / "problem.yaml"),
            "statement/problem.en.md": kattis.statement(question),
            "input_validators/check_input.py": input_validator(question.signature),
            **{f"data/{name}": text for name, text in kattis.data_files(question, cases).items()},
            **{f"submissions/{name}": text for name, text in programs.items()},
        }
        if kattis.license_word(question.provenance.license) != question.provenance.license.lower():
            word = kattis.license_word(question.provenance.license)
            left_out.append(
                f"the licence {question.provenance.license}: the format has no such word, {word!r} stands in"
            )
        write_whole(files, target)
        return Exported(slug, target, len(cases), tuple(programs), tuple(left_out))

    async def _submissions(
        self, question: CodingQuestion, cases: Sequence[PreparedCase], left_out: list[str]
    ) -> dict[str, str]:
        if isinstance(question, ImportedQuestion) and question.signature.stdio:
            return question.submissions
        judge = _Judge(await self._programs(question), question, cases)
        made = {name: _program(question, text) for name, text in _sources(question)}
        if others := [language.value for language in question.solutions if language is not PYTHON]:
            left_out.append(f"solutions in {', '.join(others)}: only Python has a driver that reads the arguments")
        if "reference" not in made:
            return {}
        limit = await judge.limit(made.pop("reference"))
        found = {f"{ACCEPTED}/reference.py": judge.accepted}
        for name, program in made.items():
            if folder := await judge.folder(program, limit):
                found[f"{folder}/{name}.py"] = program
            else:
                left_out.append(f"{name}.py: is accepted within {limit:g} s as a whole program")
        return found

    async def _programs(self, question: CodingQuestion) -> Programs:
        whole = question.replace(signature=Signature(stdio=True), compare=kattis.comparison(question))
        return Programs(self.runner, whole, Path(question.id), await self.questions.trust(question))


def _coding(question: BankQuestion) -> CodingQuestion:
    if isinstance(question, CodingQuestion):
        return question
    raise BadInput(f"{question.id} is answered in words.", fix="only coding questions can be packages of this format")


def _sources(question: CodingQuestion) -> list[tuple[str, str]]:
    """Name → Python source, the reference first."""
    found = [("reference", question.solutions.get(PYTHON, "")), *question.wrong.items()]
    return [(name, text) for name, text in [*found, ("brute_force", question.brute_force)] if text]


def _program(question: CodingQuestion, source: str) -> str:
    return source if question.signature.stdio else whole_program(question.signature, question.compare, source)


class _Judge:
    """Runs whole programs on the tests of a package."""

    def __init__(self, programs: Programs, question: CodingQuestion, cases: Sequence[PreparedCase]) -> None:
        self._programs = programs
        data = kattis.data_files(question, cases)
        stems = [name.removesuffix(".in") for name in data if name.endswith(".in")]
        self._cases: dict[str, PreparedCase] = {
            case.id: case.replace(input={"stdin": data[f"{stem}.in"]}, expected=data[f"{stem}.ans"])
            for case, stem in zip(cases, stems, strict=True)
        }
        self.accepted = ""
        """The program that set the limit."""

    async def limit(self, program: str) -> float:
        """CPU seconds, as whoever imports the package infers them. Raises ContentError where the program fails."""
        results = await self._results(program, MOST_LIMIT)
        if failed := next((each for each in results if each.verdict is not Verdict.ACCEPTED), None):
            why = f"{failed.id}: {failed.verdict.value.replace('_', ' ')} {failed.error or failed.got}"
            raise ContentError("fails as a whole program", file=self._programs.question.id, why=why)
        self.accepted = program
        return inferred_limit(max(each.cpu_seconds for each in results))

    async def folder(self, program: str, limit: float) -> str:
        """Where a program belongs that is not accepted; empty for one that is."""
        results = await self._results(program, min(MOST_LIMIT, limit * TLE_FACTOR))
        failed = frozenset(each.verdict for each in results) - {Verdict.ACCEPTED}
        return FOLDERS.get(failed, "rejected") if failed else ""

    async def _results(self, program: str, limit: float) -> list[CaseResult]:
        """Of every test. Raises ContentError for a program that does not load."""
        inputs: Mapping[str, Input] = {id_: case.input for id_, case in self._cases.items()}
        found: list[CaseResult] = []
        error = "no test ended"
        async for execution in executions_of(self._programs, PYTHON, program, inputs, limit):
            error = execution.compile_error or error
            ran = tuple(self._cases[outcome.id] for outcome in execution.outcomes)
            found += report_of(execution, ran, self._programs.question.compare).cases
        if len(found) < len(inputs):
            raise ContentError("does not load as a whole program", file=self._programs.question.id, why=error)
        return found
