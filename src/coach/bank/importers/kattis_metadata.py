"""problem.yaml of a Kattis package, in the 2025-09 format and in the legacy one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coach.bank.importers.package import Package
from coach.bank.yaml_source import Document
from coach.errors import ContentError

PROBLEM = "problem.yaml"
LEGACY = ("legacy", "legacy-icpc")
CURRENT = "2025-09"
DRAFTS = re.compile(r"(2023-07|2025-09)(-draft)?|draft")
REFUSED = {
    "interactive": "is interactive: its program talks with a judge",
    "multi-pass": "is multi-pass: its program runs several times in a row",
    "submit-answer": "wants answers instead of a program",
}
LEAST_MEMORY, USUAL_MEMORY, MOST_MEMORY = 32, 1024, 2048
LONGEST = 400
CONSTANT = re.compile(r"\{\{([^{}\s]+)\}\}")


@dataclass(frozen=True)
class Metadata:
    """What problem.yaml says, as far as a question has a place for it."""

    is_legacy: bool
    title: str
    uuid: str
    license: str
    authors: tuple[str, ...]
    source: str
    memory_mib: int
    time_limit: float | None
    keywords: tuple[str, ...]
    validator_flags: tuple[str, ...]
    """Of a legacy package; the others have them beside the data."""
    constants: dict[str, str]

    def filled(self, text: str, command: re.Pattern[str]) -> str:
        """A text with its constants put in, in one pass: a value that names constants is not filled again."""
        return command.sub(lambda found: self.constants.get(found[found.lastindex or 0], found[0]), text)


def read_metadata(package: Package) -> Metadata:
    """Raises ContentError for what cannot be read, and for problems of a kind that cannot be asked."""
    document = package.yaml(PROBLEM)
    data = document.data
    is_legacy = _is_legacy(document)
    _require_askable(document)
    _tell_losses(package, data)
    given = data.get("limits")
    limits = given if isinstance(given, dict) else {}
    return Metadata(
        is_legacy=is_legacy,
        title=_title(package, data),
        uuid=_line(data.get("uuid")),
        license=_line(data.get("license")) or "unknown",
        authors=tuple(_authors(data)) or ("unknown",),
        source=_source(data),
        memory_mib=_memory(package, limits),
        time_limit=_time_limit(document, limits),
        keywords=_keywords(data.get("keywords")),
        validator_flags=tuple(_line(data.get("validator_flags")).split()),
        constants=_constants(document),
    )


def _is_legacy(document: Document) -> bool:
    version = document.data.get("problem_format_version", LEGACY[0])
    if version in LEGACY:
        return True
    if isinstance(version, str) and DRAFTS.fullmatch(version):
        return False
    fix = f"known: {CURRENT} and {LEGACY[0]}"
    raise document.error(f"is {version!r}, a version that is not read here", ("problem_format_version",), fix=fix)


def _require_askable(document: Document) -> None:
    """Raises ContentError for a problem that is not one program, one input, one output."""
    kinds = _words(document.data.get("type"))
    validation = _line(document.data.get("validation")).split()
    for kind in (*kinds, *(word.replace("multipass", "multi-pass") for word in validation)):
        if kind in REFUSED:
            field = "type" if kind in kinds else "validation"
            raise document.error(
                REFUSED[kind], (field,), fix="choose a problem that reads an input and prints a result"
            )


def _tell_losses(package: Package, data: dict[str, Any]) -> None:
    kinds = _words(data.get("type"))
    if "scoring" in kinds or "score" in _line(data.get("validation")).split():
        package.leave_out("scores", "a solution passes or fails as a whole here")
    if (languages := _words(data.get("languages"))) and languages != ("all",):
        package.leave_out(
            "languages", f"the package allows only {', '.join(languages)}; here every language may be used"
        )
    if "embargo_until" in data:
        package.leave_out("embargo_until", f"the package asks not to be shown before {_line(data['embargo_until'])}")
    for name in ("grading", "allow_file_writing"):
        if data.get(name):
            package.leave_out(name, "has no counterpart here")


def _title(package: Package, data: dict[str, Any]) -> str:
    name = data.get("name")
    if isinstance(name, dict):
        english = next((name[key] for key in name if str(key).partition("-")[0] == "en"), None)
        name = english or next(iter(name.values()), None)
    return _line(name) or package.name


def _authors(data: dict[str, Any]) -> Iterator[str]:
    credits = data.get("credits")
    if isinstance(credits, dict):
        credits = credits.get("authors") or credits.get("contributors")
    if credits is None and isinstance(data.get("author"), str):
        credits = [part for part in re.split(r",| and ", data["author"]) if part.strip()]
    for person in credits if isinstance(credits, list) else [credits]:
        named = person.get("name") if isinstance(person, dict) else person
        # An address is nobody's business who practises here.
        if text := re.sub(r"\s*<[^<>]*>", "", _line(named)).strip():
            yield text


def _source(data: dict[str, Any]) -> str:
    entries = data.get("source")
    parts = []
    for entry in entries if isinstance(entries, list) else [entries]:
        if isinstance(entry, dict):
            parts.append(" ".join(part for part in (_line(entry.get("name")), _line(entry.get("url"))) if part))
        else:
            parts.append(_line(entry))
    parts.append(_line(data.get("source_url")))
    if owner := _line(data.get("rights_owner")):
        parts.append(f"rights: {owner}")
    return "; ".join(part for part in parts if part)[:LONGEST]


def _memory(package: Package, limits: dict[str, Any]) -> int:
    wanted = limits.get("memory")
    if not isinstance(wanted, int) or isinstance(wanted, bool):
        return USUAL_MEMORY
    if wanted > MOST_MEMORY:
        package.leave_out("limits.memory", f"{wanted} MiB is more than there is here: {MOST_MEMORY} MiB")
    return max(LEAST_MEMORY, min(MOST_MEMORY, wanted))


def _time_limit(document: Document, limits: dict[str, Any]) -> float | None:
    wanted = limits.get("time_limit")
    if wanted is None:
        return None
    if isinstance(wanted, bool) or not isinstance(wanted, int | float) or not 0 < wanted <= 600:
        raise document.error("is no time in seconds", ("limits", "time_limit"), fix="write a number from 0 to 600")
    return float(wanted)


def _keywords(value: Any) -> tuple[str, ...]:
    return tuple(value.split()) if isinstance(value, str) else _words(value)


def _constants(document: Document) -> dict[str, str]:
    """Raises ContentError for a value that is too long: a text may name it very often."""
    value = document.data.get("constants")
    found = {str(key): str(each) for key, each in value.items()} if isinstance(value, dict) else {}
    for name, text in found.items():
        if len(text) > LONGEST:
            raise document.error(f"is longer than {LONGEST} characters", ("constants", name), fix="shorten it")
    return found


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _line(value: Any) -> str:
    """A value as one line of a length that fits; empty for anything but text and numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())[:LONGEST]


def require_problem(package: Package) -> None:
    """Raises ContentError for a folder that holds no package of this format."""
    if PROBLEM not in package.sizes:
        raise ContentError(f"has no {PROBLEM}", file=package.label, fix="name the folder that holds it")
