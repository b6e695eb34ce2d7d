"""One way to call any model: within a deadline, tried again where that helps, and left alone when it is down."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pydantic import ValidationError

from coach.interviewers.models.backend import Backend, Call, Chunk, Finish, Form
from coach.interviewers.models.faults import LASTING, PASSING, TELLING, FaultKind, ModelFault
from coach.interviewers.models.protocol import (
    DEADLINES,
    LOCAL_FACTOR,
    Health,
    Prompt,
    Purpose,
    Reply,
    S,
    Usage,
)
from coach.interviewers.models.wire import Heard, corrections_of, first_json, form_name, request_of, wire_schema
from coach.ports import OnDelta

RETRIES = 2
BACKOFF_SECONDS = 0.4
"""Before the first retry; twice as long before each further one."""
LONGEST_WAIT = 8.0
"""Seconds. A service that asks for more is not waited for."""
STALL_SECONDS = 20.0
"""Between two pieces of text. Before the first only the deadline counts: some models think long and in silence."""
TAIL_SECONDS = 2.0
"""For the token counts that follow a finished answer."""
MOST_OUTPUT = 16_000
"""Tokens that a second try may have."""
LONGEST_REPEATED = 6_000
"""Characters of a faulty answer that are shown to the model again."""
FAULTS_TO_OPEN = 2
OPEN_SECONDS = 60.0
PING = Prompt(Purpose.PING, system="Answer with a single word.", user="Are you there?", max_output=64)

R = TypeVar("R")
OK = "ok"
"""The outcome of a call that gave an answer; any other call is told by the kind of its fault."""
Observe = Callable[[str, str, str, float, tuple[int, int]], None]
"""Model, purpose, outcome, seconds, tokens read and written; like `called` of the Observer port."""


@dataclass(frozen=True)
class Hooks:
    """Who is asked and told about calls."""

    on_usage: Callable[[Purpose, Usage], None] = lambda purpose, usage: None
    """Told of every request that may cost something."""
    allow: Callable[[Purpose], bool] = lambda purpose: True
    """Asked before every request."""
    observe: Observe = lambda *call: None
    """Told of every call that ended, whatever requests it took; not of those that a breaker kept back."""


class Breaker:
    """Keeps calls from a service that is down for a while, and from one that only the person can mend for good."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._in_a_row = 0
        self._until = 0.0
        self._last: ModelFault | None = None

    def check(self) -> None:
        """Raises ModelFault, of the kind that broke it, while no call is to be made."""
        if self._last is None:
            return
        message, why, fix = self._last.message, self._last.why, self._last.fix
        if self._last.kind in LASTING:
            raise ModelFault(self._last.kind, message, why=why, fix=fix)
        left = self._until - self._clock()
        if self._in_a_row >= FAULTS_TO_OPEN and left > 0:
            raise ModelFault(
                self._last.kind, message, why=f"it is asked again in {left:.0f} s", fix=fix, retry_after=left
            )

    def failed(self, fault: ModelFault) -> None:
        if fault.kind is FaultKind.OVER_BUDGET:
            # Says nothing of the service: it was not asked.
            return
        self._in_a_row = self._in_a_row + 1 if fault.kind in TELLING else 0
        self._until = self._clock() + OPEN_SECONDS
        if self._last is None or self._last.kind not in LASTING:
            self._last = fault

    def succeeded(self) -> None:
        self._in_a_row, self._last = 0, None


@dataclass
class Run:
    """One call of ours, with all the requests it takes."""

    prompt: Prompt
    began: float
    seconds: float
    on_delta: OnDelta | None
    usage: Usage = field(default_factory=Usage)
    spoke: bool = False
    """Somebody has read a part of the answer: it cannot begin again."""

    def say(self, piece: str) -> None:
        if piece and self.on_delta is not None:
            self.spoke = True
            self.on_delta(piece)


