"""Reads a bank folder into questions; a broken one is reported and the others stay usable."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from coach.bank.imported import imported_fields, imported_files, says_imported
from coach.bank.yaml_model import check_document
from coach.bank.yaml_source import Document, read_text, read_yaml
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import Trust
from coach.domain.imported import ImportedQuestion
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.errors import ContentError

MODELS: dict[str, type[BankQuestion]] = {
    "coding": CodingQuestion,
    "system_design": SystemDesignQuestion,
    "behavioral": BehavioralQuestion,
    "concepts": ConceptQuestion,
}
"""Folder of the bank → what its files hold."""
MAX_SOURCE_BYTES = 200_000


@dataclass(frozen=True)
class Entry:
    """Where one question lies, before anything of it is read."""

    id: str
    kind: str
    path: Path
    """Its YAML file."""


@dataclass(frozen=True)
class Catalog:
    """What a bank folder holds: the usable questions ordered by id, and what is wrong with the others."""

    questions: tuple[BankQuestion, ...]
    problems: tuple[ContentError, ...]


class BankFolder:
    """One bank, in the layout of the shipped one.

    `coding/<slug>/question.yaml` with its programs beside it; `system_design/<slug>.yaml`, and so on.
    """

    def __init__(self, root: Path, trust: Trust = Trust.FOREIGN) -> None:
        self.root = root
        self.trust = trust

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Id → entry, from file names alone. Raises ContentError when the folder is missing."""
        if not self.root.is_dir():
            raise ContentError("is not a folder", file=str(self.root), fix="name a folder with a question bank")
        found: dict[str, Entry] = {}
        for entry in self._listed():
            found.setdefault(entry.id, entry)
        return found

    @cached_property
    def duplicates(self) -> tuple[ContentError, ...]:
        """Files whose id another file has already."""
        return tuple(
            ContentError(
                f"has the id of {self.entries[entry.id].path}",
                file=str(entry.path),
                field="id",
                fix="rename the file and its id",
            )
            for entry in self._listed()
            if self.entries[entry.id] != entry
        )

    def _listed(self) -> Iterator[Entry]:
        for kind in MODELS:
            pattern = "*/question.yaml" if kind == "coding" else "*.yaml"
            for path in sorted((self.root / kind).glob(pattern)):
                slug = path.parent.name if kind == "coding" else path.stem
                if not slug.startswith("."):
                    yield Entry(slug, kind, path)

    def question(self, bank_id: str) -> BankQuestion:
        """One question, from its own files only. Raises KeyError for an unknown id, ContentError."""
        question, faults = self.check(self.entries[bank_id])
        if question is None:
            raise faults[0]
        return question

    def catalog(self) -> Catalog:
        """Every question. Raises ContentError only when there is no such folder."""
        questions: list[BankQuestion] = []
        problems = list(self.duplicates)
        for bank_id in sorted(self.entries):
            question, faults = self.check(self.entries[bank_id])
            problems.extend(faults)
            if question is not None:
                questions.append(question)
        return Catalog(tuple(questions), tuple(problems))

    def check(self, entry: Entry) -> tuple[BankQuestion | None, tuple[ContentError, ...]]:
        """The question of an entry, or every fault of its files. Raises nothing."""
        try:
            require_inside(self.root, entry.path)
            document = read_yaml(entry.path)
            filled = self._filled(entry, document)
            if self._is_imported(entry, document):
                files = imported_files(entry.path.parent, partial(require_inside, self.root))
                filled |= imported_fields(files, document)
                filled["content_hash"] = content_hash({entry.path.name: document.text, **files})
        except ContentError as error:
            return None, (error,)
        question, faults = check_document(document, self._model(entry, document), filled)
        if question is not None and question.id != entry.id:
            message = f"is {question.id!r}, the file is called {entry.id!r}"
            return None, (document.error(message, ("id",), fix=f"write `id: {entry.id}`, or rename the file"),)
        return question, faults

    def _is_imported(self, entry: Entry, document: Document) -> bool:
        # What is shipped is ours, and keeps every rule whatever it calls itself.
        return entry.kind == "coding" and self.trust is not Trust.BANK and says_imported(document)

    def _model(self, entry: Entry, document: Document) -> type[BankQuestion]:
        return ImportedQuestion if self._is_imported(entry, document) else MODELS[entry.kind]

    def _programs(self, entry: Entry) -> dict[str, str]:
        """Path inside the question's folder → source, in sorted order."""
        if entry.kind != "coding":
            return {}
        folder = entry.path.parent
        paths = [folder / "brute_force.py", folder / "generate.py"]
        paths += [path for path in (folder / "solutions").glob("*") if _is_program(path)]
        paths += [path for name in ("wrong", "twists") for path in (folder / name).glob("*.py")]
        found: dict[str, str] = {}
        for path in sorted(path for path in paths if path.is_symlink() or path.exists()):
            require_inside(self.root, path)
            found[path.relative_to(folder).as_posix()] = read_text(path, MAX_SOURCE_BYTES)
        return found

    def _filled(self, entry: Entry, document: Document) -> dict[str, Any]:
        """The fields that are not written in the YAML file."""
        programs = self._programs(entry)
        filled: dict[str, Any] = {"content_hash": content_hash({entry.path.name: document.text, **programs})}
        if entry.kind == "coding":
            filled |= {
                "solutions": _solutions(entry.path.parent, programs),
                "wrong": _by_stem("wrong", programs),
                "twist_solutions": _by_stem("twists", programs),
                "brute_force": programs.get("brute_force.py", ""),
                "generate": programs.get("generate.py", ""),
            }
        return filled


def require_inside(root: Path, path: Path) -> None:
    """Raises ContentError for a file that lies elsewhere by way of a link."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise ContentError("is a link out of the bank", file=str(path), fix="put a copy of the file there")


def _is_program(path: Path) -> bool:
    return not path.name.startswith((".", "__"))


def _by_stem(part: str, programs: dict[str, str]) -> dict[str, str]:
    return {Path(name).stem: text for name, text in programs.items() if name.startswith(f"{part}/")}


def _solutions(folder: Path, programs: dict[str, str]) -> dict[ProgrammingLanguage, str]:
    by_file = {f"{language.value}.{language.extension}": language for language in ProgrammingLanguage.known()}
    found = {}
    for name, text in programs.items():
        if not name.startswith("solutions/"):
            continue
        if (language := by_file.get(Path(name).name)) is None:
            known = ", ".join(sorted(by_file))
            fix = f"names that are read: {known}"
            raise ContentError("is in no known language", file=str(folder / name), fix=fix)
        found[language] = text
    return found


def content_hash(texts: dict[str, str]) -> str:
    """SHA-256 over names, lengths and texts in the order of names."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        raw = texts[name].encode()
        digest.update(f"{name}\0{len(raw)}\0".encode() + raw)
    return digest.hexdigest()
