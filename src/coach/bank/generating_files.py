"""Writes a draft as an ordinary question of a bank folder."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import JsonValue

from coach.bank.loader import Entry
from coach.bank.yaml_source import MAX_BYTES
from coach.domain.drafts import QuestionDraft, QuestionWish
from coach.domain.enums import DifficultyLevel, QuestionType, Seniority
from coach.domain.scalar import plain_scalar
from coach.errors import ContentError

FOLDERS = {
    QuestionType.CODING_PROBLEM: "coding",
    QuestionType.SYSTEM_DESIGN: "system_design",
    QuestionType.BEHAVIORAL: "behavioral",
    QuestionType.TECHNICAL_CONCEPT: "concepts",
}
"""Kind → folder of the bank."""
LICENSE = "CC0-1.0"
ELO = {DifficultyLevel.EASY: 1100, DifficultyLevel.MEDIUM: 1450, DifficultyLevel.HARD: 1800}
SENIORITY = {
    DifficultyLevel.EASY: (Seniority.JUNIOR, Seniority.MID),
    DifficultyLevel.MEDIUM: (Seniority.MID, Seniority.SENIOR),
    DifficultyLevel.HARD: (Seniority.SENIOR, Seniority.STAFF),
}
MINUTES = {QuestionType.SYSTEM_DESIGN: 35, QuestionType.BEHAVIORAL: 10, QuestionType.TECHNICAL_CONCEPT: 9}
CODING_MINUTES = {DifficultyLevel.EASY: 15, DifficultyLevel.MEDIUM: 25, DifficultyLevel.HARD: 35}
LONGEST_SLUG = 50
LINE_WIDTH = 110


def free_slug(title: object, taken: Iterable[str]) -> str:
    """An id from a title that no other question has."""
    words = re.findall(r"[a-z0-9]+", str(title).lower())
    slug = "-".join(words)[:LONGEST_SLUG].strip("-") or "question"
    known = set(taken)
    return next(
        name for name in (slug, *(f"{slug}-{number}" for number in range(2, len(known) + 3))) if name not in known
    )


def head_of(wish: QuestionWish, slug: str, author: str) -> dict[str, JsonValue]:
    """The fields that no draft decides."""
    return {
        "schema": 1,
        "id": slug,
        "version": 1,
        "provenance": {"origin": "generated", "license": LICENSE, "authors": [author]},
        "difficulty": {"level": wish.difficulty.value, "elo": ELO[wish.difficulty]},
        "concepts": [wish.concept],
        "family": slug,
        "seniority": [each.value for each in SENIORITY[wish.difficulty]],
        "minutes": MINUTES.get(wish.kind) or CODING_MINUTES[wish.difficulty],
    }


def write_draft(root: Path, wish: QuestionWish, head: Mapping[str, JsonValue], draft: QuestionDraft) -> Entry:
    """Write a draft into a bank folder. Raises ContentError for what no file of a bank can hold, OSError."""
    slug = str(head["id"])
    folder = root / FOLDERS[wish.kind]
    is_coding = wish.kind is QuestionType.CODING_PROBLEM
    path = folder / slug / "question.yaml" if is_coding else folder / f"{slug}.yaml"
    _write(path, yaml_text({**head, **{name: draft.fields[name] for name in draft.fields if name not in head}}, path))
    for name, source in draft.programs.items():
        _write(path.parent / name, source)
    return Entry(slug, FOLDERS[wish.kind], path)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A lone surrogate has no UTF-8; what stands there then is for the check to judge.
    path.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8", errors="replace")


def yaml_text(document: Mapping[str, JsonValue], path: Path) -> str:
    """YAML that the bank's own reader takes for the same data. Raises ContentError for data nested too deep."""
    try:
        text: str = yaml.dump(
            dict(document),
            Dumper=_Plain,
            sort_keys=False,
            allow_unicode=True,
            width=LINE_WIDTH,
            default_flow_style=None,
        )
    except (RecursionError, yaml.YAMLError):
        raise ContentError("cannot be written as YAML", file=str(path), fix="flatten the values") from None
    if len(text) > MAX_BYTES:
        raise ContentError(f"is larger than {MAX_BYTES:,} bytes", file=str(path), fix="make the values smaller")
    return text


class _Plain(yaml.SafeDumper):
    """Plain data only, every value written out."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Plain, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None if _reads_as_text(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _reads_as_text(text: str) -> bool:
    # The writer follows YAML 1.1, the reader the core schema of 1.2: `1e3` is text to the one, a number to the other.
    try:
        return plain_scalar(text) == text
    except ValueError:
        return False


_Plain.add_representer(str, _text)
