"""Runs that are asked for at the same time share a sandbox."""

import asyncio
from collections.abc import Sequence

import pytest

from coach.bank.batches import MOST_TOGETHER, Batches
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Execution, Limits, RunRequest, Trust
from coach.domain.signature import Parameter, Signature
from coach.errors import BadInput, RunnerUnavailable
from tests.fakes_bank import TrustingRunner

PYTHON, GO = ProgrammingLanguage.PYTHON, ProgrammingLanguage.GO


def request(name: str, language: ProgrammingLanguage = PYTHON, memory_mib: int = 256) -> RunRequest:
    return RunRequest(
        language=language,
        source=name,
        signature=Signature(function="f", params=(Parameter(name="a", type="int"),), returns="int"),
        cases=(CaseInput(id=name, input={"a": 1}),),
        limits=Limits(memory_mib=memory_mib),
        trust=Trust.BANK,
    )


class Noting(TrustingRunner):
    """Executes nothing, and notes what came together."""

    def __init__(self, bad: str = "") -> None:
        super().__init__()
        self.batches: list[list[str]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._bad = bad

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        self.batches.append([each.source for each in requests])
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(0)
        self._at_once -= 1
        if self.unavailable:
            raise RunnerUnavailable("No sandbox can be started.")
        if self._bad in [each.source for each in requests]:
            raise BadInput("It does not fit.")
        return [Execution(runner=each.source, language=each.language) for each in requests]


async def test_each_gets_its_own_answer_from_a_shared_sandbox() -> None:
    runner = Noting()
    async with Batches(runner) as batches:
        answers = await asyncio.gather(*(batches.run(request(name)) for name in "abc"))
    assert [answer.runner for answer in answers] == ["a", "b", "c"]
    assert runner.batches == [["a", "b", "c"]]


async def test_only_alike_runs_share() -> None:
    runner = Noting()
    asked = [request("a"), request("b", GO), request("c", memory_mib=512), request("d")]
    async with Batches(runner) as batches:
        await asyncio.gather(*map(batches.run, asked))
    assert sorted(runner.batches) == [["a", "d"], ["b"], ["c"]]


async def test_lanes_and_batches_are_bounded() -> None:
    runner = Noting()
    names = [f"r{number}" for number in range(3 * MOST_TOGETHER + 1)]
    async with Batches(runner, lanes=2) as batches:
        await asyncio.gather(*(batches.run(request(name)) for name in names))
    assert [len(batch) for batch in runner.batches] == [MOST_TOGETHER] * 3 + [1]
    assert [name for batch in runner.batches for name in batch] == names
    assert runner.most_at_once == 2


async def test_what_cannot_be_given_to_a_language_fails_alone() -> None:
    async with Batches(Noting(bad="b")) as batches:
        answers = await asyncio.gather(*(batches.run(request(name)) for name in "abc"), return_exceptions=True)
    assert [type(answer) for answer in answers] == [Execution, BadInput, Execution]


async def test_a_sandbox_that_fails_fails_all_that_shared_it() -> None:
    runner = Noting()
    runner.unavailable = True
    async with Batches(runner) as batches:
        answers = await asyncio.gather(*(batches.run(request(name)) for name in "ab"), return_exceptions=True)
    assert [type(answer) for answer in answers] == [RunnerUnavailable] * 2


async def test_who_gives_up_is_not_run() -> None:
    runner = Noting()
    async with Batches(runner) as batches:
        asked = [asyncio.create_task(batches.run(request(name))) for name in "ab"]
        await asyncio.sleep(0)
        asked[0].cancel()
        await asked[1]
    assert runner.batches == [["b"]]


async def test_leaving_ends_what_is_still_asked() -> None:
    class Stuck(Noting):
        async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
            started.set()
            await asyncio.Event().wait()
            return []

    started = asyncio.Event()
    async with Batches(Stuck()) as batches:
        asked = asyncio.create_task(batches.run(request("a")))
        await started.wait()
    with pytest.raises(asyncio.CancelledError):
        await asked


@pytest.mark.parametrize("lanes", [1, 2, 3])
async def test_whoever_asks_again_after_an_answer_is_answered(lanes: int) -> None:
    async def ask_twice(batches: Batches, language: ProgrammingLanguage) -> int:
        answers = [await batches.run(request(str(turn), language)) for turn in range(3)]
        return len(answers)

    async with Batches(Noting(), lanes=lanes) as batches:
        asking = (ask_twice(batches, language) for language in (PYTHON, GO, ProgrammingLanguage.RUST))
        assert await asyncio.wait_for(asyncio.gather(*asking), 30) == [3, 3, 3]
