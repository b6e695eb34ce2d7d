"""Packages from elsewhere with a real engine: their submissions, and an export that comes back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coach.bank.exporters.exporting import Exporter
from coach.bank.importers.draft import Wish
from coach.bank.importers.importing import Destination, Imported, import_package
from coach.bank.resources import shipped_bank, shipped_patterns
from coach.bank.source import BankSource
from coach.ports import CodeRunner
from coach.sandbox.choose import choose_runner

pytestmark = [pytest.mark.docker, pytest.mark.slow]
PACKAGES = Path(__file__).parents[1] / "fixtures" / "packages"


@pytest.fixture
async def docker(docker_engine: None) -> AsyncIterator[CodeRunner]:
    runner = await choose_runner("docker")
    yield runner
    await runner.close()


async def bring(path: Path, folder: Path, runner: CodeRunner) -> Imported:
    return await import_package(path, "auto", Wish(), Destination(folder / "own"), runner, folder / "cache")


@pytest.mark.parametrize("name", ["raingauge", "ferryload"])
async def test_every_submission_gets_its_verdict(docker: CodeRunner, tmp_path: Path, name: str) -> None:
    made = await bring(PACKAGES / name, tmp_path, docker)
    assert made.report.problems == ()
    assert made.report.unchecked == ()


async def test_ours_goes_out_and_comes_back(docker: CodeRunner, tmp_path: Path) -> None:
    source = BankSource([shipped_bank()], shipped_patterns(), docker, tmp_path / "cache")
    made = await Exporter(source, docker, tmp_path / "out").export("two-sum")
    assert "accepted/reference.py" in made.submissions
    back = await bring(made.folder, tmp_path, docker)
    assert back.report.problems == ()
    assert len(back.questions[0].tests) == made.tests
