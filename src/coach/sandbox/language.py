"""What a language is to the sandbox: the data of its folder."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from coach.domain.enums import ProgrammingLanguage
from coach.errors import RunnerUnavailable

FOLDER = Path(__file__).parent / "languages"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class SourceFile(_Part):
    file: str
    """The candidate's file, as it is named in errors."""


class Run(_Part):
    kind: str
    """How a run starts: `fork` – the supervisor holds the harness ready and forks."""
    wire: str
    """How inputs and values travel: `json`."""


class BoxSize(_Part):
    memory_mib: int
    """Of a whole container, for requests of up to 256 MiB."""


class Language(_Part):
    """One folder of `languages/`."""

    name: ProgrammingLanguage
    title: str
    stage: str
    """The stage of images/Dockerfile."""
    source: SourceFile
    run: Run
    box: BoxSize


def available() -> tuple[ProgrammingLanguage, ...]:
    """The languages that have a folder."""
    return tuple(each for each in ProgrammingLanguage if (FOLDER / each / "language.toml").is_file())


@cache
def load(name: ProgrammingLanguage) -> Language:
    """Read a language's folder. Raises RunnerUnavailable for a language without one."""
    path = FOLDER / name / "language.toml"
    if not path.is_file():
        names = ", ".join(available())
        raise RunnerUnavailable(f"{name} code cannot be run", why=f"this installation can run: {names}")
    return Language.model_validate({"name": name, **tomllib.loads(path.read_text(encoding="utf-8"))})
