"""A question that was begun fails the gate until everything in it is written."""

import re
from pathlib import Path

import pytest

from coach.bank.check import check_texts
from coach.bank.loader import MODELS, BankFolder
from coach.bank.scaffold import write_scaffold
from coach.bank.yaml_model import fields_at
from coach.bank.yaml_source import read_yaml
from coach.errors import BadInput, StoreError

FILLED_BY_THE_LOADER = {"solutions", "wrong", "twist_solutions", "brute_force", "generate", "content_hash", "kind"}


@pytest.mark.parametrize("kind", MODELS)
def test_every_placeholder_is_named_and_nothing_else_is_wrong(kind: str, tmp_path: Path) -> None:
    made = write_scaffold(tmp_path, kind, "my-question")
    questions, problems = check_texts(BankFolder(tmp_path))
    assert [question.id for question in questions] == ["my-question"]
    written = sum(len(re.findall(r"TODO:|: todo\b|\[todo\]", path.read_text())) for path in made)
    assert len(problems) == written
    others = [problem.reason for problem in problems if "is still to be written" not in problem.reason]
    assert others == ["'todo' is not in concepts.yaml"]


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_is_there(kind: str, tmp_path: Path) -> None:
    made = write_scaffold(tmp_path, kind, "my-question")
    assert read_yaml(made[0]).data.keys() == fields_at(MODELS[kind], ()) - FILLED_BY_THE_LOADER


@pytest.mark.parametrize("slug", ["", "Two-Sum", "two_sum", "../x", "a--b", "a/b", "x" * 61])
def test_an_id_that_cannot_be(slug: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be called"):
        write_scaffold(tmp_path, "coding", slug)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


@pytest.mark.parametrize("kind", ["coding", "concepts"])
def test_nothing_is_written_over(kind: str, tmp_path: Path) -> None:
    write_scaffold(tmp_path, kind, "mine")
    with pytest.raises(BadInput, match="is there already"):
        write_scaffold(tmp_path, kind, "mine")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        write_scaffold(tmp_path / "file", "concepts", "mine")
