"""A model where it works, the curated bank where it does not, decided anew for every item and told with it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from coach.domain.feedback import FeedbackBrief, FeedbackWords
from coach.errors import ModelUnavailable
from coach.ports import Clarification, Conversation, Interviewer, Judgement, OnDelta, Utterance

_U = TypeVar("_U", Utterance, Clarification)


class FallbackInterviewer:
    """Implements the Interviewer port over a model's interviewer and one that cannot fail. Raises nothing of a model.

    Only the model's own errors are caught: anything else is a bug, and is not hidden behind a canned sentence.
    """

    def __init__(self, model: Interviewer, bank: Interviewer) -> None:
        self._model = model
        self._bank = bank

    @property
    def name(self) -> str:
        return self._model.name

    async def open(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        return await _first(lambda: self._model.open(conversation, on_delta), lambda: self._bank.open(conversation))

    async def clarify(self, conversation: Conversation, asked: str, on_delta: OnDelta | None = None) -> Clarification:
        return await _first(
            lambda: self._model.clarify(conversation, asked, on_delta),
            lambda: self._bank.clarify(conversation, asked),
        )

    async def acknowledge(self, conversation: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        return await _first(
            lambda: self._model.acknowledge(conversation, said, on_delta),
            lambda: self._bank.acknowledge(conversation, said),
        )

    async def follow_up(self, conversation: Conversation, ask: str, on_delta: OnDelta | None = None) -> Utterance:
        return await _first(
            lambda: self._model.follow_up(conversation, ask, on_delta),
            lambda: self._bank.follow_up(conversation, ask),
        )

    async def hint(self, conversation: Conversation, rung: int, on_delta: OnDelta | None = None) -> Utterance:
        return await _first(
            lambda: self._model.hint(conversation, rung, on_delta), lambda: self._bank.hint(conversation, rung)
        )

    async def wrap_up(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        return await _first(
            lambda: self._model.wrap_up(conversation, on_delta), lambda: self._bank.wrap_up(conversation)
        )

    async def judge(self, conversation: Conversation) -> Judgement:
        try:
            return await self._model.judge(conversation)
        except ModelUnavailable as error:
            return (await self._bank.judge(conversation)).replace(degraded=error.in_a_line)

    async def write_feedback(self, brief: FeedbackBrief) -> FeedbackWords:
        try:
            return await self._model.write_feedback(brief)
        except ModelUnavailable as error:
            return (await self._bank.write_feedback(brief)).replace(degraded=error.in_a_line)

    async def close(self) -> None:
        try:
            await self._model.close()
        finally:
            await self._bank.close()


async def _first(model: Callable[[], Awaitable[_U]], bank: Callable[[], Awaitable[_U]]) -> _U:
    try:
        return await model()
    except ModelUnavailable as error:
        return (await bank()).replace(degraded=error.in_a_line)
