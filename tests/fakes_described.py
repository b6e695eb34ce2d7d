"""A server for tests that are made from its description: whatever they destroy is there again at the next request."""

from pathlib import Path
from typing import Any

from coach.api.app import create_app
from coach.api.guard import Places
from coach.api.limiting import Limits
from coach.api.putting import LOOPBACK_NAMES
from coach.domain.account import Role
from coach.domain.enums import ProgrammingLanguage
from tests.fakes import SOLUTION
from tests.fakes_api import ADA, ANA, BEN, INA, ApiStudio

IDO = "ido"
"""An interviewer to whom nothing is assigned."""
OPEN, DONE, PLANNED, CANCELLED = "open", "done", "planned", "cancelled"
ANSWER = "The key is hashed to a bucket. Colliding keys are chained, so the worst case is linear time."


class Described(ApiStudio):
    """People who agreed, and interviews of Ana in every state, assigned to one of two interviewers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.change(limits=Limits(10**6, 64, self.metrics.requests.refused, 10**6))
        # The name by which schemathesis asks.
        self._app = create_app(self.parts, Places(LOOPBACK_NAMES | {"testserver"}, frozenset()))
        self.sessions: dict[str, str] = {}
        self.access: dict[str, str] = {}
        self._before: list[dict[Any, Any]] = []
        self._assigned: set[tuple[str, str]] = set()

    async def prepare(self) -> None:
        """Signs everybody in, and makes the interviews."""
        self.access = {name: await self.token(name) for name in (ANA, BEN, INA, ADA)}
        await self.accounts.permit(IDO, Role.INTERVIEWER)
        await self.service.give_consent(IDO)
        self.access[IDO] = (await self.accounts.sign_in(IDO)).access_token
        for name, slug in (
            (PLANNED, "hash-tables"),
            (OPEN, "pair-sum"),
            (DONE, "hash-tables"),
            (CANCELLED, "conflict"),
        ):
            session = await self.service.create_interview_session(user_id=ANA, questions=(slug,), seed=1)
            self.sessions[name] = session.id
            await self.kept.assign(session.id, INA)
            if name != PLANNED:
                await self.service.start_interview_session(session.id, {})
        await self.service.submit_response(
            session_id=self.sessions[OPEN],
            question_id="q1",
            code_solution=SOLUTION,
            language=ProgrammingLanguage.PYTHON,
        )
        await self.service.submit_response(session_id=self.sessions[DONE], question_id="q1", response_text=ANSWER)
        await self.service.complete_interview_session(self.sessions[DONE])
        await self.service.cancel_interview_session(self.sessions[CANCELLED])
        self._before = [dict(place) for place in self._places]
        self._assigned = set(self.store.server.assignments)

    @property
    def _places(self) -> tuple[dict[Any, Any], ...]:
        server = self.store.server
        return self.store._sessions, self.store._events, self.store._consents, server.accounts, server.grants

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """The application, over what there was in the beginning and what was added since."""
        for place, before in zip(self._places, self._before, strict=True):
            place.update(before)
        self.store.server.assignments |= self._assigned
        await self.app(scope, receive, send)
