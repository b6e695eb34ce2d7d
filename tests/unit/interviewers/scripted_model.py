"""A language model that answers from a list and remembers what it was asked."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from coach.interviewers.models.faults import ModelFault
from coach.interviewers.models.protocol import Health, Prompt, Reply, Rung
from coach.ports import OnDelta

S = TypeVar("S", bound=BaseModel)
Answer = str | Mapping[str, Any] | ModelFault


class ScriptedModel:
    """Implements LanguageModel: one answer per call, in order; a text is streamed in pieces of `piece` characters."""

    name = "scripted"

    def __init__(self, *answers: Answer, piece: int = 3) -> None:
        self._answers = list(answers)
        self._piece = piece
        self.prompts: list[Prompt] = []
        self.closed = 0

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        answer = self._next(prompt)
        assert isinstance(answer, str), f"the script has a form where {prompt.name} wants a text"
        if on_delta is not None:
            for piece in pieces(answer, self._piece):
                on_delta(piece)
        return Reply(value=answer, text=answer, prompt=prompt.name)

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        answer = self._next(prompt)
        assert isinstance(answer, Mapping), f"the script has a text where {prompt.name} wants a form"
        value = schema.model_validate(dict(answer))
        return Reply(value=value, text=value.model_dump_json(), rung=Rung.SCHEMA, prompt=prompt.name)

    async def ping(self) -> Health:
        return Health(model=self.name, seconds=0.0, rung=Rung.SCHEMA)

    async def close(self) -> None:
        self.closed += 1

    @property
    def left(self) -> int:
        """How many answers were not asked for."""
        return len(self._answers)

    def _next(self, prompt: Prompt) -> str | Mapping[str, Any]:
        self.prompts.append(prompt)
        assert self._answers, f"the script has no answer for {prompt.name}"
        answer = self._answers.pop(0)
        if isinstance(answer, ModelFault):
            raise answer
        return answer


def pieces(text: str, size: int) -> Iterable[str]:
    return (text[start : start + size] for start in range(0, len(text), size))
