"""Who is asking: a bearer token of somebody the server knows."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase

from coach.api.parts import Parts, parts_of
from coach.domain.account import Actor, Role, is_user_id
from coach.errors import BadInput, Unauthenticated

LONGEST_HEADER = 8_192
MOCK_HEADER = "X-Mock-User"
"""With mock sign-in: the user id, and the role behind a colon."""
MOCK_USER = "local"


class BearerToken(SecurityBase):
    """Stands in the description as what it asks for; unlike the framework's own it sees several headers as such."""

    def __init__(self) -> None:
        self.model = HTTPBearer(description="An access token: `coach token create`.")
        self.scheme_name = "token"

    async def __call__(self, request: Request) -> Actor:
        return await identify(request, parts_of(request))


ActorOf = Annotated[Actor, Depends(BearerToken())]


async def identify(request: Request, parts: Parts) -> Actor:
    """The person behind a request; looked up once. Raises Unauthenticated, Limited."""
    known = getattr(request.state, "actor", None)
    if isinstance(known, Actor):
        return known
    actor = mock_actor(request) if parts.settings.mock_auth else await _by_token(request, parts)
    parts.limits.request(actor.user_id)
    request.state.actor = actor
    return actor


def address_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def _by_token(request: Request, parts: Parts) -> Actor:
    token = token_of(request)
    try:
        return await parts.accounts.identify(token)
    except Unauthenticated:
        # Only those that are no good are counted: else anybody could lock out everybody behind the same proxy.
        parts.metrics.refused("token")
        parts.limits.sign_in(address_of(request))
        raise


async def identify_again(request: Request, parts: Parts) -> Actor:
    """The person behind a request that lasts, by what is so now. Raises Unauthenticated."""
    if parts.settings.mock_auth:
        return mock_actor(request)
    return await parts.accounts.identify(token_of(request))


def token_of(request: Request) -> str:
    """The one bearer token of a request. Raises Unauthenticated."""
    headers = request.headers.getlist("authorization")
    if len(headers) > 1:
        raise Unauthenticated("The request has more than one Authorization header.", fix="send one")
    scheme, _, token = (headers[0] if headers else "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or len(token) > LONGEST_HEADER:
        raise Unauthenticated(
            "This needs a token.", fix="send it as Authorization: Bearer …; whoever runs the server gives it out"
        )
    return token.strip()


def mock_actor(request: Request) -> Actor:
    """Whoever the request says it is. Raises BadInput."""
    user_id, _, role = request.headers.get(MOCK_HEADER, f"{MOCK_USER}:{Role.ADMIN.value}").partition(":")
    role = role or Role.CANDIDATE.value
    if not is_user_id(user_id) or role not in set(Role):
        raise BadInput(f"{MOCK_HEADER}: must be a user id, or a user id:role.")
    return Actor(user_id=user_id, role=Role(role))
