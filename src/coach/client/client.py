"""The calls of an interview, by the names of the API."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from coach.client.connection import Connection
from coach.client.receiving import JSON_LINES, read
from coach.client.sending import of_person, of_session
from coach.domain.account import Review, TokenPair
from coach.domain.analytics import Due, InterviewAnalytics, Prediction
from coach.domain.company import CompanyPattern
from coach.domain.consent import Consent
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewStatus, ProgrammingLanguage, QuestionType
from coach.domain.event import Event
from coach.domain.exchange import Answered, Count, EventList, Notice, Questions, Reply, SessionList
from coach.domain.execution import ExecutionReport
from coach.domain.feedback import Dispute, InterviewFeedback
from coach.domain.own_tests import OwnTest
from coach.domain.question import HintOffer
from coach.domain.views import QuestionView, SessionView

MAYBE_QUESTION: TypeAdapter[QuestionView | None] = TypeAdapter(QuestionView | None)
MAYBE_CONSENT: TypeAdapter[Consent | None] = TypeAdapter(Consent | None)
PATTERNS = TypeAdapter(tuple[CompanyPattern, ...])
REVIEWS = TypeAdapter(tuple[Review, ...])
SCHEDULE = TypeAdapter(tuple[Due, ...])
EVERYTHING = TypeAdapter(dict[str, Any])
EVENT = TypeAdapter(Event)


class CoachClient(Connection):
    """A candidate's side of a server. Raises what errors.py lists, and ServerFailed.

    What cannot be sent is a BadInput that names the argument, before anything is sent.
    Every POST carries an idempotency key of its own; give `key` to send the same one again after a broken connection.
    """

    # -- sessions ---------------------------------------------------------------------------------------------------

    async def create_session(self, *, key: str | None = None, **wishes: Any) -> SessionView:
        """Plan an interview; the fields are those of CreateInterviewRequest, without user_id."""
        return await self.call("POST", "/sessions", SessionView, wishes, key=key)

    async def list_sessions(
        self, statuses: Sequence[InterviewStatus] = (), limit: int = 50, offset: int = 0
    ) -> SessionList:
        """Yours, newest first."""
        query: dict[str, Any] = {"status": [status.value for status in statuses], "limit": limit, "offset": offset}
        return await self.call("GET", "/sessions", SessionList, **query)

    async def get_session(self, session_id: str) -> SessionView:
        return await self.call("GET", of_session(session_id), SessionView)

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

    async def _move(self, session_id: str, action: str, body: Mapping[str, Any] | None = None) -> SessionView:
        return await self.call("POST", f"{of_session(session_id)}/{action}", SessionView, body)

    # -- questions and answers --------------------------------------------------------------------------------------

    async def get_current_question(self, session_id: str) -> QuestionView | None:
        """None when there is nothing to answer."""
        path = f"{of_session(session_id)}/current-question"
        return await self.call("GET", path, MAYBE_QUESTION)

    async def submit_response(
        self, session_id: str, question_id: str, *, key: str | None = None, **answer: Any
    ) -> Answered:
        """Answer; the fields are those of SubmitResponseRequest."""
        body = {"question_id": question_id, **answer}
        return await self.call("POST", f"{of_session(session_id)}/responses", Answered, body, key=key)

    async def generate_follow_up(self, session_id: str, question_id: str | None = None) -> QuestionView | None:
        """None when nothing is worth asking."""
        path, body = f"{of_session(session_id)}/follow-up", {"question_id": question_id}
        return await self.call("POST", path, MAYBE_QUESTION, body)

    async def run_samples(
        self,
        session_id: str,
        code_solution: str,
        language: ProgrammingLanguage | None = None,
        own_tests: Sequence[OwnTest] = (),
    ) -> ExecutionReport:
        """Try code on the sample tests, and on your own behind them."""
        body = {"code_solution": code_solution, "language": language, "own_tests": own_tests}
        return await self.call("POST", f"{of_session(session_id)}/run", ExecutionReport, body)

    async def save_snapshot(self, session_id: str, code_solution: str) -> None:
        """Have a state of the file you write remembered, for the replay."""
        await self.ask("POST", f"{of_session(session_id)}/snapshots", {"code_solution": code_solution})

    async def clarify(self, session_id: str, text: str) -> Reply:
        """Ask the interviewer about the question."""
        return await self.call("POST", f"{of_session(session_id)}/clarify", Reply, {"text": text})

    async def say(self, session_id: str, text: str) -> Reply:
        """State a plan, or think aloud."""
        return await self.call("POST", f"{of_session(session_id)}/say", Reply, {"text": text})

    async def get_hint_offer(self, session_id: str) -> HintOffer:
        """The next hint and what it costs, before it is taken."""
        return await self.call("GET", f"{of_session(session_id)}/hint", HintOffer)

    async def take_hint(self, session_id: str) -> Reply:
        return await self.call("POST", f"{of_session(session_id)}/hint", Reply)

    async def skip_question(self, session_id: str) -> Answered:
        return await self.call("POST", f"{of_session(session_id)}/skip", Answered)

    async def rate_question(self, session_id: str, question_id: str, rating: int) -> SessionView:
        """1–4, before the score is seen."""
        return await self._move(session_id, "rating", {"question_id": question_id, "rating": rating})

    # -- results ----------------------------------------------------------------------------------------------------

    async def get_feedback(self, session_id: str) -> InterviewFeedback:
        return await self.call("GET", f"{of_session(session_id)}/feedback", InterviewFeedback)

    async def dispute(
        self, session_id: str, criterion_id: str, question_id: str | None = None, because: str = ""
    ) -> Dispute:
        """Object to a finding of the report: it is judged again, and both are kept."""
        body = {"criterion_id": criterion_id, "question_id": question_id, "because": because}
        return await self.call("POST", f"{of_session(session_id)}/disputes", Dispute, body)

    async def list_reviews(self, session_id: str) -> tuple[Review, ...]:
        """What interviewers think of it."""
        return await self.call("GET", f"{of_session(session_id)}/reviews", REVIEWS)

    async def list_events(self, session_id: str, after: int = 0) -> EventList:
        return await self.call("GET", f"{of_session(session_id)}/events", EventList, after=after)

    async def stream_events(self, session_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The log as it grows; ends with the interview. Go on behind the last sequence number when it breaks off."""
        path, headers = f"{of_session(session_id)}/events/stream", {"Last-Event-ID": str(after)}
        async for line in self.lines(path, headers):
            if line.startswith(b"data:"):
                yield read(line.removeprefix(b"data:"), EVENT)

    async def get_analytics(self, user_id: str) -> InterviewAnalytics:
        return await self.call("GET", f"{of_person(user_id)}/analytics", InterviewAnalytics)

    async def get_schedule(self, user_id: str) -> tuple[Due, ...]:
        """When to practise each concept again, the most urgent first."""
        return await self.call("GET", f"{of_person(user_id)}/schedule", SCHEDULE)

    async def get_prediction(self, user_id: str, company: CompanyType, on: date, **wishes: Any) -> Prediction:
        """The chance to pass an interview on a day to come; the other fields are those of PredictionRequest."""
        body = {"company": company, "on": on, **wishes}
        return await self.call("POST", f"{of_person(user_id)}/prediction", Prediction, body)

    # -- what interviews are made of --------------------------------------------------------------------------------

    async def list_company_patterns(self) -> tuple[CompanyPattern, ...]:
        return await self.call("GET", "/company-patterns", PATTERNS)

    async def get_company_pattern(self, company: CompanyType) -> CompanyPattern:
        return await self.call("GET", f"/company-patterns/{company.value}", CompanyPattern)

    async def list_questions(
        self,
        question_type: QuestionType | None = None,
        difficulty: DifficultyLevel | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Questions:
        """What can be asked, by id."""
        query = to_jsonable_python(
            {"question_type": question_type, "difficulty": difficulty, "limit": limit, "offset": offset}
        )
        return await self.call("GET", "/questions", Questions, **query)

    # -- tokens, agreement and data ---------------------------------------------------------------------------------

    async def refresh_token(self, refresh_token: str) -> TokenPair:
        """Fresh tokens, of which the client goes on with the one for access; a refresh token is good once."""
        pair = await self.call("POST", "/token/refresh", TokenPair, {"refresh_token": refresh_token})
        self.token = pair.access_token
        return pair

    async def revoke_token(self) -> None:
        """End the sign-in that the client's token belongs to."""
        await self.ask("POST", "/token/revoke")

    async def get_notice(self) -> Notice:
        """What is agreed to."""
        return await self.call("GET", "/notice", Notice)

    async def get_consent(self, user_id: str) -> Consent | None:
        """What was agreed to, if anything."""
        return await self.call("GET", f"{of_person(user_id)}/consent", MAYBE_CONSENT)

    async def give_consent(self, user_id: str, notice: Notice) -> Consent:
        """Agree to the notice that was read."""
        body = {"version": notice.version, "model_host": notice.model_host}
        return await self.call("POST", f"{of_person(user_id)}/consent", Consent, body)

    async def withdraw_consent(self, user_id: str) -> None:
        """Nothing more is stored from now on; what was stays until it is erased."""
        await self.ask("DELETE", f"{of_person(user_id)}/consent")

    async def export_data(self, user_id: str) -> dict[str, Any]:
        """Everything that is stored, as one document."""
        return await self.call("GET", f"{of_person(user_id)}/export", EVERYTHING)

    async def export_history(self, user_id: str) -> str:
        """The interviews as JSON Lines, which `coach data import` takes in again."""
        return (await self.ask("GET", f"{of_person(user_id)}/history", wanted=JSON_LINES)).text

    async def erase_data(self, user_id: str) -> int:
        """Destroy everything that is stored, and the key to it; how many interviews that were."""
        return (await self.call("DELETE", f"{of_person(user_id)}/data", Count)).count
