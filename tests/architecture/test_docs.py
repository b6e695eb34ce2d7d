"""The documentation says what is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from coach.cli.commands import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)")


def test_the_page_of_commands_is_their_own_help() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "command-docs"], capture_output=True, text=True, timeout=120, check=True
    )
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert page == done.stdout, "run: scripts/command-docs > docs/commands.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [target for target in LINK.findall(text) if not (page.parent / target).exists()]
    assert missing == []


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:\.venv/bin/)?coach ([a-z]+)", text))
    assert named - set(COMMANDS) == set()
