"""Serves the app to browsers of this machine, each page with a process of its own."""

import hmac
import json
import os
import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server

from coach.errors import BadInput
from coach.settings import RunnerChoice

HOST = "127.0.0.1"
SECONDS_TO_CLOSE = 1.0
"""How long a page may take to hang up when the server ends; its app has time of its own to save."""
SHIELD = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    # A page that was left must hang up, and not be kept for the way back.
    "Cache-Control": "no-store",
}
STRANGER = "This page is for whoever started coach. Open the address that `coach web` printed.\n"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def listen(port: int) -> socket.socket:
    """A socket on loopback; port 0 takes a free one. Raises BadInput when it cannot be had."""
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise BadInput(f"Port {port} cannot be used: {why}.", fix="coach web --port 0 takes a free one") from None


class WebServer(Server):
    """Lets in who knows the token, under this address alone: other people and other pages share the machine."""

    def __init__(self, listening: socket.socket, runner: RunnerChoice | None = None, *, offline: bool = False) -> None:
        options = json.dumps({"runner": runner.value if runner else "", "offline": offline})
        # With exec no shell stands between the server and the app; with -P nothing is imported from this folder.
        command = "exec " + shlex.join([sys.executable, "-P", "-m", "coach.tui.web.page", options])
        port = listening.getsockname()[1]
        super().__init__(command, host=HOST, port=port, title="coach", templates_path=Path(__file__).parent)
        self._listening = listening
        self._token = secrets.token_urlsafe(24)
        # Cookies are told apart by host and name, not by port.
        self._cookie = f"coach-{port}"

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{HOST}:{self.port}/?token={self._token}"

    def serve(self, debug: bool = False) -> None:
        """Until ctrl-c or SIGTERM."""
        web.run_app(
            self._make_app(), sock=self._listening, shutdown_timeout=SECONDS_TO_CLOSE, access_log=None, print=None
        )

    async def on_startup(self, app: web.Application) -> None:
        """The command line says what there is to say."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        app.middlewares.append(guard)
        return app

    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.query.get("token", "")
        if not self._is_ours(request) or not (self._knows(given) or self._knows(request.cookies.get(self._cookie, ""))):
            return web.Response(status=403, text=STRANGER)
        if given:
            # The token stays neither in the address bar nor in the history of the browser.
            response: web.StreamResponse = web.Response(status=303, headers={"Location": "/"})
            response.set_cookie(self._cookie, self._token, httponly=True, samesite="Strict", path="/")
            return response
        response = await handler(request)
        if not response.prepared:
            response.headers.update(SHIELD)
        return response

    def _is_ours(self, request: web.Request) -> bool:
        """Whether it comes to our address, and from a page of ours if from a page at all."""
        here = f"{HOST}:{self.port}"
        return request.host == here and request.headers.get("Origin", f"http://{here}") == f"http://{here}"

    def _knows(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._token.encode())
