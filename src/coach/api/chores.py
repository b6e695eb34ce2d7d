"""What a server does by itself every hour."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from itertools import chain, repeat

from coach.api.parts import Parts
from coach.domain.wording import number
from coach.errors import CoachError, RunnerUnavailable

EVERY_SECONDS = 3600.0
MOST_YOUNG = 5_000
"""Objects made before the young ones are searched: an answer makes thousands, and nearly all are gone with it."""
FIRST_SECONDS = 60.0
"""Between the first time and the second: by then what requests need was loaded."""
ANSWERS_KEPT = timedelta(hours=24)
"""How long an idempotency key is remembered."""
JOB = "retention"

logger = logging.getLogger("coach.api")


@asynccontextmanager
async def chores(parts: Parts, every: float = EVERY_SECONDS) -> AsyncIterator[None]:
    """Does them at once and then so often (seconds), while the block runs."""
    before = gc.get_threshold()
    gc.set_threshold(MOST_YOUNG, *before[1:])
    task = asyncio.create_task(_again_and_again(parts, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        gc.unfreeze()
        gc.set_threshold(*before)


async def _again_and_again(parts: Parts, every: float) -> None:
    for seconds in chain([min(every, FIRST_SECONDS)], repeat(every)):
        try:
            await tidy(parts)
        except CoachError as error:
            logger.error("chores failed", extra={"fields": {"code": error.code}})
        spare_the_collector()
        await asyncio.sleep(seconds)


def spare_the_collector() -> None:
    """Leave what is there by now, code above all, out of the searches for garbage until the next time."""
    # A search through all of it holds up every request for 0.1 s, and there is one in some hundred answers.
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def tidy(parts: Parts) -> None:
    """Remove what a killed server left, what has expired, and interviews that are older than the settings keep them.

    Raises StoreError.
    """
    with suppress(RunnerUnavailable):
        await parts.sweep()
    now = parts.now()
    await parts.store.purge(now, now - ANSWERS_KEPT)
    if parts.keep_days is not None:
        count = await parts.service.discard_before(now - timedelta(days=parts.keep_days))
        if count:
            await parts.audit_job(JOB, number(count, "interview"))
