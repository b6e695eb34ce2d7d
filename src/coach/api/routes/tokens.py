"""Tokens: fresh ones for a refresh token, and the end of them."""

from fastapi import APIRouter, Request

from coach.api.identity import ActorOf, address_of, token_of
from coach.api.parts import PartsOf
from coach.api.problems import documented
from coach.domain.account import TokenPair
from coach.domain.exchange import PREFIX, RefreshWish
from coach.errors import Unauthenticated

router = APIRouter(prefix=f"{PREFIX}/token", tags=["tokens"], responses=documented(401, 422, 429))


@router.post("/refresh", operation_id="refresh_token")
async def refresh_token(wish: RefreshWish, request: Request, parts: PartsOf) -> TokenPair:
    """Fresh tokens. Each refresh token is good once: one that comes again ends the sign-in it belongs to."""
    try:
        return await parts.accounts.refresh(wish.refresh_token)
    except Unauthenticated:
        parts.metrics.refused("token")
        parts.limits.sign_in(address_of(request))
        raise


@router.post("/revoke", status_code=204, operation_id="revoke_token", responses=documented(403))
async def revoke_token(request: Request, actor: ActorOf, parts: PartsOf) -> None:
    """End the sign-in that this token belongs to."""
    await parts.accounts.sign_out(token_of(request))
    await parts.audit(actor, "revoke_token", f"person:{actor.user_id}")
