"""The report in a real browser, and from the command line."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.reporting.html import page
from coach.reporting.pdf import print_page
from tests.chromium import Chromium
from tests.fakes import SOLUTION, Studio
from tests.unit.reporting.test_html import EVENTS, full, full_session, hostile_page

COACH = Path(sys.executable).with_name("coach")
AS_ROOT = ("--no-sandbox",) if os.geteuid() == 0 else ()
HOSTILE = "</style><script>document.title = 'obeyed'</script>\u202e\x1b[2J<img src=http://evil.test/x onerror=alert(1)>"
SCRIPT = """\
schema: 1
name: Buckets
interview: {company: startup}
candidate:
  - question: hash-tables
    moves:
      - ask: "Which kind of hash table do you mean?"
      - submit: "The key is hashed to find a bucket; keys that collide are chained there."
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def program() -> str:
    """The browser that `make test` installs. Without one: skip, or fail where everything is required."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("COACH_REQUIRE_DOCKER") == "1":
        pytest.fail("COACH_REQUIRE_DOCKER=1, but there is no chromium", pytrace=False)
    if found is None:
        pytest.skip("needs chromium; `make test` installs it")
    return found


@pytest.fixture(scope="module")
def browser(program: str) -> Iterator[Chromium]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Chromium(program, Path(folder)) as started:
        yield started


async def real_page(folder: Path) -> str:
    """The page of an interview that was led by the service."""
    studio = Studio(folder)
    service = studio.service
    begun = await service.create_interview_session(user_id="u1", questions=("pair-sum", "conflict"))
    await service.start_interview_session(begun.id)
    studio.clock.advance(60)
    await service.clarify(begun.id, "May the list be empty?")
    studio.clock.advance(120)
    await service.say(begun.id, "I will keep a set of the numbers seen, one pass, O(n).")
    studio.clock.advance(200)
    await service.run_samples(begun.id, SOLUTION)
    await service.hint(begun.id)
    studio.clock.advance(300)
    await service.submit_response(session_id=begun.id, question_id="q1", code_solution=SOLUTION)
    await service.skip_question(begun.id)
    await service.rate_question(begun.id, "q1", 4)
    ended = await service.complete_interview_session(begun.id)
    assert ended.feedback is not None
    return page(ended, ended.feedback, await service.get_events(begun.id))


@pytest.fixture(params=["real", "full", "hostile", "endless"])
async def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    match request.param:
        case "real":
            text = await real_page(tmp_path)
        case "full":
            text = page(full_session(), full(), EVENTS)
        case "hostile":
            text = hostile_page(HOSTILE)
        case _:
            text = hostile_page("x" * 200_000)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_it_reads_well_and_stays_quiet(browser: Chromium, written: Path, width: int, scheme: str) -> None:
    browser.messages.clear()
    browser.requests.clear()
    browser.open(written, width, scheme)
    assert browser.messages == []
    assert browser.requests == [written.as_uri()]
    assert browser.value("document.title").startswith("Interview report")
    assert browser.value("document.documentElement.scrollWidth") <= browser.value("innerWidth") == width
    ink, paper = (brightness(browser, name) for name in ("color", "backgroundColor"))
    assert (ink < paper) is (scheme == "light")
    sizes = "[...document.querySelectorAll('p, li, td, h3, pre')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    assert min(browser.value(sizes)) >= 12
    # Charts keep the size of their letters, whatever the width of the page.
    scales = "[...document.querySelectorAll('svg[role=img]')].map(e => e.getScreenCTM().a)"
    assert all(0.95 <= scale <= 1.4 for scale in browser.value(scales))
    assert browser.screenshot(900).startswith(b"\x89PNG")


def brightness(browser: Chromium, name: str) -> int:
    parts = re.findall(r"\d+", browser.value(f"getComputedStyle(document.body).{name}"))
    return sum(int(part) for part in parts[:3])


def test_the_guard_would_notice(browser: Chromium, tmp_path: Path) -> None:
    loud = tmp_path / "loud.html"
    loud.write_text("<img src='http://evil.test/x.png'><script>console.error('x')</script><p style='width: 2000px'>x")
    browser.messages.clear()
    browser.requests.clear()
    browser.open(loud, 400)
    assert any("evil.test" in address for address in browser.requests)
    assert browser.messages
    assert browser.value("document.documentElement.scrollWidth") > 400
    policed = tmp_path / "policed.html"
    policed.write_text(hostile_page("plain").replace("</main>", "<script>document.title = 'obeyed'</script></main>"))
    browser.open(policed, 400)
    assert browser.value("document.title") != "obeyed"


def test_it_prints(program: str, tmp_path: Path) -> None:
    printed = print_page(page(full_session(), full(), EVENTS), program, AS_ROOT)
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 10_000


def coach(*arguments: str, path: str | None = None) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **({"PATH": path} if path is not None else {})}
    return subprocess.run(
        [COACH, *arguments], capture_output=True, text=True, timeout=180, check=False, env=environment
    )


def test_reports_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "script.yaml").write_text(SCRIPT)
    assert coach("run", "script.yaml").returncode == 0
    assert coach("report", "-f", "html").stdout.startswith("<!doctype html>")
    assert coach("report", "-f", "html", "-o", "report.html").stderr == "Wrote report.html.\n"
    assert "Interview report · startup" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Seen as fintech" in coach("report", "--as", "fintech").stdout
    for format_ in ("text", "md", "html"):
        assert coach("report", "--as", "fintech", "-f", format_, "-o", f"seen.{format_}").returncode == 0
        told = (tmp_path / f"seen.{format_}").read_text(encoding="utf-8")
        assert "Seen as fintech" in told
        assert "held as startup" in told
    document = json.loads(coach("report", "--as", "fintech", "--json").stdout)
    assert (document["held_as"], document["feedback"]["company"]) == ("startup", "fintech")
    # A viewer that only notes what it is asked to show.
    viewer = tmp_path / "viewer"
    viewer.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/viewed\n')
    viewer.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{viewer} %s")
    opened = coach("report", "--open")
    assert re.fullmatch(r"Wrote coach-report-\w+\.html\.\n", opened.stderr)
    assert (tmp_path / "viewed").read_text().startswith("file://")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--as", "nowhere"), "'big_tech'"),
        (("-f", "pdf"), "A PDF needs a file."),
        (("--open", "-f", "md"), "--open shows HTML or PDF"),
    ],
)
def test_wishes_that_cannot_be_met(arguments: tuple[str, ...], told: str) -> None:
    done = coach("report", *arguments)
    assert done.returncode == 2
    assert told in done.stderr


def test_without_a_browser_the_way_by_hand_is_told(tmp_path: Path) -> None:
    (tmp_path / "script.yaml").write_text(SCRIPT)
    assert coach("run", str(tmp_path / "script.yaml")).returncode == 0
    done = coach("report", "-f", "pdf", "-o", str(tmp_path / "report.pdf"), path=str(tmp_path))
    assert done.returncode == 5
    assert "no browser here that can print" in done.stderr
    assert not (tmp_path / "report.pdf").exists()
