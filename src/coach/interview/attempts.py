"""What is written down about a run: that it began, how it ended, or that the sandbox failed."""

from collections.abc import Awaitable
from typing import Any

from coach.domain.enums import ProgrammingLanguage, TestGroup
from coach.domain.event import EventKind
from coach.domain.execution import ExecutionReport
from coach.domain.response import Attempt, AttemptKind, AttemptState, InterviewResponse
from coach.errors import CoachError, RunnerUnavailable
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


async def record(engine: Engine, finished: Attempt) -> None:
    """Keep a measurement that is complete."""
    await change(engine, finished.session_id, lambda step: add(step, finished))


async def recorded(
    engine: Engine, attempt: Attempt, language: ProgrammingLanguage, run: Awaitable[ExecutionReport]
) -> ExecutionReport:
    """What a run comes to, written down with its attempt and told to the observer; its seconds are those waited.

    Raises RunnerUnavailable, which is written down, too.
    """
    began = engine.clock.mark().seconds
    try:
        report = await run
    except RunnerUnavailable as error:
        engine.observer.ran(attempt.session_id, language, UNAVAILABLE, engine.clock.mark().seconds - began)
        await record_failed_attempt(engine, attempt.session_id, attempt, error)
        raise
    engine.observer.ran(attempt.session_id, language, report.verdict.value, engine.clock.mark().seconds - began)
    await record_report(engine, attempt.session_id, attempt, report)
    return report


async def record_report(engine: Engine, session_id: str, attempt: Attempt, report: ExecutionReport) -> None:
    """The attempt is finished, with this result."""
    finished = attempt.replace(state=AttemptState.FINISHED, report=report, error="")
    # What candidates expect of their own tests may be wrong: only the tests of the question are counted.
    counted = report.without(TestGroup.OWN)

    def apply(step: Step) -> None:
        step.session = step.session.with_attempt(finished)
        step.note(EventKind.RAN, attempt.question_id, attempt=attempt.id, passed=counted.passed, total=counted.total)

    await change(engine, session_id, apply)


async def record_failed_attempt(engine: Engine, session_id: str, attempt: Attempt, error: RunnerUnavailable) -> None:
    """The sandbox failed: that is written down, and says nothing about the code."""
    failed = attempt.replace(state=AttemptState.FAILED, error=error.message)

    def apply(step: Step) -> None:
        step.session = step.session.with_attempt(failed)
        step.note(EventKind.DEGRADED, attempt.question_id, text=error.message, part="runner")

    await change(engine, session_id, apply)


async def note_degraded(engine: Engine, session_id: str, root_id: str, error: CoachError) -> None:
    """Something could not be measured; the interview goes on without it."""

    def apply(step: Step) -> None:
        step.note(EventKind.DEGRADED, root_id, text=error.message, part="runner")

    await change(engine, session_id, apply)
