"""The first words of a streamed answer: how much later they arrive through coach than from the vendor's SDK alone.

Run it by path: `pytest -s tests/benchmarks/test_bench_models.py`. Pairs are interleaved and ask the same server;
both sides keep their connection.
"""

import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from coach.interviewers.models.calling import Caller
from coach.interviewers.models.opening import VENDORS, Provider, backend_of, endpoint_of
from coach.interviewers.models.protocol import Prompt, Purpose
from tests.fake_models import FakeModels, Reply

PAIRS, WARM_UP = 60, 5
MOST_LATER = 10.0
"""Milliseconds."""
KEY, MODEL = "key-of-nobody", "some-model"
PROMPT = Prompt(Purpose.FOLLOW_UP, "You ask.", "What was said", name="bench/1", max_output=500)
ANSWER = Reply("What happens to your plan when the readings no longer fit into memory?", pieces=2, delay=0.06)
"""The pause outlasts a delayed acknowledgement (40 ms), which meets either side by chance and would hide the rest."""
Ask = Callable[[], Awaitable[float]]
"""Asks once; returns the milliseconds to the first words."""


@asynccontextmanager
async def bare_openai(url: str) -> AsyncIterator[Ask]:
    import openai

    async def ask() -> float:
        began, first = time.perf_counter(), 0.0
        stream = await client.chat.completions.create(
            model=MODEL,
            messages=[{"role": "system", "content": PROMPT.system}, {"role": "user", "content": PROMPT.user}],
            stream=True,
        )
        async for chunk in stream:
            if not first and chunk.choices and chunk.choices[0].delta.content:
                first = time.perf_counter() - began
        return first * 1000

    async with openai.AsyncOpenAI(api_key=KEY, base_url=f"{url}/v1", max_retries=0) as client:
        yield ask


@asynccontextmanager
async def bare_anthropic(url: str) -> AsyncIterator[Ask]:
    import anthropic

    async def ask() -> float:
        began, first = time.perf_counter(), 0.0
        stream = await client.messages.create(
            model=MODEL,
            system=PROMPT.system,
            messages=[{"role": "user", "content": PROMPT.user}],
            max_tokens=PROMPT.max_output,
            stream=True,
        )
        async for event in stream:
            if not first and event.type == "content_block_delta":
                first = time.perf_counter() - began
        return first * 1000

    async with anthropic.AsyncAnthropic(api_key=KEY, base_url=url, max_retries=0) as client:
        yield ask


@asynccontextmanager
async def through_coach(provider: Provider, url: str) -> AsyncIterator[Ask]:
    endpoint = endpoint_of(VENDORS[provider], KEY, f"{url}/v1" if provider == "openai" else url)
    model = Caller(backend_of(provider, endpoint, MODEL))

    async def ask() -> float:
        arrivals: list[float] = []
        began = time.perf_counter()
        await model.text(PROMPT, lambda piece: arrivals.append(time.perf_counter()))
        return (arrivals[0] - began) * 1000

    try:
        yield ask
    finally:
        await model.close()


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
async def test_the_first_words_come_as_soon_as_from_the_bare_sdk(provider: Provider) -> None:
    with FakeModels() as server:
        server.say(ANSWER)
        bare = bare_openai if provider == "openai" else bare_anthropic
        async with through_coach(provider, server.url) as ours, bare(server.url) as theirs:
            pairs = [(await ours(), await theirs()) for _ in range(WARM_UP + PAIRS)][WARM_UP:]
    coach, sdk = (statistics.median(side) for side in zip(*pairs, strict=True))
    later = sorted(first - second for first, second in pairs)
    middle, nearly_all = statistics.median(later), later[int(0.95 * len(later))]
    print(f"\n{provider}: first words after {coach:.2f} ms, bare SDK {sdk:.2f} ms ({PAIRS} pairs)")
    print(f"{provider}: later by {middle:+.2f} ms in the median, {nearly_all:+.2f} ms at the 95th percentile")
    assert middle <= MOST_LATER
