"""A bank folder becomes questions; what is broken is told and leaves the rest alone."""

from pathlib import Path

import pytest

from coach.bank.loader import BankFolder, content_hash
from coach.bank.yaml_source import Document, read_yaml
from coach.domain.coding import CodingQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.errors import ContentError
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, pair_sum, write_bank, write_files


def second(bank: Path, slug: str = "other-sum", **files: str) -> None:
    """Another question beside the tiny one."""
    text = PAIR_SUM.replace("id: pair-sum", f"id: {slug}")
    write_files(bank / "coding" / slug, {**PAIR_SUM_FILES, "question.yaml": text, **files})


def test_the_programs_come_along(tmp_path: Path) -> None:
    question = pair_sum(tmp_path)
    assert question.solutions == {ProgrammingLanguage.PYTHON: PAIR_SUM_FILES["solutions/python.py"]}
    assert question.wrong == {"same_twice": PAIR_SUM_FILES["wrong/same_twice.py"]}
    assert question.brute_force == PAIR_SUM_FILES["brute_force.py"]
    assert question.generate == PAIR_SUM_FILES["generate.py"]


def test_every_language_is_found_by_its_file(tmp_path: Path) -> None:
    names = ["javascript.js", "java.java", "cpp.cpp", "go.go", "rust.rs"]
    bank = write_bank(tmp_path, {**PAIR_SUM_FILES, **{f"solutions/{name}": "code" for name in names}})
    question = BankFolder(bank).question("pair-sum")
    assert isinstance(question, CodingQuestion)
    assert set(question.solutions) == set(ProgrammingLanguage)


def test_an_unknown_language_is_named(tmp_path: Path) -> None:
    bank = write_bank(tmp_path, {**PAIR_SUM_FILES, "solutions/ruby.rb": "code"})
    with pytest.raises(ContentError, match=r"ruby\.rb – is in no known language"):
        BankFolder(bank).question("pair-sum")


def test_compiled_leftovers_are_no_programs(tmp_path: Path) -> None:
    bank = write_bank(tmp_path)
    before = BankFolder(bank).question("pair-sum").content_hash
    write_files(bank / "coding" / "pair-sum" / "solutions", {"__pycache__/python.pyc": "x", ".python.py.swp": "x"})
    assert BankFolder(bank).question("pair-sum").content_hash == before


def test_the_hash_covers_every_file(tmp_path: Path) -> None:
    seen = {BankFolder(write_bank(tmp_path / "0")).question("pair-sum").content_hash}
    for at, name in enumerate(PAIR_SUM_FILES, start=1):
        changed = {**PAIR_SUM_FILES, name: PAIR_SUM_FILES[name] + "\n# changed\n"}
        seen.add(BankFolder(write_bank(tmp_path / str(at), changed)).question("pair-sum").content_hash)
    renamed = {name.replace("same_twice", "twice"): text for name, text in PAIR_SUM_FILES.items()}
    seen.add(BankFolder(write_bank(tmp_path / "renamed", renamed)).question("pair-sum").content_hash)
    assert len(seen) == len(PAIR_SUM_FILES) + 2


def test_texts_cannot_move_between_files_unnoticed() -> None:
    assert content_hash({"a": "xy", "b": "z"}) != content_hash({"a": "x", "b": "yz"})


def test_a_broken_question_leaves_the_others_usable(tmp_path: Path) -> None:
    bank = write_bank(tmp_path)
    second(bank, **{"question.yaml": "id: ["})
    folder = BankFolder(bank)
    catalog = folder.catalog()
    assert [question.id for question in catalog.questions] == ["pair-sum"]
    assert ["other-sum" in problem.file for problem in catalog.problems] == [True]
    assert folder.question("pair-sum").id == "pair-sum"
    with pytest.raises(ContentError):
        folder.question("other-sum")


def test_one_question_is_read_from_its_own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = write_bank(tmp_path)
    second(bank)
    read: list[Path] = []

    def reading(path: Path) -> Document:
        read.append(path)
        return read_yaml(path)

    monkeypatch.setattr("coach.bank.loader.read_yaml", reading)
    BankFolder(bank).question("other-sum")
    assert read == [bank / "coding" / "other-sum" / "question.yaml"]


def test_questions_come_ordered_by_id(tmp_path: Path) -> None:
    bank = write_bank(tmp_path)
    second(bank, "a-sum")
    second(bank, "z-sum")
    assert [question.id for question in BankFolder(bank).catalog().questions] == ["a-sum", "pair-sum", "z-sum"]


def test_an_id_belongs_to_one_file(tmp_path: Path) -> None:
    bank = write_bank(tmp_path)
    write_files(bank, {"concepts/pair-sum.yaml": "schema: 1\n", "behavioral/.hidden.yaml": "x"})
    catalog = BankFolder(bank).catalog()
    assert [question.id for question in catalog.questions] == ["pair-sum"]
    assert catalog.problems[0].file == str(bank / "concepts" / "pair-sum.yaml")
    assert catalog.problems[0].field == "id"


@pytest.mark.parametrize("name", ["question.yaml", "solutions/python.py", "wrong/same_twice.py", "generate.py"])
def test_links_out_of_the_bank_are_refused(name: str, tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    outside = tmp_path / "outside.txt"
    outside.write_text(PAIR_SUM_FILES[name], encoding="utf-8")
    inside = bank / "coding" / "pair-sum" / name
    inside.unlink()
    inside.symlink_to(outside)
    problem = BankFolder(bank).catalog().problems[0]
    assert problem.file == str(inside)
    assert "link out of the bank" in str(problem)


def test_a_linked_question_folder_is_refused(tmp_path: Path) -> None:
    elsewhere = write_bank(tmp_path / "elsewhere")
    bank = tmp_path / "bank" / "coding"
    bank.mkdir(parents=True)
    (bank / "pair-sum").symlink_to(elsewhere / "coding" / "pair-sum")
    assert "link out of the bank" in str(BankFolder(tmp_path / "bank").catalog().problems[0])


def test_a_link_inside_the_bank_is_fine(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    folder = bank / "coding" / "pair-sum"
    (folder / "wrong" / "brute.py").symlink_to(folder / "brute_force.py")
    question = BankFolder(bank).question("pair-sum")
    assert isinstance(question, CodingQuestion)
    assert question.wrong["brute"] == question.brute_force


def test_a_dead_link_is_named(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    (bank / "coding" / "pair-sum" / "wrong" / "gone.py").symlink_to("nowhere.py")
    assert "gone.py – cannot be read" in str(BankFolder(bank).catalog().problems[0])


def test_a_program_that_is_not_text_is_named(tmp_path: Path) -> None:
    bank = write_bank(tmp_path)
    (bank / "coding" / "pair-sum" / "generate.py").write_bytes(b"\xff\xfe")
    assert "generate.py:1 – is not UTF-8 text" in str(BankFolder(bank).catalog().problems[0])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is not a folder"):
        BankFolder(tmp_path / "none").catalog()


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert BankFolder(tmp_path).catalog().questions == ()
