"""A whole server over fakes, asked without a network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from coach.accounts import AccountService, Audit
from coach.api.app import create_app
from coach.api.feed import Feed
from coach.api.guard import Places
from coach.api.limiting import Limits
from coach.api.parts import Parts
from coach.api.putting import LOOPBACK_NAMES
from coach.client import CoachClient
from coach.domain.account import Role
from coach.errors import RunnerUnavailable
from coach.security.token_keys import SecretKey
from coach.security.tokens import JwtTokens
from coach.settings.server import ServerSection
from coach.store.server_memory import MemoryServerStore
from coach.telemetry.metrics import MetricsObserver
from tests.fakes import Studio

ADDRESS = "http://127.0.0.1:8000"
API = "/api/v1/interview"
SECRET = b"an invented secret that is long enough"
ANA, BEN, INA, ADA = "ana", "ben", "ina", "ada"
"""Two candidates, an interviewer and an administrator."""
ROLES = {ANA: Role.CANDIDATE, BEN: Role.CANDIDATE, INA: Role.INTERVIEWER, ADA: Role.ADMIN}


class ApiStudio(Studio):
    """A Studio behind HTTP: `parts` may be changed before `app` is first used."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.feed = Feed(poll_seconds=0.05)
        self.metrics = MetricsObserver()
        super().__init__(folder, saved=self.feed.announce, observer=self.metrics, consent_by="", front_door="api")
        self.kept = MemoryServerStore(self.store)
        section = ServerSection(**settings)
        self.tokens = JwtTokens(SecretKey(SECRET, "HS256"), "HS256", issuer="coach", audience="coach")
        self.accounts = AccountService(
            self.kept,
            self.tokens,
            self.clock,
            self.engine.new_id,
            access_minutes=section.access_minutes,
            refresh_days=section.refresh_days,
        )

        async def fine() -> str:
            return "answers"

        async def sweep() -> int:
            self.swept += 1
            if not self.has_engine:
                raise RunnerUnavailable("No engine answers.")
            return 0

        self.swept, self.has_engine = 0, True

        async def rotate() -> int:
            return 4

        async def counted() -> None:
            self.counts.update(await self.kept.statuses())

        self.counts = dict[str, int]()
        self.metrics.watch(sessions=lambda: self.counts, ready=lambda: not self.parts.draining.begun)
        self.parts = Parts(
            service=self.service,
            accounts=self.accounts,
            store=self.kept,
            audits=Audit(SECRET, self.clock),
            clock=self.clock,
            settings=section,
            limits=Limits(section.requests_per_minute, section.runs_at_once, self.metrics.requests.refused),
            feed=self.feed,
            metrics=self.metrics.requests,
            exposition=self.metrics.exposition,
            count=counted,
            checks={"store": fine, "keys": fine, "bank": fine, "runner": fine, "model": fine},
            rotate_keys=rotate,
            sweep=sweep,
        )
        self._app: FastAPI | None = None

    def change(self, **parts: Any) -> None:
        """Replace parts before the first request."""
        self.parts = replace(self.parts, **parts)

    @property
    def app(self) -> FastAPI:
        if self._app is None:
            self._app = create_app(self.parts, Places(LOOPBACK_NAMES, frozenset()))
        return self._app

    async def token(self, user_id: str, *, consents: bool = True) -> str:
        """An access token of one of the four, who agreed to the notice."""
        await self.accounts.permit(user_id, ROLES[user_id])
        if consents:
            await self.service.give_consent(user_id)
        return (await self.accounts.sign_in(user_id)).access_token

    @asynccontextmanager
    async def http(self, user_id: str | None = None, **headers: str) -> AsyncIterator[httpx2.AsyncClient]:
        """A plain client that asks as somebody; None: without a token."""
        if user_id:
            headers["Authorization"] = f"Bearer {await self.token(user_id)}"
        transport = httpx2.ASGITransport(self.app)
        async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS + API, headers=headers) as client:
            yield client

    @asynccontextmanager
    async def client(self, user_id: str = ANA) -> AsyncIterator[CoachClient]:
        """The typed client of somebody."""
        token = await self.token(user_id)
        async with CoachClient(ADDRESS, token, transport=httpx2.ASGITransport(self.app)) as client:
            yield client
