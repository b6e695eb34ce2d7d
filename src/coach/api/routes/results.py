"""What came of an interview: its report, its log, and what interviewers think of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from coach.accounts import Act
from coach.api.access import SessionAccess, SessionId, SessionMove, SessionRead, may_still_read
from coach.api.identity import ActorOf
from coach.api.once import OnceRoute
from coach.api.parts import Parts, PartsOf
from coach.api.problems import documented
from coach.domain.account import Review
from coach.domain.enums import InterviewStatus
from coach.domain.exchange import MOST_ITEMS, PREFIX, EventList, Objection, Opinion
from coach.domain.feedback import Dispute, InterviewFeedback
from coach.domain.views import event_view

router = APIRouter(
    prefix=f"{PREFIX}/sessions/{{session_id}}",
    tags=["results"],
    route_class=OnceRoute,
    responses=documented(401, 403, 404, 422, 429),
)
Reviewing = Annotated[str, Depends(SessionAccess(Act.REVIEW_SESSION))]


async def listening(owner: SessionRead, actor: ActorOf, parts: PartsOf) -> AsyncIterator[None]:
    """Takes one of the person's places while the stream lasts."""
    with parts.limits.stream(actor.user_id):
        yield


Listening = Annotated[None, Depends(listening)]
After = Annotated[int, Query(ge=0, le=2**53, description="Only lines behind this sequence number.")]


@router.get("/feedback", operation_id="get_feedback", responses=documented(409))
async def get_feedback(session_id: SessionId, owner: SessionRead, parts: PartsOf) -> InterviewFeedback:
    """The scored report of a completed interview; every score points at its evidence."""
    return await parts.service.get_feedback(session_id)


@router.post("/disputes", status_code=201, operation_id="dispute", responses=documented(409))
async def dispute(session_id: SessionId, owner: SessionMove, parts: PartsOf, objection: Objection) -> Dispute:
    """Object to a finding: it is judged again without knowing of the first time, and both are kept."""
    return await parts.service.dispute(session_id, objection.criterion_id, objection.question_id, objection.because)


@router.get("/events", operation_id="list_events")
async def list_events(
    session_id: SessionId,
    owner: SessionRead,
    parts: PartsOf,
    after: After = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS * 10)] = MOST_ITEMS,
) -> EventList:
    """The log of an interview."""
    session = await parts.service.get_session(session_id)
    events = (await parts.service.get_events(session_id, after))[:limit]
    shown = tuple(event_view(session, event) for event in events)
    return EventList(items=shown, last=events[-1].sequence if events else after)


@router.get("/events/stream", operation_id="stream_events", response_class=EventSourceResponse)
async def stream_events(
    request: Request,
    session_id: SessionId,
    place: Listening,
    parts: PartsOf,
    after: After = 0,
    last_event_id: Annotated[int | None, Header(ge=0, le=2**53, description="Where the stream broke off.")] = None,
) -> AsyncIterator[ServerSentEvent]:
    """The log as server-sent events, what there is first and then what comes.

    Ends with the interview, and when you may not read it any longer. `id` is the sequence number, `event` the kind,
    `data` the line of the log.
    """

    async def go_on() -> bool:
        return await may_still_read(request, parts, session_id)

    async for event in _lines(parts, session_id, after if last_event_id is None else last_event_id, go_on):
        yield event


async def _lines(
    parts: Parts, session_id: str, after: int, go_on: Callable[[], Awaitable[bool]]
) -> AsyncIterator[ServerSentEvent]:
    while await go_on():
        session = await parts.service.get_session(session_id)
        for event in await parts.service.get_events(session_id, after):
            after = event.sequence
            yield ServerSentEvent(data=event_view(session, event), event=event.kind.value, id=str(after))
        if (
            parts.draining.begun
            or (session.is_over and session.feedback)
            or session.status is InterviewStatus.CANCELLED
        ):
            return
        await parts.feed.changed(session_id)


@router.put("/review", operation_id="put_review")
async def put_review(
    session_id: SessionId, owner: Reviewing, actor: ActorOf, parts: PartsOf, opinion: Opinion
) -> Review:
    """As an interviewer: your notes and a score of your own. They stand beside the report and change nothing in it."""
    review = Review(
        session_id=session_id, interviewer_id=actor.user_id, score=opinion.score, notes=opinion.notes, at=parts.now()
    )
    await parts.store.put_review(review)
    await parts.audit(actor, "put_review", f"session:{session_id}")
    return review


@router.get("/reviews", operation_id="list_reviews")
async def list_reviews(session_id: SessionId, owner: SessionRead, actor: ActorOf, parts: PartsOf) -> list[Review]:
    """What interviewers think of the interview; the candidate reads it when the interview is over."""
    if actor.user_id == owner and not (await parts.service.get_session(session_id)).is_over:
        return []
    return list(await parts.store.reviews(session_id))
