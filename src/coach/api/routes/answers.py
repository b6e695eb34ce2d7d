"""The current question, and what a candidate does about it."""

from contextlib import nullcontext

from fastapi import APIRouter

from coach.api.access import SessionId, SessionMove, SessionRead
from coach.api.once import OnceRoute
from coach.api.parts import PartsOf
from coach.api.problems import documented
from coach.domain.exchange import (
    PREFIX,
    Answered,
    CodeRun,
    FollowUpWish,
    NewResponse,
    Reply,
    SavedFile,
    SelfRating,
    Words,
)
from coach.domain.execution import ExecutionReport
from coach.domain.question import HintOffer, InterviewQuestion
from coach.domain.session import InterviewSession
from coach.domain.views import QuestionView, SessionView, question_view, session_view
from coach.errors import BadInput, IllegalTransition
from coach.ports import Utterance

router = APIRouter(
    prefix=f"{PREFIX}/sessions/{{session_id}}",
    tags=["answers"],
    route_class=OnceRoute,
    responses=documented(401, 403, 404, 409, 422, 429),
)
RUN = documented(503)


@router.get("/current-question", operation_id="get_current_question")
async def get_current_question(session_id: SessionId, owner: SessionRead, parts: PartsOf) -> QuestionView | None:
    """The question to answer now, with all that may be read about it by now; null when there is none."""
    session = await parts.service.get_session(session_id)
    question = session.current_question
    if question is None or session.started_at is None:
        return None
    text = await parts.service.visible_text(session_id, question.id)
    return question_view(session, question).replace(text=text)


@router.post("/responses", status_code=201, operation_id="submit_response", responses=RUN)
async def submit_response(session_id: SessionId, owner: SessionMove, parts: PartsOf, answer: NewResponse) -> Answered:
    """Answer: it is stored, its code is run, it is judged, and the next question is asked.

    When the sandbox fails (503) the answer is stored all the same, and resuming the interview makes up for the run.
    """
    if answer.session_id not in (None, session_id):
        raise BadInput("session_id: is that of the address.", fix="leave it out")
    fields = answer.model_dump(exclude={"session_id"}, exclude_unset=True)
    with parts.limits.run(owner) if answer.code_solution else nullcontext():
        session, question = await parts.service.submit_response(session_id=session_id, **fields)
    return _answered(session, question)


@router.post("/follow-up", operation_id="generate_follow_up")
async def generate_follow_up(
    session_id: SessionId, owner: SessionMove, parts: PartsOf, wish: FollowUpWish | None = None
) -> QuestionView | None:
    """The follow-up that is open, or one that is asked now; null when nothing is worth asking."""
    session = await parts.service.get_session(session_id)
    now = session.current_question
    wanted = wish.question_id if wish and wish.question_id else now.id if now else None
    if wanted is None:
        raise IllegalTransition("No question is open.")
    question = await parts.service.generate_follow_up(session_id, wanted)
    return question_view(session, question) if question else None


@router.post("/run", operation_id="run_samples", responses=RUN)
async def run_samples(session_id: SessionId, owner: SessionMove, parts: PartsOf, code: CodeRun) -> ExecutionReport:
    """Run the sample tests, and your own behind them, on code that is not handed in yet."""
    with parts.limits.run(owner):
        return await parts.service.run_samples(session_id, code.code_solution, code.language, code.own_tests)


@router.post("/clarify", operation_id="clarify")
async def clarify(session_id: SessionId, owner: SessionMove, parts: PartsOf, asked: Words) -> Reply:
    """Ask the interviewer about the question; the right question earns a fact that was withheld."""
    answer = await parts.service.clarify(session_id, asked.text)
    return _reply(answer).replace(earned=answer.earned)


@router.post("/say", operation_id="say")
async def say(session_id: SessionId, owner: SessionMove, parts: PartsOf, said: Words) -> Reply:
    """State a plan, or think aloud."""
    return _reply(await parts.service.say(session_id, said.text))


@router.get("/hint", operation_id="get_hint_offer")
async def get_hint_offer(session_id: SessionId, owner: SessionMove, parts: PartsOf) -> HintOffer:
    """The next hint and what it costs, before it is taken."""
    return await parts.service.hint_offer(session_id)


@router.post("/hint", operation_id="take_hint")
async def take_hint(session_id: SessionId, owner: SessionMove, parts: PartsOf) -> Reply:
    """Take the next hint."""
    return _reply(await parts.service.hint(session_id))


@router.post("/skip", operation_id="skip_question")
async def skip_question(session_id: SessionId, owner: SessionMove, parts: PartsOf) -> Answered:
    """Go to the next question without an answer."""
    return _answered(*await parts.service.skip_question(session_id))


@router.post("/snapshots", status_code=204, operation_id="save_snapshot")
async def save_snapshot(session_id: SessionId, owner: SessionMove, parts: PartsOf, file: SavedFile) -> None:
    """Remember a state of the file you write, for the replay."""
    await parts.service.save_snapshot(session_id, file.code_solution)


@router.post("/rating", operation_id="rate_question")
async def rate_question(session_id: SessionId, owner: SessionMove, parts: PartsOf, rating: SelfRating) -> SessionView:
    """How well you think you did, 1–4, before you see the score."""
    return session_view(await parts.service.rate_question(session_id, rating.question_id, rating.rating))


def _answered(session: InterviewSession, question: InterviewQuestion | None) -> Answered:
    return Answered(session=session_view(session), next_question=question_view(session, question) if question else None)


def _reply(words: Utterance) -> Reply:
    return Reply(text=words.text, source=words.source, degraded=words.degraded)
