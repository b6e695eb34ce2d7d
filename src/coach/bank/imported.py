"""The files beside an imported question: its tests below data/, its programs below submissions/."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from coach.bank.yaml_source import Document, plain_text, read_bytes
from coach.domain.content import IMPORTED
from coach.domain.enums import ProgrammingLanguage, TestGroup
from coach.errors import ContentError

DATA, SUBMISSIONS = "data", "submissions"
ACCEPTED, WRONG = "accepted", "wrong_answer"
"""Folders of submissions that the rest of the bank can use."""
GROUPS = (TestGroup.SAMPLE, TestGroup.CORE, TestGroup.EDGE, TestGroup.PERF)
MAX_SOURCE_BYTES = 200_000
MAX_CASE_BYTES = 4_000_000
"""Of one input or answer."""
MAX_DATA_BYTES = 16_000_000
"""Of all inputs and answers of a question together: every command that lists questions reads them."""
MAX_SUBMISSION_BYTES = 16_000_000
"""Of all programs of a question together."""
MAX_TESTS = 1_000
"""Of a question."""
ENDINGS: Mapping[str, str] = {
    ".py": "python", ".cc": "cpp", ".cpp": "cpp", ".cxx": "cpp", ".c++": "cpp", ".java": "java",
    ".js": "javascript", ".mjs": "javascript", ".go": "go", ".rs": "rust", ".ts": "typescript", ".cs": "csharp",
}  # fmt: skip
"""Ending of a submission → language, as far as code of it can be run."""

Inside = Callable[[Path], None]
"""Raises ContentError for a file outside the bank."""


def says_imported(document: Document) -> bool:
    """Whether it was made from a package; one that was only written after something else keeps the rules of ours."""
    provenance = document.data.get("provenance")
    is_imported = isinstance(provenance, dict) and provenance.get("origin") == IMPORTED
    return is_imported and "package" in document.data


def language_of(name: str) -> ProgrammingLanguage | None:
    """The language of a submission by its ending; None for one that cannot be run."""
    try:
        return ProgrammingLanguage(ENDINGS.get(Path(name).suffix.lower(), ""))
    except ValueError:
        return None


def imported_files(folder: Path, inside: Inside) -> dict[str, str]:
    """Path below the question's folder → text, of all its tests and programs. Raises ContentError."""
    return _submissions(folder, inside) | _data(folder, inside)


def imported_fields(files: Mapping[str, str], document: Document) -> dict[str, Any]:
    """The fields of an imported question that are not written in its YAML file. Raises ContentError."""
    submissions = {name: text for name, text in files.items() if name.startswith(f"{SUBMISSIONS}/")}
    data = {name: text for name, text in files.items() if name.startswith(f"{DATA}/")}
    fields: dict[str, Any] = {
        "submissions": {name.partition("/")[2]: text for name, text in submissions.items()},
        "solutions": _solutions(submissions),
        "wrong": {Path(name).stem: text for name, text in submissions.items() if _is_python_in(name, WRONG)},
    }
    if not data:
        return fields
    folder = Path(document.file).parent
    return fields | {"tests": list(_tests(folder, document, data))}


def _submissions(folder: Path, inside: Inside) -> dict[str, str]:
    found: dict[str, str] = {}
    left = MAX_SUBMISSION_BYTES
    for path in sorted((folder / SUBMISSIONS).glob("*/*")):
        inside(path)
        raw = read_bytes(path, MAX_SOURCE_BYTES)
        left -= len(raw)
        if left < 0:
            message = f"has submissions of more than {MAX_SUBMISSION_BYTES // 1_000_000} MB"
            raise ContentError(message, file=str(folder / SUBMISSIONS), fix="remove some of them")
        found[path.relative_to(folder).as_posix()] = plain_text(raw, str(path))
    return found


def _is_python_in(name: str, folder: str) -> bool:
    return name.split("/")[1] == folder and language_of(name) is ProgrammingLanguage.PYTHON


def _solutions(submissions: Mapping[str, str]) -> dict[ProgrammingLanguage, str]:
    """The first accepted submission in each language."""
    found: dict[ProgrammingLanguage, str] = {}
    for name, text in submissions.items():
        if name.split("/")[1] == ACCEPTED and (language := language_of(name)):
            found.setdefault(language, text)
    return found


def _data(folder: Path, inside: Inside) -> dict[str, str]:
    """Path → text of every input and answer."""
    found: dict[str, str] = {}
    left = MAX_DATA_BYTES
    paths = list(_data_files(folder))
    if (number := sum(path.suffix == ".in" for path in paths)) > MAX_TESTS:
        message = f"has {number:,} tests; a question has at most {MAX_TESTS:,}"
        raise ContentError(message, file=str(folder / DATA), fix="remove some of them")
    for path in paths:
        inside(path)
        raw = read_bytes(path, min(MAX_CASE_BYTES, max(left, 0)))
        left -= len(raw)
        found[path.relative_to(folder).as_posix()] = plain_text(raw, str(path))
    return found


def _data_files(folder: Path) -> Iterator[Path]:
    for group in GROUPS:
        yield from sorted(path for path in (folder / DATA / group.value).glob("*") if path.suffix in (".in", ".ans"))


def _tests(folder: Path, document: Document, data: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    notes = document.data.get("test_notes")
    for name, text in data.items():
        if not name.endswith(".in"):
            continue
        _, group, file = name.split("/")
        answer = name.removesuffix(".in") + ".ans"
        if answer not in data:
            raise no_answer(str(folder / name))
        id_ = file.removesuffix(".in")
        note = notes.get(id_) if isinstance(notes, dict) else None
        why = note or ("a sample" if group == TestGroup.SAMPLE else "a hidden test of the package")
        yield {"id": id_, "group": group, "input": {"stdin": text}, "expected": data[answer], "why": why}


def no_answer(file: str) -> ContentError:
    """An input without its answer."""
    wanted = Path(file).with_suffix(".ans").name
    return ContentError("has no answer beside it", file=file, fix=f"add {wanted}, or remove the input")


def names_of(submissions: Iterable[str], folder: str) -> tuple[str, ...]:
    """The submissions of one folder, in order."""
    return tuple(sorted(name for name in submissions if name.startswith(f"{folder}/")))
