"""The interview service: everything a front door can ask for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from coach.domain.analytics import Due, InterviewAnalytics, Prediction
from coach.domain.company import CompanyPattern
from coach.domain.consent import CANDIDATE, Consent
from coach.domain.content import BankQuestion, QuestionHead
from coach.domain.enums import CompanyType, InterviewStatus, ProgrammingLanguage
from coach.domain.event import Event, EventKind
from coach.domain.execution import ExecutionReport
from coach.domain.feedback import Dispute, InterviewFeedback
from coach.domain.own_tests import OwnTest
from coach.domain.question import HintOffer, InterviewQuestion
from coach.domain.requests import CreateInterviewRequest, PredictionRequest, SubmitResponseRequest
from coach.domain.results import QuestionResult
from coach.domain.session import InterviewSession, Preferences
from coach.domain.summary import SessionSummary
from coach.errors import BadInput, IllegalTransition
from coach.interview import answering, asking, creating, dispute, lifecycle, moves, privacy, progress
from coach.interview.conversation import events_of, visible_text
from coach.interview.engine import Engine, Step, change, current
from coach.interview.finding import find
from coach.interview.judging import evaluate
from coach.interview.mode import Mode, fallbacks, mode_of
from coach.ports import Clarification, OnDelta, SessionRecord, Utterance

ALL = 1_000_000
"""More interviews than a history holds."""


def invalid(error: ValidationError) -> BadInput:
    """The first fault of a request as one line."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    return BadInput(f"{field}: {first['msg'].removeprefix('Value error, ')}.".replace("..", "."))


