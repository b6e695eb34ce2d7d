"""`coach bank import` and `coach bank export`, as somebody types them, with a sandbox that is not one."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.errors import RunnerUnavailable
from coach.sandbox import choose
from coach.settings import load_paths
from tests.fakes_programs import ProgramRunner

Coach = Callable[..., tuple[int, str, str]]
PACKAGES = Path(__file__).parents[2] / "fixtures" / "packages"
GAUGE, LAMPS, DIALOGUE = (str(PACKAGES / name) for name in ("raingauge", "lamps", "dialogue"))


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def sandbox(monkeypatch: pytest.MonkeyPatch, runner: ProgramRunner | None) -> list[str]:
    """Puts a runner in the place of the engine, or none; returns what kinds were asked for."""
    asked: list[str] = []

    async def choose_runner(kind: str, **_: Any) -> ProgramRunner:
        asked.append(kind)
        if runner is None:
            raise RunnerUnavailable("Can't reach Docker.", why="Nothing answers.", fix="coach doctor")
        return runner

    monkeypatch.setattr(choose, "choose_runner", choose_runner)
    return asked


def test_what_is_imported_is_listed_shown_and_checked(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = sandbox(monkeypatch, ProgramRunner())
    code, out, err = coach("bank", "import", GAUGE)
    assert code == 0, err
    assert "! left out – submissions/accepted/one_pass.hs: is in none of our languages" in out
    assert "✓ raingauge  Rain gauge  (4 tests, 6 submissions; imported: no hints)" in out
    assert "Not checked here: submissions in cpp." in err
    assert "Next: coach practice raingauge" in err
    assert set(asked) == {"docker"}
    _, listed, _ = coach("bank", "list", "gauge")
    assert "imported, no hints" in listed
    _, shown, _ = coach("bank", "show", "raingauge")
    assert "written by Ada Example, Bo Example · licence: cc by-sa · Village contest 2025" in shown
    code, _, err = coach("bank", "check", str(load_paths().imported_bank))
    assert code == 0, err


def test_a_question_is_imported_once(coach: Coach) -> None:
    assert coach("bank", "import", GAUGE, "--no-check")[0] == 0
    code, _, err = coach("bank", "import", GAUGE, "--no-check")
    assert code == 2
    assert "was imported before" in err


def test_without_docker_the_way_out_is_told(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox(monkeypatch, None)
    code, _, err = coach("bank", "import", GAUGE)
    assert code == 3
    assert "or import it unchecked with --no-check" in err
    code, _, err = coach("bank", "import", GAUGE, "--no-check", "--into", "mine")
    assert code == 0
    assert "Not checked" in err
    assert "Next: coach bank check mine" in err
    assert Path("mine/coding/raingauge/question.yaml").exists()


def test_a_package_that_contradicts_itself(coach: Coach, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sandbox(monkeypatch, ProgramRunner())
    shutil.copytree(GAUGE, tmp_path / "gauge")
    (tmp_path / "gauge" / "submissions" / "accepted" / "zero.py").write_text("print(0)\n")
    code, out, err = coach("bank", "import", "gauge")
    assert code == 1
    assert "✗ gauge/submissions/accepted/zero.py – sample-1 ends with wrong answer" in out
    assert "Nothing was kept." in err
    code, out, _ = coach("bank", "import", "gauge", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["questions"] == [{"id": "gauge", "title": "Rain gauge", "tests": 4, "path": None}]
    assert told["problems"][0]["file"] == "gauge/submissions/accepted/zero.py"
    assert told["left_out"]


def test_an_interactive_problem_is_refused_in_one_line(coach: Coach) -> None:
    code, out, err = coach("bank", "import", DIALOGUE)
    assert (code, out) == (2, "")
    assert "is interactive: its program talks with a judge" in err


def test_exercism_gives_a_question_for_each_property(coach: Coach) -> None:
    code, out, _ = coach("bank", "import", f"{LAMPS}/canonical-data.json", "--difficulty", "easy", "--no-check")
    assert code == 0
    assert "✓ lamps-count-lit" in out
    assert "✓ lamps-brightest" in out


def test_out_and_in_again(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox(monkeypatch, ProgramRunner())
    assert coach("bank", "import", GAUGE)[0] == 0
    code, out, err = coach("bank", "export", "raingauge", "--to", "out")
    assert code == 0, err
    assert "✓ raingauge  4 tests, 6 submissions" in out
    assert "Next: coach bank import out/raingauge" in err
    assert coach("bank", "import", "out/raingauge", "--into", "again")[0] == 0
    code, out, _ = coach("bank", "export", "raingauge", "--to", "other", "--json")
    assert json.loads(out)["packages"][0]["folder"] == "other/raingauge"


def test_exporting_what_is_not_there(coach: Coach) -> None:
    code, _, err = coach("bank", "export", "raingauge", "--to", "out")
    assert code == 5
    assert "There is no question 'raingauge'" in err
