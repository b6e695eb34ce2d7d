"""A fake server on a socket of its own, in the loop of the test."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from coach.api.binding import Bind, listen
from coach.api.serve import configure, serve
from tests.fakes_api import ApiStudio

GUARD = 60
"""Seconds after which something hangs."""
HERE = Bind("127.0.0.1", 0)


async def begin(api: ApiStudio, bind: Bind = HERE, app: FastAPI | None = None) -> tuple["asyncio.Task[None]", int]:
    """A server that runs until a signal, of an application of one's own if one is given; its port."""
    started, listening = asyncio.Event(), listen(bind)
    port = listening.getsockname()[1]
    task = asyncio.create_task(serve(configure(app or api.app, bind), listening, api.parts, started.set))
    await asyncio.wait_for(started.wait(), GUARD)
    return task, port


@asynccontextmanager
async def served(api: ApiStudio, bind: Bind = HERE, app: FastAPI | None = None) -> AsyncIterator[int]:
    """The port of a server that is ended afterwards."""
    task, port = await begin(api, bind, app)
    try:
        yield port
    finally:
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(task, GUARD)
