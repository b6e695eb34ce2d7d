"""Large banks are read once; whatever changes is read again."""

import os
from pathlib import Path

import pytest

from coach.bank import imported, listing
from coach.bank.heads import HeadCache
from coach.bank.listing import ListedFolder, Listing
from coach.bank.loader import BankFolder, Entry
from coach.bank.problem import Problem
from coach.bank.vetting import vet
from coach.domain.content import BankQuestion
from coach.errors import ContentError
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, write_bank, write_files
from tests.unit.bank.test_check_content import CONCEPT

KD_TREES = "schema: 1\nconcepts:\n  kd-trees: {{name: KD trees, prerequisites: [{}]}}\n"
PROGRAM = "coding/pair-sum/solutions/python.py"


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that the tests wrote just now count as rested."""
    monkeypatch.setattr(listing, "SETTLED", -(10**15))


class Reader:
    """Lists a bank as a fresh process would, and tells which questions were read for it."""

    def __init__(self, bank: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, *, vetted: bool = True) -> None:
        self.bank, self.cache, self.vetted = bank, HeadCache(cache), vetted
        self.read: list[str] = []
        check = BankFolder.check

        def noted(folder: BankFolder, entry: Entry) -> object:
            self.read.append(entry.id)
            return check(folder, entry)

        monkeypatch.setattr(BankFolder, "check", noted)

    def list(self) -> Listing:
        self.read.clear()
        return ListedFolder(BankFolder(self.bank), self.cache, vetted=self.vetted).listing()


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    bank = write_bank(tmp_path / "bank")
    write_files(bank, {"concepts/cache-expiry.yaml": CONCEPT, "behavioral/broken.yaml": "id: ["})
    return Reader(bank, tmp_path / "cache", monkeypatch)


def test_what_was_read_is_kept_with_its_faults(reader: Reader) -> None:
    first = reader.list()
    assert sorted(reader.read) == ["broken", "cache-expiry", "pair-sum"]
    assert list(first.questions) == ["cache-expiry", "pair-sum"]
    assert [problem.question for problem in first.problems] == ["broken"]
    assert reader.list() == first
    assert reader.read == []


def test_a_head_is_that_of_the_whole_question(reader: Reader) -> None:
    reader.list()
    kept = reader.list().questions["pair-sum"]
    whole = BankFolder(reader.bank).question("pair-sum")
    assert kept.model_dump(exclude={"kind", "competency"}) == whole.model_dump(
        include=set(type(kept).model_fields) - {"kind"}
    )
    assert kept.question_type is whole.question_type


@pytest.mark.parametrize("name", [PROGRAM, "coding/pair-sum/wrong/same_twice.py", "coding/pair-sum/question.yaml"])
def test_a_change_of_the_same_size_and_time_is_seen(name: str, reader: Reader) -> None:
    before = reader.list()
    file = reader.bank / name
    times = file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("number", "numbel", 1) if "number" in text else text.replace("a", "b", 1))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert file.stat().st_size == times.st_size
    after = reader.list()
    assert reader.read == ["pair-sum"]
    assert after != before


def test_programs_that_come_and_go_are_seen(reader: Reader) -> None:
    reader.list()
    write_files(reader.bank, {"coding/pair-sum/wrong/another.py": "x = 1\n"})
    with_it = reader.list()
    (reader.bank / "coding/pair-sum/wrong/another.py").unlink()
    without = reader.list()
    assert reader.read == ["pair-sum"]
    assert with_it.questions["pair-sum"].content_hash != without.questions["pair-sum"].content_hash


def test_a_question_that_was_removed_is_gone(reader: Reader) -> None:
    reader.list()
    (reader.bank / "concepts/cache-expiry.yaml").unlink()
    assert list(reader.list().questions) == ["pair-sum"]


def test_a_file_that_was_just_written_is_not_trusted(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SETTLED", 10**15)
    reader.list()
    reader.list()
    assert sorted(reader.read) == ["broken", "cache-expiry", "pair-sum"]


@pytest.mark.parametrize("link", ["wrong/brute.py", "solutions"])
def test_what_is_reached_by_a_link_is_always_read(link: str, reader: Reader) -> None:
    folder = reader.bank / "coding/pair-sum"
    if link == "solutions":
        (folder / "solutions").rename(folder / "others")
        (folder / link).symlink_to("others")
    else:
        (folder / link).symlink_to("../brute_force.py")
    reader.list()
    reader.list()
    assert reader.read == ["pair-sum"]


@pytest.mark.parametrize("kind", ["coding", "concepts"])
def test_a_linked_folder_of_questions_is_always_read(kind: str, reader: Reader) -> None:
    (reader.bank / kind).rename(reader.bank / "elsewhere")
    (reader.bank / kind).symlink_to("elsewhere")
    reader.list()
    reader.list()
    assert reader.read == [{"coding": "pair-sum", "concepts": "cache-expiry"}[kind]]


def test_a_linked_question_is_always_read(reader: Reader) -> None:
    (reader.bank / "coding/pair-sum").rename(reader.bank / "kept")
    (reader.bank / "coding/pair-sum").symlink_to("../kept")
    reader.list()
    reader.list()
    assert reader.read == ["pair-sum"]


def test_a_folder_that_cannot_be_looked_through_has_no_stamp(tmp_path: Path) -> None:
    entry = Entry("gone", "coding", tmp_path / "coding" / "gone" / "question.yaml")
    assert listing.files_of(entry) == ()
    assert listing.stamp_of([str(entry.path)]).text == ""
    assert listing.stamp_of([]).text == ""


@pytest.mark.parametrize("damage", [b"", b"no digest\n{}", b"\xff" * 100])
def test_a_damaged_cache_counts_as_absent(damage: bytes, reader: Reader) -> None:
    first = reader.list()
    reader.cache.path(reader.bank).write_bytes(damage)
    assert reader.list() == first
    assert len(reader.read) == 3


def test_a_cache_that_cannot_be_written_costs_only_time(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert list(reader.list().questions) == ["cache-expiry", "pair-sum"]


def test_other_rules_read_everything_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.list()
    monkeypatch.setattr(listing, "LISTING_VERSION", listing.LISTING_VERSION + 1)
    reader.list()
    assert len(reader.read) == 3


def test_a_concept_that_is_no_more_is_seen(reader: Reader) -> None:
    write_files(
        reader.bank, {"concepts.yaml": "schema: 1\nconcepts:\n  kd-trees: {name: KD trees, prerequisites: [trees]}\n"}
    )
    question = reader.bank / "coding/pair-sum/question.yaml"
    question.write_text(PAIR_SUM.replace("[hashing]", "[kd-trees]"))
    assert "pair-sum" in reader.list().questions
    (reader.bank / "concepts.yaml").unlink()
    problem = next(one for one in reader.list().problems if one.question == "pair-sum")
    assert (problem.field, problem.line, "'kd-trees' is not in concepts.yaml" in problem.reason) == (
        "concepts.0",
        8,
        True,
    )


@pytest.mark.parametrize("text", ["concepts: [", KD_TREES.format("nothing")])
def test_broken_concepts_leave_those_of_coach(text: str, reader: Reader) -> None:
    write_files(reader.bank, {"concepts.yaml": text})
    found = reader.list()
    assert "pair-sum" in found.questions
    assert str(reader.bank / "concepts.yaml") in [problem.file for problem in found.problems]


def test_concepts_are_not_read_through_a_link_out_of_the_pack(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password: 1\n")
    (reader.bank / "concepts.yaml").unlink()
    (reader.bank / "concepts.yaml").symlink_to(tmp_path / "secret")
    (problem,) = [one for one in reader.list().problems if one.file.endswith("concepts.yaml")]
    assert problem.reason == "is a link out of the bank"


def test_a_pack_is_held_to_the_gate_and_our_own_folders_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAIR_SUM.replace("generators:", "learn_more: ['TODO: a note']\ngenerators:")
    bank = write_bank(tmp_path / "bank", {**PAIR_SUM_FILES, "question.yaml": text})
    ours = Reader(bank, tmp_path / "ours", monkeypatch, vetted=False)
    assert list(ours.list().questions) == ["pair-sum"]
    folder = ListedFolder(BankFolder(bank), HeadCache(tmp_path / "theirs"), vetted=True)
    (problem,) = folder.listing().problems
    assert (problem.field, problem.reason) == ("learn_more.0", "is still to be written: a note")
    with pytest.raises(ContentError, match="still to be written"):
        folder.question("pair-sum")


def test_a_pack_has_its_limit(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_QUESTIONS", 2)
    with pytest.raises(ContentError, match="holds 3 questions; 2 are read at most"):
        reader.list()


def test_what_is_forgotten_is_gone(reader: Reader) -> None:
    reader.list()
    reader.cache.forget(reader.bank)
    reader.cache.forget(reader.bank)
    assert not reader.cache.path(reader.bank).exists()


def test_a_question_that_the_rules_stumble_over_leaves_the_others(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:

    def stumbling(question: BankQuestion, file: Path, concepts: frozenset[str]) -> tuple[Problem, ...]:
        if question.id == "pair-sum":
            raise RecursionError
        return vet(question, file, concepts)

    monkeypatch.setattr(listing, "vet", stumbling)
    found = reader.list()
    assert list(found.questions) == ["cache-expiry"]
    assert "cannot be judged (RecursionError)" in [problem.reason for problem in found.problems]


@pytest.mark.parametrize(
    ("bound", "says"), [("MAX_TESTS", "has 1 tests; a question has at most"), ("MAX_SUBMISSION_BYTES", "submissions")]
)
def test_an_imported_question_is_bounded(
    bound: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"data/core/one.in": "1", "data/core/one.ans": "1", "submissions/accepted/a.py": "print(1)"}
    write_files(tmp_path, files)
    assert set(imported.imported_files(tmp_path, lambda _: None)) == set(files)
    monkeypatch.setattr(imported, bound, 0)
    with pytest.raises(ContentError, match=says):
        imported.imported_files(tmp_path, lambda _: None)
