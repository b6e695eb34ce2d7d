"""One answer, from its arrival to the next question. Nothing is made known of it before it is stored."""

from collections.abc import Sequence

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.enums import InterviewStatus
from coach.domain.event import Event, EventKind
from coach.domain.question import InterviewQuestion
from coach.domain.requests import SubmitResponseRequest
from coach.domain.response import AttemptKind, InterviewResponse
from coach.domain.session import InterviewSession
from coach.errors import BadInput, CoachError, IllegalTransition
from coach.interview.asking import ask_follow_up, ask_next, next_follow_up, next_opening
from coach.interview.attempts import Measurement, add, attempt_at
from coach.interview.early import Early
from coach.interview.engine import Engine, Step, change
from coach.interview.follow_ups import settled_by_code
from coach.interview.judging import read_by_facts
from coach.interview.own_tests import require_usable
from coach.interview.privacy import require_consent
from coach.interview.running import source_hash
from coach.interview.submission import Examined, examine, twist_in
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


async def take(engine: Engine, request: SubmitResponseRequest, on_delta: OnDelta | None = None) -> Answered:
    """Store, run, judge; the session, and what is asked next.

    Raises NotFound, IllegalTransition, BadInput, StoreError, and RunnerUnavailable after the answer is stored: what is
    raised after that says so.
    """
    async with Early(engine) as early:
        session, response = await _store(engine, request, early)
        try:
            return await _finish(engine, session, response, early, on_delta)
        except CoachError as error:
            error.kept = True
            raise


async def _store(
    engine: Engine, request: SubmitResponseRequest, early: Early
) -> tuple[InterviewSession, InterviewResponse]:
    """Keep the answer; the session that has it, and the answer as it is kept."""
    session = await engine.store.load(request.session_id)
    await require_consent(engine, session.user_id)
    bank = await engine.questions.question(session.question(request.question_id).bank_id)
    _checked(bank, request)
    response_id, attempt_id = engine.new_id(), engine.new_id() if request.code_solution else ""

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
        if response.code_solution and isinstance(bank, CodingQuestion):
            digest = source_hash(response.code_solution)
            twist = twist_in(step.session, bank, question.id)
            kind = AttemptKind.TWIST if twist else AttemptKind.SUBMIT
            add(step, attempt_at(response, question.root_id, kind, id=attempt_id, source_hash=digest))
            early.run(bank, response, twist)
            step.set_going = True
        step.note(EventKind.ANSWERED, question.id, response=response.id)
        if not response.code_solution:
            early.read(bank, step, question.root_id)
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


async def finish(engine: Engine, session_id: str, response: InterviewResponse) -> Answered:
    """Run, judge and move on; picks up where an earlier try was cut off. Raises RunnerUnavailable, StoreError."""
    return await _finish(engine, await engine.store.load(session_id), response, Early(engine))


async def _finish(
    engine: Engine,
    session: InterviewSession,
    response: InterviewResponse,
    early: Early,
    on_delta: OnDelta | None = None,
) -> Answered:
    root_id = session.question(response.question_id).root_id
    bank = await engine.questions.question(session.question(root_id).bank_id)
    if isinstance(bank, CodingQuestion) and response.code_solution and response.language:
        examined = await examine(engine, session, response, bank, early)
    else:
        examined = Examined(session, await engine.store.log(session), ahead=await early.reading())
    return await _move_on(engine, bank, examined, response, on_delta)


async def _move_on(
    engine: Engine, bank: BankQuestion, examined: Examined, response: InterviewResponse, on_delta: OnDelta | None
) -> Answered:
    """Judge the answer by what was measured too, then ask a follow-up or the next question: one step of the session."""
    session, events, measured, ahead = examined
    root_id = session.question(response.question_id).root_id
    if any(event.kind is EventKind.ASSESSED and event.data.get("response") == response.id for event in events):
        return session, session.current_question
    known, events = _as_if_stored(engine, session, events, measured)
    # By facts alone: what a reader of prose says is asked for once, when the question is over.
    reading = await read_by_facts(known, bank, root_id, events, ahead)
    stays = _still_open(known, response)
    follow_up = None if stays else await next_follow_up(engine, known, bank, root_id, on_delta, (events, reading))
    opening = None if stays or follow_up else await next_opening(engine, known, on_delta, events)

    def apply(step: Step) -> None:
        for each in measured:
            each.write_down(step)
        step.note(EventKind.ASSESSED, root_id, response=response.id, score=reading.score)
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
    if not measured:
        return session, tuple(events)
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
