"""The wiring: the runner is chosen when it is needed, and chosen again when an engine goes away."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from coach import bootstrap
from coach.bootstrap import ID_LETTERS, LazyRunner, OpenOptions, new_id, open_service, open_workspace
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import CaseInput, Execution, RunRequest, Trust
from coach.domain.signature import Parameter, Signature
from coach.errors import LanguageUnavailable, RunnerUnavailable
from coach.sandbox import choose
from coach.settings import RunnerChoice

PYTHON = ProgrammingLanguage.PYTHON
REQUEST = RunRequest(
    language=PYTHON,
    source="def f(a): return a",
    signature=Signature(function="f", params=(Parameter(name="a", type="int"),), returns="int"),
    cases=(CaseInput(id="one", input={"a": 1}),),
)


class Runner:
    sandboxes = {"warm": 1}

    def __init__(self, name: str, *, works: bool = True) -> None:
        self.name = name
        self.works = works
        self.log: list[str] = []

    async def run(self, request: RunRequest) -> Execution:
        if request.language is not PYTHON:
            raise LanguageUnavailable("Not here.")
        if not self.works:
            raise RunnerUnavailable(f"{self.name} went away.")
        return Execution(runner=self.name, language=request.language)

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        return [await self.run(request) for request in requests]

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        return

    async def warm(self, language: ProgrammingLanguage) -> None:
        self.log.append(f"warm {language.value}")

    async def close(self) -> None:
        self.log.append("closed")


def offers(monkeypatch: pytest.MonkeyPatch, *runners: Runner | RunnerUnavailable) -> None:
    left = list(runners)

    async def choose_runner(kind: str, **_: Any) -> Runner:
        found = left.pop(0)
        if isinstance(found, RunnerUnavailable):
            raise found
        return found

    monkeypatch.setattr(choose, "choose_runner", choose_runner)


async def test_nothing_is_chosen_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Runner("docker")
    offers(monkeypatch, first)
    lazy = LazyRunner(RunnerChoice.AUTO)
    assert (lazy.name, lazy.sandboxes) == ("not started", {})
    await lazy.close()
    await lazy.warm(PYTHON)
    await lazy.warm(PYTHON)
    assert (await lazy.run(REQUEST)).runner == "docker"
    while not first.log:
        await asyncio.sleep(0)
    assert (lazy.name, lazy.sandboxes) == ("docker", {"warm": 1})
    await lazy.close()
    assert first.log == ["warm python", "closed"]


async def test_auto_goes_on_with_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, left = Runner("docker", works=False), Runner("bubblewrap")
    offers(monkeypatch, gone, left)
    lazy = LazyRunner(RunnerChoice.AUTO)
    assert (await lazy.run(REQUEST)).runner == "bubblewrap"
    assert gone.log == ["closed"]


async def test_docker_asked_for_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    offers(monkeypatch, Runner("docker", works=False))
    with pytest.raises(RunnerUnavailable, match="went away"):
        await LazyRunner(RunnerChoice.DOCKER).run(REQUEST)


async def test_a_failed_choice_is_tried_again_and_warming_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    offers(monkeypatch, RunnerUnavailable("nothing here"), Runner("plain"))
    lazy = LazyRunner(RunnerChoice.DOCKER)
    await lazy.warm(PYTHON)
    await asyncio.sleep(0)
    with pytest.raises(RunnerUnavailable):
        await lazy.run(REQUEST)
    assert (await lazy.run(REQUEST)).runner == "plain"


def test_ids_can_be_read_aloud() -> None:
    made = {new_id() for _ in range(200)}
    assert len(made) == 200
    assert all(len(each) == 10 and set(each) <= set(ID_LETTERS) for each in made)
    assert not set("01ilo") & set(ID_LETTERS)


@pytest.mark.parametrize("in_memory", [True, False])
async def test_a_service_on_this_machine(in_memory: bool) -> None:
    async with open_service(OpenOptions(in_memory=in_memory)) as service:
        assert await service.list_sessions() == ()
        assert {pattern.type.value for pattern in await service.get_company_patterns()} >= {
            "big_tech",
            "startup",
            "fintech",
            "healthcare",
        }


def test_a_workspace_on_this_machine() -> None:
    path = open_workspace().file("s", "q1.py", "x = 1")
    assert path.read_text() == "x = 1"
    assert bootstrap.LOCAL_USER != bootstrap.SCRIPT_USER


async def test_a_build_under_way_ends_when_the_runner_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    closed = asyncio.Event()

    async def choose_runner(kind: str, progress: Callable[[str], None], language: ProgrammingLanguage) -> Runner:
        progress("step 1")
        with contextlib.suppress(asyncio.CancelledError):
            await closed.wait()
        progress("step 2")
        raise AssertionError("went on building")

    monkeypatch.setattr(choose, "choose_runner", choose_runner)
    lazy = LazyRunner(RunnerChoice.AUTO, lines.append)
    await lazy.warm(PYTHON)
    while not lines:
        await asyncio.sleep(0)
    await lazy.close()
    assert lines == ["step 1"]


async def test_a_second_failure_does_not_take_the_runner_chosen_for_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, left = Runner("docker", works=False), Runner("bubblewrap")
    offers(monkeypatch, gone, left)
    lazy = LazyRunner(RunnerChoice.AUTO)
    names = [execution.runner for execution in await asyncio.gather(lazy.run(REQUEST), lazy.run(REQUEST))]
    assert names == ["bubblewrap", "bubblewrap"]
    assert left.log == []


async def test_a_runner_without_the_language_is_no_reason_to_choose_again(monkeypatch: pytest.MonkeyPatch) -> None:
    only = Runner("plain")
    offers(monkeypatch, only)
    lazy = LazyRunner(RunnerChoice.AUTO)
    with pytest.raises(LanguageUnavailable):
        await lazy.run(REQUEST.replace(language=ProgrammingLanguage.GO))
    assert (await lazy.run(REQUEST)).runner == "plain"
    assert "closed" not in only.log
    await lazy.close()
