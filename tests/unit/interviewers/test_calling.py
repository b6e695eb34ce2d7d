"""Deadlines, retries, the breaker, the ladder and repair, over a backend that plays a script."""

import asyncio
import json
import traceback
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import BaseModel, Field

from coach.interviewers.models import calling
from coach.interviewers.models.backend import Call, Chunk, Finish
from coach.interviewers.models.calling import MOST_OUTPUT, OPEN_SECONDS, Caller, Hooks
from coach.interviewers.models.faults import LASTING, PASSING, FaultKind, ModelFault
from coach.interviewers.models.protocol import DEADLINES, LOCAL_FACTOR, LanguageModel, Prompt, Purpose, Rung, Usage

PROMPT = Prompt(Purpose.HINT, system="You are terse.", user="the candidate's words", name="hint/1", max_output=100)
SHORT = dict.fromkeys(Purpose, 0.02)
"""Deadlines of calls that never end by themselves."""

Step = Chunk | Exception | asyncio.Event
"""An event is waited for; one that nobody sets is a silence."""


class Verdict(BaseModel):
    points: int = Field(ge=0, le=4)


class VendorError(Exception):
    """What an SDK might raise; its text holds what must not be shown."""


def fault(kind: FaultKind, retry_after: float | None = None) -> ModelFault:
    return ModelFault(kind, "a fault", retry_after=retry_after)


def said(*pieces: str, finish: Finish = Finish.DONE, usage: Usage | None = None) -> list[Step]:
    """A whole answer."""
    return [*(Chunk(text=piece) for piece in pieces), Chunk(finish=finish, usage=usage)]


def silence() -> asyncio.Event:
    return asyncio.Event()


class ScriptedBackend:
    """Plays one script a request; the last one repeats."""

    name = "scripted"
    model = "scripted-1"

    def __init__(
        self, *scripts: Sequence[Step], rungs: tuple[Rung, ...] = (Rung.SCHEMA, Rung.TEXT), is_local: bool = False
    ) -> None:
        self.rungs = rungs
        self.is_local = is_local
        self.calls: list[Call] = []
        self.log: list[str] = []
        self.open = 0
        self._scripts = list(scripts)

    async def stream(self, call: Call) -> AsyncGenerator[Chunk, None]:
        self.calls.append(call)
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
        self.open += 1
        try:
            for step in script:
                match step:
                    case Chunk():
                        self.log.append(f"sent {step.text}")
                        yield step
                    case asyncio.Event():
                        await step.wait()
                    case Exception():
                        raise step
        finally:
            self.open -= 1

    def translate(self, error: Exception) -> ModelFault:
        return ModelFault(FaultKind.BAD_OUTPUT, "translated", why=type(error).__name__)

    async def close(self) -> None:
        raise OSError("the connection is gone")


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def caller(backend: ScriptedBackend, time: Time | None = None, **options: Any) -> Caller:
    time = time or Time()
    hooks = Hooks(**{name: options.pop(name) for name in ("on_usage", "allow", "observe") if name in options})
    return Caller(backend, hooks, clock=time.clock, sleep=time.sleep, **options)


async def fails(call: Callable[[], Any], kind: FaultKind) -> ModelFault:
    with pytest.raises(ModelFault) as caught:
        await call()
    assert caught.value.kind is kind
    return caught.value


async def test_text_comes_whole_with_what_it_took() -> None:
    usage = Usage(input=11, output=3, cached=5)
    backend = ScriptedBackend(said(" Think of ", "a heap. ", usage=usage))
    told: list[tuple[Purpose, Usage]] = []
    model: LanguageModel = caller(backend, on_usage=lambda purpose, used: told.append((purpose, used)))
    reply = await model.text(PROMPT)
    assert (reply.value, reply.text, reply.prompt, reply.rung) == ("Think of a heap.",) * 2 + ("hint/1", Rung.TEXT)
    assert reply.usage == Usage(input=11, output=3, cached=5, calls=1)
    assert told == [(Purpose.HINT, reply.usage)]
    assert model.name == "scripted-1"


