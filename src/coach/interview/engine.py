"""What the service works with, and the one way in which it changes a session."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import JsonValue

from coach.domain.enums import InterviewStatus
from coach.domain.event import Event, EventKind, Snapshot
from coach.domain.session import InterviewSession
from coach.errors import Conflict
from coach.ports import Clock, CodeRunner, Interviewer, QuestionSource, SessionStore, Utterance
from coach.ports.observer import Observer, Unobserved

T = TypeVar("T")
CONFLICT_TRIES = 5


@dataclass(frozen=True)
class Engine:
    """The parts an interview is made of."""

    store: SessionStore
    questions: QuestionSource
    runner: CodeRunner
    interviewer: Interviewer
    clock: Clock
    new_id: Callable[[], str]
    consent_by: str = "local operator"
    """Who agrees on behalf of the person when no consent is recorded; empty: nobody, so it is refused."""
    front_door: str = "python"
    model_host: str = ""
    """Where answers are sent when a model interviews; empty when they stay on this machine."""
    notice: str = ""
    """Why no model interviews where one was meant to, for the person."""
    spent: Callable[[], str] = lambda: ""
    """What the model has used so far, in words; empty while it has used nothing."""
    started: Callable[[InterviewSession], None] = lambda session: None
    """Told of an interview once its first question was put; returns at once."""
    saved: Callable[[str], None] = lambda session_id: None
    """Told of every change that was stored; returns at once."""
    observer: Observer = field(default_factory=Unobserved)


@dataclass
class Step:
    """One change of a session, with the events that tell of it; saved as one transaction."""

    engine: Engine
    before: InterviewSession
    session: InterviewSession = field(init=False)
    events: list[Event] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    set_going: bool = False
    """Whether something was set going that does not wait until this is stored."""

    def __post_init__(self) -> None:
        self.session = self.before
        if self.before.status is InterviewStatus.IN_PROGRESS:
            self._let_time_pass()

    def _let_time_pass(self) -> None:
        mark, last = self.engine.clock.mark(), self.before.mark
        # A reboot leaves no common clock: the time away counts as none rather than as a guess.
        passed = max(0.0, mark.seconds - last.seconds) if last and last.boot == mark.boot else 0.0
        idle = self.before.preferences.idle_minutes * 60
        self.session = self.before.replace(elapsed=self.before.elapsed + min(passed, idle), mark=mark)
        if passed > idle:
            self.pause("idle")

    def pause(self, reason: str) -> None:
        """Stop the clock; an interview that fell asleep is paused on purpose from here on. Raises IllegalTransition."""
        if self.session.pause_reason != "idle":
            self.session = self.session.moved("pause").replace(mark=None)
        self.session = self.session.replace(pause_reason=reason)
        self.note(EventKind.PAUSED, reason=reason)

    def resume(self, reason: str) -> None:
        """Raises IllegalTransition."""
        self.session = self.session.moved("resume").replace(mark=self.engine.clock.mark(), pause_reason="")
        self.note(EventKind.RESUMED, reason=reason)

    def wake(self) -> None:
        """The candidate is back: an interview that fell asleep goes on, one that was paused on purpose does not."""
        if self.session.status is InterviewStatus.PAUSED and self.session.pause_reason == "idle":
            self.resume("activity")

    def note(self, kind: EventKind, question_id: str | None = None, text: str = "", **data: JsonValue) -> None:
        """Add a line to the log."""
        sequence = self.session.events + 1
        self.events.append(
            Event(
                session_id=self.session.id,
                sequence=sequence,
                kind=kind,
                at=self.engine.clock.now(),
                elapsed=self.session.elapsed,
                question_id=question_id,
                text=text,
                data=data,
            )
        )
        self.session = self.session.replace(events=sequence)

    def speak(self, kind: EventKind, question_id: str, words: Utterance, **data: JsonValue) -> None:
        """Add the interviewer's words to the log, with who worded them; what fell back is a line of its own."""
        known = {"source": words.source, "prompt": words.prompt, "notes": words.notes}
        self.note(kind, question_id, text=words.text, **{name: it for name, it in known.items() if it}, **data)
        if words.degraded:
            self.note(EventKind.DEGRADED, question_id, text=words.degraded, part="interviewer")

    async def save(self) -> InterviewSession:
        """Raises Conflict, StoreError."""
        if not self.events and self.session == self.before:
            return self.before
        saved = await self.engine.store.save(self.before, self.session, self.events, self.snapshots)
        self._tell(saved)
        self.engine.saved(saved.id)
        return saved

    def _tell(self, saved: InterviewSession) -> None:
        observer = self.engine.observer
        if saved.status is not self.before.status:
            observer.moved(saved.id, saved.status)
        for event in self.events:
            if event.kind is EventKind.DEGRADED:
                observer.fell_back(str(event.data["part"]))


async def change(
    engine: Engine, session_id: str, apply: Callable[[Step], T], known: InterviewSession | None = None
) -> tuple[InterviewSession, T]:
    """Load, apply, save; again from the top when another process changed the session in between.

    `known`: the session, loaded just now; saving finds out whether it is still as that.
    Raises what `apply` raises, and NotFound, Conflict, StoreError.
    """
    tries_left = CONFLICT_TRIES
    while True:
        step = Step(engine, known or await engine.store.load(session_id))
        known = None
        result = apply(step)
        if step.set_going:
            # It is on its way to the sandbox before the store takes the processor.
            await asyncio.sleep(0)
        try:
            return await step.save(), result
        except Conflict:
            tries_left -= 1
            if not tries_left:
                raise


async def current(engine: Engine, session_id: str) -> InterviewSession:
    """The session as it stands now, its clock included: paused, when it has been idle for too long."""
    step = Step(engine, await engine.store.load(session_id))
    if not step.events:
        return step.session
    return (await change(engine, session_id, lambda asleep: None))[0]
