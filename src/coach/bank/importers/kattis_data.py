"""The tests of a Kattis package: data/sample and data/secret, with the settings of their groups."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from coach.bank.imported import MAX_CASE_BYTES, MAX_DATA_BYTES, no_answer
from coach.bank.importers.kattis_metadata import Metadata
from coach.bank.importers.package import Package
from coach.bank.yaml_source import Document
from coach.domain.enums import TestGroup
from coach.errors import ContentError

DATA = "data"
FOLDERS = {f"{DATA}/sample": TestGroup.SAMPLE, f"{DATA}/secret": TestGroup.CORE}
GROUP_SETTINGS = ("test_group.yaml", "testdata.yaml")
SCORING = (
    "max_score",
    "score_aggregation",
    "range",
    "grading",
    "grader_flags",
    "accept_score",
    "static_validation_score",
)
LONGEST_ID = 60
MOST_CASES = 1_000
LONGEST_NOTE = 400


@dataclass(frozen=True)
class Case:
    """One input with its answer."""

    id: str
    group: TestGroup
    input: str
    answer: str
    note: str
    flags: tuple[str, ...]
    """What the output validator is told for it."""


def read_cases(package: Package, metadata: Metadata) -> tuple[Case, ...]:
    """Every test that can be run here, samples first. Raises ContentError for a test without an answer."""
    found: list[Case] = []
    left = MAX_DATA_BYTES
    groups: dict[str, tuple[str, ...]] = {}
    for name, group in _inputs(package):
        stem = name.removesuffix(".in")
        if f"{stem}.ans" not in package.sizes:
            raise no_answer(package.place(name))
        size = package.sizes[name] + package.sizes[f"{stem}.ans"]
        if reason := _why_not(package, stem, size, left, len(found)):
            package.leave_out(name, reason)
            continue
        try:
            texts = package.text(name, MAX_CASE_BYTES), package.text(f"{stem}.ans", MAX_CASE_BYTES)
        except ContentError as error:
            package.leave_out(name, error.message.partition(" – ")[2])
            continue
        left -= size
        note, flags = _settings(package, stem, metadata, groups)
        id_ = _free_id(stem, group, {case.id for case in found})
        found.append(Case(id_, group, *texts, note, flags))
    if not found:
        raise package.error(DATA, "holds no test that can be run here", fix="add data/secret/1.in and 1.ans")
    return tuple(found)


def _inputs(package: Package) -> Iterator[tuple[str, TestGroup]]:
    for folder, group in FOLDERS.items():
        yield from ((name, group) for name in package.below(folder) if name.endswith(".in"))


def _why_not(package: Package, stem: str, size: int, left: int, count: int) -> str:
    if count >= MOST_CASES:
        return f"more than {MOST_CASES:,} tests"
    if max(package.sizes[f"{stem}.in"], package.sizes[f"{stem}.ans"]) > MAX_CASE_BYTES:
        return f"over {MAX_CASE_BYTES // 1_000_000} MB, too large for a test here"
    if size > left:
        return f"the tests before it fill the {MAX_DATA_BYTES // 1_000_000} MB of a question"
    if package.below(f"{stem}.files"):
        return "needs files beside its input"
    return ""


def _free_id(stem: str, group: TestGroup, taken: set[str]) -> str:
    """An id from the path inside the group's folder; samples say so."""
    inner = stem.split("/", 2)[2]
    slug = "-".join(re.findall(r"[a-z0-9]+", inner.lower())) or "test"
    if group is TestGroup.SAMPLE and not slug.startswith("sample"):
        slug = f"sample-{slug}"
    slug = slug[: LONGEST_ID - 5].strip("-")
    return next(each for each in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)


def _settings(
    package: Package, stem: str, metadata: Metadata, groups: dict[str, tuple[str, ...]]
) -> tuple[str, tuple[str, ...]]:
    """What a test is about, and its validator flags: its own, else those of the nearest group above it.

    `groups` holds the flags of the folders that were read before, since most tests share theirs.
    """
    note, flags = "", metadata.validator_flags
    parts = stem.split("/")[:-1]
    for folder in accumulate(parts, "{}/{}".format):
        if folder not in groups:
            for path in (f"{folder}/{name}" for name in GROUP_SETTINGS):
                if path in package.sizes:
                    flags = _flags(package, package.yaml(path), flags)
            groups[folder] = flags
        flags = groups[folder]
    if f"{stem}.yaml" in package.sizes:
        document = package.yaml(f"{stem}.yaml")
        flags = _flags(package, document, flags)
        note = _line(document.data.get("description"))
    elif f"{stem}.desc" in package.sizes:
        note = _line(package.text(f"{stem}.desc"))
    return note, flags


def _flags(package: Package, document: Document, flags: tuple[str, ...]) -> tuple[str, ...]:
    data, name = document.data, document.file.removeprefix(f"{package.label}/")
    if lost := [key for key in SCORING if key in data]:
        package.leave_out(name, f"{', '.join(lost)}: there are no scores here, all tests count alike")
    if data.get("args"):
        raise document.error("gives the program arguments", ("args",), fix="only standard input is given here")
    for key in ("output_validator_args", "output_validator_flags"):
        given: Any = data.get(key)
        if isinstance(given, str):
            return tuple(given.split())
        if isinstance(given, list):
            return tuple(str(each) for each in given)
    return flags


def _line(value: Any) -> str:
    return " ".join(str(value).split())[:LONGEST_NOTE] if isinstance(value, str) else ""


def without_repeats(package: Package, cases: Sequence[Case]) -> tuple[Case, ...]:
    """Each input once; packages like to put their samples among the secret tests too."""
    first: dict[str, Case] = {}
    for case in cases:
        if case.input in first:
            package.leave_out(f"test {case.id}", f"has the input of {first[case.input].id}")
        first.setdefault(case.input, case)
    return tuple(first.values())


def usual_flags(cases: Sequence[Case]) -> tuple[str, ...]:
    """The validator flags of most tests."""
    return Counter(case.flags for case in cases).most_common(1)[0][0]


def with_flags(package: Package, cases: Sequence[Case], flags: tuple[str, ...]) -> tuple[Case, ...]:
    """The tests that are compared in the same way; one question has one way."""
    for case in cases:
        if case.flags != flags:
            package.leave_out(
                f"test {case.id}", f"is compared with {' '.join(case.flags) or 'no flags'}, unlike the others"
            )
    return tuple(case for case in cases if case.flags == flags)
