"""How lost sandboxes are made up for, with sandboxes of paper."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, OutcomeStatus, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.errors import BadInput, RunnerUnavailable
from coach.languages.language import Language, load
from coach.sandbox.box import Box
from coach.sandbox.frames import BoxGone, BoxOverdue
from coach.sandbox.pool import Pool
from coach.sandbox.runs import Runs

LOADED = {
    "kind": "O",
    "value": (0, 0),
    "printed": (0, 0),
    "cpu": 0,
    "wall": 0,
    "peak_kib": 0,
    "reason": "",
    "number": 0,
}
Submit = Callable[["PaperBox"], tuple[dict[str, Any], bytes]]


class PaperLink:
    def __init__(self) -> None:
        self.closed = threading.Event()

    def send(self, data: bytes, until: float) -> None: ...

    def receive(self, until: float) -> bytes:
        return b""

    def is_quiet(self) -> bool:
        return not self.closed.is_set()

    def close(self) -> None:
        self.closed.set()


class PaperBox(Box):
    def __init__(self, submit: Submit) -> None:
        self.link = PaperLink()
        self.removed = False
        self.submits = 0
        super().__init__(self.link, self._removed)
        self._submit = submit

    def submit(self, job: Any) -> tuple[dict[str, Any], bytes]:
        self.submits += 1
        return self._submit(self)

    def _removed(self) -> None:
        self.removed = True


class PaperSource:
    name = "paper"
    notices = ("on paper",)

    def __init__(self, *submits: Submit | RunnerUnavailable) -> None:
        self.submits = list(submits)
        self.opened: list[PaperBox] = []
        self.closed = 0
        self.stopped = False

    def memory_class(self, language: Language, memory_mib: int) -> int:
        return memory_mib

    def open(self, language: Language, memory_class: int) -> PaperBox:
        submit = self.submits.pop(0) if self.submits else right
        if isinstance(submit, RunnerUnavailable):
            raise submit
        self.opened.append(PaperBox(submit))
        return self.opened[-1]

    def stop(self) -> None:
        self.stopped = True

    def close(self) -> None:
        self.closed += 1


def right(box: PaperBox) -> tuple[dict[str, Any], bytes]:
    return {"load": LOADED, "cases": []}, b""


def gone(box: PaperBox) -> tuple[dict[str, Any], bytes]:
    raise BoxGone("it was removed")


def overdue(box: PaperBox) -> tuple[dict[str, Any], bytes]:
    raise BoxOverdue


def stuck(box: PaperBox) -> tuple[dict[str, Any], bytes]:
    box.link.closed.wait(30)
    raise BoxGone("hung up")


def request(memory_mib: int = 256, language: str = "python", source: str = "") -> RunRequest:
    shape = Signature(function="f", params=(Parameter(name="n", type="int"),))
    case = {"id": "c", "input": {"n": 1}}
    return RunRequest.model_validate(
        {
            "language": language,
            "source": source,
            "signature": shape,
            "cases": [case],
            "limits": {"memory_mib": memory_mib},
        }
    )


def runs_with(*submits: Submit | RunnerUnavailable, parked: int = 0) -> tuple[Runs, PaperSource]:
    source = PaperSource(*submits)
    return Runs(source, parked=parked, at_once=2), source


async def finished(runs: Runs, source: PaperSource) -> None:
    await runs.close()
    await runs.close()
    assert source.stopped
    assert source.closed == 2
    assert all(box.removed and box.link.closed.is_set() for box in source.opened)


async def test_each_run_has_a_box_of_its_own() -> None:
    runs, source = runs_with()
    for _ in range(3):
        execution = await runs.run(request())
        assert (execution.runner, execution.notices) == ("paper", ("on paper",))
    assert len(source.opened) == 3
    await finished(runs, source)


async def test_requests_of_one_trust_share_a_box_of_one_size() -> None:
    runs, source = runs_with()
    assert len(await runs.run_many([request(), request(), request(512), request(512)])) == 4
    assert len(source.opened) == 2
    assert await runs.run_many([]) == []
    await finished(runs, source)


async def test_a_lost_box_is_replaced_once() -> None:
    runs, source = runs_with(gone)
    assert (await runs.run(request())).outcomes[0].status is OutcomeStatus.NOT_RUN
    assert len(source.opened) == 2
    await finished(runs, source)


async def test_two_lost_boxes_are_a_problem() -> None:
    runs, source = runs_with(gone, gone)
    with pytest.raises(RunnerUnavailable, match="ended during the run") as caught:
        await runs.run(request())
    assert (caught.value.why, caught.value.fix) == ("it was removed", "coach doctor")
    await finished(runs, source)


async def test_an_engine_that_is_gone_after_a_lost_box() -> None:
    runs, source = runs_with(gone, RunnerUnavailable("Can't reach Docker"))
    with pytest.raises(RunnerUnavailable, match="Can't reach Docker"):
        await runs.run(request())
    await finished(runs, source)


async def test_an_overdue_box_is_a_time_limit_and_is_not_used_again() -> None:
    runs, source = runs_with(overdue)
    executions = await runs.run_many([request(), request()])
    assert executions[0].outcomes[0].status is OutcomeStatus.TIME_LIMIT
    assert len(source.opened) == 2
    await finished(runs, source)


async def test_an_answer_that_is_none_is_a_bug_that_leaves_no_box() -> None:
    runs, source = runs_with(lambda box: ({}, b""))
    with pytest.raises(KeyError):
        await runs.run(request())
    await finished(runs, source)


async def test_a_cancelled_run_hangs_up() -> None:
    runs, source = runs_with(stuck)
    task = asyncio.create_task(runs.run(request()))
    while not source.opened:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(source.opened) == 1
    await finished(runs, source)


async def test_closing_ends_what_runs() -> None:
    runs, source = runs_with(stuck)
    task = asyncio.create_task(runs.run(request()))
    while not source.opened:
        await asyncio.sleep(0.01)
    await finished(runs, source)
    with pytest.raises(RunnerUnavailable, match="ended during the run"):
        await task


async def test_warm_boxes_are_used_and_replaced() -> None:
    runs, source = runs_with(parked=1)
    await runs.warm(ProgrammingLanguage.PYTHON)
    await runs.run(request())
    deadline = time.monotonic() + 10
    while len(source.opened) < 2 and time.monotonic() < deadline:
        await asyncio.sleep(0.01)
    assert len(source.opened) == 2
    await finished(runs, source)


async def test_only_the_size_asked_for_last_is_parked() -> None:
    runs, source = runs_with(parked=1)
    for memory_mib in (256, 512, 1024):
        await runs.run(request(memory_mib))
        await asyncio.sleep(0.05)
    deadline = time.monotonic() + 10
    while sum(not box.removed for box in source.opened) > 1 and time.monotonic() < deadline:
        await asyncio.sleep(0.01)
    assert [box.removed for box in source.opened][-1] is False
    assert sum(not box.removed for box in source.opened) == 1
    await finished(runs, source)


async def test_a_parked_box_that_died_is_passed_over() -> None:
    runs, source = runs_with(parked=1)
    await runs.warm(ProgrammingLanguage.PYTHON)
    while not source.opened:
        await asyncio.sleep(0.01)
    source.opened[0].link.close()
    await runs.run(request())
    assert len(source.opened) >= 2
    await finished(runs, source)


async def test_warming_without_an_engine_is_quiet_and_the_run_says_it() -> None:
    missing = RunnerUnavailable("Can't reach Docker")
    runs, source = runs_with(missing, missing, missing, parked=1)
    await runs.warm(ProgrammingLanguage.PYTHON)
    await runs.warm(ProgrammingLanguage.RUST)
    with pytest.raises(RunnerUnavailable, match="Can't reach Docker"):
        await runs.run(request())
    await finished(runs, source)


async def test_nothing_runs_after_the_end() -> None:
    runs, source = runs_with()
    await finished(runs, source)
    await runs.warm(ProgrammingLanguage.PYTHON)
    with pytest.raises(RunnerUnavailable, match="closed"):
        await runs.run(request())


def compiled(source: str = "package main") -> RunRequest:
    return request(language="go", source=source)


async def test_a_compiled_program_is_kept_for_the_same_source() -> None:
    runs, source = runs_with(parked=1)
    await runs.run(compiled())
    first = source.opened[0]
    assert not first.removed
    await runs.run(compiled())
    assert first.submits == 2
    await runs.run(compiled("package main // other"))
    assert first.submits == 2
    await finished(runs, source)
    assert all(box.removed for box in source.opened)


async def test_only_the_last_program_is_kept() -> None:
    runs, source = runs_with(parked=1)
    for text in ("one", "two", "one"):
        await runs.run(compiled(text))
    await finished(runs, source)
    assert [box.submits for box in source.opened if box.submits] == [1, 1, 1]


async def test_what_did_not_compile_is_not_kept() -> None:
    def broken(box: PaperBox) -> tuple[dict[str, Any], bytes]:
        return {"load": {**LOADED, "kind": "C", "reason": "exit", "number": 1}, "cases": []}, b""

    runs, source = runs_with(broken, parked=1)
    assert (await runs.run(compiled())).compile_error
    await runs.run(compiled())
    await finished(runs, source)
    assert max(box.submits for box in source.opened) == 1


async def test_a_kept_program_that_died_is_compiled_again() -> None:
    runs, source = runs_with(parked=1)
    await runs.run(compiled())
    source.opened[0].link.close()
    await runs.run(compiled())
    assert source.opened[0].submits == 1
    await finished(runs, source)


async def test_an_input_that_cannot_be_encoded_costs_no_kept_sandbox() -> None:
    runs, source = runs_with(parked=1)
    await runs.run(compiled())
    too_large = CaseInput(id="c", input={"n": 2**63})
    with pytest.raises(BadInput, match="Case c cannot be given to go code"):
        await runs.run(compiled().replace(cases=(too_large,)))
    await runs.run(compiled())
    assert source.opened[0].submits == 2
    await finished(runs, source)


async def test_sandboxes_are_counted_by_state() -> None:
    source = PaperSource(stuck, stuck)
    runs = Runs(source, parked=1, at_once=1)
    assert runs.sandboxes == {"warm": 0, "used": 0, "awaited": 0}
    waiting = [asyncio.create_task(runs.run(request())) for _ in range(2)]
    await asyncio.sleep(0)
    assert (runs.sandboxes["used"], runs.sandboxes["awaited"]) == (1, 1)
    # Or the run would come to take a sandbox only after it was cancelled.
    while not source.opened:
        await asyncio.sleep(0.01)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await runs.warm(ProgrammingLanguage.PYTHON)
    while not runs.sandboxes["warm"]:
        await asyncio.sleep(0.01)
    assert runs.sandboxes == {"warm": 1, "used": 0, "awaited": 0}
    await runs.close()
    assert runs.sandboxes["warm"] == 0


async def test_a_run_that_is_cancelled_before_it_has_a_sandbox_takes_none() -> None:
    begun, gate = threading.Event(), threading.Event()

    class Slow(PaperSource):
        def memory_class(self, language: Language, memory_mib: int) -> int:
            begun.set()
            gate.wait(60)
            return memory_mib

    source = Slow()
    runs = Runs(source, parked=0, at_once=1)
    task = asyncio.create_task(runs.run(request()))
    assert await asyncio.to_thread(begun.wait, 60)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    gate.set()
    await runs.close()
    assert source.opened == []


async def test_a_sandbox_is_put_away_a_moment_after_the_answer_and_at_once_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("coach.sandbox.pool.MOMENT", 3600.0)
    runs, source = runs_with(parked=1)
    await runs.run(request())
    assert [box.removed for box in source.opened] == [False]
    await finished(runs, source)


async def test_a_sandbox_waits_for_the_next_run() -> None:
    runs, source = runs_with(parked=1)
    await runs.run(request())
    give_up = time.monotonic() + 60
    while not runs.sandboxes["warm"]:
        assert time.monotonic() < give_up
        await asyncio.sleep(0.01)
    await runs.run(request())
    assert len(source.opened) == 2
    await finished(runs, source)


def test_what_comes_when_the_pool_is_closed_is_put_away_at_once() -> None:
    source = PaperSource()
    pool = Pool(source, 1)
    pool.close()
    box = source.open(load(ProgrammingLanguage.PYTHON), 256)
    pool.put_away([box], (load(ProgrammingLanguage.PYTHON), 256))
    assert box.removed
    assert source.opened == [box]
