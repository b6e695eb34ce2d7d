"""A Chromium for tests, driven through its debugging pipe with nothing but the standard library."""

import base64
import json
import os
import select
import subprocess
import time
from pathlib import Path
from typing import Any, Self

PATIENCE = 60.0
"""Seconds for one answer of the browser."""
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
)


class Chromium:
    """One browser with one page; what the page logs and asks for is kept."""

    def __init__(self, program: str, folder: Path) -> None:
        self._out, theirs = os.pipe()
        their_in, self._in = os.pipe()
        # The browser reads descriptor 3 and writes descriptor 4.
        start = ["bash", "-c", f'exec "$@" 3<&{their_in} 4>&{theirs}', "bash", program, *FLAGS]
        self._log = (folder / "chromium.log").open("w")
        self._process = subprocess.Popen(
            [*start, f"--user-data-dir={folder / 'profile'}"],
            pass_fds=(their_in, theirs),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
        )
        os.close(theirs)
        os.close(their_in)
        self._pending = b""
        self._number = 0
        self._session = ""
        self.messages: list[str] = []
        """Whatever the page has logged: errors, warnings, violations of its policy."""
        self.requests: list[str] = []
        """Addresses the page has asked for."""

    def __enter__(self) -> Self:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._log.close()
        os.close(self._in)
        os.close(self._out)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command and its answer; events on the way are noted."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._in, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        ends = time.monotonic() + PATIENCE
        while b"\0" not in self._pending:
            ready, _, _ = select.select([self._out], [], [], max(0.0, ends - time.monotonic()))
            piece = os.read(self._out, 1 << 20) if ready else b""
            assert piece, "the browser does not answer"
            self._pending += piece
        line, _, self._pending = self._pending.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        self._note(message.get("method", ""), message.get("params", {}))
        return message

    def _note(self, method: str, parameters: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Log.entryAdded":
            self.messages.append(parameters["entry"]["text"])
        elif method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            self.messages.append(json.dumps(parameters)[:500])

    def open(self, page: Path, width: int, scheme: str = "light") -> None:
        """Show a page in a window of a width in px, with a light or dark colour scheme."""
        self.visit(page.as_uri(), width, scheme)

    def visit(self, address: str, width: int, scheme: str = "light") -> None:
        """The same with what is at an address."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Page.navigate", url=address)
        ends = time.monotonic() + PATIENCE
        while self.value("document.readyState") != "complete" or self.value("location.href") != address:
            assert time.monotonic() < ends, "the page does not load"

    def value(self, expression: str) -> Any:
        """What an expression is in the page."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def screenshot(self, height: int | None = None) -> bytes:
        """The page as PNG, from its top; all of it, or so many px."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"], "scale": 1}
        taken = self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(taken["data"])
