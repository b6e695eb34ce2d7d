"""What people see of `coach serve`: its lines in a terminal, and its page in a browser."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.chromium import Chromium
from tests.integration.test_report_page import brightness, program
from tests.integration.test_terminal import environment
from tests.server_process import ServerProcess
from tests.terminal import Terminal

__all__ = ["program"]
pytestmark = pytest.mark.slow


@pytest.mark.skipif(
    not shutil.which("tmux") and not os.environ.get("COACH_REQUIRE_DOCKER"),
    reason="needs tmux; `make test` installs it",
)
def test_a_terminal_shows_what_to_do_next(tmp_path: Path) -> None:
    command = f"{sys.executable} -m coach serve --port 0 --offline"
    terminal = Terminal(tmp_path, command, environment(tmp_path))
    try:
        lines = terminal.wait_for("Ctrl-c ends it").splitlines()
        assert lines[0].startswith("http://127.0.0.1:")
        assert lines[1] == f"Read about it: {lines[0]}/docs"
        assert lines[2] == "A token:       coach token create YOUR-NAME"
        assert lines[3] == "Ctrl-c ends it; what was begun is ended first."
        terminal.keys("C-c")
        terminal.wait_for("exit-code=0")
    finally:
        terminal.close()


def test_the_page_reads_well_and_loads_nothing(program: str, tmp_path: Path) -> None:
    with ServerProcess() as server, Chromium(program, tmp_path) as browser:
        address = f"{server.address}/docs"
        for width, scheme in ((400, "light"), (1400, "dark")):
            browser.visit(address, width, scheme)
            assert browser.value("document.title") == "coach API"
            assert browser.value("document.documentElement.scrollWidth") <= width
            ink, paper = (
                brightness(browser, "color"),
                browser.value("matchMedia('(prefers-color-scheme: dark)').matches"),
            )
            assert (ink > 380) is paper is (scheme == "dark")
            browser.value("document.querySelectorAll('details').forEach(each => { each.open = true })")
            assert browser.value("document.documentElement.scrollWidth") <= width
        # Nothing reads as markup that nobody rendered, and every operation says what it is for.
        assert "`" not in browser.value("[...document.querySelectorAll('body > p')].map(e => e.textContent).join()")
        assert browser.value("[...document.querySelectorAll('summary > span')].every(e => e.textContent.length > 9)")
        assert browser.messages == []
        assert set(browser.requests) == {address}
        assert browser.screenshot(900).startswith(b"\x89PNG")
