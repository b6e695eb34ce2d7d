"""Anthropic's models, through messages."""

import logging
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coach.interviewers.models.backend import (
    LEAST_OUTPUT,
    Call,
    Chunk,
    Endpoint,
    Rejection,
    count,
    ended,
    http_client,
    rejected,
    retry_after,
    unreachable,
    unreadable,
    words,
)
from coach.interviewers.models.faults import ModelFault
from coach.interviewers.models.protocol import Rung, Usage

if TYPE_CHECKING:
    import anthropic
    from anthropic import AsyncStream
    from anthropic.types import MessageDeltaUsage, RawMessageStreamEvent
    from anthropic.types import Usage as StartUsage


class AnthropicBackend:
    """Implements Backend."""

    name = "anthropic"
    rungs = (Rung.SCHEMA, Rung.TEXT)

    def __init__(self, endpoint: Endpoint, model: str) -> None:
        """Raises ModelFault where no client can be made."""
        import anthropic

        # At its debug level the SDK could log what a candidate wrote.
        logging.getLogger("anthropic").setLevel(logging.WARNING)
        self.model = model
        self.is_local = endpoint.is_local
        self._endpoint = endpoint
        self._client = anthropic.AsyncAnthropic(
            api_key=endpoint.key,
            base_url=endpoint.url,
            max_retries=0,
            open_telemetry=False,
            http_client=http_client(endpoint),
        )

    async def stream(self, call: Call) -> AsyncGenerator[Chunk, None]:
        answer: AsyncStream[RawMessageStreamEvent] = await self._client.messages.create(**self._request(call))
        before: Usage | None = None
        async with answer:
            async for event in answer:
                match event.type:
                    case "message_start":
                        before = _read(getattr(event.message, "usage", None))
                        yield Chunk()
                    case "content_block_delta" if event.delta.type == "text_delta":
                        yield Chunk(text=words(event.delta.text))
                    case "message_delta":
                        yield Chunk(
                            finish=ended(event.delta.stop_reason), usage=_written(before, getattr(event, "usage", None))
                        )

    def _request(self, call: Call) -> dict[str, Any]:
        messages = [{"role": "user", "content": call.user}]
        for answer, told in call.history:
            messages += [{"role": "assistant", "content": answer}, {"role": "user", "content": told}]
        request: dict[str, Any] = {
            "model": self.model,
            "max_tokens": max(call.max_output, LEAST_OUTPUT),
            "messages": messages,
            "stream": True,
        }
        if call.system:
            request["system"] = [{"type": "text", "text": call.system, "cache_control": {"type": "ephemeral"}}]
        if call.rung is Rung.SCHEMA and call.form is not None:
            request["output_config"] = {"format": {"type": "json_schema", "schema": call.form.schema}}
        return request

    def translate(self, error: Exception) -> ModelFault:
        import anthropic
        import httpx2

        match error:
            case anthropic.APIStatusError():
                return rejected(self._endpoint, self.model, _rejection(error))
            case anthropic.APIConnectionError():
                return unreachable(self._endpoint, error.__cause__ or error)
            case httpx2.HTTPError() | httpx2.StreamError():
                return unreachable(self._endpoint, error)
            case _:
                return unreadable(self._endpoint, error)

    async def close(self) -> None:
        await self._client.close()


def _read(said: "StartUsage | None") -> Usage | None:
    """Input tokens; those written to and read from the cache are counted apart there, and belong to it."""
    if said is None:
        return None
    cached = count(said.cache_read_input_tokens)
    return Usage(
        input=count(said.input_tokens) + cached + count(said.cache_creation_input_tokens), cached=cached, calls=1
    )


def _written(before: Usage | None, said: "MessageDeltaUsage | None") -> Usage | None:
    """The whole usage; nothing where a part of it was not told, as by servers that only speak like the vendor's."""
    return replace(before, output=count(said.output_tokens)) if before and said else None


def _rejection(error: "anthropic.APIStatusError") -> Rejection:
    return Rejection(
        status=error.status_code,
        code=words(error.error_code) or words(error.type),
        text=f"{error.type} {error.body}",
        retry_after=retry_after(error.response.headers),
    )
