"""The user's own bank of generated questions: who wrote each, what it passed, and how it is labelled."""

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from coach.bank.loader import BankFolder, Entry
from coach.bank.problem import CheckReport
from coach.domain.base import Model
from coach.domain.content import QuestionHead
from coach.errors import StoreError

GENERATED = "generated"
LABEL = "AI-generated, checked"
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
    """What is shown of a question's origin; empty for one that people wrote."""
    return LABEL if question.provenance.origin == GENERATED else ""


def taken_ids(folders: Sequence[Path]) -> set[str]:
    """The ids of every question in these folders; a folder that is missing has none."""
    return {name for folder in folders if folder.is_dir() for name in BankFolder(folder).entries}


def keep(entry: Entry, into: Path, record: GenerationRecord) -> Path:
    """Put a question that passed into a bank, whole or not at all; its YAML file there. Raises StoreError."""
    is_folder = entry.path.name == "question.yaml"
    source = entry.path.parent if is_folder else entry.path
    target = into / entry.kind / source.name
    note = into / RECORDS / f"{record.question}.json"
    try:
        note.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        note.write_text(record.model_dump_json(indent=2) + "\n", encoding="utf-8")
        target.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        # A name with a dot is no question, so that nobody reads half a copy.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as beside:
            copy = Path(beside) / source.name
            if is_folder:
                shutil.copytree(source, copy)
            else:
                shutil.copyfile(source, copy)
            copy.rename(target)
    except OSError as error:
        with suppress(OSError):
            note.unlink()
        raise StoreError(
            f"{target} cannot be written: {error.strerror or error}.",
            why="The question passed the check, and is lost.",
            fix=f"make room, or check the permissions of {into}",
        ) from None
    return target / entry.path.name if is_folder else target
