"""Keeps the heads of questions in the cache folder, so that a large bank is not read anew by every command."""

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from coach.bank.material import write_atomically
from coach.bank.problem import Problem
from coach.domain.base import Model
from coach.domain.content import BankQuestion, ListedQuestion
from coach.domain.prose import BehavioralQuestion


class Kept(Model):
    """What reading the files of one question came to."""

    stamp: str
    """What the file system said of them; empty where they are to be read again."""
    head: ListedQuestion | None
    """None for a question that cannot be used."""
    faults: tuple[Problem, ...] = ()


def head_of(question: BankQuestion) -> ListedQuestion:
    """The part of a question that lists need."""
    shared = {name: getattr(question, name) for name in ListedQuestion.model_fields if hasattr(question, name)}
    competency = question.competency if isinstance(question, BehavioralQuestion) else ""
    return ListedQuestion.model_construct(**shared | {"kind": question.question_type, "competency": competency})


class HeadCache:
    """One file per bank folder: a digest, then JSON. A damaged file, or one of other rules, counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, root: Path) -> Path:
        name = hashlib.sha256(str(root.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        return self._folder / f"{name}.json"

    def load(self, root: Path, key: str) -> dict[str, Kept]:
        """By id; `key` is what else the outcome depends on."""
        try:
            digest, _, body = self.path(root).read_bytes().partition(b"\n")
            return _file().validate_json(body) if digest == _digest(key, body) else {}
        except (OSError, ValidationError):
            return {}

    def save(self, root: Path, key: str, kept: dict[str, Kept]) -> None:
        """Whole or not at all; a disk that refuses costs only time."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            body = _file().dump_json(kept, by_alias=True)
            write_atomically(self.path(root), _digest(key, body) + b"\n" + body)

    def forget(self, root: Path) -> None:
        with suppress(OSError):
            self.path(root).unlink()


@cache
def _file() -> TypeAdapter[dict[str, Kept]]:
    return TypeAdapter(dict[str, Kept])


def _digest(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape") + b"\0" + body).hexdigest().encode()
