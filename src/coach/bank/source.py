"""The question source of the engine: folders on disk, and material worked out in a sandbox."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.bank.heads import HeadCache
from coach.bank.listing import ListedFolder
from coach.bank.loader import BankFolder, Entry
from coach.bank.material import MaterialCache, MaterialShelf, build_samples
from coach.bank.patterns import Role, load_patterns, load_roles
from coach.bank.problem import Problem, as_error, from_error
from coach.bank.programs import Programs, programs_trust
from coach.bank.resources import shipped_bank
from coach.bank.yaml_model import load_yaml_model, nearest
from coach.domain.coding import CodingQuestion
from coach.domain.company import CompanyPattern
from coach.domain.content import BankQuestion, ListedQuestion, QuestionHead
from coach.domain.enums import CompanyType
from coach.domain.execution import Trust
from coach.domain.imported import ImportedQuestion
from coach.domain.material import PreparedCase, TestMaterial
from coach.errors import ContentError, NotFound, RunnerUnavailable
from coach.ports import CodeRunner

SAMPLES_IN_MEMORY = 20
"""Questions; they run at each save, and are small."""


def bank_folder(path: Path) -> BankFolder:
    """A bank folder with the trust it deserves: ours when it is the shipped one, else foreign."""
    try:
        shipped = path.resolve() == shipped_bank().resolve()
    except ContentError:
        shipped = False
    return BankFolder(path, Trust.BANK if shipped else Trust.FOREIGN)


@dataclass(frozen=True)
class Packs:
    """What a person added to the shipped questions."""

    folders: tuple[Path, ...] = ()
    faults: tuple[ContentError, ...] = ()
    """Why others cannot be read at all."""


@dataclass(frozen=True)
class Holding:
    """What one folder gives to the whole."""

    root: Path
    questions: tuple[ListedQuestion, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What is wrong with the questions that are left out."""


