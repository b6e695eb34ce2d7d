"""The questions of a bank folder as lists need them, read once and kept while their files stay the same."""

import hashlib
import os
import stat
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coach import __version__
from coach.bank.concepts import CONCEPTS
from coach.bank.heads import HeadCache, Kept, head_of
from coach.bank.imported import DATA, SUBMISSIONS
from coach.bank.loader import BankFolder, Entry, require_inside
from coach.bank.problem import Problem, as_error, from_error
from coach.bank.resources import shipped_bank
from coach.bank.vetting import known_concepts, vet
from coach.bank.yaml_source import read_text
from coach.domain.content import BankQuestion, ListedQuestion
from coach.errors import ContentError

LISTING_VERSION = 3
"""Raised when the same files would be judged otherwise, so that what was kept before is read again."""
MOST_QUESTIONS = 20_000
"""In one pack; reading takes 2 to 3 ms each, the first time."""
PROGRAM_FOLDERS = ("solutions", "wrong", "twists", DATA, SUBMISSIONS)
NESTED_FOLDERS = (DATA, SUBMISSIONS)
"""Of an imported question: its files lie in folders inside these."""
SETTLED = 2_000_000_000
"""Nanoseconds after a change until a file's times tell it from the next change, on every file system."""


@dataclass(frozen=True)
class Listing:
    """The usable questions of a folder by id, and what is wrong with the others."""

    questions: dict[str, ListedQuestion]
    problems: tuple[Problem, ...]


class ListedFolder:
    """A bank folder. `vetted`: only questions that keep the rules of the gate count, programs apart."""

    def __init__(self, folder: BankFolder, cache: HeadCache, *, vetted: bool = False) -> None:
        self.folder = folder
        self._cache = cache
        self._vetted = vetted

    def question(self, bank_id: str) -> BankQuestion:
        """One question, from its own files only. Raises KeyError for an unknown id, ContentError."""
        entry = self.folder.entries[bank_id]
        question = self.folder.question(bank_id)
        if self._vetted and (faults := self._judged(question, entry)):
            raise as_error(faults[0])
        return question

    def listing(self) -> Listing:
        """Everything the folder holds. Raises ContentError when there is no such folder, or far too much in it."""
        entries = self.folder.entries
        if self._vetted and len(entries) > MOST_QUESTIONS:
            message = f"holds {len(entries):,} questions; {MOST_QUESTIONS:,} are read at most"
            raise ContentError(message, file=str(self.folder.root), fix="make several packs of it")
        key = self._key()
        before = self._cache.load(self.folder.root, key)
        found = {bank_id: self._found(entries[bank_id], before.get(bank_id)) for bank_id in sorted(entries)}
        kept = {bank_id: one for bank_id, one in found.items() if one.stamp}
        if kept != before:
            self._cache.save(self.folder.root, key, kept)
        problems = [from_error(Path(error.file).stem, error) for error in self.folder.duplicates]
        problems += self._concepts[1] if self._vetted else ()
        problems += [fault for one in found.values() for fault in one.faults]
        questions = {bank_id: one.head for bank_id, one in found.items() if one.head}
        return Listing(questions, tuple(problems))

    def _key(self) -> str:
        """What else the outcome depends on: these rules, and the concepts there are."""
        concepts = [_concept_text(root) for root in (shipped_bank(), self.folder.root)] if self._vetted else []
        return repr((LISTING_VERSION, __version__, concepts))

    @cached_property
    def _concepts(self) -> tuple[frozenset[str], tuple[Problem, ...]]:
        """Every known concept; those of coach alone where the folder's own cannot be read, and why."""
        try:
            return known_concepts(self.folder.root), ()
        except ContentError as error:
            return known_concepts(shipped_bank()), (from_error("", error),)

    def _found(self, entry: Entry, before: Kept | None) -> Kept:
        stamp = stamp_of(files_of(entry))
        if before and before.stamp == stamp.text:
            return before
        began = time.time_ns()
        question, errors = self.folder.check(entry)
        faults = tuple(from_error(entry.id, error) for error in errors)
        if question is not None and self._vetted:
            faults += self._judged(question, entry)
        head = head_of(question) if question is not None and not faults else None
        # A file that changes again at once may keep its size and times: it is trusted only once it has rested.
        return Kept(stamp=stamp.text if stamp.newest < began - SETTLED else "", head=head, faults=faults)

    def _judged(self, question: BankQuestion, entry: Entry) -> tuple[Problem, ...]:
        """The broken rules of a question; one that the rules themselves stumble over leaves the others usable."""
        concepts = self._concepts[0]
        try:
            return vet(question, entry.path, concepts)
        except ContentError as error:
            return (from_error(entry.id, error),)
        except Exception as error:
            reason, fix = f"cannot be judged ({type(error).__name__})", "make its programs and values simpler"
            return (Problem(question=entry.id, file=str(entry.path), reason=reason, fix=fix),)


def _concept_text(root: Path) -> str:
    try:
        require_inside(root, root / CONCEPTS)
        return read_text(root / CONCEPTS)
    except ContentError as error:
        return error.message


@dataclass(frozen=True)
class Stamp:
    """What the file system says of some files."""

    text: str
    """Empty where that is not enough to go by: a link, or a file that cannot be looked at."""
    newest: int = 0
    """Nanoseconds; when the last of them changed."""


def stamp_of(paths: Iterable[str]) -> Stamp:
    """Changes whenever a file does, also when it is put back with its old times."""
    digest, newest = hashlib.blake2b(digest_size=16), 0
    for path in paths:
        try:
            facts = os.lstat(path)
        except OSError:
            return Stamp("")
        if stat.S_ISLNK(facts.st_mode):
            return Stamp("")
        # The time of the inode cannot be set by hand, unlike that of the content.
        line = f"{path}\0{facts.st_ino} {facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns}\0"
        digest.update(line.encode("utf-8", "surrogateescape"))
        newest = max(newest, facts.st_ctime_ns, facts.st_mtime_ns)
    return Stamp(digest.hexdigest() if newest else "", newest)


def files_of(entry: Entry) -> tuple[str, ...]:
    """Every file that a question is read from; none where a link leads to them."""
    folder = entry.path.parent
    if folder.is_symlink():
        return ()
    if entry.kind != "coding":
        return (str(entry.path),)
    if folder.parent.is_symlink():
        return ()
    try:
        found = list(os.scandir(folder))
        # A linked folder of programs shows as a link among the others.
        inside = [(inner.name, one) for inner in found if inner.name in PROGRAM_FOLDERS for one in os.scandir(inner)]
        found += [one for _, one in inside]
        found += [file for name, one in inside if name in NESTED_FOLDERS for file in _files_in(one)]
    except OSError:
        return ()
    return tuple(sorted(one.path for one in found))


def _files_in(folder: "os.DirEntry[str]") -> list["os.DirEntry[str]"]:
    return list(os.scandir(folder)) if folder.is_dir(follow_symlinks=False) else []
