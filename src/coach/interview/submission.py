"""What code that was handed in comes to: its verdicts, and what is measured beside them."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from coach.domain.coding import CodingQuestion, Twist
from coach.domain.enums import TestGroup, Verdict
from coach.domain.event import Event
from coach.domain.execution import CaseResult
from coach.domain.own_tests import fingerprint
from coach.domain.response import AttemptKind, AttemptState, InterviewResponse
from coach.domain.session import InterviewSession
from coach.errors import Forbidden, RunnerUnavailable
from coach.evaluation.assess import Reading
from coach.evaluation.correctness import JudgedCase
from coach.interview.attempts import Measurement, attempt_at, observed, record_report
from coach.interview.early import Early, cut_off, language_of
from coach.interview.engine import Engine
from coach.interview.follow_ups import twist_of
from coach.interview.judging import read_ahead
from coach.interview.running import measure, source_hash
from coach.interview.strength import strength_of


def twist_in(session: InterviewSession, bank: CodingQuestion, question_id: str) -> Twist | None:
    """The changed requirement that code for this question is about."""
    return twist_of(bank, session.follow_ups_of(session.question(question_id).root_id), question_id)


class Examined(NamedTuple):
    """The session with the report of the code, its log, and what was measured beside it, which is not stored yet."""

    session: InterviewSession
    events: tuple[Event, ...]
    measured: tuple[Measurement, ...] = ()
    ahead: Reading | None = None
    """What was made of them while measuring."""


async def examine(
    engine: Engine, session: InterviewSession, response: InterviewResponse, bank: CodingQuestion, early: Early
) -> Examined:
    """Run and measure the code of an answer, as far as that is to be done. Raises RunnerUnavailable, StoreError."""
    handed_in = (AttemptKind.SUBMIT, AttemptKind.TWIST)
    attempt = next(known for known in session.attempts if known.response_id == response.id and known.kind in handed_in)
    if attempt.report:
        measured = await _measurements(engine, session, response, bank, attempt.report.cases)
        return Examined(session, await engine.store.log(session), measured)
    run = early.judged(bank, response, twist_in(session, bank, response.question_id))
    judged = await observed(engine, attempt, language_of(response), run)
    # Measuring does not wait until the report is written, nor keep it from being so.
    measuring = asyncio.create_task(_measurements(engine, session, response, bank, judged.cases))
    try:
        # The sandbox is at work first.
        await asyncio.sleep(0)
        session = await record_report(engine, attempt, judged.report(), session)
        events = await engine.store.log(session)
        root_id = session.question(response.question_id).root_id
        ahead = None if measuring.done() else await read_ahead(session, bank, root_id, events)
        return Examined(session, events, await measuring, ahead)
    finally:
        await cut_off(measuring)


async def _measurements(
    engine: Engine,
    session: InterviewSession,
    response: InterviewResponse,
    bank: CodingQuestion,
    cases: Sequence[JudgedCase | CaseResult],
) -> tuple[Measurement, ...]:
    """Of code for the question as it was put; what was changed later has no measure."""
    if twist_in(session, bank, response.question_id):
        return ()
    growth = await _measure(engine, session, response, bank) if _worth_measuring(cases) else None
    strength = await _weigh_tests(engine, session, response, bank)
    return tuple(each for each in (growth, strength) if each)


async def _measure(
    engine: Engine, session: InterviewSession, response: InterviewResponse, bank: CodingQuestion
) -> Measurement | None:
    """Growth of the time, for code that gets the small cases right; without it the report says inconclusive."""
    root_id = session.question(response.question_id).root_id
    source = response.code_solution or ""
    known = source_hash(source)
    if any(other.kind is AttemptKind.MEASURE and other.source_hash == known for other in session.attempts_at(root_id)):
        return None
    try:
        growth = await measure(engine, bank, source, language_of(response))
    except RunnerUnavailable as error:
        return Measurement(root_id, error=error.message)
    measured = attempt_at(response, root_id, AttemptKind.MEASURE, id=engine.new_id(), source_hash=known)
    return Measurement(root_id, measured.replace(state=AttemptState.FINISHED, growth=growth))


def _worth_measuring(cases: Sequence[JudgedCase | CaseResult]) -> bool:
    """Whether the code gets the small cases right, and is at most slow on the large ones."""
    fine = {TestGroup.PERF: {Verdict.ACCEPTED, Verdict.TIME_LIMIT}}
    return bool(cases) and all(case.verdict in fine.get(case.group, {Verdict.ACCEPTED}) for case in cases)


async def _weigh_tests(
    engine: Engine, session: InterviewSession, response: InterviewResponse, bank: CodingQuestion
) -> Measurement | None:
    """How strong the candidate's own tests are, once for the same tests; without it the report says so."""
    if not response.own_tests or not bank.model_solution:
        return None
    root_id = session.question(response.question_id).root_id
    known = fingerprint(response.own_tests)
    if any(other.kind is AttemptKind.STRENGTH and other.source_hash == known for other in session.attempts_at(root_id)):
        return None
    try:
        strength = await strength_of(engine, bank, response.own_tests)
    except (RunnerUnavailable, Forbidden) as error:
        return Measurement(root_id, error=error.message)
    weighed = attempt_at(response, root_id, AttemptKind.STRENGTH, id=engine.new_id(), source_hash=known)
    return Measurement(root_id, weighed.replace(state=AttemptState.FINISHED, strength=strength))
