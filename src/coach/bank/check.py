"""The gate: what a bank must keep before any of its questions is asked."""

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coach.bank.check_content import Finding
from coach.bank.check_programs import ProgramCheck
from coach.bank.loader import MODELS, BankFolder
from coach.bank.material import MaterialCache, MaterialShelf
from coach.bank.patterns import load_patterns, load_roles
from coach.bank.problem import CheckReport, Problem, from_error
from coach.bank.programs import Programs
from coach.bank.source import bank_folder
from coach.bank.vetting import known_concepts, placed, vet
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.errors import ContentError
from coach.ports import CodeRunner

CHECK_VERSION = 1
"""Raised when the rules that run code change, so that every question is checked again."""
AT_ONCE = 2
"""Questions whose programs run at the same time."""


@dataclass(frozen=True)
class Progress:
    """One coding question is done."""

    question: str
    done: int
    total: int
    unchanged: bool
    problems: int


def silent(_: Progress) -> None:
    """Tells nobody."""


async def check_bank(
    path: Path,
    runner: CodeRunner | None,
    cache_dir: Path,
    *,
    quick: bool = True,
    progress: Callable[[Progress], None] = silent,
) -> CheckReport:
    """Every broken rule of a bank folder. Without a runner only what needs no sandbox.

    `quick` compares with the brute force on 200 random inputs instead of 1,000. Raises ContentError when there is no
    such folder, RunnerUnavailable.
    """
    began = time.monotonic()
    folder = bank_folder(path)
    questions, problems = await asyncio.to_thread(check_texts, folder)
    gate = _ProgramGate(folder, cache_dir, quick=quick)
    if runner is not None:
        broken = {problem.question for problem in problems}
        coding = [each for each in questions if isinstance(each, CodingQuestion) and each.id not in broken]
        problems += await gate.problems(coding, runner, progress)
    return CheckReport(
        questions=len(questions),
        problems=tuple(problems),
        ran=gate.ran,
        unchanged=gate.unchanged,
        unchecked=tuple(sorted(gate.unchecked)),
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

    def __init__(self, folder: BankFolder, cache_dir: Path, *, quick: bool) -> None:
        self._folder = folder
        self._shelf = MaterialShelf(MaterialCache(cache_dir / "material"))
        self._passed = cache_dir / "check"
        self._quick = quick
        self.ran = 0
        self.unchanged = 0
        self.unchecked: set[ProgrammingLanguage] = set()

    async def problems(
        self, questions: list[CodingQuestion], runner: CodeRunner, progress: Callable[[Progress], None]
    ) -> list[Problem]:
        found: list[Problem] = []
        free = asyncio.Semaphore(AT_ONCE)

        async def one(question: CodingQuestion) -> None:
            async with free:
                unchanged = self._mark(question).exists()
                problems = [] if unchanged else await self._check(question, runner)
            found.extend(problems)
            self.unchanged += unchanged
            self.ran += not unchanged
            done = self.ran + self.unchanged
            progress(Progress(question.id, done, len(questions), unchanged, len(problems)))

        try:
            async with asyncio.TaskGroup() as group:
                for question in questions:
                    group.create_task(one(question))
        except ExceptionGroup as group_error:
            raise group_error.exceptions[0] from None
        return sorted(found, key=lambda problem: problem.question)

    async def _check(self, question: CodingQuestion, runner: CodeRunner) -> list[Problem]:
        entry = self._folder.entries[question.id]
        programs = Programs(runner, question, entry.path.parent, self._folder.trust)
        check = ProgramCheck(programs, self._shelf, quick=self._quick)
        problems = await check.problems()
        self.unchecked |= check.unchecked
        if not problems and not check.unchecked:
            with suppress(OSError):
                self._passed.mkdir(parents=True, exist_ok=True)
                self._mark(question).touch()
        return problems

    def _mark(self, question: CodingQuestion) -> Path:
        """An empty file that says: this content has passed these rules."""
        key = f"{question.content_hash} {CHECK_VERSION} {'quick' if self._quick else 'full'}"
        return self._passed / hashlib.sha256(key.encode()).hexdigest()


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
