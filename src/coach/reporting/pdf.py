"""The report as PDF: the page, printed by a browser that is on the machine."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from coach.errors import NotFound, StoreError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave-browser",
)
"""Looked for on the PATH."""
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
)
FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    # The page asks for nothing; the browser shall not either.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
PATIENCE = 90.0
"""Seconds for one print."""
BY_HAND = "write it with --format html -o report.html, open that in a browser and print it"
PDF = b"%PDF-"


def find_browser(places: Iterable[str] = PLACES) -> str:
    """The program of a browser that can print. Raises NotFound."""
    found = (shutil.which(name) for name in (*NAMES, *places))
    program = next((one for one in found if one), None)
    if program is None:
        why = "Chromium, Chrome, Edge and Brave were looked for."
        raise NotFound("There is no browser here that can print a PDF.", why=why, fix=BY_HAND)
    return program


def print_page(page: str, program: str, extra: Sequence[str] = (), patience: float = PATIENCE) -> bytes:
    """The PDF of a page; page and profile lie in a private folder that is gone afterwards. Raises StoreError."""
    with tempfile.TemporaryDirectory(prefix="coach-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "report.html", folder / "report.pdf"
        source.write_text(page, encoding="utf-8")
        profile = f"--user-data-dir={folder / 'profile'}"
        command = [program, *FLAGS, *extra, profile, f"--print-to-pdf={target}", source.as_uri()]
        try:
            why = _run(command, folder, patience)
            printed = target.read_bytes() if target.is_file() else b""
        finally:
            source.unlink(missing_ok=True)
    if not printed.startswith(PDF):
        raise StoreError("The browser did not print the report.", why=why, fix=BY_HAND)
    return printed


def _run(command: Sequence[str], folder: Path, patience: float) -> str:
    """Run it with whatever it starts; returns why there may be no result."""
    with (folder / "log").open("w+", encoding="utf-8", errors="replace") as log:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
            )
        except OSError as error:
            return f"{command[0]}: {error.strerror}."
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            return f"{command[0]} took longer than {patience:g} seconds."
        finally:
            _end(process)
        log.seek(0)
        # A browser refuses root with a line that names this flag.
        if "--no-sandbox" in log.read():
            return "A browser keeps its own sandbox and does not run as root."
    return f"{command[0]} ended with code {code}."


def _end(process: "subprocess.Popen[bytes]") -> None:
    """A browser is many processes: none of them shall outlive the print."""
    # macOS answers with PermissionError where only a dead process is left of the group.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