async def test_each_piece_is_told_before_the_next_is_asked_for() -> None:
    backend = ScriptedBackend(said("one ", "two"))
    await caller(backend).text(PROMPT, lambda piece: backend.log.append(f"told {piece}"))
    assert backend.log == ["sent one ", "told one ", "sent two", "told two", "sent "]


async def test_a_listener_that_fails_is_not_taken_for_the_model() -> None:
    def listen(piece: str) -> None:
        raise KeyError(piece)

    backend = ScriptedBackend(said("one"))
    with pytest.raises(KeyError):
        await caller(backend).text(PROMPT, listen)
    assert backend.open == 0


@pytest.mark.parametrize("kind", sorted(PASSING))
async def test_a_fault_that_passes_is_tried_again_twice(kind: FaultKind) -> None:
    time = Time()
    backend = ScriptedBackend([fault(kind)], [fault(kind)], said("there"))
    assert (await caller(backend, time).text(PROMPT, lambda piece: None)).value == "there"
    assert time.slept == [0.4, 0.8]


async def test_the_third_fault_is_the_answer() -> None:
    backend = ScriptedBackend([fault(FaultKind.SERVICE_DOWN)])
    await fails(lambda: caller(backend).text(PROMPT), FaultKind.SERVICE_DOWN)
    assert len(backend.calls) == 3


@pytest.mark.parametrize("kind", sorted(set(FaultKind) - PASSING))
async def test_other_faults_are_told_at_once(kind: FaultKind) -> None:
    backend = ScriptedBackend([fault(kind)])
    await fails(lambda: caller(backend).text(PROMPT), kind)
    assert len(backend.calls) == 1


@pytest.mark.parametrize(("wanted", "slept"), [(1.5, [1.5]), (8.0, [8.0]), (8.1, []), (3600.0, []), (0.0, [0.0])])
async def test_a_service_that_asks_for_a_short_wait_gets_it(wanted: float, slept: list[float]) -> None:
    time = Time()
    backend = ScriptedBackend([fault(FaultKind.RATE_LIMITED, wanted)], said("there"))
    model = caller(backend, time)
    if slept:
        assert (await model.text(PROMPT)).value == "there"
    else:
        assert (await fails(lambda: model.text(PROMPT), FaultKind.RATE_LIMITED)).retry_after == wanted
    assert time.slept == slept


async def test_a_wait_that_does_not_fit_the_deadline_is_not_begun() -> None:
    time = Time()
    backend = ScriptedBackend([fault(FaultKind.RATE_LIMITED, 7.0)])
    await fails(lambda: caller(backend, time).text(PROMPT), FaultKind.RATE_LIMITED)
    assert time.slept == [7.0, 7.0]
    backend = ScriptedBackend([fault(FaultKind.RATE_LIMITED, 8.0)])
    await fails(lambda: caller(backend, time).text(PROMPT), FaultKind.RATE_LIMITED)
    assert time.slept == [7.0, 7.0, 8.0]


async def test_what_somebody_has_begun_to_read_does_not_begin_again() -> None:
    backend = ScriptedBackend([Chunk(text="Thi"), fault(FaultKind.SERVICE_DOWN)], said("This"))
    heard: list[str] = []
    await fails(lambda: caller(backend).text(PROMPT, heard.append), FaultKind.SERVICE_DOWN)
    assert heard == ["Thi"]
    assert len(backend.calls) == 1


async def test_what_nobody_reads_on_the_way_may_begin_again() -> None:
    backend = ScriptedBackend([Chunk(text="Thi"), fault(FaultKind.SERVICE_DOWN)], said("This"))
    assert (await caller(backend).text(PROMPT)).value == "This"


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ([Chunk(text="half")], FaultKind.TRUNCATED),
        ([Chunk()], FaultKind.TRUNCATED),
        ([], FaultKind.SERVICE_DOWN),
        (said("  "), FaultKind.BAD_OUTPUT),
        (said("half", finish=Finish.LENGTH), FaultKind.OUTPUT_LIMIT),
        (said("x" * 801), FaultKind.OUTPUT_LIMIT),
        (said("half", finish=Finish.FULL), FaultKind.TOO_LONG),
        (said("half", finish=Finish.REFUSED), FaultKind.REFUSED),
        ([Chunk(refusal="I would rather not"), *said("")], FaultKind.REFUSED),
        ([VendorError("the candidate's words")], FaultKind.BAD_OUTPUT),
    ],
)
async def test_an_answer_counts_only_when_it_is_whole(script: list[Step], kind: FaultKind) -> None:
    await fails(lambda: caller(ScriptedBackend(script)).text(PROMPT), kind)


