"""The app in a browser of this machine, as `coach web` serves it."""

import base64
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.chromium import Chromium
from tests.integration.test_report_page import program

__all__ = ["program"]
COACH = Path(sys.executable).with_name("coach")
PAGE = "coach.tui.web.page"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": base64.b64encode(b"0123456789abcdef").decode(),
}
WIDTH, HEIGHT = 1200, 800
PATIENCE = 60.0

pytestmark = pytest.mark.slow


class Web:
    """A running `coach web`."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [COACH, "web", "--port", "0", "--offline"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=folder,
            env=dict(os.environ),
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        parts = urlsplit(self.address)
        self.here, self.port = parts.netloc, parts.port or 0
        self.token = parse_qs(parts.query)["token"][0]
        self.cookie = f"coach-{self.port}={self.token}"

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        return connection.getresponse()

    def pages(self) -> list[int]:
        """The processes behind the pages of this server."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if PAGE in Path(f"/proc/{pid}/cmdline").read_text()]


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    started = Web(tmp_path)
    yield started
    started.process.kill()
    started.process.wait(30)


@pytest.fixture
def browser(program: str, tmp_path: Path) -> Iterator[Chromium]:
    with Chromium(program, tmp_path) as started:
        yield started


def until(reached: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < ends, "not reached"
        time.sleep(0.1)


def is_running(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def show(browser: Chromium, web: Web) -> None:
    browser.call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False)
    browser.call("Page.navigate", url=web.address)
    until(lambda: "-first-byte" in str(browser.value("document.body && document.body.className")))


def picture(browser: Chromium) -> bytes:
    return base64.b64decode(browser.call("Page.captureScreenshot")["data"])


def press_enter(browser: Chromium) -> None:
    browser.value("document.querySelector('.xterm-helper-textarea').focus()")
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    browser.call("Input.dispatchKeyEvent", type="rawKeyDown", **enter)
    browser.call("Input.dispatchKeyEvent", type="keyUp", **enter)


def test_only_who_knows_the_token_comes_in_and_only_from_here(web: Web) -> None:
    other = http.client.HTTPConnection("127.0.0.1", web.port, timeout=30)
    other.request("GET", f"/?token={web.token}", headers={"Host": f"coach.example:{web.port}"})
    assert other.getresponse().status == 403
    assert web.get("/").status == 403
    assert web.get("/?token=wrong").status == 403
    assert web.get("/static/js/textual.js").status == 403
    assert web.get("/ws", **UPGRADE).status == 403
    assert web.get("/ws", Cookie=web.cookie, Origin="http://evil.example", **UPGRADE).status == 403
    let_in = web.get(f"/?token={web.token}")
    assert (let_in.status, let_in.headers["Location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=Strict"} <= set(let_in.headers["Set-Cookie"].split("; "))
    page = web.get("/", Cookie=web.cookie)
    assert page.status == 200
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert web.pages() == []


def test_a_page_of_the_app(browser: Chromium, web: Web) -> None:
    show(browser, web)
    assert browser.value("location.href") == f"http://{web.here}/"
    assert all(urlsplit(address).netloc in (web.here, "") for address in browser.requests)
    assert not [told for told in browser.messages if "violates" in told or "ERR_" in told]
    until(lambda: len(web.pages()) == 1)
    before = picture(browser)
    assert before.startswith(b"\x89PNG")
    press_enter(browser)
    until(lambda: picture(browser) != before)
    (page,) = web.pages()
    browser.call("Page.navigate", url="about:blank")
    until(lambda: not is_running(page))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_page_outlives_the_server(browser: Chromium, web: Web, number: signal.Signals) -> None:
    show(browser, web)
    until(lambda: len(web.pages()) == 1)
    (page,) = web.pages()
    web.process.send_signal(number)
    web.process.wait(30)
    until(lambda: not is_running(page))


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [COACH, "web", "--port", str(port)], capture_output=True, text=True, timeout=60, check=False
        )
    assert ended.returncode == 2
    assert f"Port {port} cannot be used: Address already in use." in ended.stderr
    assert "coach web --port 0" in ended.stderr
