"""The submissions of a Kattis package that can be run here."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from coach.bank.check_imported import EXPECTATIONS
from coach.bank.imported import ENDINGS, MAX_SOURCE_BYTES, SUBMISSIONS, language_of
from coach.bank.importers.kattis_metadata import CONSTANT, Metadata
from coach.bank.importers.package import Package
from coach.domain.enums import ProgrammingLanguage
from coach.errors import ContentError

OTHER_NAMES = {"runtime_exception": "run_time_error", "runtime_error": "run_time_error"}
SETTINGS = f"{SUBMISSIONS}/submissions.yaml"
PYTHON_2 = re.compile(r"#!.*python2")
JAVA_MAIN = re.compile(r"\bstatic\s+(?:final\s+)?void\s+main\b")


def read_programs(package: Package, metadata: Metadata) -> dict[str, str]:
    """`<folder>/<file>` → source, of every submission that can be run; the others are said."""
    found: dict[str, str] = {}
    patterns = tuple(_set_apart(package))
    for folder, members in _programs(package):
        if reason := _why_not(package, folder, members, patterns):
            package.leave_out(_called(members), reason)
            continue
        try:
            source = package.text(members[0], MAX_SOURCE_BYTES)
        except ContentError as error:
            package.leave_out(members[0], error.message.partition(" – ")[2])
            continue
        if (usable := _usable(package, members[0], source, metadata)) is not None:
            found[_free_name(OTHER_NAMES.get(folder, folder), members[0], found)] = usable
    return found


def _programs(package: Package) -> Iterator[tuple[str, list[str]]]:
    """Folder of submissions, and the files of one program in it."""
    programs: dict[tuple[str, str], list[str]] = {}
    for name in package.below(SUBMISSIONS):
        parts = name.split("/")
        if len(parts) > 2:
            programs.setdefault((parts[1], parts[2]), []).append(name)
    yield from ((folder, members) for (folder, _), members in programs.items())


def _set_apart(package: Package) -> Iterator[str]:
    """The glob patterns to which submissions.yaml gives verdicts of their own. Raises ContentError."""
    if SETTINGS not in package.sizes:
        return
    for pattern, wishes in package.yaml(SETTINGS).data.items():
        plain = isinstance(wishes, dict) and not set(wishes) - {"authors", "model_solution", "use_for_time_limit"}
        if not plain:
            yield pattern


def _why_not(package: Package, folder: str, members: list[str], patterns: tuple[str, ...]) -> str:
    if OTHER_NAMES.get(folder, folder) not in EXPECTATIONS:
        return f"{folder} has no counterpart here"
    if len(members) > 1:
        return "consists of several files"
    inner = members[0].removeprefix(f"{SUBMISSIONS}/")
    # Patterns with braces are taken to match, and `*` any depth, so that nothing is expected wrongly.
    if any("{" in each or fnmatchcase(inner, each) or inner.startswith(f"{each}/") for each in patterns):
        return "submissions.yaml expects verdicts of its own, which is not read"
    language = language_of(members[0])
    if language is None:
        return f"is in none of our languages ({', '.join(sorted(set(ENDINGS.values())))})"
    if any(package.below(f"include/{name}") for name in ("default", language.value, f"{language.value}3")):
        return "is completed by files of include/, which is not done here"
    return ""


def _usable(package: Package, name: str, source: str, metadata: Metadata) -> str | None:
    """The source as it runs here; None, and said, where it does not."""
    language = language_of(name)
    if language is ProgrammingLanguage.PYTHON and PYTHON_2.match(source):
        package.leave_out(name, "is in Python 2")
        return None
    source = metadata.filled(source, CONSTANT)
    if len(source.encode()) > MAX_SOURCE_BYTES:
        package.leave_out(name, f"is larger than {MAX_SOURCE_BYTES:,} bytes with its constants")
        return None
    return _java(package, name, source) if language is ProgrammingLanguage.JAVA else source


def _java(package: Package, name: str, source: str) -> str | None:
    """The program with its class called Main, in no package, as the sandbox compiles it."""
    stem = Path(name).stem
    source = re.sub(r"(?m)^[ \t]*package[ \t]+[\w.]+[ \t]*;", "", source)
    if re.search(r"\bclass\s+Main\b", source):
        return source
    if re.search(rf"\bclass\s+{re.escape(stem)}\b", source) and JAVA_MAIN.search(source):
        return re.sub(rf"\b{re.escape(stem)}\b", "Main", source)
    package.leave_out(name, "has no class Main")
    return None


def _free_name(folder: str, name: str, taken: dict[str, str]) -> str:
    path = Path(name)
    stem = "-".join(re.findall(r"[A-Za-z0-9_]+", path.stem)) or "program"
    names = (f"{folder}/{stem}{'' if n == 1 else f'-{n}'}{path.suffix}" for n in range(1, len(taken) + 2))
    return next(each for each in names if each not in taken)


def _called(members: list[str]) -> str:
    return members[0] if len(members) == 1 else "/".join(members[0].split("/")[:3])
