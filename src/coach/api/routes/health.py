"""Whether the server is there, whether it can work, and what it counts."""

import asyncio
import time
from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from coach.accounts import Act
from coach.api.access import role_access
from coach.api.identity import identify
from coach.api.parts import Check, Parts, PartsOf
from coach.api.problems import documented
from coach.domain.base import Model
from coach.domain.exchange import PREFIX
from coach.errors import CoachError

router = APIRouter(prefix=PREFIX, tags=["health"])
metrics_router = APIRouter(tags=["health"])
CHECK_SECONDS = 5.0
NEEDED = frozenset({"store", "keys", "bank"})
"""Without these nothing works; without the others interviews in words, or by the bank, still do."""


class Dependency(Model):
    """One thing that the server needs or uses."""

    status: Literal["up", "down"]
    latency_ms: float
    detail: str


class Health(Model):
    """`ready` is what load balancers ask for; `degraded` still serves."""

    status: Literal["ready", "degraded", "unavailable", "draining"]
    live: bool = True
    ready: bool
    dependencies: dict[str, Dependency]


@router.get("/health", operation_id="get_health", responses={503: {"model": Health, "description": "Not ready"}})
async def get_health(parts: PartsOf, response: Response) -> Health:
    """Live, ready, and every dependency with its latency."""
    names = list(parts.checks)
    found = await asyncio.gather(*(_ask(check) for check in parts.checks.values()))
    health = summary(parts, dict(zip(names, found, strict=True)))
    response.status_code = 200 if health.ready else 503
    return health


@router.get("/health/live", operation_id="get_live")
async def get_live() -> dict[Literal["live"], bool]:
    """The process answers."""
    return {"live": True}


@router.get("/health/ready", operation_id="get_ready", responses={503: {"model": Health, "description": "Not ready"}})
async def get_ready(parts: PartsOf, response: Response) -> Health:
    """Whether requests should come here: not while the server ends, nor without what it cannot do without."""
    needed = {name: await _ask(check) for name, check in parts.checks.items() if name in NEEDED}
    health = summary(parts, needed)
    response.status_code = 200 if health.ready else 503
    return health


def summary(parts: Parts, dependencies: dict[str, Dependency]) -> Health:
    down = {name for name, found in dependencies.items() if found.status == "down"}
    if parts.draining.begun:
        return Health(status="draining", ready=False, dependencies=dependencies)
    if down & NEEDED:
        return Health(status="unavailable", ready=False, dependencies=dependencies)
    return Health(status="degraded" if down else "ready", ready=True, dependencies=dependencies)


async def _ask(check: Check) -> Dependency:
    began = time.perf_counter()
    try:
        detail, status = await asyncio.wait_for(check(), CHECK_SECONDS), "up"
    except TimeoutError:
        detail, status = f"no answer within {CHECK_SECONDS:g} s", "down"
    except CoachError as error:
        # Files and hosts are for the log.
        detail, status = error.code, "down"
    took = round((time.perf_counter() - began) * 1000, 2)
    return Dependency(status="up" if status == "up" else "down", latency_ms=took, detail=detail)


@metrics_router.get("/metrics", operation_id="get_metrics", response_class=PlainTextResponse, responses=documented(401))
async def get_metrics(request: Request, parts: PartsOf) -> Response:
    """Counts for Prometheus. Open to this machine; on a server that others reach an administrator's token is needed."""
    if not parts.is_local:
        await role_access(Act.MANAGE_PEOPLE)(await identify(request, parts), request)
    await parts.count()
    body, media_type = parts.exposition()
    return Response(body, media_type=media_type)
