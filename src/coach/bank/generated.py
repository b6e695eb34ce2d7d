"""The user's own bank of generated questions: who wrote each, what it passed, and how it is labelled."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from coach.bank.loader import BankFolder, Entry
from coach.bank.problem import CheckReport
from coach.domain.base import Model
from coach.domain.content import IMPORTED, QuestionHead
from coach.errors import StoreError

GENERATED = "generated"
LABEL = "AI-generated, checked"
IMPORTED_LABEL = "imported, no hints"
RECORDS = "records"
"""Folder with one JSON file per question, beside the folders of questions."""
PRIVATE_FOLDER = 0o700


class GenerationRecord(Model):
    """How a question came to be."""

    question: str
    model: str
    prompts: tuple[str, ...]
    """Names and versions."""
    content_hash: str
    tries: int
    report: CheckReport
    """What the gate found."""


def origin_label(question: QuestionHead) -> str:
    """What is shown of a question's origin; empty for one of ours."""
    return {GENERATED: LABEL, IMPORTED: IMPORTED_LABEL}.get(question.provenance.origin, "")


def taken_ids(folders: Sequence[Path]) -> set[str]:
    """The ids of every question in these folders; a folder that is missing has none."""
    return {name for folder in folders if folder.is_dir() for name in BankFolder(folder).entries}


def keep(entry: Entry, into: Path, record: GenerationRecord) -> Path:
    """Put a question that passed into a bank, whole or not at all; its YAML file there. Raises StoreError."""
    note = into / RECORDS / f"{record.question}.json"
    try:
        note.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        note.write_text(record.model_dump_json(indent=2) + "\n", encoding="utf-8")
        return _copied(entry, into)
    except OSError as error:
        with suppress(OSError):
            note.unlink()
        raise _not_written(entry, into, error, "The question passed the check, and is lost.") from None


def copy_whole(entry: Entry, into: Path) -> Path:
    """Put a question into a bank, whole or not at all; its YAML file there. Raises StoreError."""
    try:
        return _copied(entry, into)
    except OSError as error:
        raise _not_written(entry, into, error, "Nothing of it was kept.") from None


def _copied(entry: Entry, into: Path) -> Path:
    is_folder = entry.path.name == "question.yaml"
    source = entry.path.parent if is_folder else entry.path
    target = into / entry.kind / source.name
    target.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    # A name with a dot is no question, so that nobody reads half a copy.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as beside:
        copy = Path(beside) / source.name
        if is_folder:
            shutil.copytree(source, copy)
        else:
            shutil.copyfile(source, copy)
        copy.rename(target)
    return target / entry.path.name if is_folder else target


def _not_written(entry: Entry, into: Path, error: OSError, why: str) -> StoreError:
    place = into / entry.kind / entry.id
    fix = f"make room, or check the permissions of {into}"
    return StoreError(f"{place} cannot be written: {error.strerror or error}.", why=why, fix=fix)


def write_whole(files: Mapping[str, str], target: Path) -> None:
    """Write the files of a new folder, all or none. Raises StoreError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as beside:
            copy = Path(beside) / target.name
            for name, text in files.items():
                path = copy / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="")
            copy.rename(target)
    except OSError as error:
        fix = f"make room, or check the permissions of {target.parent}"
        raise StoreError(f"{target} cannot be written: {error.strerror or error}.", fix=fix) from None
