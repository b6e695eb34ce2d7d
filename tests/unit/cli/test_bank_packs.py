"""`coach bank add`, `remove`, `packs` and `update`, as somebody types them."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.settings import load_paths
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, write_bank, write_files

Coach = Callable[..., tuple[int, str, str]]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Coach:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """One sound question, one with the id of a shipped one, and one that is no YAML."""
    root = write_bank(tmp_path / "mine")
    twin = PAIR_SUM.replace("id: pair-sum", "id: two-sum")
    write_files(root / "coding" / "two-sum", {**PAIR_SUM_FILES, "question.yaml": twin})
    write_files(root, {"behavioral/broken.yaml": "id: ["})
    return root


def listed(coach: Coach) -> dict[str, Any]:
    """Name → what `coach bank packs --json` says of it."""
    return {one["name"]: one for one in json.loads(coach("bank", "packs", "--json")[1])["packs"]}


def test_a_pack_is_told_added_asked_from_and_removed(coach: Coach, pack: Path) -> None:
    code, out, err = coach("bank", "add", "mine", "--yes")
    assert code == 0, err
    assert "mine: 1 question (1 coding problem)" in out
    assert "! 2 questions left out:" in out
    assert f"{pack}/coding/two-sum/question.yaml  id – has the id of" in out
    assert "run in a container only" in out
    assert err.endswith("✓ mine is added.\nNext: coach interview --question pair-sum\n")
    assert coach("bank", "show", "pair-sum")[0] == 0
    code, out, err = coach("bank", "list", "pair", "sum")
    assert out.splitlines()[1].startswith("pair-sum ")
    assert "! 2 questions left out: coach bank packs tells more." in err
    assert json.loads(coach("bank", "list", "--json")[1])["left_out"] == 2
    assert "2 questions left out" in coach("doctor")[1]
    assert (listed(coach)["mine"]["questions"], len(listed(coach)["mine"]["problems"])) == (1, 2)
    code, out, err = coach("bank", "remove", "mine")
    assert code == 0, err
    assert (pack / "concepts.yaml").exists()
    assert coach("bank", "show", "pair-sum")[0] == 5
    assert list(listed(coach)) == ["shipped"]


def test_every_problem_of_a_pack(coach: Coach, pack: Path) -> None:
    coach("bank", "add", "mine", "--yes")
    code, out, err = coach("bank", "packs", "mine")
    assert (code, out.count("✗"), out.count("Mend it:")) == (0, 2, 2)
    assert f"{pack}/behavioral/broken.yaml:2" in out
    assert "mine: 1 question, 2 questions left out." in err
    found = json.loads(coach("bank", "packs", "mine", "--json")[1])["pack"]
    assert {problem["question"] for problem in found["problems"]} == {"two-sum", "broken"}
    code, out, err = coach("bank", "packs")
    assert "mine" in out
    assert err.endswith("Next: coach bank packs mine\n")
    assert "nothing is wrong" in coach("bank", "packs", "shipped")[2]
    assert coach("bank", "packs", "mien")[0] == 5


def test_nothing_is_added_without_a_yes(coach: Coach, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, err = coach("bank", "add", "mine")
    assert code == 2
    assert "--yes" in err
    monkeypatch.setattr("coach.cli.pack_work.can_ask", lambda: True)
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: False)
    code, _, err = coach("bank", "add", "mine")
    assert (code, "Nothing was added." in err) == (1, True)
    assert list(listed(coach)) == ["shipped"]
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: True)
    assert coach("bank", "add", "mine", "--name", "ours")[0] == 0
    assert list(listed(coach)) == ["shipped", "ours"]


def test_a_pack_of_nothing_is_refused(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = coach("bank", "add", "empty", "--yes")
    assert (code, "holds no questions" in err) == (2, True)
    write_files(tmp_path / "bad", {"concepts/one.yaml": "id: [", "concepts/two.yaml": "id: ["})
    code, _, err = coach("bank", "add", "bad", "--yes")
    assert code == 2
    assert "one.yaml:2 – is not YAML" in err
    assert "No question of the pack can be used; this is the first of 2 problems." in err
    assert list(listed(coach)) == ["shipped"]


def test_what_is_there_already_is_refused(coach: Coach, pack: Path) -> None:
    coach("bank", "add", "mine", "--yes")
    code, _, err = coach("bank", "add", str(pack), "--yes", "--name", "again")
    assert (code, "It is there already, as the pack mine." in err) == (2, True)
    shipped = listed(coach)["shipped"]["source"]
    code, _, err = coach("bank", "add", shipped, "--yes")
    assert (code, "is part of the bank already" in err) == (2, True)
    assert coach("bank", "remove", "shipped")[0] == 2


def test_a_pack_that_went_away_leaves_the_rest(coach: Coach, pack: Path, tmp_path: Path) -> None:
    coach("bank", "add", "mine", "--yes")
    pack.rename(tmp_path / "moved")
    code, out, err = coach("bank", "list")
    assert code == 0
    assert "two-sum" in out
    assert "1 file or folder not usable: coach bank packs tells more." in err
    assert listed(coach)["mine"]["problems"][0]["fix"] == "put it back, or: coach bank remove mine"
    code, _, err = coach("bank", "remove", "mine", "--json")
    assert (code, "is gone already" in err) == (0, True)
    assert list(listed(coach)) == ["shipped"]


def test_a_damaged_register_leaves_the_shipped_questions(coach: Coach, pack: Path) -> None:
    coach("bank", "add", "mine", "--yes")
    (load_paths().packs / "packs.json").write_text("{")
    assert "two-sum" in coach("bank", "list")[1]
    code, _, err = coach("bank", "packs")
    assert (code, "packs.json" in err, "Traceback" in err) == (2, True, False)


def commit(folder: Path, message: str) -> str:
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org")
    for arguments in (("add", "."), (*who, "commit", "--quiet", "-m", message)):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_a_repository_is_cloned_and_updated(coach: Coach, pack: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=pack, check=True)
    first = commit(pack, "first")
    code, out, err = coach("bank", "add", f"file://{pack}", "--yes", "--json")
    assert code == 0, err
    added = json.loads(out)
    assert (added["added"], added["pack"]["commit"], added["pack"]["questions"]) == (True, first, 1)
    assert "nothing new" in coach("bank", "update", "mine")[2]
    (pack / "behavioral" / "broken.yaml").unlink()
    second = commit(pack, "mended")
    assert listed(coach)["mine"]["commit"] == first
    code, out, _ = coach("bank", "update", "--json")
    assert json.loads(out)["updated"] == [{"name": "mine", "before": first, "commit": second}]
    assert [problem["question"] for problem in listed(coach)["mine"]["problems"]] == ["two-sum"]
    clone = Path(listed(coach)["mine"]["folder"])
    assert coach("bank", "remove", "mine")[0] == 0
    assert not clone.exists()


def test_a_repository_that_is_refused_leaves_no_clone(coach: Coach, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=empty, check=True)
    (empty / "note.txt").write_text("x")
    commit(empty, "first")
    assert coach("bank", "add", f"file://{empty}", "--yes")[0] == 2
    assert coach("bank", "add", f"file://{empty}@nowhere", "--yes", "--name", "other")[0] == 5
    assert not list(load_paths().packs.glob("*/.git"))


def test_one_repository_that_fails_leaves_the_others(coach: Coach, pack: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=pack, check=True)
    commit(pack, "first")
    gone = tmp_path / "gone"
    shutil.copytree(pack, gone)
    (gone / "coding" / "pair-sum").rename(gone / "coding" / "pair-sums")
    question = gone / "coding" / "pair-sums" / "question.yaml"
    question.write_text(question.read_text().replace("id: pair-sum", "id: pair-sums"))
    commit(gone, "other id")
    assert coach("bank", "add", f"file://{gone}", "--yes")[0] == 0
    assert coach("bank", "add", f"file://{pack}", "--yes")[0] == 0
    gone.rename(tmp_path / "moved")
    code, out, err = coach("bank", "update", "--json")
    found = json.loads(out)
    assert (code, [one["name"] for one in found["updated"]]) == (5, ["mine"])
    assert [one["name"] for one in found["failed"]] == ["gone"]
    assert "✗ gone: The repository cannot be fetched." in err
    assert not list(load_paths().packs.glob(".new-*"))


def test_imported_questions_are_among_the_packs(coach: Coach) -> None:
    write_bank(load_paths().imported_bank)
    assert listed(coach)["imported"]["questions"] == 1
    assert "imported: 1 question" in coach("bank", "packs", "imported")[2]
    code, _, err = coach("bank", "add", str(load_paths().imported_bank), "--yes", "--name", "mine")
    assert (code, "is part of the bank already" in err) == (2, True)


def test_only_clones_are_updated(coach: Coach, pack: Path) -> None:
    assert "No pack comes from a git repository." in coach("bank", "update")[2]
    coach("bank", "add", "mine", "--yes")
    code, _, err = coach("bank", "update", "mine")
    assert (code, "does not come from a git repository" in err) == (2, True)
    assert coach("bank", "update", "mien")[0] == 5
