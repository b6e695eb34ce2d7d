"""Prompts as files: TOML between `+++` lines, then `# system` and `# user`, with `$variables` in both.

A file whose variables are not those it declares is an error when it is loaded, not when it is first used.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from string import Template
from typing import Annotated

from pydantic import Field, ValidationError

from coach.domain.base import Model
from coach.errors import ContentError
from coach.interviewers.models.protocol import Prompt, Purpose

SHAPE = re.compile(r"\+\+\+\n(?P<head>.*?)\n\+\+\+\n\s*# system\n(?P<system>.*?)\n# user\n(?P<user>.*)", re.DOTALL)


class Head(Model):
    """The front matter of a prompt file."""

    id: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    version: Annotated[int, Field(ge=1)]
    """Rises with every change of the words."""
    purpose: Purpose
    max_output: Annotated[int, Field(ge=1, le=32_000)]
    """Tokens; more than the answer needs, because some models think within it."""
    variables: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromptFile:
    """A prompt before its variables are known."""

    head: Head
    system: Template
    user: Template

    @property
    def name(self) -> str:
        return f"{self.head.id}/{self.head.version}"

    def fill(self, variables: dict[str, str]) -> Prompt:
        """Put the values in; a `$` inside a value stays as it is. Raises TypeError for a missing or unknown one."""
        if set(variables) != set(self.head.variables):
            wrong = sorted(set(variables) ^ set(self.head.variables))
            raise TypeError(f"prompt {self.name}: missing or unknown variables {', '.join(wrong)}")
        return Prompt(
            purpose=self.head.purpose,
            system=self.system.substitute(variables),
            user=self.user.substitute(variables),
            name=self.name,
            max_output=self.head.max_output,
        )


def render(name: str, /, **variables: str) -> Prompt:
    """A shipped prompt with its values. Raises ContentError for a broken file, TypeError for wrong variables."""
    return load(name).fill(variables)


@lru_cache
def load(name: str) -> PromptFile:
    """A shipped prompt. Raises ContentError."""
    place = files("coach.interviewers") / "prompts" / f"{name}.md"
    try:
        text = place.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError("cannot be read", file=str(place), fix="install coach again") from error
    read = parse(text, str(place))
    if read.head.id != name:
        raise ContentError(f"is {read.head.id!r}, not the name of the file", file=str(place), field="id")
    return read


def parse(text: str, file: str = "") -> PromptFile:
    """A prompt from the text of its file. Raises ContentError for a wrong form, or variables that do not match."""
    shape = SHAPE.fullmatch(text.replace("\r\n", "\n"))
    if shape is None:
        raise ContentError("wants front matter between +++ lines, then # system and # user", file=file)
    head = _head(shape["head"], file)
    read = PromptFile(head, Template(shape["system"].strip()), Template(shape["user"].strip()))
    _require_declared(read, file)
    return read


def _head(text: str, file: str) -> Head:
    try:
        return Head.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"is not TOML: {error}", file=file, field="front matter") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ContentError(first["msg"], file=file, field=".".join(str(part) for part in first["loc"])) from error


def _require_declared(read: PromptFile, file: str) -> None:
    if not (read.system.is_valid() and read.user.is_valid()):
        raise ContentError("has a $ that begins no variable", file=file, fix="write $$ for a dollar sign")
    used = {*read.system.get_identifiers(), *read.user.get_identifiers()}
    declared = set(read.head.variables)
    if missing := sorted(used - declared):
        raise ContentError(f"uses {', '.join(missing)} without declaring it", file=file, field="variables")
    if unused := sorted(declared - used):
        raise ContentError(f"declares {', '.join(unused)} without using it", file=file, field="variables")
