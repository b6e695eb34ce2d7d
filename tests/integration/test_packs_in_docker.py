"""The programs of a pack run in a container, end there, and see nothing of this machine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coach.bank.resources import shipped_patterns
from coach.bank.source import BankSource, Packs
from coach.domain.coding import CodingQuestion
from coach.errors import ContentError, Forbidden
from coach.ports import CodeRunner
from coach.sandbox.choose import choose_runner
from tests.fakes_bank import PAIR_SUM_FILES, write_bank

pytestmark = [pytest.mark.docker, pytest.mark.slow]
ENDLESS = "def generate(n, seed):\n    while True:\n        pass\n"


@pytest.fixture
async def docker(docker_engine: None) -> AsyncIterator[CodeRunner]:
    runner = await choose_runner("docker")
    yield runner
    await runner.close()


async def material_of(folder: Path, runner: CodeRunner, generate: str) -> None:
    pack = write_bank(folder / "pack", {**PAIR_SUM_FILES, "generate.py": generate})
    source = BankSource([], shipped_patterns(), runner, folder / "cache", Packs((pack,)))
    question = await source.question("pair-sum")
    assert isinstance(question, CodingQuestion)
    await source.material(question)


@pytest.mark.usefixtures("little_patience")
async def test_a_generator_that_never_ends_is_named(
    docker: CodeRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It spins for this long with several inputs, before it is given up.
    monkeypatch.setattr("coach.bank.programs.CPU_SECONDS", 0.5)
    with pytest.raises(ContentError, match=r"generate\.py – fails on .*: time limit"):
        await material_of(tmp_path, docker, ENDLESS)


async def test_a_generator_reads_nothing_of_this_machine(docker: CodeRunner, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    reading = f"def generate(n, seed):\n    return {{'numbers': [], 'target': len(open({str(secret)!r}).read())}}\n"
    with pytest.raises(ContentError, match=r"generate\.py:2 – uses open"):
        await material_of(tmp_path, docker, reading)
    hidden = reading.replace("open(", "getattr(__builtins__, 'op' + 'en')(")
    with pytest.raises(ContentError, match=r"generate\.py"):
        await material_of(tmp_path, docker, hidden)


async def test_nothing_of_a_pack_runs_in_the_local_sandbox(tmp_path: Path) -> None:
    runner = await choose_runner("local")
    try:
        with pytest.raises(Forbidden):
            await material_of(tmp_path, runner, PAIR_SUM_FILES["generate.py"])
    finally:
        await runner.close()
