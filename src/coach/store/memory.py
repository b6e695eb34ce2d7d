"""Sessions in memory, for tests, examples and a run that keeps nothing."""

from collections import Counter
from collections.abc import Container, Sequence
from datetime import datetime
from statistics import fmean

from pydantic import JsonValue, ValidationError

from coach.domain.consent import Consent
from coach.domain.enums import InterviewStatus, QuestionType, Seniority
from coach.domain.event import Event, Snapshot
from coach.domain.results import CohortMember, InterviewResult, QuestionResult, interview_result_of, results_of
from coach.domain.session import InterviewSession
from coach.domain.summary import SessionSummary
from coach.errors import NotFound
from coach.ports import SessionRecord
from coach.store.document import Kept, export_document, saved_states
from coach.store.server_content import ServerContent
from coach.store.step import AGREED, MATCHES, Step, no_session, no_snapshot


class MemoryStore:
    """A SessionStore whose content ends with the process. Nothing is awaited within a step, so each is atomic."""

    def __init__(self) -> None:
        self.server = ServerContent()
        self._sessions: dict[str, InterviewSession] = {}
        self._events: dict[str, tuple[Event, ...]] = {}
        self._snapshots: dict[tuple[str, str], Snapshot] = {}
        self._consents: dict[str, Consent] = {}

    async def save(
        self,
        before: InterviewSession | None,
        after: InterviewSession,
        events: Sequence[Event] = (),
        snapshots: Sequence[Snapshot] = (),
    ) -> InterviewSession:
        step = Step(before, after, tuple(events), tuple(snapshots))
        known = self._sessions.get(after.id)
        log = self._events.get(after.id, ())
        step.check(known.user_id if known else None, known.version if known else 0, len(log))
        self._sessions[after.id] = step.stored
        self._events[after.id] = (*log, *events)
        for snapshot in snapshots:
            self._snapshots.setdefault((after.user_id, snapshot.content_hash), snapshot)
        return step.stored

    async def load(self, session_id: str) -> InterviewSession:
        if session_id not in self._sessions:
            raise no_session(session_id)
        return self._sessions[session_id]

    async def owner(self, session_id: str) -> str:
        return (await self.load(session_id)).user_id

    async def sessions(
        self, user_id: str | None = None, statuses: Sequence[InterviewStatus] = (), limit: int = 50, offset: int = 0
    ) -> tuple[SessionSummary, ...]:
        found = [session for session in self._newest_first(user_id) if not statuses or session.status in statuses]
        return tuple(summary(session) for session in found[offset : offset + limit])

    async def matching_ids(self, prefix: str, user_id: str | None = None) -> tuple[str, ...]:
        found = [session.id for session in self._newest_first(user_id) if session.id.startswith(prefix)]
        return tuple(found[:MATCHES])

    async def events(self, session_id: str, after: int = 0) -> tuple[Event, ...]:
        if session_id not in self._events:
            raise no_session(session_id)
        return tuple(event for event in self._events[session_id] if event.sequence > after)

    async def log(self, session: InterviewSession) -> tuple[Event, ...]:
        return (await self.events(session.id))[: session.events]

    async def snapshot(self, content_hash: str, user_id: str) -> Snapshot:
        if (user_id, content_hash) not in self._snapshots:
            raise no_snapshot(content_hash)
        return self._snapshots[user_id, content_hash]

    async def results(self, user_id: str | None = None, limit: int = 1000) -> tuple[QuestionResult, ...]:
        return tuple(self._results(user_id)[:limit])

    async def concept_results(self, user_id: str, most: int = 20) -> tuple[QuestionResult, ...]:
        met: Counter[tuple[str, QuestionType]] = Counter()
        found = []
        for result in self._results(user_id):
            topics = [] if result.score is None else [(concept, result.kind) for concept in result.concepts]
            among = tuple(concept for concept, kind in topics if met[concept, kind] < most)
            met.update(topics)
            if among:
                found.append(result.replace(concepts=among))
        return tuple(found)

    async def interview_results(self, user_id: str, limit: int = 1000) -> tuple[InterviewResult, ...]:
        return tuple(self._interviews(user_id)[:limit])

    async def cohort(
        self, role: str, seniority: Seniority, evaluator_version: int, except_user: str
    ) -> tuple[CohortMember, ...]:
        scores: dict[str, list[float]] = {}
        for person in self._comparable(except_user):
            for one in self._interviews(person):
                if (one.role, one.seniority, one.evaluator_version) == (role, seniority, evaluator_version):
                    scores.setdefault(person, []).append(one.overall)
        members = (CohortMember(overall=fmean(found), interviews=len(found)) for found in scores.values())
        return tuple(sorted(members, key=lambda member: (member.overall, member.interviews)))

    async def question_means(self, bank_ids: Sequence[str], except_user: str) -> dict[str, tuple[float, int]]:
        means: dict[str, list[float]] = {}
        for person in self._comparable(except_user):
            scores: dict[str, list[float]] = {}
            for result in self._results(person):
                if result.bank_id in bank_ids and result.score is not None:
                    scores.setdefault(result.bank_id, []).append(result.score)
            for bank_id, found in scores.items():
                means.setdefault(bank_id, []).append(fmean(found))
        return {bank_id: (fmean(found), len(found)) for bank_id, found in means.items()}

    async def consent(self, user_id: str) -> Consent | None:
        return self._consents.get(user_id)

    async def record_consent(self, consent: Consent) -> None:
        self._consents[consent.user_id] = consent

    async def withdraw_consent(self, user_id: str) -> None:
        self._consents.pop(user_id, None)

    async def record(self, session_id: str) -> SessionRecord:
        session, events = await self.load(session_id), self._events[session_id]
        keys = [(session.user_id, content_hash) for content_hash in saved_states(events)]
        snapshots = tuple(self._snapshots[key] for key in keys if key in self._snapshots)
        return SessionRecord(session=session, events=events, snapshots=snapshots)

    async def restore(self, record: SessionRecord) -> bool:
        session = record.session
        if session.id in self._sessions:
            return False
        self._sessions[session.id], self._events[session.id] = session, record.events
        for snapshot in record.snapshots:
            self._snapshots.setdefault((session.user_id, snapshot.content_hash), snapshot)
        return True

    async def export(self, user_id: str) -> dict[str, JsonValue]:
        sessions = reversed(self._newest_first(user_id))
        snapshots = [self._snapshots[key] for key in sorted(self._snapshots) if key[0] == user_id]
        return export_document(
            user_id,
            self._consents.get(user_id),
            [Kept(session, self._events[session.id], self.server.reviews_of(session.id)) for session in sessions],
            snapshots,
            self.server.accounts.get(user_id),
            self.server.grants_of(user_id),
        )

    async def discard(self, before: datetime) -> int:
        gone = [session for session in self._sessions.values() if summary(session).was_made_before(before)]
        self._drop(gone)
        for person in {session.user_id for session in gone}:
            left = [event for session in self._newest_first(person) for event in self._events[session.id]]
            referred = {(person, content_hash) for content_hash in saved_states(left)}
            self._snapshots = {
                key: kept for key, kept in self._snapshots.items() if key[0] != person or key in referred
            }
        return len(gone)

    async def erase(self, user_id: str) -> int:
        gone = self._newest_first(user_id)
        self._drop(gone)
        self.server.drop_answers_about(user_id)
        self._snapshots = {key: kept for key, kept in self._snapshots.items() if key[0] != user_id}
        self._consents.pop(user_id, None)
        return len(gone)

    async def close(self) -> None:
        """Nothing to end."""

    def summaries(self, session_ids: Container[str]) -> tuple[SessionSummary, ...]:
        """Of these interviews, newest first."""
        return tuple(summary(session) for session in self._newest_first(None) if session.id in session_ids)

    def _drop(self, sessions: Sequence[InterviewSession]) -> None:
        for session in sessions:
            del self._sessions[session.id], self._events[session.id]
            self.server.drop_session(session.id)

    def _completed(self, user_id: str | None) -> list[InterviewSession]:
        """Those with a report whose numbers make sense, the last completed first."""
        found = [session for session in self._newest_first(user_id) if session.completed_at and is_sound(session)]
        return sorted(found, key=lambda session: (session.completed_at, session.id), reverse=True)

    def _results(self, user_id: str | None) -> list[QuestionResult]:
        return [result for session in self._completed(user_id) for result in reversed(results_of(session))]

    def _interviews(self, user_id: str) -> list[InterviewResult]:
        found = (interview_result_of(session) for session in self._completed(user_id))
        return [result for result in found if result]

    def _comparable(self, except_user: str) -> list[str]:
        """The people who agreed themselves, without the one who asks."""
        return [one.user_id for one in self._consents.values() if one.given_by == AGREED and one.user_id != except_user]

    def _newest_first(self, user_id: str | None) -> list[InterviewSession]:
        found = [session for session in self._sessions.values() if user_id in (None, session.user_id)]
        return sorted(found, key=lambda session: (session.created_at, session.id), reverse=True)


def is_sound(session: InterviewSession) -> bool:
    """Whether results can be read off its report, if it has one."""
    try:
        results_of(session)
    except (NotFound, ValidationError):
        return False
    return True


def summary(session: InterviewSession) -> SessionSummary:
    feedback = session.feedback
    return SessionSummary(
        id=session.id,
        user_id=session.user_id,
        status=session.status,
        interview_type=session.interview_type,
        company_type=session.company_type,
        difficulty_level=session.difficulty_level,
        created_at=session.created_at,
        scheduled_at=session.scheduled_at,
        completed_at=session.completed_at,
        elapsed=session.elapsed,
        questions=tuple(question.bank_id for question in session.roots),
        answered=len(session.responses),
        overall_score=feedback.overall_score if feedback else None,
    )
