"""The script of a recorded model: what it says to which calls."""

import re
from functools import cached_property
from string import Template
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue, model_validator

from coach.domain.base import Model
from coach.interviewers.models.faults import FaultKind
from coach.interviewers.models.protocol import Prompt, Purpose


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return text


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _filled(value: object) -> object:
    return () if value is None else value


Pattern = Annotated[str, AfterValidator(_pattern)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_several), Field(max_length=100)]


class Line(Model):
    """One answer, and the calls it is for."""

    purpose: Purpose
    prompt: str = ""
    """The name of a prompt, with its version or without; empty: any."""
    when: Pattern = ""
    """A regular expression that the user part must hold."""
    take: Pattern = ""
    """The same, over several lines, whose named groups fill $name in the texts."""
    say: Texts = ()
    """The text; of several, the next one each time."""
    give: dict[str, JsonValue] | None = None
    """The answer where a form is asked for."""
    rule: str = ""
    """The name of a rule that works the form out."""
    fault: FaultKind | None = None
    """How the call fails."""

    @model_validator(mode="after")
    def _is_one_answer(self) -> Self:
        given = (bool(self.say), self.give is not None, bool(self.rule), self.fault is not None)
        if sum(given) != 1:
            raise ValueError("needs exactly one of say, give, rule and fault")
        if self.take:
            self._require_filled()
        return self

    def _require_filled(self) -> None:
        texts = [Template(text) for text in self.say]
        if not all(text.is_valid() for text in texts):
            raise ValueError("has a $ that begins no name; write $$ for a dollar sign")
        names = {name for text in texts for name in text.get_identifiers()}
        if unknown := names - set(self._taking.groupindex):
            raise ValueError(f"says ${min(unknown)}, which `take` does not find")

    @cached_property
    def _taking(self) -> re.Pattern[str]:
        return re.compile(self.take, re.DOTALL)

    def fits(self, prompt: Prompt, *, form: bool) -> bool:
        """Whether this can answer a call for free text, or for a form."""
        answers = self.give is not None or bool(self.rule) if form else bool(self.say)
        return (
            (answers or self.fault is not None)
            and self.purpose is prompt.purpose
            and self.prompt in ("", prompt.name, prompt.name.partition("/")[0])
            and re.search(self.when, prompt.user) is not None
            and self._taking.search(prompt.user) is not None
        )

    def words(self, prompt: Prompt, turn: int) -> str:
        """What is said the n-th time, filled from the prompt."""
        text = self.say[turn % len(self.say)]
        found = self._taking.search(prompt.user)
        if not self.take or found is None:
            return text
        return Template(text).substitute({name: _spoken(value or "") for name, value in found.groupdict().items()})


def _spoken(value: str) -> str:
    """What stands in a prompt, as one says it: a list of sentences becomes a paragraph."""
    lines = value.strip().splitlines()
    if lines and all(line.startswith("- ") for line in lines):
        return " ".join(line.removeprefix("- ") for line in lines)
    return value.strip()


Lines = Annotated[tuple[Line, ...], BeforeValidator(_filled)]
"""A heading with nothing below it is an empty list: a recording begins so."""


class Script(Model):
    """What a recorded model says."""

    model: str = ""
    """The model that was recorded; empty for a script written by hand."""
    lines: Lines = ()
    """Each is used once, by the first call it fits."""
    otherwise: Lines = ()
    """What is said when no line is left; the first that fits, as often as need be."""
