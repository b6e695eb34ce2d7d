"""Printing: a browser is found or not, prints or not, and leaves nothing behind."""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from coach.errors import NotFound, StoreError
from coach.reporting import pdf


def browser(folder: Path, lines: str) -> str:
    """A program that stands in for a browser; $target is where it shall print to."""
    path = folder / "chromium"
    find = 'for word in "$@"; do case $word in --print-to-pdf=*) target=${word#*=};; esac; done'
    path.write_text(f"#!/bin/sh\n{find}\n{lines}\n")
    path.chmod(0o755)
    return str(path)


def wait_for_end(pid: int) -> None:
    """A killed process that is no child of ours still runs for a moment, and may stay a zombie after it."""
    give_up = time.monotonic() + 60
    with suppress(FileNotFoundError, ProcessLookupError):
        while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
            assert time.monotonic() < give_up, f"process {pid} still runs"
            time.sleep(0.01)


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go in this test."""
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_the_first_browser_on_the_path_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    elsewhere = Path(browser(tmp_path, "exit 0")).rename(tmp_path / "Some Browser")
    assert pdf.find_browser([str(tmp_path / "none"), str(elsewhere)]) == str(elsewhere)
    program = browser(tmp_path, "exit 0")
    assert pdf.find_browser([str(elsewhere)]) == program


def test_without_a_browser_the_way_by_hand_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotFound) as caught:
        pdf.find_browser([])
    assert "no browser" in caught.value.message
    assert "print it" in caught.value.fix


def test_the_page_is_printed_and_nothing_is_left(tmp_path: Path, private: Path) -> None:
    seen = tmp_path / "seen"
    for_page = 'for page in "$@"; do :; done; cat "${page#file://}" > ' + str(seen)
    program = browser(tmp_path, f'{for_page}; printf "%s\\n" "$@" > {tmp_path}/flags; printf %%PDF-1.4 > "$target"')
    assert pdf.print_page("<p>ä</p>", program, extra=("--extra",)) == b"%PDF-1.4"
    assert seen.read_text() == "<p>ä</p>"
    assert list(private.iterdir()) == []
    flags = (tmp_path / "flags").read_text().splitlines()
    assert {"--headless=new", "--extra", "--host-resolver-rules=MAP * ~NOTFOUND"} <= set(flags)
    assert any(flag.startswith(f"--user-data-dir={private}") for flag in flags)
    assert "--no-sandbox" not in flags


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("exit 3", "ended with code 3"),
        ("echo nothing > $target", "ended with code 0"),
        ("echo 'Running as root without --no-sandbox is not supported' >&2; exit 1", "does not run as root"),
    ],
)
def test_a_browser_that_fails_is_one_clear_error(tmp_path: Path, private: Path, lines: str, why: str) -> None:
    with pytest.raises(StoreError) as caught:
        pdf.print_page("<p>secret</p>", browser(tmp_path, lines))
    assert why in caught.value.why
    assert "secret" not in str(caught.value)
    assert list(private.iterdir()) == []


def test_a_browser_that_cannot_start_is_told(tmp_path: Path, private: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("")
    with pytest.raises(StoreError) as caught:
        pdf.print_page("", str(program))
    assert "Permission denied" in caught.value.why
    assert list(private.iterdir()) == []


def test_a_browser_that_hangs_is_ended_with_all_it_started(tmp_path: Path, private: Path) -> None:
    pid = tmp_path / "pid"
    os.mkfifo(tmp_path / "never")
    program = browser(tmp_path, f"cat {tmp_path}/never & echo $! > {pid}.part; mv {pid}.part {pid}; wait")
    with pytest.raises(StoreError) as caught:
        # Long enough for a shell to start.
        pdf.print_page("", program, patience=3.0)
    assert "took longer than 3 seconds" in caught.value.why
    wait_for_end(int(pid.read_text()))
    assert list(private.iterdir()) == []
