"""Interviews: made, listed, begun, stopped and ended."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from coach.accounts import Act, decide
from coach.api.access import SessionId, SessionMove, SessionRead, enforce
from coach.api.identity import ActorOf
from coach.api.once import OnceRoute
from coach.api.paging import Paging, PagingOf
from coach.api.parts import PartsOf
from coach.api.problems import documented
from coach.domain.account import Role
from coach.domain.enums import InterviewStatus
from coach.domain.exchange import PREFIX, NewSession, ScheduleWish, SessionList, StartWishes
from coach.domain.summary import SessionSummary
from coach.domain.views import SessionView, session_view, summary_view
from coach.errors import BadInput

router = APIRouter(
    prefix=f"{PREFIX}/sessions", tags=["sessions"], route_class=OnceRoute, responses=documented(401, 422, 429)
)
ONE = documented(403, 404)
MOVE = documented(403, 404, 409)


@router.post("", status_code=201, operation_id="create_session", responses=documented(403, 404))
async def create_session(wishes: NewSession, actor: ActorOf, parts: PartsOf) -> SessionView:
    """Plan an interview for yourself; it waits until it is started. Needs your agreement to the notice."""
    if wishes.user_id not in (None, actor.user_id):
        raise BadInput("user_id: is that of your token.", fix="leave it out")
    fields = wishes.model_dump(exclude={"user_id"}, exclude_unset=True)
    return session_view(await parts.service.create_interview_session(user_id=actor.user_id, **fields))


@router.get("", operation_id="list_sessions", responses=ONE)
async def list_sessions(
    actor: ActorOf,
    parts: PartsOf,
    paging: PagingOf,
    user_id: Annotated[
        str | None,
        Query(max_length=200, description="Whose; leave it out for yours, or with `assigned` for everybody's."),
    ] = None,
    status: Annotated[list[InterviewStatus], Query(description="Only these; none: all.")] = [],  # noqa: B006
    assigned: Annotated[bool, Query(description="As an interviewer: those assigned to you.")] = False,
) -> SessionList:
    """Your interviews, newest first."""
    if assigned:
        # What was assigned outlives the role, and tells nothing to whoever has it no more.
        reads = actor.role is Role.INTERVIEWER
        theirs = await parts.store.assigned(actor.user_id, user_id, status, *paging.ask) if reads else ()
        return _page(paging, theirs)
    whose = user_id or actor.user_id
    await enforce(parts, actor, Act.READ_PERSON, decide(actor, Act.READ_PERSON, whose), f"person:{whose}")
    found = await parts.service.list_sessions(whose, tuple(status), *paging.ask)
    return _page(paging, found)


def _page(paging: Paging, found: Sequence[SessionSummary]) -> SessionList:
    return SessionList.model_validate(paging.page([summary_view(each) for each in found]))


@router.get("/{session_id}", operation_id="get_session", responses=ONE)
async def get_session(session_id: SessionId, owner: SessionRead, parts: PartsOf) -> SessionView:
    """An interview as it stands; it is paused by itself when nothing has happened for too long."""
    return session_view(await parts.service.get_session(session_id))


@router.post("/{session_id}/start", operation_id="start_session", responses=MOVE | documented(503))
async def start_session(
    session_id: SessionId, owner: SessionMove, parts: PartsOf, wishes: StartWishes | None = None
) -> SessionView:
    """Begin: the first question is asked and the clock runs."""
    preferences = wishes.user_preferences if wishes else {}
    return session_view(await parts.service.start_interview_session(session_id, preferences))


@router.post("/{session_id}/schedule", operation_id="schedule_session", responses=MOVE)
async def schedule_session(
    session_id: SessionId, owner: SessionMove, parts: PartsOf, wish: ScheduleWish
) -> SessionView:
    """Set or move the time of an interview that has not begun."""
    return session_view(await parts.service.schedule(session_id, wish.scheduled_at))


@router.post("/{session_id}/pause", operation_id="pause_session", responses=MOVE)
async def pause_session(session_id: SessionId, owner: SessionMove, parts: PartsOf) -> SessionView:
    """Stop the clock."""
    return session_view(await parts.service.pause_interview_session(session_id))


@router.post("/{session_id}/resume", operation_id="resume_session", responses=MOVE | documented(503))
async def resume_session(session_id: SessionId, owner: SessionMove, parts: PartsOf) -> SessionView:
    """Go on; what was cut off is made up for."""
    return session_view(await parts.service.resume_interview_session(session_id))


@router.post("/{session_id}/cancel", operation_id="cancel_session", responses=MOVE)
async def cancel_session(session_id: SessionId, owner: SessionMove, parts: PartsOf) -> SessionView:
    """End without a report."""
    return session_view(await parts.service.cancel_interview_session(session_id))


@router.post("/{session_id}/complete", operation_id="complete_session", responses=MOVE)
async def complete_session(session_id: SessionId, owner: SessionMove, parts: PartsOf) -> SessionView:
    """End, and have the report made."""
    return session_view(await parts.service.complete_interview_session(session_id))
