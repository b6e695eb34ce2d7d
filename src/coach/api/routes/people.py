"""For administrators: who the server knows, who reads which interview, and what was done."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from coach.accounts import Act
from coach.api.access import PeopleManaged, PersonId, SessionAccess, SessionId, no_person, role_access
from coach.api.identity import ActorOf
from coach.api.once import OnceRoute
from coach.api.paging import PagingOf
from coach.api.parts import PartsOf
from coach.api.problems import documented
from coach.domain.account import Account, Actor, AuditEntry, Role, TokenPair
from coach.domain.exchange import MOST_ITEMS, PREFIX, Count, NewPerson, Page, People
from coach.errors import BadInput

router = APIRouter(
    prefix=PREFIX, tags=["administration"], route_class=OnceRoute, responses=documented(401, 403, 422, 429)
)
KNOWN = documented(404)
Auditing = Annotated[Actor, Depends(role_access(Act.READ_AUDIT))]
Assigning = Annotated[str, Depends(SessionAccess(Act.ASSIGN))]


class AuditLines(Page[AuditEntry]):
    """Newest first; `next_offset` is the `before` of the next part."""


@router.get("/users", operation_id="list_people")
async def list_people(admin: PeopleManaged, parts: PartsOf, paging: PagingOf) -> People:
    """Those the server knows."""
    return People.model_validate(paging.page(await parts.store.accounts(*paging.ask)))


@router.put("/users/{user_id}", operation_id="put_person")
async def put_person(user_id: PersonId, admin: PeopleManaged, parts: PartsOf, person: NewPerson) -> Account:
    """Make somebody known, or give them another role; tokens that name the other role end with it."""
    if user_id == admin.user_id and person.role is not Role.ADMIN:
        raise BadInput("role: you cannot take the role of administrator from yourself.", fix="ask another one")
    account = await parts.accounts.permit(user_id, person.role)
    await parts.audit(admin, f"put_person_{person.role.value}", f"person:{user_id}")
    return account


@router.delete("/users/{user_id}", status_code=204, operation_id="remove_person", responses=KNOWN)
async def remove_person(user_id: PersonId, admin: PeopleManaged, parts: PartsOf) -> None:
    """Forget that somebody may sign in, and end their tokens; their data stays until it is erased."""
    if user_id == admin.user_id:
        raise BadInput("user_id: you cannot remove yourself.", fix="ask another administrator")
    await parts.accounts.forget(user_id)
    await parts.audit(admin, "remove_person", f"person:{user_id}")


@router.post("/users/{user_id}/tokens", status_code=201, operation_id="create_tokens", responses=KNOWN)
async def create_tokens(user_id: PersonId, admin: PeopleManaged, parts: PartsOf) -> TokenPair:
    """Tokens for somebody the server knows."""
    pair = await parts.accounts.sign_in(user_id)
    await parts.audit(admin, "create_tokens", f"person:{user_id}")
    return pair


@router.delete("/users/{user_id}/tokens", operation_id="revoke_tokens", responses=KNOWN)
async def revoke_tokens(user_id: PersonId, admin: PeopleManaged, parts: PartsOf) -> Count:
    """End every token of somebody; how many sign-ins that were."""
    count = await parts.accounts.revoke_person(user_id)
    await parts.audit(admin, "revoke_tokens", f"person:{user_id}")
    return Count(count=count)


@router.get("/sessions/{session_id}/interviewers", operation_id="list_interviewers", responses=KNOWN)
async def list_interviewers(session_id: SessionId, owner: Assigning, parts: PartsOf) -> list[str]:
    """Who reads the interview besides its candidate."""
    return list(await parts.store.interviewers(session_id))


@router.put("/sessions/{session_id}/interviewers/{user_id}", status_code=204, operation_id="assign", responses=KNOWN)
async def assign(session_id: SessionId, user_id: PersonId, owner: Assigning, actor: ActorOf, parts: PartsOf) -> None:
    """Let an interviewer read and review the interview."""
    account = await parts.store.account(user_id)
    if account is None or account.role is not Role.INTERVIEWER:
        raise BadInput("user_id: is no interviewer that the server knows.", fix="give them the role first")
    await parts.store.assign(session_id, user_id)
    await parts.audit(actor, "assign", f"session:{session_id}")


@router.delete(
    "/sessions/{session_id}/interviewers/{user_id}", status_code=204, operation_id="unassign", responses=KNOWN
)
async def unassign(session_id: SessionId, user_id: PersonId, owner: Assigning, actor: ActorOf, parts: PartsOf) -> None:
    """Take it back; what they wrote stays."""
    if not await parts.store.unassign(session_id, user_id):
        raise no_person()
    await parts.audit(actor, "unassign", f"session:{session_id}")


@router.get("/audit", operation_id="list_audit")
async def list_audit(
    admin: Auditing,
    parts: PartsOf,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS)] = 50,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> AuditLines:
    """Who did what when, people by a keyed hash, newest first."""
    found = await parts.store.audit(limit + 1, before)
    return AuditLines(items=found[:limit], next_offset=found[limit - 1].sequence if len(found) > limit else None)


@router.post("/retention", operation_id="apply_retention")
async def apply_retention(admin: PeopleManaged, parts: PartsOf, days: Annotated[int, Query(ge=1, le=36_500)]) -> Count:
    """Delete every interview that was made so many days ago or earlier; how many went."""
    count = await parts.service.discard_before(parts.now() - timedelta(days=days))
    await parts.audit(admin, "apply_retention")
    return Count(count=count)


@router.post("/keys/rotate", operation_id="rotate_keys")
async def rotate_keys(admin: PeopleManaged, parts: PartsOf) -> Count:
    """Lock everything with a fresh key; how many people's data. The key itself never leaves by this way."""
    count = await parts.rotate_keys()
    await parts.audit(admin, "rotate_keys")
    return Count(count=count)