class Caller:
    """Implements LanguageModel over a backend."""

    def __init__(
        self,
        backend: Backend,
        hooks: Hooks | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        deadlines: Mapping[Purpose, float] = DEADLINES,
    ) -> None:
        self._backend = backend
        self._hooks = hooks or Hooks()
        self._clock = clock
        self._sleep = sleep
        self._deadlines = deadlines
        self._slowness = LOCAL_FACTOR if backend.is_local else 1.0
        self._step = 0
        self._breaker = Breaker(clock)

    @property
    def name(self) -> str:
        return self._backend.model

    async def text(self, prompt: Prompt, on_delta: OnDelta | None = None) -> Reply[str]:
        async def ask(run: Run) -> Reply[str]:
            said = await self._ask(request_of(prompt), run)
            if not said:
                raise ModelFault(FaultKind.BAD_OUTPUT, f"{self.name} answered nothing")
            return self._reply(said, said, run)

        return await self._within_deadline(prompt, ask, on_delta)

    async def structured(self, prompt: Prompt, schema: type[S]) -> Reply[S]:
        form, rungs = Form(form_name(schema), wire_schema(schema)), self._backend.rungs

        async def ask(run: Run) -> Reply[S]:
            step = self._step
            while True:
                try:
                    reply = await self._fitted(request_of(prompt, rungs[step], form), schema, run)
                except ModelFault as fault:
                    if fault.kind is not FaultKind.UNSUPPORTED or step + 1 == len(rungs):
                        raise
                    step += 1
                else:
                    self._step = step
                    return reply

        return await self._within_deadline(prompt, ask)

    async def ping(self) -> Health:
        began = self._clock()
        try:
            await self.text(PING)
        except ModelFault as fault:
            # A model that thinks at length has used up the few tokens; it is there all the same.
            if fault.kind is not FaultKind.OUTPUT_LIMIT:
                raise
        return Health(self.name, self._clock() - began, self._backend.rungs[self._step])

    async def close(self) -> None:
        # A connection that breaks while it is closed is closed as well.
        with suppress(Exception):
            await self._backend.close()

    async def _within_deadline(
        self, prompt: Prompt, ask: Callable[[Run], Awaitable[R]], on_delta: OnDelta | None = None
    ) -> R:
        self._breaker.check()
        run = Run(prompt, self._clock(), self._deadlines[prompt.purpose] * self._slowness, on_delta)
        try:
            async with asyncio.timeout(run.seconds):
                reply = await ask(run)
        except TimeoutError:
            fault = ModelFault(FaultKind.DEADLINE_EXCEEDED, f"{self.name} did not answer within {run.seconds:.0f} s")
        except ModelFault as error:
            fault = error
        else:
            self._breaker.succeeded()
            self._tell(OK, run)
            return reply
        self._breaker.failed(fault)
        self._tell(fault.kind.value, run)
        raise fault

    def _tell(self, outcome: str, run: Run) -> None:
        tokens = (run.usage.input, run.usage.output)
        self._hooks.observe(self.name, run.prompt.purpose.value, outcome, self._clock() - run.began, tokens)

    def _reply(self, value: R, said: str, run: Run) -> Reply[R]:
        return Reply(value, said, run.usage, self._clock() - run.began, prompt=run.prompt.name)

    async def _fitted(self, call: Call, schema: type[S], run: Run) -> Reply[S]:
        """An answer that fits, at the second try where the first does not."""
        said = await self._ask_with_room(call, run)
        try:
            value = schema.model_validate_json(first_json(said))
        except ValidationError as error:
            told = (said[:LONGEST_REPEATED] or "{}", corrections_of(error, call))
        else:
            return replace(self._reply(value, said, run), rung=call.rung)
        said = await self._ask_with_room(replace(call, history=(told,)), run)
        try:
            value = schema.model_validate_json(first_json(said))
        except ValidationError:
            raise ModelFault(FaultKind.BAD_OUTPUT, f"{self.name} did not answer in the form that was asked") from None
        return replace(self._reply(value, said, run), rung=call.rung, repaired=True)

    async def _ask_with_room(self, call: Call, run: Run) -> str:
        """Asks once more, with twice the room, when an answer grew too long."""
        roomier = replace(call, max_output=min(2 * call.max_output, MOST_OUTPUT))
        try:
            return await self._ask(call, run)
        except ModelFault as fault:
            if fault.kind is not FaultKind.OUTPUT_LIMIT or roomier.max_output <= call.max_output:
                raise
        return await self._ask(roomier, run)

    async def _ask(self, call: Call, run: Run) -> str:
        """Asks again after faults that pass."""
        attempt = 0
        while True:
            try:
                return await self._ask_once(call, run)
            except ModelFault as fault:
                wait = BACKOFF_SECONDS * 2**attempt if fault.retry_after is None else fault.retry_after
                left = run.began + run.seconds - self._clock()
                if fault.kind not in PASSING or run.spoke or attempt == RETRIES:
                    raise
                if wait > LONGEST_WAIT or wait >= left:
                    raise
            await self._sleep(wait)
            attempt += 1

    async def _ask_once(self, call: Call, run: Run) -> str:
        if not self._hooks.allow(run.prompt.purpose):
            raise ModelFault(FaultKind.OVER_BUDGET, "The budget for the model is used up")
        heard = Heard(call)
        counts = True
        try:
            await self._hear(call, heard, run)
        except ModelFault:
            # What a service rejects costs nothing; what breaks off on the way does.
            counts = heard.answered
            raise
        finally:
            if counts:
                self._count(heard.used(), run)
        return heard.result(self.name)

    async def _hear(self, call: Call, heard: Heard, run: Run) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(None) as quiet, aclosing(self._chunks(call)) as chunks:
                async for chunk in chunks:
                    run.say(heard.take(chunk))
                    if heard.finish is Finish.LENGTH:
                        break
                    if heard.began or heard.finish:
                        patience = TAIL_SECONDS if heard.finish else STALL_SECONDS * self._slowness
                        quiet.reschedule(loop.time() + patience)
        except (TimeoutError, ModelFault) as error:
            if heard.finish is not None:
                # The answer is whole; only its token counts are missing.
                return
            if isinstance(error, ModelFault):
                raise
            raise ModelFault(FaultKind.SERVICE_DOWN, f"{self.name} stopped in the middle of an answer") from None

    async def _chunks(self, call: Call) -> AsyncGenerator[Chunk, None]:
        """What the backend streams; every error of it has become a ModelFault."""
        async with aclosing(self._backend.stream(call)) as stream:
            try:
                async for chunk in stream:
                    yield chunk
            except ModelFault:
                raise
            except Exception as error:
                raise self._backend.translate(error) from None

    def _count(self, usage: Usage, run: Run) -> None:
        run.usage += usage
        self._hooks.on_usage(run.prompt.purpose, usage)
