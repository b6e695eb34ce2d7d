"""The question source of the engine: folders on disk, and material worked out in a sandbox."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from coach.bank.loader import BankFolder, Catalog
from coach.bank.material import MaterialCache, MaterialShelf
from coach.bank.patterns import Role, load_patterns, load_roles
from coach.bank.programs import Programs, programs_trust
from coach.bank.resources import shipped_bank
from coach.bank.yaml_model import load_yaml_model, nearest
from coach.domain.coding import CodingQuestion
from coach.domain.company import CompanyPattern
from coach.domain.content import BankQuestion
from coach.domain.enums import CompanyType
from coach.domain.execution import Trust
from coach.domain.material import TestMaterial
from coach.errors import ContentError, NotFound, RunnerUnavailable
from coach.ports import CodeRunner


def bank_folder(path: Path) -> BankFolder:
    """A bank folder with the trust it deserves: ours when it is the shipped one, else foreign."""
    try:
        shipped = path.resolve() == shipped_bank().resolve()
    except ContentError:
        shipped = False
    return BankFolder(path, Trust.BANK if shipped else Trust.FOREIGN)


class BankSource:
    """Implements `ports.QuestionSource`. Of two questions with the same id, the first folder's counts."""

    def __init__(
        self, bank_folders: Sequence[Path], pattern_folder: Path, runner: CodeRunner | None, cache_dir: Path
    ) -> None:
        self._folders = [bank_folder(path) for path in bank_folders]
        self._pattern_folder = pattern_folder
        self._runner = runner
        self._shelf = MaterialShelf(MaterialCache(cache_dir / "material"))
        self._questions: dict[str, BankQuestion] = {}
        self._catalog: Catalog | None = None

    async def catalog(self) -> tuple[BankQuestion, ...]:
        catalog = await self._whole()
        if not catalog.questions and catalog.problems:
            raise catalog.problems[0]
        return catalog.questions

    async def problems(self) -> tuple[ContentError, ...]:
        """What is wrong with the questions that `catalog` leaves out."""
        return (await self._whole()).problems

    async def _whole(self) -> Catalog:
        if self._catalog is None:
            self._catalog = await asyncio.to_thread(self._read_all)
            self._questions |= {question.id: question for question in self._catalog.questions}
        return self._catalog

    def _read_all(self) -> Catalog:
        found: dict[str, BankQuestion] = {}
        problems: list[ContentError] = []
        for folder in self._folders:
            catalog = folder.catalog()
            problems.extend(catalog.problems)
            for question in catalog.questions:
                found.setdefault(question.id, question)
        return Catalog(tuple(found[bank_id] for bank_id in sorted(found)), tuple(problems))

    async def question(self, bank_id: str) -> BankQuestion:
        if bank_id not in self._questions:
            self._questions[bank_id] = await asyncio.to_thread(self._read, bank_id)
        return self._questions[bank_id]

    def _read(self, bank_id: str) -> BankQuestion:
        return self._folder_of(bank_id).question(bank_id)

    def _folder_of(self, bank_id: str) -> BankFolder:
        for folder in self._folders:
            if bank_id in folder.entries:
                return folder
        known = sorted({known for folder in self._folders for known in folder.entries})
        near = nearest(bank_id, known, limit=3)
        fix = f"Did you mean {' or '.join(near)}?" if near else "`coach bank list` shows all."
        raise NotFound(f"There is no question {bank_id!r}.", why=f"{len(known)} are known.", fix=fix)

    async def material(self, question: CodingQuestion) -> TestMaterial:
        if self._runner is None:
            raise RunnerUnavailable(
                "Test cases cannot be prepared: there is no sandbox to run the reference solution in."
            )
        return await self._shelf.material(await asyncio.to_thread(self._programs, question, self._runner))

    def _programs(self, question: CodingQuestion, runner: CodeRunner) -> Programs:
        folder = self._folder_of(question.id)
        return Programs(runner, question, folder.entries[question.id].path.parent, folder.trust)

    async def trust(self, question: CodingQuestion) -> Trust:
        return programs_trust(question, (await asyncio.to_thread(self._folder_of, question.id)).trust)

    async def patterns(self) -> tuple[CompanyPattern, ...]:
        found = await asyncio.to_thread(load_patterns, self._pattern_folder)
        if not found.patterns and found.problems:
            raise found.problems[0]
        return found.patterns

    async def pattern(self, company: CompanyType) -> CompanyPattern:
        return await asyncio.to_thread(self._read_pattern, company)

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
