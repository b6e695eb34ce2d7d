"""A POST with an Idempotency-Key is done once, however often it is sent."""

import hashlib
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from coach.api.identity import identify
from coach.api.parts import parts_of
from coach.api.problems import answer_to
from coach.domain.account import Actor, KeptAnswer
from coach.errors import BadInput, CoachError, Conflict

HEADER = "Idempotency-Key"
KEY = "[!-~]{1,200}"
"""Visible ASCII: anything else changes on the way through some proxy."""
NEVER_KEPT = frozenset({"create_tokens"})
"""Operations whose answer is a secret: it is given once, and a key means nothing to them."""
REPLAYED = "Idempotency-Replayed"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OnceRoute(APIRoute):
    """A route whose POST may carry an idempotency key."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            key = request.headers.get(HEADER)
            if request.method != "POST" or key is None or self.operation_id in NEVER_KEPT:
                return await handle(request)
            return await answer_once(request, key, handle)

        return once


async def answer_once(request: Request, key: str, handle: Handler) -> Response:
    """The kept answer, or that of the handler, which is kept then. Raises BadInput, Conflict, what the handler does."""
    if not re.fullmatch(KEY, key):
        raise BadInput(f"{HEADER}: must be 1 to 200 letters, digits and signs, without a space.")
    parts = parts_of(request)
    actor = await identify(request, parts)
    print_ = await fingerprint(request, actor)
    kept = await parts.store.reserve(actor.user_id, key, print_, parts.now())
    if kept is not None:
        return replay(kept, print_)
    try:
        response = await handle(request)
    except CoachError as error:
        if not error.kept:
            await parts.store.release(actor.user_id, key)
            raise
        # Doing it again would hand the answer in twice.
        response = answer_to(error)
    except Exception:
        await parts.store.release(actor.user_id, key)
        raise
    await parts.store.keep_answer(actor.user_id, key, response.status_code, bytes(response.body))
    return response


async def fingerprint(request: Request, actor: Actor) -> str:
    """SHA-256 of role, method, address and body."""
    # With another role the kept answer may be one that is not for them any more.
    head = f"{actor.role.value} {request.method} {request.url.path}?{request.url.query}\n"
    digest = hashlib.sha256(head.encode())
    digest.update(await request.body())
    return digest.hexdigest()


def replay(kept: KeptAnswer, print_: str) -> Response:
    """Raises BadInput for a key that was used for something else, Conflict for one whose answer is not known."""
    if kept.fingerprint != print_:
        raise BadInput(f"{HEADER}: was used for another request.", fix="take a new key for each request")
    if kept.status is None:
        raise Conflict(
            "The first request with this key is still being answered, or was cut off.",
            fix="look at the interview before you send it again with another key",
        )
    media_type = "application/json" if kept.status < 400 else "application/problem+json"
    return Response(kept.body, kept.status, headers={REPLAYED: "true"}, media_type=media_type)
