"""How an interview begins, stops, goes on and ends."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from coach.domain.enums import InterviewStatus, QuestionType
from coach.domain.event import EventKind
from coach.domain.session import InterviewSession, Preferences
from coach.errors import IllegalTransition, RunnerUnavailable
from coach.interview import answering, asking, creating, privacy
from coach.interview.conversation import heard
from coach.interview.engine import Engine, Step, change, current
from coach.ports import OnDelta, Utterance


async def start(
    engine: Engine, session_id: str, preferences: Preferences, on_delta: OnDelta | None = None
) -> InterviewSession:
    """Put the first question; from here on the clock runs. Raises LanguageUnavailable, IllegalTransition."""
    session = await engine.store.load(session_id)
    await privacy.require_consent(engine, session.user_id)
    if any(root.question_type is QuestionType.CODING_PROBLEM for root in session.roots):
        await engine.runner.require(session.language)
    opening = await _opening(engine, session, on_delta)

    def apply(step: Step) -> None:
        step.session = step.session.moved("start").replace(
            preferences=preferences, started_at=engine.clock.now(), mark=engine.clock.mark()
        )
        step.note(EventKind.STARTED, interviewer=engine.interviewer.name)
        step.speak(EventKind.ASKED, step.session.questions[0].id, opening)

    session, _ = await change(engine, session_id, apply)
    if session.questions[0].question_type is QuestionType.CODING_PROBLEM:
        await engine.runner.warm(session.language)
    engine.started(session)
    return session


async def _opening(engine: Engine, session: InterviewSession, on_delta: OnDelta | None) -> Utterance:
    first = session.questions[0]
    bank = await engine.questions.question(first.bank_id)
    return await engine.interviewer.open(await heard(engine, session, bank, first.id, ()), on_delta)


async def schedule(engine: Engine, session_id: str, at: datetime) -> InterviewSession:
    """Set or move the time of an interview that has not begun. Raises BadInput, IllegalTransition."""
    local = creating.future(engine, at)

    def apply(step: Step) -> None:
        if step.session.status is not InterviewStatus.SCHEDULED:
            raise IllegalTransition("Only an interview that has not begun can be scheduled.")
        step.session = step.session.replace(scheduled_at=local)
        step.note(EventKind.SCHEDULED, at=local.isoformat())

    return (await change(engine, session_id, apply))[0]


async def resume(engine: Engine, session_id: str) -> InterviewSession:
    """Go on, and make up for every run that was cut off. Raises IllegalTransition, RunnerUnavailable."""

    def apply(step: Step) -> None:
        if step.before.status is InterviewStatus.IN_PROGRESS:
            # Whoever led it is gone: the time since the last event is not the candidate's.
            step.session = step.before.replace(mark=engine.clock.mark())
            step.events.clear()
            step.note(EventKind.RESUMED, reason="taken up again")
        else:
            step.resume("candidate")

    session, _ = await change(engine, session_id, apply)
    await privacy.require_consent(engine, session.user_id)
    return await answering.finish_all(engine, session_id)


async def cancel(engine: Engine, session_id: str) -> InterviewSession:
    """End without a report. Raises IllegalTransition."""

    def apply(step: Step) -> None:
        step.session = step.session.moved("cancel").replace(mark=None, completed_at=engine.clock.now())
        step.note(EventKind.CANCELLED)

    return (await change(engine, session_id, apply))[0]


async def end(engine: Engine, session_id: str, on_end: Callable[[Utterance], None] | None = None) -> None:
    """Say goodbye and stop the clock for good; the report is made afterwards. Raises IllegalTransition."""
    (await current(engine, session_id)).moved("complete")
    # What cannot be made up for is said in the report.
    with suppress(RunnerUnavailable):
        await answering.finish_all(engine, session_id)
    words = await asking.last_words(engine, await engine.store.load(session_id))

    def apply(step: Step) -> None:
        step.session = step.session.moved("complete").replace(
            mark=None, pause_reason="", completed_at=engine.clock.now()
        )
        if words:
            step.speak(EventKind.WRAPPED_UP, *words)
        step.note(EventKind.COMPLETED)

    await change(engine, session_id, apply)
    if on_end and words:
        on_end(words[1])