async def test_no_fault_shows_what_the_sdk_said() -> None:
    backend = ScriptedBackend([VendorError("the candidate's words, sk-secret")])
    caught = await fails(lambda: caller(backend).text(PROMPT), FaultKind.BAD_OUTPUT)
    shown = "".join(traceback.format_exception(caught)) + caught.why + caught.fix
    assert "VendorError" in shown
    assert "sk-secret" not in shown
    assert "candidate's words" not in shown + repr(backend.calls)


@pytest.mark.parametrize("script", [[], [Chunk(text="a")], [Chunk()]])
async def test_a_silence_ends_at_the_deadline(script: list[Step]) -> None:
    backend = ScriptedBackend([*script, silence()])
    used: list[Usage] = []
    model = caller(backend, deadlines=SHORT, on_usage=lambda purpose, usage: used.append(usage))
    await fails(lambda: model.text(PROMPT), FaultKind.DEADLINE_EXCEEDED)
    assert backend.open == 0
    assert [usage.estimated for usage in used] == [True], "what is cut off may have been charged"


async def test_the_deadline_holds_for_retries_and_repair_together() -> None:
    async def for_ever(seconds: float) -> None:
        await silence().wait()

    model = Caller(ScriptedBackend([fault(FaultKind.SERVICE_DOWN, 0.0)]), sleep=for_ever, deadlines=SHORT)
    await fails(lambda: model.text(PROMPT), FaultKind.DEADLINE_EXCEEDED)
    model = caller(ScriptedBackend(said("no form"), [silence()]), deadlines=SHORT)
    await fails(lambda: model.structured(PROMPT, Verdict), FaultKind.DEADLINE_EXCEEDED)


async def test_a_model_on_this_machine_has_more_time() -> None:
    time = Time()
    backend = ScriptedBackend([fault(FaultKind.RATE_LIMITED, 8.0)], is_local=True)
    assert DEADLINES[Purpose.HINT] < 2 * 8.0 < DEADLINES[Purpose.HINT] * LOCAL_FACTOR
    await fails(lambda: caller(backend, time).text(PROMPT), FaultKind.RATE_LIMITED)
    assert time.slept == [8.0, 8.0]


async def test_a_stall_between_two_pieces_does_not_wait_for_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "STALL_SECONDS", 0.01)
    backend = ScriptedBackend([Chunk(text="a"), silence()], said("whole"))
    assert (await caller(backend).text(PROMPT)).value == "whole"
    backend = ScriptedBackend([Chunk(text="a"), silence()])
    await fails(lambda: caller(backend).text(PROMPT, lambda piece: None), FaultKind.SERVICE_DOWN)
    assert backend.open == 0


@pytest.mark.parametrize("end", [silence(), VendorError()])
async def test_a_finished_answer_counts_although_its_token_counts_never_come(
    end: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "TAIL_SECONDS", 0.01)
    backend = ScriptedBackend([*said("whole"), end])
    reply = await caller(backend).text(PROMPT)
    assert reply.value == "whole"
    assert reply.usage.estimated


