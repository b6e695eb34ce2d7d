"""One answer, from its arrival to the next question. It is stored before anything that can fail."""

import asyncio
from collections.abc import Sequence

from coach.domain.coding import CodingQuestion, Twist
from coach.domain.content import BankQuestion
from coach.domain.enums import InterviewStatus, ProgrammingLanguage, TestGroup, Verdict
from coach.domain.event import Event, EventKind
from coach.domain.execution import ExecutionReport
from coach.domain.own_tests import fingerprint
from coach.domain.question import InterviewQuestion
from coach.domain.requests import SubmitResponseRequest
from coach.domain.response import AttemptKind, AttemptState, InterviewResponse
from coach.domain.session import InterviewSession
from coach.errors import BadInput, Forbidden, IllegalTransition, RunnerUnavailable
from coach.interview.asking import ask_follow_up, ask_next, next_follow_up, next_opening
from coach.interview.attempts import Measurement, add, attempt_at, finished, record_report, reported
from coach.interview.engine import Engine, Step, change
from coach.interview.follow_ups import last_submit, settled_by_code, twist_of
from coach.interview.judging import assess_by_facts
from coach.interview.own_tests import require_usable
from coach.interview.privacy import require_consent
from coach.interview.running import measure, run_all, source_hash
from coach.interview.strength import strength_of
from coach.ports import OnDelta

Answered = tuple[InterviewSession, InterviewQuestion | None]


def require_open(step: Step, question_id: str) -> InterviewQuestion:
    """The question an answer may go to: the current one, or the question its follow-up belongs to.

    Raises NotFound, IllegalTransition.
    """
    step.wake()
    question = step.session.question(question_id)
    if step.session.status is not InterviewStatus.IN_PROGRESS:
        state = step.session.status.value.replace("_", " ")
        fix = f"coach resume {step.session.id}" if step.session.status is InterviewStatus.PAUSED else ""
        raise IllegalTransition(f"The interview is {state}; it takes no answers.", fix=fix)
    now = step.session.current_question
    if now is None or question_id not in (now.id, now.root_id):
        at = f"the current question is {now.id}" if now else "all questions are answered"
        raise IllegalTransition(f"Question {question_id} is not open: {at}.")
    return question


def _checked(bank: BankQuestion, request: SubmitResponseRequest) -> None:
    if not request.response_text.strip() and not (request.code_solution or "").strip():
        raise BadInput("The answer is empty.", fix="Write something, or skip the question.")
    if (request.code_solution or request.own_tests) and not isinstance(bank, CodingQuestion):
        raise BadInput(f"Question {request.question_id} is answered in words, not with code.")
    if request.own_tests and not request.code_solution:
        raise BadInput("own_tests: tests come together with code.", fix="give code_solution too")
    if isinstance(bank, CodingQuestion):
        require_usable(bank, request.own_tests)


async def store_response(engine: Engine, request: SubmitResponseRequest) -> tuple[InterviewSession, InterviewResponse]:
    """Keep the answer; the session that has it, and the answer as it is kept.

    Raises NotFound, IllegalTransition, BadInput, StoreError.
    """
    session = await engine.store.load(request.session_id)
    await require_consent(engine, session.user_id)
    bank = await engine.questions.question(session.question(request.question_id).bank_id)
    _checked(bank, request)
    response_id, attempt_id = engine.new_id(), engine.new_id()

    def apply(step: Step) -> InterviewResponse:
        question = require_open(step, request.question_id)
        response = InterviewResponse(
            id=response_id,
            session_id=step.session.id,
            question_id=question.id,
            sequence=len(step.session.responses) + 1,
            response_text=request.response_text,
            code_solution=request.code_solution or None,
            language=(request.language or step.session.language) if request.code_solution else None,
            own_tests=request.own_tests,
            confidence_level=request.confidence_level,
            submitted_at=engine.clock.now(),
        )
        step.session = step.session.with_response(response)
        if response.code_solution:
            digest = source_hash(response.code_solution)
            kind = AttemptKind.TWIST if _twist(step.session, bank, question.id) else AttemptKind.SUBMIT
            add(step, attempt_at(response, question.root_id, kind, id=attempt_id, source_hash=digest))
        step.note(EventKind.ANSWERED, question.id, response=response.id)
        return response

    return await change(engine, request.session_id, apply, session)


async def finish_all(engine: Engine, session_id: str) -> InterviewSession:
    """Make up for every answer whose run or judgement was cut off. Raises RunnerUnavailable, StoreError."""
    session = await engine.store.load(session_id)
    events = await engine.store.events(session_id)
    judged = {event.data.get("response") for event in events if event.kind is EventKind.ASSESSED}
    for response in session.responses:
        if response.id not in judged:
            session, _ = await finish(engine, session_id, response)
    return session


async def finish(
    engine: Engine, session_id: str, response: InterviewResponse, on_delta: OnDelta | None = None
) -> Answered:
    """Run, judge and move on; picks up where an earlier try was cut off. Raises RunnerUnavailable, StoreError."""
    return await finish_in(engine, await engine.store.load(session_id), response, on_delta)


async def finish_in(
    engine: Engine, session: InterviewSession, response: InterviewResponse, on_delta: OnDelta | None = None
) -> Answered:
    """The same in a session that was loaded or stored just now."""
    root_id = session.question(response.question_id).root_id
    bank = await engine.questions.question(session.question(root_id).bank_id)
    measured: tuple[Measurement, ...] = ()
    if isinstance(bank, CodingQuestion) and response.code_solution and response.language:
        session, measured = await _run_and_measure(engine, session, response, bank)
    return await _move_on(engine, session, response, measured, on_delta)


