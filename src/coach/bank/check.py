"""The gate: what a bank must keep before any of its questions is asked."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coach.bank.batches import Batches
from coach.bank.check_content import Finding
from coach.bank.check_imported import ImportedCheck
from coach.bank.check_programs import Depth, ProgramCheck
from coach.bank.loader import MODELS, BankFolder
from coach.bank.marks import Marks
from coach.bank.material import MaterialCache, MaterialShelf
from coach.bank.patterns import load_patterns, load_roles
from coach.bank.problem import CheckReport, MutationResult, Problem, from_error
from coach.bank.programs import Executes, Programs
from coach.bank.source import bank_folder
from coach.bank.vetting import known_concepts, placed, vet
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.domain.imported import ImportedQuestion
from coach.errors import ContentError
from coach.ports import CodeRunner

AT_ONCE = 6
"""Questions under way at the same time, so that their runs can share sandboxes."""


@dataclass(frozen=True)
class Progress:
    """A coding question has begun to run, or is done."""

    question: str
    done: int
    total: int
    running: tuple[str, ...] = ()
    """The questions that are being run at the moment."""
    is_end: bool = True
    unchanged: bool = False
    problems: int = 0
    seconds_left: float | None = None
    """An estimate; None before the first question is done."""


def silent(_: Progress) -> None:
    """Tells nobody."""


async def check_bank(
    path: Path,
    runner: CodeRunner | None,
    cache_dir: Path,
    *,
    depth: Depth = "quick",
    progress: Callable[[Progress], None] = silent,
) -> CheckReport:
    """Every broken rule of a bank folder. Without a runner only what needs no sandbox.

    Raises ContentError when there is no such folder, RunnerUnavailable.
    """
    began = time.monotonic()
    folder = bank_folder(path)
    questions, problems = await asyncio.to_thread(check_texts, folder)
    gate = _ProgramGate(folder, cache_dir, depth)
    if runner is not None:
        broken = {problem.question for problem in problems}
        coding = [each for each in questions if isinstance(each, CodingQuestion) and each.id not in broken]
        async with Batches(runner) as batches:
            problems += await gate.problems(coding, batches, progress)
    return CheckReport(
        questions=len(questions),
        problems=tuple(problems),
        ran=gate.ran,
        unchanged=gate.unchanged,
        unchecked=tuple(sorted(gate.unchecked)),
        mutations=tuple(sorted(gate.mutations, key=lambda result: result.question)),
        seconds=round(time.monotonic() - began, 3),
    )


def check_texts(folder: BankFolder) -> tuple[tuple[BankQuestion, ...], list[Problem]]:
    """The usable questions, and every broken rule that needs no sandbox. Raises ContentError for a missing folder."""
    catalog = folder.catalog()
    by_file = {str(entry.path): entry.id for entry in folder.entries.values()}
    problems = [from_error(by_file.get(error.file, _slug_of(folder, error.file)), error) for error in catalog.problems]
    problems += _stray_files(folder)
    try:
        concepts = known_concepts(folder.root)
    except ContentError as error:
        return catalog.questions, [*problems, from_error("", error)]
    for question in catalog.questions:
        file = folder.entries[question.id].path
        problems += vet(question, file, concepts)
    return catalog.questions, problems


def _stray_files(folder: BankFolder) -> Iterator[Problem]:
    """What looks like a question and is not read as one."""
    for kind in MODELS:
        for path in sorted((folder.root / kind).glob("[!._]*")):
            if kind == "coding" and not (path / "question.yaml").exists():
                yield Problem(
                    question="", file=str(path), reason="has no question.yaml", fix="write it, or remove this"
                )
            if kind != "coding" and path.suffix != ".yaml":
                yield Problem(
                    question="", file=str(path), reason="is not read", fix="name it <slug>.yaml, or remove it"
                )


def _slug_of(folder: BankFolder, file: str) -> str:
    """The question a program file belongs to, by the folder it lies in."""
    inside = next((id_ for id_, entry in folder.entries.items() if entry.path.parent in Path(file).parents), "")
    return inside if inside and folder.entries[inside].kind == "coding" else ""


class _ProgramGate:
    """Runs the programs of the questions that have changed since they last passed."""

    def __init__(self, folder: BankFolder, cache_dir: Path, depth: Depth) -> None:
        self._folder = folder
        self._shelf = MaterialShelf(MaterialCache(cache_dir / "material"))
        self._marks = Marks(cache_dir / "check")
        self._depth = depth
        self._running: list[str] = []
        self._began = time.monotonic()
        self.ran = 0
        self.unchanged = 0
        self.unchecked: set[ProgrammingLanguage] = set()
        self.mutations: list[MutationResult] = []

    async def problems(
        self, questions: list[CodingQuestion], runner: Executes, progress: Callable[[Progress], None]
    ) -> list[Problem]:
        found: list[Problem] = []
        free = asyncio.Semaphore(AT_ONCE)
        total = len(questions)

        async def one(question: CodingQuestion) -> None:
            async with free:
                self._running.append(question.id)
                progress(self._progress(question, total, is_end=False))
                check = self._check(question, runner)
                problems = await check.problems()
                self._running.remove(question.id)
            found.extend(problems)
            self._count(check)
            progress(replace(self._progress(question, total), unchanged=not check.ran, problems=len(problems)))

        try:
            async with asyncio.TaskGroup() as group:
                for question in questions:
                    group.create_task(one(question))
        except ExceptionGroup as group_error:
            raise group_error.exceptions[0] from None
        return sorted(found, key=lambda problem: problem.question)

    def _check(self, question: CodingQuestion, runner: Executes) -> ProgramCheck | ImportedCheck:
        folder = self._folder.entries[question.id].path.parent
        programs = Programs(runner, question, folder, self._folder.trust)
        if isinstance(question, ImportedQuestion):
            return ImportedCheck(programs, self._shelf, self._marks, question)
        return ProgramCheck(programs, self._shelf, self._marks, depth=self._depth)

    def _count(self, check: ProgramCheck | ImportedCheck) -> None:
        self.ran += check.ran
        self.unchanged += not check.ran
        self.unchecked |= check.unchecked
        if check.mutation:
            self.mutations.append(check.mutation)

    def _progress(self, question: CodingQuestion, total: int, *, is_end: bool = True) -> Progress:
        done = self.ran + self.unchanged
        left = None
        if self.ran:
            left = (time.monotonic() - self._began) / self.ran * (total - done)
        return Progress(question.id, done, total, tuple(self._running), is_end, seconds_left=left)


def check_patterns(folder: Path) -> list[Problem]:
    """Every broken rule of a folder of company patterns. Raises ContentError when there is no such folder."""
    found = load_patterns(folder)
    problems = [from_error("", error) for error in found.problems]
    try:
        roles = load_roles(folder)
    except ContentError as error:
        return [*problems, from_error("", error)]
    for pattern in found.patterns:
        file = folder / f"{pattern.type.value}.yaml"
        for role in pattern.roles.keys() - roles.keys():
            finding = Finding(("roles", role), "is not in roles.yaml", f"known: {', '.join(sorted(roles))}")
            problems += placed("", file, [finding])
    return problems
