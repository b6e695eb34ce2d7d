"""What every `QuestionSource` does, on disk and in memory."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from coach.bank.patterns import load_patterns
from coach.bank.source import BankSource
from coach.domain.coding import CodingQuestion
from coach.domain.content import QuestionHead
from coach.domain.enums import CompanyType
from coach.domain.execution import Trust
from coach.errors import NotFound, RunnerUnavailable
from coach.ports import QuestionSource
from tests.fakes_bank import (
    STARTUP,
    MemoryQuestions,
    TrustingRunner,
    pair_sum,
    pair_sum_material,
    write_bank,
    write_files,
)


async def on_disk(folder: Path) -> QuestionSource:
    write_files(folder / "patterns", {"startup.yaml": STARTUP})
    return BankSource([write_bank(folder / "bank")], folder / "patterns", TrustingRunner(), folder / "cache")


async def in_memory(folder: Path) -> QuestionSource:
    write_files(folder / "patterns", {"startup.yaml": STARTUP})
    question = pair_sum(folder / "bank")
    material = await pair_sum_material(folder / "bank")
    return MemoryQuestions([question], load_patterns(folder / "patterns").patterns, {question.id: material})


async def on_disk_without_sandbox(folder: Path) -> QuestionSource:
    runner = TrustingRunner(unavailable=True)
    return BankSource([write_bank(folder / "bank")], folder / "patterns", runner, folder / "cache")


async def in_memory_without_sandbox(folder: Path) -> QuestionSource:
    return MemoryQuestions([pair_sum(folder / "bank")])


Make = Callable[[Path], Awaitable[QuestionSource]]


@pytest.fixture(params=[on_disk, in_memory], ids=["disk", "memory"])
async def source(request: pytest.FixtureRequest, tmp_path: Path) -> QuestionSource:
    made: QuestionSource = await request.param(tmp_path)
    return made


async def test_the_catalog_holds_every_question_by_id(source: QuestionSource) -> None:
    catalog = await source.catalog()
    assert [question.id for question in catalog] == ["pair-sum"]
    whole = await source.question("pair-sum")
    for name in QuestionHead.model_fields:
        assert getattr(catalog[0], name) == getattr(whole, name)
    assert catalog[0].question_type is whole.question_type
    assert catalog[0].content_hash


async def test_an_unknown_question_brings_the_nearest(source: QuestionSource) -> None:
    with pytest.raises(NotFound) as caught:
        await source.question("pair-sun")
    assert "pair-sum" in caught.value.fix


async def test_material_has_cases_limits_and_a_ladder(source: QuestionSource) -> None:
    question = await source.question("pair-sum")
    assert isinstance(question, CodingQuestion)
    material = await source.material(question)
    assert material.content_hash == question.content_hash
    assert [case.id for case in material.samples] == ["plain", "none"]
    assert {case.group.value for case in material.cases} == {"sample", "core", "edge", "perf", "twist"}
    assert all(0.5 <= case.cpu_seconds <= 10 for case in material.cases)
    assert [step.n for step in material.ladder] == [100, 200, 400, 800, 1600, 3200]
    assert await source.material(question) == material


async def test_samples_are_those_of_the_material(source: QuestionSource) -> None:
    question = await source.question("pair-sum")
    assert isinstance(question, CodingQuestion)
    samples, whole = await source.samples(question), (await source.material(question)).samples
    assert [case.model_dump(exclude={"cpu_seconds"}) for case in samples] == [
        case.model_dump(exclude={"cpu_seconds"}) for case in whole
    ]
    assert all(0.5 <= case.cpu_seconds <= 10 for case in samples)


async def test_programs_of_other_banks_are_foreign(source: QuestionSource) -> None:
    question = await source.question("pair-sum")
    assert isinstance(question, CodingQuestion)
    assert await source.trust(question) is Trust.FOREIGN


async def test_patterns_are_found_by_company(source: QuestionSource) -> None:
    assert [pattern.type for pattern in await source.patterns()] == [CompanyType.STARTUP]
    assert (await source.pattern(CompanyType.STARTUP)).name == "Start-up"


async def test_an_unknown_pattern_says_what_there_is(source: QuestionSource) -> None:
    with pytest.raises(NotFound) as caught:
        await source.pattern(CompanyType.FINTECH)
    assert "startup" in caught.value.why


@pytest.mark.parametrize("make", [on_disk_without_sandbox, in_memory_without_sandbox], ids=["disk", "memory"])
async def test_without_a_sandbox_material_is_refused(make: Make, tmp_path: Path) -> None:
    source = await make(tmp_path)
    question = await source.question("pair-sum")
    assert isinstance(question, CodingQuestion)
    with pytest.raises(RunnerUnavailable):
        await source.material(question)
    with pytest.raises(RunnerUnavailable):
        await source.samples(question)