def _twist(session: InterviewSession, bank: BankQuestion, question_id: str) -> Twist | None:
    """The changed requirement that code for this question is about."""
    root_id = session.question(question_id).root_id
    return twist_of(bank, session.follow_ups_of(root_id), question_id) if isinstance(bank, CodingQuestion) else None


async def _run_and_measure(
    engine: Engine, session: InterviewSession, response: InterviewResponse, bank: CodingQuestion
) -> tuple[InterviewSession, tuple[Measurement, ...]]:
    """The session with the report of the code, and what was measured beside it."""
    handed_in = (AttemptKind.SUBMIT, AttemptKind.TWIST)
    attempt = next(known for known in session.attempts if known.response_id == response.id and known.kind in handed_in)
    if attempt.state is AttemptState.FINISHED:
        return session, await _measurements(engine, session, response, bank)
    source, language = response.code_solution or "", response.language or ProgrammingLanguage.PYTHON
    run = run_all(engine, bank, source, language, _twist(session, bank, response.question_id))
    report = await reported(engine, attempt, language, run)
    # Measuring does not wait until the report is written down, nor keep it from being so.
    saving = asyncio.create_task(record_report(engine, attempt, report, session))
    try:
        known = session.with_attempt(finished(attempt, report))
        measured = await _measurements(engine, known, response, bank)
    finally:
        session = await saving
    return session, measured


async def _measurements(
    engine: Engine, session: InterviewSession, response: InterviewResponse, bank: CodingQuestion
) -> tuple[Measurement, ...]:
    """Of code for the question as it was put; what was changed later has no measure."""
    if _twist(session, bank, response.question_id):
        return ()
    growth = await _measure(engine, session, response, bank)
    strength = await _weigh_tests(engine, session, response, bank)
    return tuple(each for each in (growth, strength) if each)


async def _measure(
    engine: Engine, session: InterviewSession, response: InterviewResponse, bank: CodingQuestion
) -> Measurement | None:
    """Growth of the time, for code that gets the small cases right; without it the report says inconclusive."""
    root_id = session.question(response.question_id).root_id
    attempt = last_submit(session.attempts_at(root_id))
    source = response.code_solution or ""
    if attempt is None or attempt.report is None or not _worth_measuring(attempt.report):
        return None
    known = source_hash(source)
    if any(other.kind is AttemptKind.MEASURE and other.source_hash == known for other in session.attempts_at(root_id)):
        return None
    try:
        growth = await measure(engine, bank, source, response.language or ProgrammingLanguage.PYTHON)
    except RunnerUnavailable as error:
        return Measurement(root_id, error=error.message)
    measured = attempt_at(response, root_id, AttemptKind.MEASURE, id=engine.new_id(), source_hash=known)
    return Measurement(root_id, measured.replace(state=AttemptState.FINISHED, growth=growth))


def _worth_measuring(report: ExecutionReport) -> bool:
    """Whether the code gets the small cases right, and is at most slow on the large ones."""
    fine = {TestGroup.PERF: {Verdict.ACCEPTED, Verdict.TIME_LIMIT}}
    return bool(report.cases) and all(case.verdict in fine.get(case.group, {Verdict.ACCEPTED}) for case in report.cases)


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


async def _move_on(
    engine: Engine,
    session: InterviewSession,
    response: InterviewResponse,
    measured: Sequence[Measurement],
    on_delta: OnDelta | None,
) -> Answered:
    """Judge the answer by what was measured too, then ask a follow-up or the next question: one step of the session."""
    events = await engine.store.events(session.id)
    root_id = session.question(response.question_id).root_id
    if any(event.kind is EventKind.ASSESSED and event.data.get("response") == response.id for event in events):
        return session, session.current_question
    bank = await engine.questions.question(session.question(root_id).bank_id)
    known, events = _as_if_stored(engine, session, events, measured)
    # By facts alone: what a reader of prose says is asked for once, when the question is over.
    assessment = await assess_by_facts(known, bank, root_id, events)
    stays = _still_open(known, response)
    follow_up = None if stays else await next_follow_up(engine, known, bank, root_id, on_delta, (events, assessment))
    opening = None if stays or follow_up else await next_opening(engine, known, on_delta, events)

    def apply(step: Step) -> None:
        for each in measured:
            each.write_down(step)
        step.note(EventKind.ASSESSED, root_id, response=response.id, score=assessment.score)
        if stays or step.session.current_question != session.current_question:
            return
        if follow_up:
            ask_follow_up(step, follow_up)
        else:
            ask_next(step, opening)

    moved, _ = await change(engine, session.id, apply, session)
    return moved, moved.current_question


def _as_if_stored(
    engine: Engine, session: InterviewSession, events: Sequence[Event], measured: Sequence[Measurement]
) -> tuple[InterviewSession, tuple[Event, ...]]:
    """The session and its log as they will be, for who judges."""
    step = Step(engine, session)
    for each in measured:
        each.write_down(step)
    return step.session, (*events, *step.events)


def _still_open(session: InterviewSession, response: InterviewResponse) -> bool:
    """Whether the current question stays: another one by now, or a follow-up that the new code does not settle."""
    now = session.current_question
    if now is None or now.root_id != session.question(response.question_id).root_id:
        return True
    if not now.is_follow_up or response.question_id == now.id:
        return False
    return not settled_by_code(now, session.attempts_at(now.root_id))
