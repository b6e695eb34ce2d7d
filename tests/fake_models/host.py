"""A listening socket served by an event loop on a thread of its own, that ends when told and leaves nothing."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable

from tests.fake_models.line import LONGEST_HEAD, Line

SECONDS_TO_END = 10.0


class Host:
    """Runs `converse` for every connection from the moment it is made until `end`."""

    def __init__(self, listener: socket.socket, converse: Callable[[Line], Awaitable[None]]) -> None:
        self._listener = listener
        self._converse = converse
        self._loop = asyncio.new_event_loop()
        self._halt = asyncio.Event()
        self._talks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="fake-models", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Reset every connection and wait until the thread is gone. Raises RuntimeError where it stays."""
        self._loop.call_soon_threadsafe(self._halt.set)
        self._thread.join(SECONDS_TO_END)
        if self._thread.is_alive():
            raise RuntimeError(f"The fake server has not ended within {SECONDS_TO_END:.0f} s")

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._accept, sock=self._listener, limit=LONGEST_HEAD)
        await self._halt.wait()
        server.close()
        await asyncio.sleep(0)  # what has been accepted gets its task
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.get_running_loop().create_task(self._talk(Line(reader, writer)))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, line: Line) -> None:
        try:
            while line.open:
                await self._converse(line)
        except (asyncio.IncompleteReadError, ConnectionError):
            await line.hang_up()
        finally:
            line.cut()
