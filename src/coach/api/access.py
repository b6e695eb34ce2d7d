"""What somebody may do with an interview or with a person's data; what they may not see is not there."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.security.base import SecurityBase

from coach.accounts import Act, Decision, decide
from coach.api.identity import ActorOf, BearerToken, identify, identify_again
from coach.api.parts import Parts, parts_of
from coach.domain.account import Actor, Role
from coach.errors import Forbidden, NotFound, Unauthenticated

SessionId = Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{1,64}$", description="The id of an interview.")]
PersonId = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@+-]{0,199}$", description="The id of a person, as in their tokens.")
]


def no_interview() -> NotFound:
    """The same words for what is not there and for what is not theirs."""
    return NotFound("There is no such interview.")


def no_person() -> NotFound:
    return NotFound("There is no such person.")


async def require_session(parts: Parts, actor: Actor, act: Act, session_id: str) -> str:
    """The owner of the interview, when the actor may do that with it. Raises NotFound, Forbidden."""
    # Asked first: what is not there takes as long as what is not theirs.
    assigned = actor.role is Role.INTERVIEWER and await parts.store.is_assigned(session_id, actor.user_id)
    try:
        owner = await parts.service.get_owner(session_id)
    except NotFound:
        raise no_interview() from None
    await enforce(parts, actor, act, decide(actor, act, owner, assigned), f"session:{session_id}")
    return owner


async def enforce(parts: Parts, actor: Actor, act: Act, decision: Decision, subject: str) -> None:
    """Raises NotFound, Forbidden; what a role does not allow is in the audit log."""
    if decision is Decision.ALLOWED:
        return
    parts.metrics.refused("access")
    if decision is Decision.HIDDEN:
        # Nothing is written about it: what is not there takes no longer to be refused than what is not theirs.
        raise no_interview() if subject.startswith("session:") else no_person()
    await parts.audit(actor, act.value, subject, Forbidden.code)
    raise Forbidden("This is not yours to do.", why="Your role does not allow it.", fix="ask an administrator")


async def may_still_read(request: Request, parts: Parts, session_id: str) -> bool:
    """Whether who began to read an interview may go on: sign-ins end, and assignments are taken back."""
    try:
        actor = await identify_again(request, parts)
        await require_session(parts, actor, Act.READ_SESSION, session_id)
    except (Unauthenticated, Forbidden, NotFound):
        return False
    return True


class SessionAccess(SecurityBase):
    """A dependency that lets pass who may do that with the interview of the path, and gives its owner.

    It signs in by itself: each dependency beside it would cost every move of an interview some more.
    """

    def __init__(self, act: Act) -> None:
        token = BearerToken()
        self.model, self.scheme_name = token.model, token.scheme_name
        self._act = act

    async def __call__(self, request: Request) -> str:
        parts = parts_of(request)
        actor = await identify(request, parts)
        return await require_session(parts, actor, self._act, request.path_params["session_id"])


def person_access(act: Act) -> Callable[..., Awaitable[str]]:
    """The same for the person of the path."""

    async def require(user_id: PersonId, actor: ActorOf, request: Request) -> str:
        await enforce(parts_of(request), actor, act, decide(actor, act, user_id), f"person:{user_id}")
        return user_id

    return require


def role_access(act: Act) -> Callable[..., Awaitable[Actor]]:
    """The same for what concerns nobody in particular."""

    async def require(actor: ActorOf, request: Request) -> Actor:
        await enforce(parts_of(request), actor, act, decide(actor, act), "")
        return actor

    return require


SessionRead = Annotated[str, Depends(SessionAccess(Act.READ_SESSION))]
"""The owner of the interview of the path, for who may read it."""
SessionMove = Annotated[str, Depends(SessionAccess(Act.MOVE_SESSION))]
"""The same for its candidate alone."""
PeopleManaged = Annotated[Actor, Depends(role_access(Act.MANAGE_PEOPLE))]
"""An administrator."""
