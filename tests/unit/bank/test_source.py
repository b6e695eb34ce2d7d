"""What the bank's source does beyond the contract of `QuestionSource`."""

from pathlib import Path

import pytest

from coach.bank import source as source_module
from coach.bank.source import BankSource, Packs, bank_folder
from coach.domain.coding import CodingQuestion
from coach.domain.enums import CompanyType
from coach.domain.execution import Trust
from coach.errors import ContentError, NotFound, RunnerUnavailable
from coach.interview.plan import as_asked
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, ROLES, STARTUP, TrustingRunner, write_bank, write_files


def source(folder: Path, *banks: Path, runner: TrustingRunner | None = None) -> BankSource:
    write_files(folder / "patterns", {"startup.yaml": STARTUP, "roles.yaml": ROLES})
    return BankSource(banks, folder / "patterns", runner, folder / "cache")


async def test_the_first_folder_wins(tmp_path: Path) -> None:
    ours = write_bank(tmp_path / "ours")
    text = PAIR_SUM.replace("title: Pair with a sum", "title: Theirs")
    theirs = write_bank(tmp_path / "theirs", {**PAIR_SUM_FILES, "question.yaml": text})
    both = source(tmp_path, theirs, ours)
    assert (await both.question("pair-sum")).title == "Theirs"
    assert [question.title for question in await both.catalog()] == ["Theirs"]


async def test_broken_questions_are_told_apart(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    write_files(bank, {"concepts/broken.yaml": "id: ["})
    one = source(tmp_path, bank)
    assert [question.id for question in await one.catalog()] == ["pair-sum"]
    assert [Path(problem.file).name for problem in await one.problems()] == ["broken.yaml"]


async def test_a_broken_generated_question_is_in_no_plan(tmp_path: Path) -> None:
    origin = "{origin: generated, license: CC0-1.0, authors: [model-one]}"
    text = PAIR_SUM.replace("{origin: original, license: MIT, authors: [coach]}", origin).replace("pair-sum", "whole")
    own = write_bank(tmp_path / "own", {**PAIR_SUM_FILES, "question.yaml": text}, "whole")
    write_bank(tmp_path / "own", {"question.yaml": text.replace("minutes: 15", "minutes: soon")}, "broken")
    both = source(tmp_path, write_bank(tmp_path / "ours"), own)
    catalog = await both.catalog()
    assert [as_asked(await both.question(one.id), 1).source for one in catalog] == ["bank", "model-one"]
    assert [question.id for question in catalog] == ["pair-sum", "whole"]
    assert [Path(problem.file).parent.name for problem in await both.problems()] == ["broken"]


async def test_a_bank_without_a_usable_question_is_an_error(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", {"question.yaml": "id: ["})
    with pytest.raises(ContentError):
        await source(tmp_path, bank).catalog()


async def test_without_a_runner_there_is_no_material(tmp_path: Path) -> None:
    one = source(tmp_path, write_bank(tmp_path / "bank"))
    question = await one.question("pair-sum")
    assert isinstance(question, CodingQuestion)
    with pytest.raises(RunnerUnavailable):
        await one.material(question)


async def test_packs_are_foreign(tmp_path: Path) -> None:
    runner = TrustingRunner()
    one = source(tmp_path, write_bank(tmp_path / "bank"), runner=runner)
    question = await one.question("pair-sum")
    assert isinstance(question, CodingQuestion)
    await one.material(question)
    assert {request.trust for request in runner.requests} == {Trust.FOREIGN}


def test_only_the_shipped_folder_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "shipped_bank", lambda: tmp_path / "shipped")
    assert bank_folder(tmp_path / "x" / ".." / "shipped").trust is Trust.BANK
    assert bank_folder(tmp_path / "pack").trust is Trust.FOREIGN


def test_packs_work_without_shipped_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise ContentError("is missing")

    monkeypatch.setattr(source_module, "shipped_bank", missing)
    assert bank_folder(tmp_path).trust is Trust.FOREIGN


async def test_a_question_that_is_nothing_like_any_other(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        await source(tmp_path, write_bank(tmp_path / "bank")).question("zzzz")
    assert "coach bank list" in caught.value.fix


async def test_a_missing_pattern_names_those_there_are(tmp_path: Path) -> None:
    one = source(tmp_path)
    with pytest.raises(NotFound) as caught:
        await one.pattern(CompanyType.GAMING)
    assert "startup" in caught.value.why
    assert (await one.roles()).keys() == {"backend"}


async def test_broken_patterns_are_errors_only_where_nothing_is_left(tmp_path: Path) -> None:
    one = source(tmp_path)
    write_files(tmp_path / "patterns", {"fintech.yaml": "type: ["})
    assert [pattern.type for pattern in await one.patterns()] == [CompanyType.STARTUP]
    with pytest.raises(ContentError):
        await one.pattern(CompanyType.FINTECH)
    (tmp_path / "patterns" / "startup.yaml").unlink()
    with pytest.raises(ContentError):
        await one.patterns()


async def test_a_pack_that_is_gone_leaves_the_others(tmp_path: Path) -> None:
    write_files(tmp_path / "patterns", {"startup.yaml": STARTUP})
    there = write_bank(tmp_path / "there")
    packs = Packs((tmp_path / "gone", there), (ContentError("is damaged", file="packs.json"),))
    one = BankSource([], tmp_path / "patterns", None, tmp_path / "cache", packs)
    assert (await one.question("pair-sum")).id == "pair-sum"
    assert [question.id for question in await one.catalog()] == ["pair-sum"]
    assert [problem.file for problem in await one.problems()] == ["packs.json", str(tmp_path / "gone")]


async def test_an_id_of_an_earlier_folder_is_told(tmp_path: Path) -> None:
    ours, theirs = write_bank(tmp_path / "ours"), write_bank(tmp_path / "theirs")
    one = source(tmp_path, ours, theirs)
    assert len(await one.catalog()) == 1
    (problem,) = await one.problems()
    assert (problem.question, problem.field) == ("pair-sum", "id")
    assert problem.file == str(theirs / "coding" / "pair-sum" / "question.yaml")
    assert problem.reason == f"has the id of {ours / 'coding' / 'pair-sum' / 'question.yaml'}"
