"""What a server does by itself every hour."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from coach.api.parts import Parts
from coach.errors import CoachError, RunnerUnavailable

EVERY_SECONDS = 3600.0
ANSWERS_KEPT = timedelta(hours=24)
"""How long an idempotency key is remembered."""
JOB = "retention"

logger = logging.getLogger("coach.api")


@asynccontextmanager
async def chores(parts: Parts, every: float = EVERY_SECONDS) -> AsyncIterator[None]:
    """Does them at once and then so often (seconds), while the block runs."""
    task = asyncio.create_task(_again_and_again(parts, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _again_and_again(parts: Parts, every: float) -> None:
    while True:
        try:
            await tidy(parts)
        except CoachError as error:
            logger.error("chores failed", extra={"fields": {"code": error.code}})
        await asyncio.sleep(every)


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
            await parts.audit_job(JOB, f"{count} interviews")
