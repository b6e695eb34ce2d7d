"""The lock file works for everybody: it names the public index and nothing else."""

import re
from pathlib import Path

import pytest

LOCK = Path(__file__).parents[2] / "uv.lock"
PUBLIC = {"https://files.pythonhosted.org", "https://pypi.org"}


def foreign_hosts(lock: str) -> set[str]:
    """Every scheme and host in the text that is not the public index."""
    return set(re.findall(r"[a-z+]+://[^/\s\"']*", lock)) - PUBLIC


def test_lock_names_public_hosts_only() -> None:
    assert foreign_hosts(LOCK.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('source = { registry = "https://pypi.org/simple" }', set()),
        ('source = { registry = "https://pypi.org.example/simple" }', {"https://pypi.org.example"}),
        ('source = { registry = "http://pypi.org/simple" }', {"http://pypi.org"}),
        ('source = { registry = "file:///srv/wheels" }', {"file://"}),
        ('source = { git = "git+ssh://git@code.example/x" }', {"git+ssh://git@code.example"}),
    ],
)
def test_the_search_finds_them(line: str, found: set[str]) -> None:
    assert foreign_hosts(line) == found
