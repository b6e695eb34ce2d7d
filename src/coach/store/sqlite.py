"""Sessions in one SQLite file, payloads encrypted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import JsonValue
from sqlite_utils import Database

from coach.domain.consent import Consent
from coach.domain.enums import InterviewStatus, Seniority
from coach.domain.event import Event, Snapshot
from coach.domain.results import CohortMember, InterviewResult, QuestionResult
from coach.domain.session import InterviewSession
from coach.domain.summary import SessionSummary
from coach.ports import Cipher, SessionRecord
from coach.store import exporting, reading, results, retention, writing
from coach.store.drafts import drafts_of
from coach.store.erasure import change_backups, compact, erase_from_backups
from coach.store.last_read import LastRead
from coach.store.rows import Rows
from coach.store.step import Step
from coach.store.worker import DatabaseThread

T = TypeVar("T")
BUSY_TIMEOUT = 15.0


class SqliteStore:
    """A SessionStore in the file `path`, made at the first use; several processes may use one file."""

    def __init__(self, path: Path, cipher: Cipher, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """Touches nothing yet; `busy_timeout` is how many seconds to wait for another program's lock."""
        self.cipher = cipher
        self.rows = Rows(cipher)
        self._path = path
        self._busy_timeout = busy_timeout
        self._last = LastRead(self.rows)
        self._thread = DatabaseThread(path, busy_timeout, self.rows.steady)

    async def run(self, job: Callable[[Database], T]) -> T:
        """For what is kept in the same file: a job in the one thread, on the one connection. Raises StoreError."""
        return await self._thread.run(job)

    async def look(self, job: Callable[[Database], T]) -> T:
        """For one statement that reads rows by their keys: at once, where nobody writes. Raises StoreError."""
        return await self._thread.look(job)

    async def run_in_backups(self, change: Callable[[Database], bool]) -> None:
        """Change the copies made of the file too; `change` says whether it did."""
        await self.run(lambda _: change_backups(self._path, change, self._busy_timeout))

    async def save(
        self,
        before: InterviewSession | None,
        after: InterviewSession,
        events: Sequence[Event] = (),
        snapshots: Sequence[Snapshot] = (),
    ) -> InterviewSession:
        step = Step(before, after, tuple(events), tuple(snapshots))
        drafts = drafts_of(step.stored, step)
        save = partial(writing.save, rows=self.rows, step=step, drafts=drafts, known=self._last.known)
        await self._thread.change(save, self._last.saved)
        return step.stored

    async def load(self, session_id: str) -> InterviewSession:
        return await self._thread.look(
            lambda db: self._last.load_now(db, session_id), lambda db: self._last.load(db, session_id)
        )

    async def owner(self, session_id: str) -> str:
        return await self.look(lambda db: reading.owner(db, session_id))

    async def sessions(
        self, user_id: str | None = None, statuses: Sequence[InterviewStatus] = (), limit: int = 50, offset: int = 0
    ) -> tuple[SessionSummary, ...]:
        return await self.run(lambda db: reading.sessions(db, user_id, statuses, limit, offset))

    async def matching_ids(self, prefix: str, user_id: str | None = None) -> tuple[str, ...]:
        return await self.run(lambda db: reading.matching_ids(db, prefix, user_id))

    async def events(self, session_id: str, after: int = 0) -> tuple[Event, ...]:
        return await self._thread.look(
            lambda db: self._last.events_now(db, session_id, after),
            lambda db: self._last.events(db, session_id, after),
        )

    async def log(self, session: InterviewSession) -> tuple[Event, ...]:
        held = self._last.log_of(session)
        return (await self.events(session.id))[: session.events] if held is None else held

    async def snapshot(self, content_hash: str, user_id: str) -> Snapshot:
        return await self.run(lambda db: reading.snapshot(db, self.rows, content_hash, user_id))

    async def results(self, user_id: str | None = None, limit: int = 1000) -> tuple[QuestionResult, ...]:
        return await self.run(lambda db: results.newest(db, self.rows, user_id, limit))

    async def concept_results(self, user_id: str, most: int = 20) -> tuple[QuestionResult, ...]:
        return await self.run(lambda db: results.by_concept(db, self.rows, user_id, most))

    async def interview_results(self, user_id: str, limit: int = 1000) -> tuple[InterviewResult, ...]:
        return await self.run(lambda db: results.interviews(db, self.rows, user_id, limit))

    async def cohort(
        self, role: str, seniority: Seniority, evaluator_version: int, except_user: str
    ) -> tuple[CohortMember, ...]:
        return await self.run(lambda db: results.cohort(db, self.rows, role, seniority, evaluator_version, except_user))

    async def question_means(self, bank_ids: Sequence[str], except_user: str) -> dict[str, tuple[float, int]]:
        return await self.run(lambda db: results.question_means(db, self.rows, bank_ids, except_user))

    async def consent(self, user_id: str) -> Consent | None:
        return await self.look(lambda db: reading.consent(db, user_id))

    async def record_consent(self, consent: Consent) -> None:
        await self.run(lambda db: writing.record_consent(db, consent))

    async def withdraw_consent(self, user_id: str) -> None:
        await self.run(lambda db: writing.withdraw_consent(db, user_id))

    async def record(self, session_id: str) -> SessionRecord:
        return await self.run(lambda db: reading.record(db, self.rows, session_id))

    async def restore(self, record: SessionRecord) -> bool:
        return await self.run(lambda db: writing.restore(db, self.rows, record))

    async def export(self, user_id: str) -> dict[str, JsonValue]:
        return await self.run(lambda db: exporting.export(db, self.rows, user_id))

    async def discard(self, before: datetime) -> int:
        """Some interviews of one person at a time, each time whole; what was cut off goes on with the next call."""
        count = 0
        for user_id in await self.run(lambda db: retention.owners(db, before)):
            more = True
            while more:
                gone, more = await self.run(
                    partial(retention.discard_some, rows=self.rows, user_id=user_id, before=before)
                )
                count += gone
        if count:
            await self.run(lambda _: self._last.forget())
        await self.run_in_backups(lambda db: retention.discard_all(db, self.rows, before) > 0)
        return count

    async def erase(self, user_id: str) -> int:
        """Rows and key go in one transaction; after a failure behind it, erasing again finishes the work."""
        count = await self.run(lambda db: writing.erase_person(db, self.cipher, user_id))
        await self.run(lambda _: self._last.forget())
        await self.run(compact)
        await self.run(lambda _: erase_from_backups(self._path, user_id, self._busy_timeout))
        return count

    async def close(self) -> None:
        await self._thread.close()
