"""Starting is quick: what only some commands need is loaded by those commands."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "anthropic",
    "cryptography",
    "docker",
    "fastapi",
    "httpx2",
    "jwt",
    "keyring",
    "openai",
    "prometheus_client",
    "pydantic_settings",
    "sqlite_utils",
    "structlog",
    "textual",
    "yaml",
}

ENTRY = "coach.cli.app:main"
"""What the installed `coach` script calls."""

PROBE = """
import importlib, json, sys

entry, report, *arguments = sys.argv[1:]
module, _, function = entry.partition(":")
sys.argv = ["coach", *arguments]
code = 0
try:
    loaded = importlib.import_module(module)
    if function:
        code = getattr(loaded, function)() or 0
except SystemExit as end:
    code = end.code or 0
with open(report, "w", encoding="utf-8") as file:
    json.dump({"code": code, "modules": sorted(sys.modules)}, file)
"""


def loaded_by(report: Path, entry: str, *arguments: str) -> set[str]:
    """The top-level names that a fresh interpreter holds after running `entry`: module[:function]."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, entry, str(report), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(report.parent)},
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(report.read_text(encoding="utf-8"))
    assert facts["code"] == 0, done.stderr
    return {name.partition(".")[0] for name in facts["modules"]}


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_starting_loads_nothing_heavy(tmp_path: Path, argument: str) -> None:
    assert HEAVY & loaded_by(tmp_path / "report.json", ENTRY, argument) == set()


def test_importing_the_package_loads_nothing_heavy(tmp_path: Path) -> None:
    assert HEAVY & loaded_by(tmp_path / "report.json", "coach") == set()


def test_the_probe_sees_what_is_loaded(tmp_path: Path) -> None:
    toy = "import sys\n\ndef main():\n    import yaml\n    sys.exit(0)\n"
    (tmp_path / "toy.py").write_text(toy, encoding="utf-8")
    assert HEAVY & loaded_by(tmp_path / "report.json", "toy:main") == {"yaml"}


@pytest.mark.parametrize("toy", ["def main(): raise SystemExit(2)\n", "def main(): return 2\n", "1 / 0\n"])
def test_the_probe_notices_a_failure(tmp_path: Path, toy: str) -> None:
    (tmp_path / "toy.py").write_text(toy, encoding="utf-8")
    with pytest.raises(AssertionError):
        loaded_by(tmp_path / "report.json", "toy:main")
