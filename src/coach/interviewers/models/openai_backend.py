"""OpenAI, and every server that speaks like it, through chat completions."""

import logging
from collections.abc import AsyncGenerator
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
    import httpx2
    import openai
    from openai import AsyncStream
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletionChunk


class OpenAIBackend:
    """Implements Backend."""

    name = "openai"
    rungs = (Rung.SCHEMA, Rung.JSON, Rung.TEXT)

    def __init__(self, endpoint: Endpoint, model: str) -> None:
        """Raises ModelFault where no client can be made."""
        import openai

        # At its debug level the SDK would log what a candidate wrote.
        logging.getLogger("openai").setLevel(logging.WARNING)
        self.model = model
        self.is_local = endpoint.is_local
        self._endpoint = endpoint
        self._client = openai.AsyncOpenAI(
            api_key=endpoint.key, base_url=endpoint.url, max_retries=0, http_client=http_client(endpoint)
        )
        self._counts_usage = True
        self._limit = "max_completion_tokens" if endpoint.is_own else "max_tokens"

    async def stream(self, call: Call) -> AsyncGenerator[Chunk, None]:
        async with await self._answer(call) as answer:
            async for event in answer:
                yield _chunk(event)

    async def _answer(self, call: Call) -> "AsyncStream[ChatCompletionChunk]":
        """Sends a request again without what its server says it does not know."""
        import openai

        while True:
            try:
                answer: AsyncStream[ChatCompletionChunk] = await self._client.chat.completions.create(
                    **self._request(call)
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not self._adapt(str(error.body)):
                    raise
            else:
                return answer

    def _adapt(self, said: str) -> bool:
        """Whether a rejection taught something about the server."""
        if self._counts_usage and "stream_options" in said:
            self._counts_usage = False
        elif self._limit == "max_tokens" and "max_completion_tokens" in said:
            self._limit = "max_completion_tokens"
        else:
            return False
        return True

    def _request(self, call: Call) -> dict[str, Any]:
        messages = [{"role": "system", "content": call.system}, {"role": "user", "content": call.user}]
        for answer, told in call.history:
            messages += [{"role": "assistant", "content": answer}, {"role": "user", "content": told}]
        limit = max(call.max_output, LEAST_OUTPUT) if self._endpoint.is_own else call.max_output
        request: dict[str, Any] = {"model": self.model, "messages": messages, "stream": True, self._limit: limit}
        if self._counts_usage:
            request["stream_options"] = {"include_usage": True}
        match call.rung:
            case Rung.SCHEMA if call.form is not None:
                form = {"name": call.form.name, "schema": call.form.schema, "strict": True}
                request["response_format"] = {"type": "json_schema", "json_schema": form}
            case Rung.JSON:
                request["response_format"] = {"type": "json_object"}
        return request

    def translate(self, error: Exception) -> ModelFault:
        import httpx2
        import openai

        match error:
            case openai.APIStatusError():
                return rejected(self._endpoint, self.model, _rejection(error, error.status_code, error.response))
            case openai.APIConnectionError():
                return unreachable(self._endpoint, error.__cause__ or error)
            case openai.APIError():
                return rejected(self._endpoint, self.model, _rejection(error))
            case httpx2.HTTPError() | httpx2.StreamError():
                return unreachable(self._endpoint, error)
            case _:
                return unreadable(self._endpoint, error)

    async def close(self) -> None:
        await self._client.close()


def _chunk(event: "ChatCompletionChunk") -> Chunk:
    usage = _usage(event.usage) if event.usage else None
    if not event.choices:
        return Chunk(usage=usage)
    choice = event.choices[0]
    delta = choice.delta
    # Some servers leave the delta of the last choice out, against the SDK's types.
    text, refusal = (delta.content, delta.refusal) if delta is not None else ("", "")
    return Chunk(text=words(text), finish=ended(choice.finish_reason), usage=usage, refusal=words(refusal))


def _usage(said: "CompletionUsage") -> Usage:
    details = said.prompt_tokens_details
    cached = count(details.cached_tokens) if details else 0
    return Usage(input=count(said.prompt_tokens), output=count(said.completion_tokens), cached=cached, calls=1)


def _rejection(error: "openai.APIError", status: int = 0, response: "httpx2.Response | None" = None) -> Rejection:
    return Rejection(
        status=status,
        code=words(error.code) or words(error.type),
        text=f"{error.type} {error.message} {error.body}",
        retry_after=retry_after(response.headers) if response is not None else None,
    )