class InterviewService:
    """Creates interviews, leads them, and scores them. Every method saves before it returns.

    Raises what errors.py lists: NotFound, IllegalTransition, BadInput, Forbidden, StoreError, Conflict, and
    RunnerUnavailable where code is run.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # -- sessions ---------------------------------------------------------------------------------------------------

    async def create_interview_session(self, **fields: Any) -> InterviewSession:
        """Plan an interview; the fields are those of CreateInterviewRequest. It is scheduled until it is started."""
        try:
            request = CreateInterviewRequest(**fields)
        except ValidationError as error:
            raise invalid(error) from None
        await privacy.consent_to_begin(self._engine, request.user_id)
        return await creating.create(self._engine, request)

    async def get_consent(self, user_id: str) -> Consent | None:
        """What the person agreed to, if anything."""
        return await self._engine.store.consent(user_id)

    @property
    def model_host(self) -> str:
        """Where answers are sent when a model interviews; empty when they stay on this machine."""
        return self._engine.model_host

    @property
    def notice(self) -> str:
        """Why no model interviews where one was meant to; empty when all is as planned."""
        return self._engine.notice

    @property
    def spent(self) -> str:
        """Tokens and cost of the model so far, in words; empty while it has used nothing."""
        return self._engine.spent()

    async def has_consent(self, user_id: str) -> bool:
        """Whether the person agreed to the current notice."""
        return await privacy.has_consent(self._engine, user_id)

    async def withdraw_consent(self, user_id: str) -> None:
        """From now on nothing more is stored about the person; what was stays until it is erased."""
        await self._engine.store.withdraw_consent(user_id)

    async def give_consent(self, user_id: str, given_by: str = CANDIDATE, model_host: str | None = None) -> Consent:
        """Record that a person agreed to the current notice."""
        return await privacy.give_consent(self._engine, user_id, given_by, model_host)

    async def start_interview_session(
        self,
        session_id: str,
        user_preferences: Mapping[str, Any] | None = None,
        on_delta: OnDelta | None = None,
    ) -> InterviewSession:
        """Begin: the first question is asked and the clock runs."""
        try:
            preferences = Preferences(**(user_preferences or {}))
        except ValidationError as error:
            raise invalid(error) from None
        return await lifecycle.start(self._engine, session_id, preferences, on_delta)

    async def get_session(self, session_id: str) -> InterviewSession:
        """The session as it stands; paused by itself when nothing has happened for too long."""
        return await current(self._engine, session_id)

    async def get_owner(self, session_id: str) -> str:
        """Whose interview it is. Raises NotFound."""
        return await self._engine.store.owner(session_id)

    async def find_session(self, reference: str, user_id: str | None = None) -> InterviewSession:
        """By id, unique prefix, `last` or `last-N`. Raises NotFound, BadInput for an ambiguous prefix."""
        return await self.get_session(await find(self._engine.store, reference, user_id))

    async def list_sessions(
        self,
        user_id: str | None = None,
        statuses: tuple[InterviewStatus, ...] = (),
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[SessionSummary, ...]:
        """Newest first."""
        return await self._engine.store.sessions(user_id, statuses, limit, offset)

    async def get_events(self, session_id: str, after: int = 0) -> tuple[Event, ...]:
        """The log behind a sequence number."""
        return await self._engine.store.events(session_id, after)

    async def get_mode(self, session_id: str) -> Mode:
        """Whether a model leads the interview, in part or not at all."""
        session = await self._engine.store.load(session_id)
        return mode_of(session, await self._engine.store.events(session_id))

    async def schedule(self, session_id: str, at: datetime) -> InterviewSession:
        """Set or move the time of an interview that has not begun. Raises BadInput for a time in the past."""
        return await lifecycle.schedule(self._engine, session_id, at)

    async def pause_interview_session(self, session_id: str) -> InterviewSession:
        """Stop the clock."""
        return (await change(self._engine, session_id, lambda step: step.pause("candidate")))[0]

    async def resume_interview_session(self, session_id: str) -> InterviewSession:
        """Go on, after a pause or after the process ended in the middle; a run that was cut off is run again."""
        return await lifecycle.resume(self._engine, session_id)

    async def cancel_interview_session(self, session_id: str) -> InterviewSession:
        """End without a report; what was said is kept until it is erased."""
        return await lifecycle.cancel(self._engine, session_id)

    async def complete_interview_session(
        self, session_id: str, on_end: Callable[[Utterance], None] | None = None
    ) -> InterviewSession:
        """End and evaluate; `on_end` is told the interviewer's last words, the feedback is in the returned session."""
        await lifecycle.end(self._engine, session_id, on_end)
        await self.evaluate_interview_performance(session_id)
        return await self._engine.store.load(session_id)

    # -- questions and answers --------------------------------------------------------------------------------------

    async def get_current_question(self, session_id: str) -> InterviewQuestion | None:
        """The question to answer now; None when all are done or the interview is over."""
        return (await current(self._engine, session_id)).current_question

    async def get_bank_question(self, session_id: str, question_id: str) -> BankQuestion:
        """The bank's content behind a question. Raises NotFound."""
        session = await self._engine.store.load(session_id)
        return await self._engine.questions.question(session.question(question_id).bank_id)

    async def visible_text(self, session_id: str, question_id: str) -> str:
        """What the candidate may read about a question by now."""
        session = await self._engine.store.load(session_id)
        question = session.question(question_id)
        if question.is_follow_up:
            return question.text
        bank = await self._engine.questions.question(question.bank_id)
        events = await self._engine.store.events(session_id)
        return visible_text(bank, events_of(session, question.id, events), practice=session.preferences.practice)

    async def submit_response(
        self, *, on_delta: OnDelta | None = None, **fields: Any
    ) -> tuple[InterviewSession, InterviewQuestion | None]:
        """Take an answer: store, run, judge; returns the session and what is asked next.

        The fields are those of SubmitResponseRequest.
        Raises RunnerUnavailable after the answer is stored; the run is made up for by resuming or answering again.
        """
        try:
            request = SubmitResponseRequest(**fields)
        except ValidationError as error:
            raise invalid(error) from None
        return await answering.take(self._engine, request, on_delta)

    async def generate_follow_up(self, session_id: str, question_id: str) -> InterviewQuestion | None:
        """The follow-up that is open, else one that is asked now; None when nothing is worth asking."""
        engine = self._engine
        session = await current(engine, session_id)
        root = session.question(session.question(question_id).root_id)
        bank = await engine.questions.question(root.bank_id)
        now = session.current_question
        if now is None or now.root_id != root.id:
            raise IllegalTransition(
                f"Question {root.id} is not open.", why="Follow-ups belong to the current question."
            )
        # It would be left unanswered if another took its place.
        if now.is_follow_up:
            return now
        found = await asking.next_follow_up(engine, session, bank, root.id)
        if found is None:
            return None

        def apply(step: Step) -> None:
            answering.require_open(step, root.id)
            if step.session.current_question == now:
                asking.ask_follow_up(step, found)

        return (await change(engine, session_id, apply))[0].current_question

    async def run_samples(
        self,
        session_id: str,
        source: str,
        language: ProgrammingLanguage | None = None,
        own_tests: Sequence[OwnTest] = (),
    ) -> ExecutionReport:
        """Run the sample tests of the current question, and the candidate's own behind them, in one execution."""
        return await moves.run_samples(self._engine, session_id, source, language, own_tests)

    async def save_snapshot(self, session_id: str, source: str) -> None:
        """Remember a state of the candidate's file."""
        await moves.save_snapshot(self._engine, session_id, source)

    async def keep_awake(self, session_id: str) -> None:
        """The candidate is at work although nothing is said: in the editor, for example."""
        await change(self._engine, session_id, lambda step: None)

    async def clarify(self, session_id: str, asked: str, on_delta: OnDelta | None = None) -> Clarification:
        """Ask the interviewer about the current question; a matching question earns withheld facts."""
        return await moves.clarify(self._engine, session_id, asked, on_delta)

    async def say(self, session_id: str, words: str, on_delta: OnDelta | None = None) -> Utterance:
        """State a plan, or think aloud."""
        return await moves.say(self._engine, session_id, words, on_delta)

    async def hint_offer(self, session_id: str) -> HintOffer:
        """The next hint and its cost, before it is taken."""
        return await moves.hint_offer(self._engine, session_id)

    async def hint(self, session_id: str, on_delta: OnDelta | None = None) -> Utterance:
        """Take the next hint."""
        return await moves.hint(self._engine, session_id, on_delta)

    async def skip_question(
        self, session_id: str, on_delta: OnDelta | None = None
    ) -> tuple[InterviewSession, InterviewQuestion | None]:
        """Go to the next question without an answer."""
        return await moves.skip(self._engine, session_id, on_delta)

    async def rate_question(self, session_id: str, question_id: str, rating: int) -> InterviewSession:
        """Record the candidate's own rating, 1–4."""
        return await moves.rate(self._engine, session_id, question_id, rating)

    # -- results ----------------------------------------------------------------------------------------------------

    async def evaluate_interview_performance(self, session_id: str) -> InterviewFeedback:
        """The scored report. Of an interview that is still going on: of what was asked so far, and it is not kept."""
        session = await current(self._engine, session_id)
        if session.feedback:
            return session.feedback
        feedback = await evaluate(self._engine, session)
        if session.status is not InterviewStatus.COMPLETED:
            return feedback

        def apply(step: Step) -> None:
            step.session = step.session.replace(feedback=feedback)
            for root_id, part, why in fallbacks(feedback):
                step.note(EventKind.DEGRADED, root_id, text=why, part=part)
            step.note(EventKind.EVALUATED, score=feedback.overall_score)

        await change(self._engine, session_id, apply)
        return feedback

    async def get_feedback(self, session_id: str) -> InterviewFeedback:
        """The report of a completed interview. Raises IllegalTransition while it is going on."""
        session = await current(self._engine, session_id)
        if session.status is not InterviewStatus.COMPLETED:
            raise IllegalTransition(
                f"The interview is {session.status.value.replace('_', ' ')}; its report is made when it is completed."
            )
        return await self.evaluate_interview_performance(session_id)

    async def dispute(self, session_id: str, criterion_id: str, question_id: str | None, because: str) -> Dispute:
        """Judge one criterion of a report again, blind, and keep both answers; no score changes by it."""
        return await dispute.dispute(self._engine, session_id, criterion_id, question_id, because)

    async def get_company_patterns(self) -> tuple[CompanyPattern, ...]:
        """How each type of company interviews."""
        return await self._engine.questions.patterns()

    async def get_company_pattern(self, company: CompanyType) -> CompanyPattern:
        return await self._engine.questions.pattern(company)

    async def get_questions(self) -> tuple[QuestionHead, ...]:
        """The head of every question of the bank. Raises ContentError."""
        return await self._engine.questions.catalog()

    async def get_snapshot(self, session_id: str, content_hash: str) -> str:
        """A saved state of the candidate's file, by the hash that a `saved` event has. Raises NotFound."""
        session = await self._engine.store.load(session_id)
        return (await self._engine.store.snapshot(content_hash, session.user_id)).content

    async def export_data(self, user_id: str) -> dict[str, Any]:
        """Everything kept about one person."""
        return await self._engine.store.export(user_id)

    async def erase_data(self, user_id: str) -> int:
        """Destroy everything about one person; returns how many interviews that were."""
        return await self._engine.store.erase(user_id)

    async def made_before(self, before: datetime) -> tuple[SessionSummary, ...]:
        """Everybody's interviews that `discard_before` would delete, newest first."""
        found = await self._engine.store.sessions(limit=ALL)
        return tuple(summary for summary in found if summary.was_made_before(before))

    async def discard_before(self, before: datetime) -> int:
        """Delete every interview that was made before a time; how many went."""
        return await self._engine.store.discard(before)

    # -- progress -----------------------------------------------------------------------------------------------------

    async def get_analytics(self, user_id: str) -> InterviewAnalytics:
        """How the person is doing over all their interviews; what rests on too little is None and says so."""
        return await progress.analytics(self._engine, user_id)

    async def get_prediction(self, user_id: str, **fields: Any) -> Prediction:
        """The chance to pass an interview on a day to come; the fields are those of PredictionRequest."""
        try:
            request = PredictionRequest(**fields)
        except ValidationError as error:
            raise invalid(error) from None
        return await progress.prediction(self._engine, user_id, request)

    async def get_results(self, user_id: str) -> tuple[QuestionResult, ...]:
        """How each question of the completed interviews went, newest first; of the newest 1,000 questions."""
        return await self._engine.store.results(user_id)

    async def get_schedule(self, user_id: str) -> tuple[Due, ...]:
        """When to practise each concept again, the most urgent first."""
        return await progress.schedule(self._engine, user_id)

    async def export_session(self, session_id: str) -> SessionRecord:
        """One interview with all that belongs to it."""
        return await self._engine.store.record(session_id)

    async def restore_session(self, record: SessionRecord) -> bool:
        """Store an exported interview; False when there is one with its id already. Raises Forbidden."""
        await privacy.consent_to_begin(self._engine, record.session.user_id)
        return await self._engine.store.restore(record)

    async def close(self) -> None:
        """End the sandbox, the interviewer and the store."""
        try:
            await self._engine.runner.close()
        finally:
            try:
                await self._engine.interviewer.close()
            finally:
                await self._engine.store.close()
