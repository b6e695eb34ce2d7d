"""The built wheel holds everything: questions, patterns, sandbox files, demo. It is what people install."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).with_name("uv")
    build = [
        str(part)
        for part in (uv, "build", "--quiet", "--wheel", "--no-build-isolation", "--out-dir", folder / "dist", ROOT)
    ]
    done = subprocess.run(build, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def coach(unpacked: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    # `-P` and the path first: the checkout beside it must not help.
    code = f"import sys; sys.path.insert(0, {str(unpacked)!r}); from coach.cli.app import main; main()"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        cwd=folder,
        # A copy of the sources is no place to measure coverage.
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
    )


def test_the_bank_comes_along(unpacked: Path, tmp_path: Path) -> None:
    assert (unpacked / "coach" / "_data" / "question_bank" / "concepts.yaml").is_file()
    listed = coach(unpacked, tmp_path, "bank", "list")
    assert "url-shortener" in listed.stdout, listed.stderr


def test_the_demo_plays(unpacked: Path, tmp_path: Path) -> None:
    played = coach(unpacked, tmp_path, "demo", "--runner", "local")
    assert played.returncode == 0, played.stderr
    assert "Report" in played.stdout
    assert "The code was executed by" in played.stderr