async def test_cancelling_closes_the_stream_and_goes_through() -> None:
    backend = ScriptedBackend([Chunk(text="a"), silence()])
    begun = asyncio.Event()
    task = asyncio.create_task(caller(backend).text(PROMPT, lambda piece: begun.set()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert backend.open == 0


async def test_two_telling_faults_in_a_row_open_the_breaker_for_a_minute() -> None:
    time = Time()
    backend = ScriptedBackend([fault(FaultKind.RATE_LIMITED, 100.0)])
    model = caller(backend, time)
    for _ in range(2):
        await fails(lambda: model.text(PROMPT), FaultKind.RATE_LIMITED)
    time.now += OPEN_SECONDS - 1
    caught = await fails(lambda: model.structured(PROMPT, Verdict), FaultKind.RATE_LIMITED)
    assert (caught.why, len(backend.calls)) == ("it is asked again in 1 s", 2)
    time.now += 1
    await fails(lambda: model.text(PROMPT), FaultKind.RATE_LIMITED)
    await fails(lambda: model.text(PROMPT), FaultKind.RATE_LIMITED)
    assert len(backend.calls) == 3, "one call is let through, and its fault closes the way again"


@pytest.mark.parametrize("between", [said("there"), said(""), said("x", finish=Finish.REFUSED)])
async def test_faults_are_in_a_row_only_without_an_answer_between_them(between: list[Step]) -> None:
    rejected: list[Step] = [fault(FaultKind.RATE_LIMITED, 100.0)]
    backend = ScriptedBackend(rejected, between, rejected, said("there"))
    model = caller(backend)
    for _ in range(3):
        await asyncio.gather(model.text(PROMPT), return_exceptions=True)
    assert (await model.text(PROMPT)).value == "there"


@pytest.mark.parametrize("kind", sorted(LASTING))
async def test_what_only_the_person_can_mend_ends_the_calls_of_the_session(kind: FaultKind) -> None:
    time = Time()
    backend = ScriptedBackend([fault(kind)])
    model = caller(backend, time)
    await fails(lambda: model.text(PROMPT), kind)
    time.now += 10 * OPEN_SECONDS
    for call in (lambda: model.text(PROMPT), lambda: model.structured(PROMPT, Verdict), model.ping):
        await fails(call, kind)
    assert len(backend.calls) == 1


async def test_a_budget_is_asked_before_every_request_and_leaves_the_breaker_alone() -> None:
    asked: list[Purpose] = []

    def allow(purpose: Purpose) -> bool:
        asked.append(purpose)
        return len(asked) not in (2, 3)

    backend = ScriptedBackend(said("no form"), said('{"points": 1}'))
    model = caller(backend, allow=allow)
    for _ in range(2):
        await fails(lambda: model.structured(PROMPT, Verdict), FaultKind.OVER_BUDGET)
    assert (await model.structured(PROMPT, Verdict)).value == Verdict(points=1)
    assert (asked, len(backend.calls)) == ([Purpose.HINT] * 4, 2)


async def test_every_call_is_told_with_its_outcome_seconds_and_tokens() -> None:
    calls: list[tuple[Any, ...]] = []
    time, lost = Time(), fault(FaultKind.SERVICE_DOWN, 2.0)
    backend = ScriptedBackend([lost], said("no form", usage=Usage(7, 2)), said('{"points": 1}', usage=Usage(9, 3)))
    model = caller(backend, time, observe=lambda *call: calls.append(call))
    await model.structured(PROMPT, Verdict)
    backend = ScriptedBackend([fault(FaultKind.AUTH_FAILED)])
    model = caller(backend, time, observe=lambda *call: calls.append(call))
    # The second is kept back by the breaker: nobody is called.
    for _ in range(2):
        await fails(lambda: model.text(PROMPT), FaultKind.AUTH_FAILED)
    assert calls == [
        ("scripted-1", "hint", "ok", 2.0, (16, 5)),
        ("scripted-1", "hint", "key refused", 0.0, (0, 0)),
    ]


async def test_a_form_is_filled_in() -> None:
    backend = ScriptedBackend(said('{"points": ', "3}"))
    reply = await caller(backend).structured(PROMPT, Verdict)
    assert (reply.value, reply.text, reply.rung, reply.repaired) == (
        Verdict(points=3),
        '{"points": 3}',
        Rung.SCHEMA,
        False,
    )
    (call,) = backend.calls
    assert call.form is not None
    assert (call.form.name, call.form.schema["required"], call.system) == ("Verdict", ["points"], PROMPT.system)


async def test_a_server_without_schemas_is_told_the_form_in_words_from_then_on() -> None:
    unsupported: list[Step] = [fault(FaultKind.UNSUPPORTED)]
    backend = ScriptedBackend(
        unsupported,
        unsupported,
        said('```json\n{"points": 2}\n```'),
        rungs=(Rung.SCHEMA, Rung.JSON, Rung.TEXT),
    )
    model = caller(backend)
    for _ in range(2):
        reply = await model.structured(PROMPT, Verdict)
        assert (reply.value, reply.rung) == (Verdict(points=2), Rung.TEXT)
    assert [call.rung for call in backend.calls] == [Rung.SCHEMA, Rung.JSON, Rung.TEXT, Rung.TEXT]
    assert '"additionalProperties": false' in backend.calls[-1].system
    assert (await model.ping()).rung is Rung.TEXT


async def test_a_server_that_supports_nothing_is_not_remembered_as_one() -> None:
    unsupported: list[Step] = [fault(FaultKind.UNSUPPORTED)]
    backend = ScriptedBackend(unsupported, unsupported, said('{"points": 2}'))
    model = caller(backend)
    await fails(lambda: model.structured(PROMPT, Verdict), FaultKind.UNSUPPORTED)
    assert (await model.structured(PROMPT, Verdict)).rung is Rung.SCHEMA


async def test_an_answer_that_does_not_fit_is_repaired_once() -> None:
    backend = ScriptedBackend(said('{"points": 9}'), said('{"points": 4}'))
    reply = await caller(backend).structured(PROMPT, Verdict)
    assert (reply.value, reply.repaired, reply.usage.calls) == (Verdict(points=4), True, 2)
    ((wrong, told),) = backend.calls[1].history
    assert wrong == '{"points": 9}'
    assert "points: Input should be less than or equal to 4" in told
    assert json.dumps(wire_form(backend)) in told, "a server may have kept the schema to itself"


def wire_form(backend: ScriptedBackend) -> object:
    form = backend.calls[0].form
    assert form is not None
    return form.schema


@pytest.mark.parametrize("text", ["", "no JSON at all", '{"points": null}', "[" * 5000, '{"points": ' + "9" * 5000])
async def test_a_second_answer_that_does_not_fit_is_given_up(text: str) -> None:
    backend = ScriptedBackend(said(text[:800]))
    await fails(lambda: caller(backend).structured(PROMPT, Verdict), FaultKind.BAD_OUTPUT)
    assert len(backend.calls) == 2
    assert backend.calls[1].history[0][0], "no vendor takes an empty turn"


@pytest.mark.parametrize(("room", "asked"), [(100, [100, 200]), (9000, [9000, MOST_OUTPUT]), (16000, [16000])])
async def test_a_form_that_needs_more_room_gets_it_once(room: int, asked: list[int]) -> None:
    backend = ScriptedBackend(said('{"poi', finish=Finish.LENGTH))
    prompt = Prompt(Purpose.JUDGE, "system", "user", max_output=room)
    await fails(lambda: caller(backend).structured(prompt, Verdict), FaultKind.OUTPUT_LIMIT)
    assert [call.max_output for call in backend.calls] == asked


async def test_a_text_that_grows_too_long_is_not_asked_for_again() -> None:
    backend = ScriptedBackend(said("half", finish=Finish.LENGTH))
    await fails(lambda: caller(backend).text(PROMPT), FaultKind.OUTPUT_LIMIT)
    assert len(backend.calls) == 1


@pytest.mark.parametrize("script", [said("Yes"), said("", finish=Finish.LENGTH)])
async def test_a_model_that_answers_a_ping_is_healthy(script: list[Step]) -> None:
    health = await caller(ScriptedBackend(script)).ping()
    assert (health.model, health.rung, health.seconds) == ("scripted-1", Rung.SCHEMA, 0.0)


async def test_a_ping_tells_the_fault() -> None:
    await fails(caller(ScriptedBackend([fault(FaultKind.AUTH_FAILED)])).ping, FaultKind.AUTH_FAILED)


async def test_closing_never_fails() -> None:
    model = caller(ScriptedBackend([]))
    await model.close()
    await model.close()


def test_every_purpose_has_a_deadline() -> None:
    assert set(DEADLINES) == set(Purpose)