class BankSource:
    """Implements `ports.QuestionSource`. Of two questions with the same id, the first folder's counts."""

    def __init__(
        self,
        bank_folders: Sequence[Path],
        pattern_folder: Path,
        runner: CodeRunner | None,
        cache_dir: Path,
        packs: Packs = Packs(),
    ) -> None:
        heads = HeadCache(cache_dir / "heads")
        self._folders = [ListedFolder(bank_folder(path), heads) for path in bank_folders]
        self._folders += [ListedFolder(bank_folder(path), heads, vetted=True) for path in packs.folders]
        self._faults = tuple(from_error("", fault) for fault in packs.faults)
        self._pattern_folder = pattern_folder
        self._runner = runner
        self._shelf = MaterialShelf(MaterialCache(cache_dir / "material"))
        self._samples = MaterialShelf(MaterialCache(cache_dir / "samples"), build_samples, SAMPLES_IN_MEMORY)
        self._questions: dict[str, BankQuestion] = {}
        self._patterns: dict[CompanyType, CompanyPattern] = {}
        self._holdings: tuple[Holding, ...] | None = None

    async def catalog(self) -> tuple[ListedQuestion, ...]:
        questions = [question for holding in await self.holdings() for question in holding.questions]
        if not questions and (problems := await self.problems()):
            raise as_error(problems[0])
        return tuple(sorted(questions, key=lambda question: question.id))

    async def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the questions that `catalog` leaves out."""
        return self._faults + tuple(problem for holding in await self.holdings() for problem in holding.problems)

    async def holdings(self) -> tuple[Holding, ...]:
        """What each folder gives, in the order in which they count."""
        if self._holdings is None:
            self._holdings = await asyncio.to_thread(self._read_all)
        return self._holdings

    def _read_all(self) -> tuple[Holding, ...]:
        taken: dict[str, Entry] = {}
        return tuple(_held(folder, taken) for folder in self._folders)

    async def question(self, bank_id: str) -> BankQuestion:
        if bank_id not in self._questions:
            self._questions[bank_id] = await asyncio.to_thread(self._read, bank_id)
        return self._questions[bank_id]

    def _read(self, bank_id: str) -> BankQuestion:
        return self._folder_of(bank_id).question(bank_id)

    def _folder_of(self, bank_id: str) -> ListedFolder:
        there = [folder for folder in self._folders if folder.folder.root.is_dir()]
        for folder in there:
            if bank_id in folder.folder.entries:
                return folder
        known = sorted({known for folder in there for known in folder.folder.entries})
        near = nearest(bank_id, known, limit=3)
        fix = f"Did you mean {' or '.join(near)}?" if near else "`coach bank list` shows all."
        raise NotFound(f"There is no question {bank_id!r}.", why=f"{len(known)} are known.", fix=fix)

    async def material(self, question: CodingQuestion) -> TestMaterial:
        return await self._shelf.material(await self._programs(question))

    async def samples(self, question: CodingQuestion) -> tuple[PreparedCase, ...]:
        if isinstance(question, ImportedQuestion):
            # All of its tests have one limit, which takes all of them to find.
            return (await self.material(question)).samples
        return (await self._samples.material(await self._programs(question))).cases

    async def _programs(self, question: CodingQuestion) -> Programs:
        if self._runner is None:
            raise RunnerUnavailable(
                "Test cases cannot be prepared: there is no sandbox to run the reference solution in."
            )
        folder = (await self._place(question.id)).folder
        return Programs(self._runner, question, folder.entries[question.id].path.parent, folder.trust)

    async def trust(self, question: QuestionHead) -> Trust:
        return programs_trust(question, (await self._place(question.id)).folder.trust)

    async def _place(self, bank_id: str) -> ListedFolder:
        if self._holdings is None and bank_id not in self._questions:
            await asyncio.to_thread(self._folder_of, bank_id)
        # By now this is a look into a table, and not worth a thread.
        return self._folder_of(bank_id)

    async def patterns(self) -> tuple[CompanyPattern, ...]:
        found = await asyncio.to_thread(load_patterns, self._pattern_folder)
        if not found.patterns and found.problems:
            raise found.problems[0]
        return found.patterns

    async def pattern(self, company: CompanyType) -> CompanyPattern:
        if company not in self._patterns:
            self._patterns[company] = await asyncio.to_thread(self._read_pattern, company)
        return self._patterns[company]

    def _read_pattern(self, company: CompanyType) -> CompanyPattern:
        path = self._pattern_folder / f"{company.value}.yaml"
        if path.is_file():
            return load_yaml_model(path, CompanyPattern)
        known = [kind.value for kind in CompanyType if (self._pattern_folder / f"{kind.value}.yaml").is_file()]
        raise NotFound(
            f"There is no pattern for {company.value}.",
            why=f"Patterns there are: {', '.join(known) or 'none'}.",
        )

    async def roles(self) -> dict[str, Role]:
        """Role → what it is. Raises ContentError."""
        return await asyncio.to_thread(load_roles, self._pattern_folder)


def _held(folder: ListedFolder, taken: dict[str, Entry]) -> Holding:
    """What a folder gives beside the ids that are taken already; its own are added to them."""
    root = folder.folder.root
    try:
        listing = folder.listing()
    except ContentError as error:
        return Holding(root, problems=(from_error("", error),))
    entries = folder.folder.entries
    doubles = tuple(
        Problem(
            question=bank_id,
            file=str(entry.path),
            field="id",
            reason=f"has the id of {taken[bank_id].path}",
            fix="rename the file and its id",
        )
        for bank_id, entry in entries.items()
        if bank_id in taken
    )
    questions = tuple(question for bank_id, question in listing.questions.items() if bank_id not in taken)
    taken.update({bank_id: entry for bank_id, entry in entries.items() if bank_id not in taken})
    return Holding(root, questions, listing.problems + doubles)
