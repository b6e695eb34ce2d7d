"""The calls of an interview, by the names of the API."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from coach.client.connection import Connection
from coach.domain.analytics import InterviewAnalytics
from coach.domain.company import CompanyPattern
from coach.domain.consent import Consent
from coach.domain.enums import InterviewStatus, ProgrammingLanguage
from coach.domain.event import Event
from coach.domain.exchange import Answered, EventList, Notice, Reply, SessionList
from coach.domain.execution import ExecutionReport
from coach.domain.feedback import InterviewFeedback
from coach.domain.views import QuestionView, SessionView

MAYBE_QUESTION: TypeAdapter[QuestionView | None] = TypeAdapter(QuestionView | None)
PATTERNS = TypeAdapter(tuple[CompanyPattern, ...])


class CoachClient(Connection):
    """A candidate's side of a server. Raises what errors.py lists, and ServerFailed.

    Every POST carries an idempotency key of its own; give `key` to send the same one again after a broken connection.
    """

    # -- sessions ---------------------------------------------------------------------------------------------------

    async def create_session(self, *, key: str | None = None, **wishes: Any) -> SessionView:
        """Plan an interview; the fields are those of CreateInterviewRequest, without user_id."""
        return await self.call("POST", "/sessions", SessionView, _plain(wishes), key=key)

    async def list_sessions(
        self, statuses: Sequence[InterviewStatus] = (), limit: int = 50, offset: int = 0
    ) -> SessionList:
        """Yours, newest first."""
        query: dict[str, Any] = {"status": [status.value for status in statuses], "limit": limit, "offset": offset}
        return await self.call("GET", "/sessions", SessionList, **query)

    async def get_session(self, session_id: str) -> SessionView:
        return await self.call("GET", f"/sessions/{session_id}", SessionView)

    async def start_session(self, session_id: str, **preferences: Any) -> SessionView:
        """Begin; `allow_hints`, `practice`, `idle_minutes`."""
        return await self._move(session_id, "start", {"user_preferences": preferences})

    async def schedule_session(self, session_id: str, at: datetime) -> SessionView:
        return await self._move(session_id, "schedule", {"scheduled_at": at.isoformat()})

    async def pause_session(self, session_id: str) -> SessionView:
        return await self._move(session_id, "pause")

    async def resume_session(self, session_id: str) -> SessionView:
        return await self._move(session_id, "resume")

    async def cancel_session(self, session_id: str) -> SessionView:
        return await self._move(session_id, "cancel")

    async def complete_session(self, session_id: str) -> SessionView:
        """End, and have the report made."""
        return await self._move(session_id, "complete")

    async def _move(self, session_id: str, action: str, body: Any = None) -> SessionView:
        return await self.call("POST", f"/sessions/{session_id}/{action}", SessionView, body)

    # -- questions and answers --------------------------------------------------------------------------------------

    async def get_current_question(self, session_id: str) -> QuestionView | None:
        """None when there is nothing to answer."""
        path = f"/sessions/{session_id}/current-question"
        return await self.call("GET", path, MAYBE_QUESTION)

    async def submit_response(
        self, session_id: str, question_id: str, *, key: str | None = None, **answer: Any
    ) -> Answered:
        """Answer; the fields are those of SubmitResponseRequest."""
        body = _plain({"question_id": question_id, **answer})
        return await self.call("POST", f"/sessions/{session_id}/responses", Answered, body, key=key)

    async def generate_follow_up(self, session_id: str, question_id: str | None = None) -> QuestionView | None:
        """None when nothing is worth asking."""
        path, body = f"/sessions/{session_id}/follow-up", {"question_id": question_id}
        return await self.call("POST", path, MAYBE_QUESTION, body)

    async def run_samples(
        self, session_id: str, code_solution: str, language: ProgrammingLanguage | None = None
    ) -> ExecutionReport:
        """Try code on the sample tests."""
        body = {"code_solution": code_solution, "language": language.value if language else None}
        return await self.call("POST", f"/sessions/{session_id}/run", ExecutionReport, body)

    async def clarify(self, session_id: str, text: str) -> Reply:
        """Ask the interviewer about the question."""
        return await self.call("POST", f"/sessions/{session_id}/clarify", Reply, {"text": text})

    async def say(self, session_id: str, text: str) -> Reply:
        """State a plan, or think aloud."""
        return await self.call("POST", f"/sessions/{session_id}/say", Reply, {"text": text})

    async def take_hint(self, session_id: str) -> Reply:
        return await self.call("POST", f"/sessions/{session_id}/hint", Reply)

    async def skip_question(self, session_id: str) -> Answered:
        return await self.call("POST", f"/sessions/{session_id}/skip", Answered)

    async def rate_question(self, session_id: str, question_id: str, rating: int) -> SessionView:
        """1–4, before the score is seen."""
        return await self._move(session_id, "rating", {"question_id": question_id, "rating": rating})

    # -- results ----------------------------------------------------------------------------------------------------

    async def get_feedback(self, session_id: str) -> InterviewFeedback:
        return await self.call("GET", f"/sessions/{session_id}/feedback", InterviewFeedback)

    async def list_events(self, session_id: str, after: int = 0) -> EventList:
        return await self.call("GET", f"/sessions/{session_id}/events", EventList, after=after)

    async def stream_events(self, session_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The log as it grows; ends with the interview. Go on behind the last sequence number when it breaks off."""
        path, headers = f"/sessions/{session_id}/events/stream", {"Last-Event-ID": str(after)}
        async for line in self.lines(path, headers):
            if line.startswith("data:"):
                yield Event.model_validate(json.loads(line.removeprefix("data:")))

    async def get_analytics(self, user_id: str) -> InterviewAnalytics:
        return await self.call("GET", f"/users/{user_id}/analytics", InterviewAnalytics)

    async def get_company_patterns(self) -> tuple[CompanyPattern, ...]:
        return await self.call("GET", "/company-patterns", PATTERNS)

    # -- agreement --------------------------------------------------------------------------------------------------

    async def get_notice(self) -> Notice:
        """What is agreed to."""
        return await self.call("GET", "/notice", Notice)

    async def give_consent(self, user_id: str, notice: Notice) -> Consent:
        """Agree to the notice that was read."""
        body = {"version": notice.version, "model_host": notice.model_host}
        return await self.call("POST", f"/users/{user_id}/consent", Consent, body)


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Enums and times as they are written."""
    return {
        name: getattr(value, "value", value.isoformat() if isinstance(value, datetime) else value)
        for name, value in fields.items()
    }
