"""Remembers which rules a question has passed, so that only what changed is run again."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from coach.bank.material import MATERIAL_VERSION, write_atomically
from coach.domain.coding import CodingQuestion, TestCase
from coach.domain.enums import ProgrammingLanguage

CHECK_VERSION = 3
"""Raised when the rules that run code change, so that every question is checked again."""


class Marks:
    """One small file per rule and content that passed. A folder that cannot be written costs only time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def passed(self, key: str) -> bool:
        return (self._folder / key).exists()

    def note(self, key: str) -> str:
        """What was kept with a mark; empty when it cannot be read."""
        with suppress(OSError, UnicodeDecodeError):
            return (self._folder / key).read_text(encoding="utf-8")
        return ""

    def keep(self, key: str, note: str = "") -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._folder / key, note.encode())


def mark_key(rule: str, parts: Sequence[str]) -> str:
    """The name of the mark for a rule and everything that its result depends on."""
    digest = hashlib.sha256(f"{CHECK_VERSION} {MATERIAL_VERSION} {rule}".encode())
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(f"\0{len(raw)}\0".encode() + raw)
    return digest.hexdigest()


def judged_by(question: CodingQuestion) -> str:
    """What decides whether a program of the question is right; its words are not part of that."""
    return json.dumps(
        {
            "signature": question.signature.model_dump(mode="json"),
            "compare": question.compare,
            "memory_mib": question.memory_mib,
            "tests": cases_alone(question.tests),
            "generators": [each.model_dump(mode="json") for each in question.generators],
            "generate": question.generate,
            "reference": question.solutions.get(ProgrammingLanguage.PYTHON, ""),
        }
    )


def cases_alone(tests: Sequence[TestCase]) -> list[object]:
    """Tests without the reasons given for them."""
    return [test.model_dump(mode="json", exclude={"why"}) for test in tests]
