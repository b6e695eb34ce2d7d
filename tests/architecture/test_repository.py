"""The top of the repository stays a table of contents."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "company_patterns",
    "docs",
    "examples",
    "pyproject.toml",
    "question_bank",
    "scripts",
    "src",
    "tests",
    "uv.lock",
}


def unexpected(names: set[str]) -> set[str]:
    """Top-level names that are neither expected nor dotted."""
    return {name for name in names if not name.startswith(".")} - ALLOWED


def top_level_names() -> set[str]:
    """What git tracks or would track, seen from the top."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition("/")[0] for name in listed.stdout.split("\0") if name}


def test_top_level_holds_what_a_reader_expects() -> None:
    assert unexpected(top_level_names()) == set()


def test_a_stray_file_is_noticed() -> None:
    assert unexpected({"src", ".gitignore", "notes.txt"}) == {"notes.txt"}
