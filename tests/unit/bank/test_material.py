"""Material: hand-written and generated cases with limits, worked out once and kept."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from coach.bank.loader import BankFolder
from coach.bank.material import MaterialCache, MaterialShelf, build_material, build_samples, growth_generator
from coach.bank.programs import Programs
from coach.domain.coding import CodingQuestion
from coach.domain.enums import ProgrammingLanguage, TestGroup
from coach.domain.execution import Trust
from coach.domain.material import limit_for
from coach.errors import ContentError, RunnerUnavailable
from tests.fakes_bank import PAIR_SUM, PAIR_SUM_FILES, TrustingRunner, pair_sum, write_bank


def programs(folder: Path, runner: TrustingRunner | None = None, files: Mapping[str, str] | None = None) -> Programs:
    bank = write_bank(folder, {**PAIR_SUM_FILES, **(files or {})})
    question = BankFolder(bank).question("pair-sum")
    assert isinstance(question, CodingQuestion)
    return Programs(runner or TrustingRunner(), question, bank / "coding" / "pair-sum", Trust.BANK)


async def test_written_cases_keep_what_they_expect(tmp_path: Path) -> None:
    one = programs(tmp_path)
    material = await build_material(one)
    written = [case for case in material.cases if case.group not in (TestGroup.PERF, TestGroup.TWIST)]
    tests = one.question.tests
    assert [(case.id, case.expected, case.why) for case in written] == [
        (test.id, test.expected, test.why) for test in tests
    ]
    assert material.content_hash == one.question.content_hash


async def test_the_largest_generated_input_is_a_case(tmp_path: Path) -> None:
    material = await build_material(programs(tmp_path))
    case = next(case for case in material.cases if case.group is TestGroup.PERF)
    numbers = case.input["numbers"]
    assert isinstance(numbers, list)
    assert (case.id, case.expected, len(numbers)) == ("big-3200", False, 3200)
    assert [step.n for step in material.ladder] == [100, 200, 400, 800, 1600, 3200]
    assert material.ladder[-1].input == case.input


async def test_samples_are_prepared_without_a_generated_input(tmp_path: Path) -> None:
    runner = TrustingRunner()
    one = programs(tmp_path, runner, {"generate.py": "def generate(n, seed):\n    return n / 0\n"})
    samples = await build_samples(one)
    assert [(case.id, case.group) for case in samples.cases] == [
        ("plain", TestGroup.SAMPLE),
        ("none", TestGroup.SAMPLE),
    ]
    assert samples.content_hash == one.question.content_hash
    (request,) = runner.requests
    assert [case.id for case in request.cases] == ["plain", "none"]


async def test_a_reference_that_fails_a_sample_is_named(tmp_path: Path) -> None:
    wrong = {"solutions/python.py": "def has_pair(numbers, target):\n    return True\n"}
    with pytest.raises(ContentError, match="disagrees with the tests"):
        await build_samples(programs(tmp_path, files=wrong))


async def test_twists_come_with_their_own_expectation(tmp_path: Path) -> None:
    material = await build_material(programs(tmp_path))
    twist = next(case for case in material.cases if case.group is TestGroup.TWIST)
    assert (twist.id, twist.expected) == ("distinct-equal", False)


async def test_no_expected_value_enters_the_sandbox(tmp_path: Path) -> None:
    runner = TrustingRunner()
    await build_material(programs(tmp_path, runner))
    assert runner.requests
    assert all("expected" not in case.model_dump() for request in runner.requests for case in request.cases)


@pytest.mark.parametrize(("seconds", "limit"), [(0.0, 0.5), (0.04, 0.5), (0.2, 2.0), (1.0, 10.0), (5.0, 10.0)])
def test_limits_follow_the_reference(seconds: float, limit: float) -> None:
    assert limit_for(seconds) == limit


def test_growth_is_measured_on_the_first_perf_generator(tmp_path: Path) -> None:
    question = pair_sum(tmp_path)
    core = question.generators[0].replace(id="many", group="core")
    assert growth_generator(question.replace(generators=(core, question.generators[0]))).id == "big"
    assert growth_generator(question.replace(generators=(core,))).id == "many"


@pytest.mark.parametrize(
    ("files", "file", "says"),
    [
        ({"generate.py": ""}, "generate.py", "is missing"),
        ({"generate.py": "def generate(n, seed:\n"}, "generate.py", "does not load"),
        ({"generate.py": "def generate(n, seed):\n    return n / 0\n"}, "generate.py", "fails on n3200-s7: raised"),
        ({"generate.py": "def generate(n, seed):\n    return {1, 2}\n"}, "generate.py", "fails on n3200-s7: raised"),
        ({"generate.py": "def generate(n, seed):\n    return [n]\n"}, "generate.py", "gives the wrong input"),
        ({"generate.py": "def generate(n, seed):\n    return {'n': n}\n"}, "generate.py", "gives the wrong input"),
        ({"solutions/python.py": ""}, "solutions/python.py", "is missing"),
        ({"solutions/python.py": "def other():\n    return 1\n"}, "solutions/python.py", "does not load"),
        (
            {"solutions/python.py": "def has_pair(numbers, target):\n    return True\n"},
            "solutions/python.py",
            "disagrees with the tests",
        ),
        ({"question.yaml": PAIR_SUM.replace("{id: half", "{id: big-3200")}, "question.yaml", "two cases alike"),
    ],
)
async def test_unusable_programs_are_named(files: dict[str, str], file: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        await build_material(programs(tmp_path, files=files))
    assert caught.value.file == str(tmp_path / "coding" / "pair-sum" / file)
    assert says in str(caught.value)
    assert caught.value.fix


async def test_a_failing_sandbox_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(RunnerUnavailable):
        await build_material(programs(tmp_path, TrustingRunner(unavailable=True)))


async def test_calls_at_the_same_time_share_one_build(tmp_path: Path) -> None:
    runner = TrustingRunner()
    one = programs(tmp_path, runner)
    shelf = MaterialShelf(MaterialCache(tmp_path / "cache"))
    first, second = await asyncio.gather(shelf.material(one), shelf.material(one))
    assert first is second is await shelf.material(one)
    assert [request.source[:6] for request in runner.requests] == ["import", "def ha"]


async def test_a_caller_who_gives_up_leaves_the_build_to_the_others(tmp_path: Path) -> None:
    one = programs(tmp_path)
    shelf = MaterialShelf(MaterialCache(tmp_path / "cache"))
    impatient = asyncio.create_task(shelf.material(one))
    patient = asyncio.create_task(shelf.material(one))
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await patient).cases
    assert impatient.cancelled()


async def test_a_failed_build_is_tried_again(tmp_path: Path) -> None:
    runner = TrustingRunner(unavailable=True)
    one = programs(tmp_path, runner)
    shelf = MaterialShelf(MaterialCache(tmp_path / "cache"))
    with pytest.raises(RunnerUnavailable):
        await shelf.material(one)
    runner.unavailable = False
    assert (await shelf.material(one)).cases


async def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    cache = MaterialCache(tmp_path / "cache")
    built = await MaterialShelf(cache).material(programs(tmp_path))
    idle = TrustingRunner(unavailable=True)
    read = await MaterialShelf(cache).material(programs(tmp_path, idle))
    assert read == built
    assert read.cases[0].group is TestGroup.SAMPLE
    assert idle.requests == []


async def test_changed_content_is_built_again(tmp_path: Path) -> None:
    cache = MaterialCache(tmp_path / "cache")
    await MaterialShelf(cache).material(programs(tmp_path))
    runner = TrustingRunner()
    changed = PAIR_SUM_FILES["generate.py"] + "\n# changed\n"
    await MaterialShelf(cache).material(programs(tmp_path, runner, {"generate.py": changed}))
    assert runner.requests


@pytest.mark.parametrize("damage", [b"", b"{}", b"not json", None])
async def test_a_damaged_cache_is_built_again(damage: bytes | None, tmp_path: Path) -> None:
    cache = MaterialCache(tmp_path / "cache")
    built = await MaterialShelf(cache).material(programs(tmp_path))
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20] if damage is None else damage)
    runner = TrustingRunner()
    assert await MaterialShelf(cache).material(programs(tmp_path, runner)) == built
    assert runner.requests


async def test_material_of_other_content_is_not_taken(tmp_path: Path) -> None:
    cache = MaterialCache(tmp_path / "cache")
    await MaterialShelf(cache).material(programs(tmp_path))
    (kept,) = (tmp_path / "cache").iterdir()
    kept.rename(kept.with_name(kept.name.replace(kept.name[:8], "00000000")))
    assert cache.load("00000000" + kept.name[8:64]) is None


async def test_a_disk_that_refuses_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    shelf = MaterialShelf(MaterialCache(tmp_path / "file" / "cache"))
    assert (await shelf.material(programs(tmp_path))).cases


async def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError("no space")

    monkeypatch.setattr(Path, "replace", refuse)
    await MaterialShelf(MaterialCache(tmp_path / "cache")).material(programs(tmp_path))
    assert list((tmp_path / "cache").iterdir()) == []


async def test_only_so_many_materials_stay_in_memory(tmp_path: Path) -> None:
    shelf = MaterialShelf(MaterialCache(tmp_path / "cache"), in_memory=2)
    all_programs = [
        programs(tmp_path / str(at), files={"generate.py": PAIR_SUM_FILES["generate.py"] + f"# {at}\n"})
        for at in range(3)
    ]
    first, *_, last = [await shelf.material(one) for one in all_programs]
    assert await shelf.material(all_programs[-1]) is last
    again = await shelf.material(all_programs[0])
    assert again == first
    assert again is not first


@pytest.mark.parametrize(
    ("origin", "given", "used"),
    [
        ("original", Trust.BANK, Trust.BANK),
        ("original", Trust.FOREIGN, Trust.FOREIGN),
        ("generated", Trust.BANK, Trust.FOREIGN),
    ],
)
async def test_trust_follows_where_code_comes_from(origin: str, given: Trust, used: Trust, tmp_path: Path) -> None:
    runner = TrustingRunner()
    question = pair_sum(tmp_path)
    question = question.replace(provenance=question.provenance.replace(origin=origin))
    await build_material(Programs(runner, question, tmp_path, given))
    assert {request.trust for request in runner.requests} == {used}
    assert {request.language for request in runner.requests} == {ProgrammingLanguage.PYTHON}
