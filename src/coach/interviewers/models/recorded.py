"""A model that is not there: it says what a script holds, so that a conversation can be shown without a network."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.protocol import Health, Prompt, Reply, Rung, Usage
from coach.interviewers.models.recorded_rules import RULES, Responder
from coach.interviewers.models.script import Line, Script
from coach.ports import OnDelta

S = TypeVar("S", bound=BaseModel)

PIECES = re.compile(r"\s*\S+\s*|\s+")
ONE_CALL = Usage(calls=1)


class RecordedModel:
    """Implements LanguageModel from a script. The same calls in the same order get the same answers."""

    def __init__(self, script: Script, *, rules: Mapping[str, Responder] = RULES, pace: float = 0.0) -> None:
        """`pace`: seconds between two words."""
        self._script = script
        self._rules = rules
        self._pace = pace
        self._left = list(script.lines)
        self._turns = dict.fromkeys(range(len(script.otherwise)), 0)

    @property
    def name(self) -> str:
        return f"recorded {self._script.model}".strip()

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        line, turn = self._line(prompt, form=False)
        words = line.words(prompt, turn)
        if on_delta is not None:
            for piece in PIECES.findall(words):
                on_delta(piece)
                await asyncio.sleep(self._pace)
        return Reply(words, words, ONE_CALL, prompt=prompt.name)

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        line, _ = self._line(prompt, form=True)
        answer = self._worked_out(line.rule, prompt, schema) if line.rule else line.give
        try:
            value = schema.model_validate(answer)
        except ValidationError:
            # The details would repeat what was said.
            raise _unreadable(prompt, "does not have the form that was asked for") from None
        return Reply(value, value.model_dump_json(), ONE_CALL, rung=Rung.SCHEMA, prompt=prompt.name)

    async def ping(self) -> Health:
        return Health(self.name, 0.0, Rung.SCHEMA)

    async def close(self) -> None:
        return

    def _line(self, prompt: Prompt, *, form: bool) -> tuple[Line, int]:
        """The line for a call, and how often it has answered before. Raises ModelFault."""
        for at, line in enumerate(self._left):
            if line.fits(prompt, form=form):
                del self._left[at]
                return _spoken(line, prompt), 0
        for at, line in enumerate(self._script.otherwise):
            if line.fits(prompt, form=form):
                self._turns[at] += 1
                return _spoken(line, prompt), self._turns[at] - 1
        raise _unreadable(prompt, "is missing")

    def _worked_out(self, name: str, prompt: Prompt, schema: type[BaseModel]) -> dict[str, Any]:
        if (rule := self._rules.get(name)) is None:
            raise _unreadable(prompt, f"follows the rule {name!r}, which does not exist")
        return rule(prompt, schema)


def _spoken(line: Line, prompt: Prompt) -> Line:
    """The line, unless it is one that fails. Raises ModelFault."""
    if line.fault is not None:
        raise ModelFault(line.fault, f"The recorded call failed: {line.fault.value}.", why=_called(prompt))
    return line


def _unreadable(prompt: Prompt, what: str) -> ModelFault:
    return ModelFault(FaultKind.BAD_OUTPUT, f"The recorded answer {what}.", why=_called(prompt))


def _called(prompt: Prompt) -> str:
    name = f" ({prompt.name})" if prompt.name else ""
    return f"The call was for {prompt.purpose.value}{name}."
