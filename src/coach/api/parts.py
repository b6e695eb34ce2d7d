"""What the routes work with, and how they get at it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, cast

from fastapi import Depends, Request

from coach.accounts import AccountService, Audit
from coach.api.feed import Feed
from coach.api.limiting import Limits
from coach.domain.account import Actor
from coach.interview.service import InterviewService
from coach.ports import Clock
from coach.ports.server import ServerStore
from coach.settings.server import ServerSection
from coach.telemetry.correlation import correlation_id
from coach.telemetry.metrics import RequestMetrics


@dataclass
class Draining:
    """Set once the server is about to end: readiness fails, and streams come to their end."""

    event: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def begun(self) -> bool:
        return self.event.is_set()


Check = Callable[[], Awaitable[str]]
"""Asks a dependency whether it is there; returns a word about it, raises CoachError when it is not."""


@dataclass(frozen=True)
class Parts:
    """Everything behind the routes."""

    service: InterviewService
    accounts: AccountService
    store: ServerStore
    audits: Audit
    clock: Clock
    settings: ServerSection
    limits: Limits
    feed: Feed
    metrics: RequestMetrics
    exposition: Callable[[], tuple[bytes, str]]
    """All metrics, and their content type."""
    count: Callable[[], Awaitable[None]]
    """Has the interviews counted anew for them."""
    checks: dict[str, Check]
    """By name: store, keys, bank, runner, model."""
    rotate_keys: Callable[[], Awaitable[int]]
    """Locks everything with a fresh key; how many people's."""
    sweep: Callable[[], Awaitable[int]]
    """Removes the containers that killed processes of this machine left; how many. Raises RunnerUnavailable."""
    keep_days: int | None = None
    """After so many days an interview is deleted; None: never."""
    is_local: bool = True
    """Bound to loopback: only this machine gets here."""
    draining: Draining = field(default_factory=Draining)

    def now(self) -> datetime:
        return self.clock.now()

    async def audit(self, actor: Actor, action: str, subject: str = "", outcome: str = "done") -> None:
        """Write down who did what; `subject` is session:<id> or person:<id>. Raises StoreError."""
        kind, _, name = subject.partition(":")
        told = self.audits.person(name) if kind == "person" else name
        await self.store.append(self.audits.entry(actor, action, told, outcome, correlation_id()))

    async def audit_job(self, job: str, subject: str) -> None:
        """Write down what the server did by itself. Raises StoreError."""
        await self.store.append(self.audits.entry(job, job, subject))


def parts_of(request: Request) -> Parts:
    return cast(Parts, request.app.state.parts)


async def _parts(request: Request) -> Parts:
    # The framework takes what is not async to another thread, each time anew.
    return parts_of(request)


PartsOf = Annotated[Parts, Depends(_parts)]
