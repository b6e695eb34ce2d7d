"""What can be set. A field is called section.name everywhere: in files, in `coach config` and in messages."""

import shlex
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from coach.domain.base import Model
from coach.domain.describing import field_docs
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewType, ProgrammingLanguage, Seniority
from coach.settings.server import ServerSection
from coach.settings.values import Count, FixedPath, Name, WebAddress, no_truth_value


class RunnerChoice(StrEnum):
    """Where code is run; auto is Docker when it answers, else the local sandbox."""

    AUTO = "auto"
    DOCKER = "docker"
    LOCAL = "local"


class Switch(StrEnum):
    OFF = "off"
    ON = "on"


class ThemeChoice(StrEnum):
    """The colours of the full-screen app."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


class ModelProvider(StrEnum):
    """Who the interviewer is; openai also stands for every server that speaks its protocol."""

    OFFLINE = "offline"
    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    RECORDED = "recorded"


def _runnable(command: str) -> str:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ValueError(f"is not a command line: {str(error).lower()}") from None
    if not words:
        raise ValueError("is empty")
    return command


def key_pairs(text: str) -> Iterator[tuple[str, str]]:
    """The names and keys of "name=key, name=key". Raises ValueError for anything else."""
    for pair in filter(None, (part.strip() for part in text.split(", "))):
        name, sign, key = (part.strip() for part in pair.partition("="))
        if not (name and sign and key):
            raise ValueError(f'holds {pair!r}; write it like "interview.run=f9, interview.hint=f8"')
        yield name, key


def _key_pairs(text: str) -> str:
    return ", ".join(f"{name}={key}" for name, key in key_pairs(text))


class InterviewSection(Model):
    """What an interview is like, unless something else is asked for."""

    company: CompanyType = CompanyType.BIG_TECH
    """Whose way of interviewing is followed."""
    role: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)] = "backend"
    """The role that is applied for."""
    seniority: Seniority = Seniority.MID
    """The seniority that is applied for."""
    type: InterviewType = InterviewType.MIXED
    """What kinds of questions are asked."""
    difficulty: DifficultyLevel = DifficultyLevel.MEDIUM
    """How hard the questions are."""
    language: ProgrammingLanguage = ProgrammingLanguage.PYTHON
    """What code is written in."""
    minutes: Annotated[Count, Field(ge=1, le=480)] | None = None
    """How long an interview takes; unset: as long as the company's usually do."""
    questions: Annotated[Count, Field(ge=1, le=20)] | None = None
    """How many questions are asked; unset: as many as fit the time."""
    hints: bool = True
    """May hints be taken?"""
    idle_minutes: Annotated[Count, Field(ge=1, le=1440)] = 30
    """After so long without anything happening an interview is paused."""


class SandboxSection(Model):
    """Where code is run."""

    runner: RunnerChoice = RunnerChoice.AUTO
    """The sandbox; auto: Docker when it answers, else the local one."""


class EditorSection(Model):
    """What code is written with."""

    command: Annotated[str, AfterValidator(_runnable)] | None = None
    """The editor and its options; unset: $VISUAL, then $EDITOR."""


class ModelSection(Model):
    """The language model that interviews. Its key is no setting: it comes from the environment."""

    provider: ModelProvider | None = None
    """Who provides the model; unset: whoever there is a key for, else offline."""
    name: Name | None = None
    """The model; unset: a usual one of the provider."""
    base_url: WebAddress | None = None
    """The server of a model that speaks the openai protocol; unset: OpenAI's own."""
    budget: Annotated[Decimal, BeforeValidator(no_truth_value), Field(ge=0, le=10_000)] | None = None
    """What an interview may cost in US dollars, by list prices; 0 switches the model off; unset: no limit."""
    generate: Switch = Switch.OFF
    """Is a question for the next interviews written while one goes on? A fifth of the budget may go into it."""


class StorageSection(Model):
    """How the history is kept."""

    key_file: FixedPath | None = None
    """The file of the encryption key; unset: one that coach makes for itself."""
    keep_days: Annotated[Count, Field(ge=1, le=36_500)] | None = None
    """Interviews that are older are deleted by the server, and by coach data retention; unset: kept for ever."""


class DisplaySection(Model):
    """How the full-screen app looks."""

    theme: ThemeChoice = ThemeChoice.DARK
    """Its colours."""
    keys: Annotated[str, AfterValidator(_key_pairs)] | None = None
    """Keys of your own, like "interview.run=f9, interview.hint=f8"; unset: the usual ones."""


class Sections(Model):
    """Everything a settings file may hold."""

    interview: InterviewSection = InterviewSection()
    sandbox: SandboxSection = SandboxSection()
    editor: EditorSection = EditorSection()
    model: ModelSection = ModelSection()
    storage: StorageSection = StorageSection()
    display: DisplaySection = DisplaySection()
    server: ServerSection = ServerSection()


class Settings(Sections):
    """The settings in force, and where each of them comes from."""

    sources: dict[str, str] = {}
    """section.name → flag, the environment variable, the file, or default."""

    def value(self, dotted: str) -> Any:
        """The value of section.name. Raises AttributeError for another name."""
        section, _, name = dotted.partition(".")
        return getattr(getattr(self, section), name)


def section_fields(section: str) -> tuple[str, ...]:
    """The names in one section; none when there is no such section."""
    field = Sections.model_fields.get(section)
    return tuple(type(field.default).model_fields) if field else ()


def dotted_names() -> Iterator[str]:
    """Every section.name, in the order of the documentation."""
    for section in Sections.model_fields:
        for name in section_fields(section):
            yield f"{section}.{name}"


def allowed_values(dotted: str) -> tuple[str, ...]:
    """What a setting with a closed vocabulary may be, as it is written in a file; empty for any other."""
    section, _, name = dotted.partition(".")
    kind = type(Sections.model_fields[section].default).model_fields[name].annotation
    kinds = [one for one in (get_args(kind) or (kind,)) if isinstance(one, type)]
    if kinds == [ProgrammingLanguage]:
        return tuple(language.value for language in ProgrammingLanguage.known())
    if bool in kinds:
        return ("true", "false")
    return tuple(member.value for one in kinds if issubclass(one, StrEnum) for member in one)


def about(dotted: str) -> str:
    """What a setting is for, in one sentence."""
    section, _, name = dotted.partition(".")
    return field_docs(type(Sections.model_fields[section].default)).get(name, "")
