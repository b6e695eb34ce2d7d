"""`coach bank new` and `coach bank try`, as somebody types them."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.cli.app import build
from coach.cli.problems import run_guarded
from tests.fakes_bank import write_files
from tests.unit.bank.test_check_content import CONCEPT

Coach = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def test_a_question_is_begun_and_its_gaps_are_named(coach: Coach, tmp_path: Path) -> None:
    code, out, err = coach("bank", "new", "coding_problem", "my-sum", "--into", "pack")
    assert code == 0, err
    assert out.splitlines()[0] == "pack/coding/my-sum/question.yaml"
    assert all((tmp_path / line).is_file() for line in out.splitlines())
    assert "coach bank check pack --schema-only" in err
    code, out, _ = coach("bank", "check", "pack", "--schema-only")
    assert code == 1
    assert "hints.0 – is still to be written: a question that points the way" in out
    made = json.loads(coach("bank", "new", "behavioral", "my-story", "--into", "pack", "--json")[1])
    assert made["files"] == ["pack/behavioral/my-story.yaml"]


@pytest.mark.parametrize(
    ("kind", "slug", "says"),
    [
        ("behavoral", "x", "Did you mean behavioral?"),
        ("behavioral", "A b", "cannot be called 'A b'"),
        ("coding_problem", "two-sum", "There is a question two-sum already."),
    ],
)
def test_a_question_that_cannot_be_begun(coach: Coach, tmp_path: Path, kind: str, slug: str, says: str) -> None:
    code, out, err = coach("bank", "new", kind, slug, "--into", "pack")
    assert (code, out) == (2, "")
    assert says in err
    assert not (tmp_path / "pack").exists()


def test_an_id_belongs_to_one_question_of_the_pack(coach: Coach) -> None:
    assert coach("bank", "new", "behavioral", "mine")[0] == 0
    assert coach("bank", "new", "technical_concept", "mine")[0] == 2


def test_a_question_is_played_and_nothing_is_kept(coach: Coach, tmp_path: Path, empty_home: Path) -> None:
    write_files(tmp_path / "pack", {"concepts/cache-expiry.yaml": CONCEPT})
    typed = "/submit It goes when its time is over.\n" + "/skip\n" * 5
    code, out, err = coach("bank", "try", "pack/concepts/cache-expiry.yaml", "--no-input", typed=typed)
    assert code == 0, err
    assert "Trying Cache expiry (cache-expiry) offline. Nothing of it is kept." in err
    assert "Cache expiry" in out
    assert err.endswith(f"Next: coach bank check {tmp_path}/pack\n")
    assert not (empty_home / "coach" / "data").exists()
    assert "No interviews yet" in coach("history")[2]


def test_a_question_of_the_bank_is_played_by_its_id(coach: Coach) -> None:
    code, _, err = coach("bank", "try", "cap-theorem", "--practice", "--no-input", typed="/skip\n" * 6)
    assert code == 0, err
    assert err.endswith("Next: coach practice cap-theorem\n")


def test_whoever_leaves_early_leaves_nothing(coach: Coach) -> None:
    code, out, err = coach("bank", "try", "cap-theorem", "--no-input", typed="/pause\n")
    assert (code, out) == (0, "")
    assert err.endswith("Nothing of it was kept.\n")
    assert "resume" not in err


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("pack", "has no question.yaml"),
        ("pack/stray.yaml", "is not where a question would be"),
        ("pack/concepts/broken.yaml", "broken.yaml:2 – is not YAML"),
        ("pack/concepts/notes.txt", "is not where a question would be"),
    ],
)
def test_a_path_that_is_no_question(coach: Coach, tmp_path: Path, path: str, says: str) -> None:
    files = {"stray.yaml": CONCEPT, "concepts/broken.yaml": "id: [", "concepts/notes.txt": "x"}
    write_files(tmp_path / "pack", files)
    code, _, err = coach("bank", "try", path)
    assert code == 2
    assert says in err


def test_an_id_that_is_unknown(coach: Coach) -> None:
    code, _, err = coach("bank", "try", "two-som")
    assert (code, "two-sum" in err) == (5, True)
