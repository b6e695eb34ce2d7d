"""From a package to questions in a bank: read, written apart, checked, and only then put where they are asked."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from coach.bank.check import check_bank
from coach.bank.concepts import load_concepts
from coach.bank.generated import copy_whole, taken_ids
from coach.bank.generating_files import CODING_MINUTES, ELO, SENIORITY, free_slug, yaml_text
from coach.bank.importers.draft import Draft, Wish
from coach.bank.importers.exercism import exercism_questions
from coach.bank.importers.kattis import kattis_question
from coach.bank.importers.kattis_metadata import PROBLEM
from coach.bank.importers.package import CANONICAL, Package, open_package
from coach.bank.loader import BankFolder, Entry
from coach.bank.problem import CheckReport
from coach.bank.resources import shipped_bank
from coach.domain.imported import ImportedQuestion
from coach.errors import BadInput, ContentError, StoreError
from coach.ports import CodeRunner

Format = Literal["auto", "kattis", "icpc", "exercism"]


@dataclass(frozen=True)
class Destination:
    """Where imported questions go, and what is there already."""

    into: Path
    others: Sequence[Path] = ()
    """Banks whose ids are taken too."""


class Imported(NamedTuple):
    """What came of a package."""

    questions: tuple[ImportedQuestion, ...]
    paths: tuple[Path, ...]
    """The YAML file of each; empty when the check found something, since nothing is kept then."""
    left_out: tuple[str, ...]
    report: CheckReport


async def import_package(
    path: Path, format_: Format, wish: Wish, destination: Destination, runner: CodeRunner | None, cache_dir: Path
) -> Imported:
    """Import every question of a package; without a runner its programs are not checked.

    Raises NotFound, ContentError, BadInput for one that was imported before, RunnerUnavailable, StoreError.
    """
    package = open_package(path)
    drafts = _drafts(package, format_)
    with tempfile.TemporaryDirectory(prefix="coach-import-") as folder:
        root = Path(folder)
        entries = list(_written(root, package, drafts, wish, destination))
        questions = tuple(_read(root, entry, package) for entry in entries)
        report = await check_bank(root, runner, cache_dir)
        if report.problems:
            return Imported(questions, (), tuple(package.left_out), _told(report, root))
        paths = _kept(entries, destination.into)
    return Imported(questions, paths, tuple(package.left_out), report)


def _kept(entries: Sequence[Entry], into: Path) -> tuple[Path, ...]:
    """Put all questions into a bank, or none. Raises StoreError."""
    paths: list[Path] = []
    try:
        for entry in entries:
            paths.append(copy_whole(entry, into))
    except StoreError:
        for path in paths:
            shutil.rmtree(path.parent, ignore_errors=True)
        raise
    return tuple(paths)


def _drafts(package: Package, format_: Format) -> tuple[Draft, ...]:
    has_problem, has_cases = PROBLEM in package.sizes, CANONICAL in package.sizes
    if format_ == "exercism" or (format_ == "auto" and has_cases and not has_problem):
        return exercism_questions(package)
    if format_ == "auto" and not has_problem:
        message = f"has neither {PROBLEM} nor {CANONICAL}"
        raise ContentError(message, file=package.label, fix="name the folder that holds one of them")
    return (kattis_question(package),)


def _written(
    root: Path, package: Package, drafts: Sequence[Draft], wish: Wish, destination: Destination
) -> Iterator[Entry]:
    taken = taken_ids([*destination.others, destination.into])
    if (coding := destination.into / "coding").is_dir():
        # A folder that holds no question is in the way all the same.
        taken |= {path.name for path in coding.iterdir()}
    for draft in drafts:
        _require_new(draft, destination.into)
        slug = free_slug(draft.slug, taken)
        taken.add(slug)
        yaml_file = root / "coding" / slug / "question.yaml"
        fields = _complete(package, draft.fields, slug, wish)
        for name, text in {"question.yaml": yaml_text(fields, yaml_file), **draft.files}.items():
            target = yaml_file.parent / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
        yield Entry(slug, "coding", yaml_file)


def _require_new(draft: Draft, into: Path) -> None:
    """Raises BadInput for what is there already; a package that is read twice is no second question."""
    package = draft.fields["package"]
    for entry in BankFolder(into).entries.values() if into.is_dir() else ():
        known, _ = BankFolder(into).check(entry) if entry.kind == "coding" else (None, ())
        if isinstance(known, ImportedQuestion) and _is_same(known, draft):
            raise BadInput(
                f"{package['name']} was imported before, as {known.id}.",
                fix=f"to import it again, remove {entry.path.parent} first",
            )


def _is_same(known: ImportedQuestion, draft: Draft) -> bool:
    """Whether a question came from this package; without an id, what it asks decides, since names are used again."""
    package = draft.fields["package"]
    if (known.package.name, known.package.id) != (package["name"], package["id"]):
        return False
    inputs = {text for name, text in draft.files.items() if name.endswith(".in")}
    return bool(known.package.id) or (
        known.title == draft.fields["title"] and {test.input.get("stdin") for test in known.tests} == inputs
    )


def _complete(package: Package, fields: dict[str, Any], slug: str, wish: Wish) -> dict[str, Any]:
    """The fields of a draft with those that the format has no word for."""
    fields = dict(fields)
    concepts = _concepts(package, fields.pop("keywords", ()))
    return {
        "schema": 1,
        "id": slug,
        "version": 1,
        "kind": "coding_problem",
        **fields,
        "difficulty": {"level": wish.difficulty.value, "elo": ELO[wish.difficulty]},
        "concepts": concepts,
        "family": slug,
        "seniority": [each.value for each in SENIORITY[wish.difficulty]],
        "minutes": CODING_MINUTES[wish.difficulty],
    }


def _concepts(package: Package, keywords: Sequence[str]) -> list[str]:
    """The concepts that keywords name, by id, name or other word; the others are said."""
    graph = load_concepts(shipped_bank())
    by_word = {
        word: id_
        for id_, concept in graph.concepts.items()
        for word in (*(alias.casefold() for alias in concept.aliases), concept.name.casefold(), id_)
    }
    found = []
    for keyword in keywords:
        word = " ".join(re.split(r"[\s_]+", keyword.casefold()))
        if concept := by_word.get(word) or by_word.get(word.replace(" ", "-")) or by_word.get(word.replace("-", " ")):
            found.append(concept)
        else:
            package.leave_out(f"keyword {keyword!r}", "is no concept of the bank")
    return list(dict.fromkeys(found))


def _read(root: Path, entry: Entry, package: Package) -> ImportedQuestion:
    """The question as it is read from its files. Raises ContentError that names the package."""
    question, faults = BankFolder(root).check(entry)
    if isinstance(question, ImportedQuestion):
        return question
    fault = faults[0]
    reason = fault.message.partition(" – ")[2] or fault.message
    raise ContentError(f"cannot be made a question: {reason}", file=package.label, field=fault.field, why=fault.why)


def _told(report: CheckReport, root: Path) -> CheckReport:
    """The problems without the folder that is gone by the time they are read."""
    problems = tuple(
        problem.replace(file=str(Path(problem.file).relative_to(root / "coding"))) for problem in report.problems
    )
    return report.replace(problems=problems)
