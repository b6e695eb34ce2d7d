"""What is written down about a run: that it began, how it ended, or that the sandbox failed."""

from collections.abc import Awaitable
from typing import Any, NamedTuple

from coach.domain.enums import ProgrammingLanguage, TestGroup
from coach.domain.event import EventKind
from coach.domain.execution import ExecutionReport
from coach.domain.response import Attempt, AttemptKind, AttemptState, InterviewResponse
from coach.domain.session import InterviewSession
from coach.errors import RunnerUnavailable
from coach.evaluation.correctness import Judged
from coach.interview.engine import Engine, Step, change

UNAVAILABLE = "unavailable"
"""What an observer is told in the place of a verdict when the sandbox failed."""


def attempt_at(response: InterviewResponse, root_id: str, kind: AttemptKind, **fields: Any) -> Attempt:
    """An attempt that belongs to a response; `add` gives it its place in the session."""
    return Attempt(
        session_id=response.session_id,
        question_id=root_id,
        response_id=response.id,
        sequence=0,
        kind=kind,
        **fields,
    )


def add(step: Step, attempt: Attempt) -> Attempt:
    """Put an attempt behind all others of the session; returns it with its place."""
    placed = attempt.replace(sequence=len(step.session.attempts) + 1)
    step.session = step.session.with_attempt(placed)
    return placed


async def observed(engine: Engine, attempt: Attempt, language: ProgrammingLanguage, run: Awaitable[Judged]) -> Judged:
    """What the run of an attempt comes to, told to the observer; its seconds are those waited.

    Raises RunnerUnavailable, which is written down.
    """
    began = engine.clock.mark().seconds
    try:
        judged = await run
    except RunnerUnavailable as error:
        engine.observer.ran(attempt.session_id, language, UNAVAILABLE, engine.clock.mark().seconds - began)
        await record_failed_attempt(engine, attempt.session_id, attempt, error)
        raise
    engine.observer.ran(attempt.session_id, language, judged.verdict.value, engine.clock.mark().seconds - began)
    return judged


async def record_report(
    engine: Engine, attempt: Attempt, report: ExecutionReport, known: InterviewSession | None = None
) -> InterviewSession:
    """Write down what an attempt came to; `known` is the session as it was before."""
    # What candidates expect of their own tests may be wrong: only the tests of the question are counted.
    counted = report.without(TestGroup.OWN)

    def apply(step: Step) -> None:
        done = attempt.replace(state=AttemptState.FINISHED, report=report, error="")
        step.session = step.session.with_attempt(done)
        step.note(EventKind.RAN, attempt.question_id, attempt=attempt.id, passed=counted.passed, total=counted.total)

    return (await change(engine, attempt.session_id, apply, known))[0]


async def record_failed_attempt(engine: Engine, session_id: str, attempt: Attempt, error: RunnerUnavailable) -> None:
    """The sandbox failed: that is written down, and says nothing about the code."""
    failed = attempt.replace(state=AttemptState.FAILED, error=error.message)

    def apply(step: Step) -> None:
        step.session = step.session.with_attempt(failed)
        step.note(EventKind.DEGRADED, attempt.question_id, text=error.message, part="runner")

    await change(engine, session_id, apply)


class Measurement(NamedTuple):
    """What was found out about code beside its verdicts, or why it could not be; the interview goes on without it."""

    question_id: str
    attempt: Attempt | None = None
    error: str = ""

    def write_down(self, step: Step) -> None:
        if self.attempt is not None:
            add(step, self.attempt)
        else:
            step.note(EventKind.DEGRADED, self.question_id, text=self.error, part="runner")
