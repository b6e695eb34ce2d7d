"""What the engine needs from the outside. Each protocol says what it raises; adapters raise nothing else."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue

from coach.domain.base import Model
from coach.domain.coding import CodingQuestion
from coach.domain.company import CompanyPattern
from coach.domain.consent import Consent
from coach.domain.content import BankQuestion, QuestionHead
from coach.domain.enums import CompanyType, InterviewStatus, ProgrammingLanguage, Seniority
from coach.domain.event import ClockMark, Event, Snapshot
from coach.domain.execution import Execution, RunRequest, Trust
from coach.domain.feedback import FeedbackBrief, FeedbackWords, Finding
from coach.domain.material import PreparedCase, TestMaterial
from coach.domain.results import CohortMember, InterviewResult, QuestionResult
from coach.domain.session import InterviewSession
from coach.domain.summary import SessionSummary


class Clock(Protocol):
    def now(self) -> datetime:
        """The time of day, with a zone: for people, never for durations."""
        ...

    def mark(self) -> ClockMark:
        """A reading for durations; two of the same boot can be subtracted."""
        ...


class CodeRunner(Protocol):
    """Executes code in isolation. Code that fails is a result; a sandbox that fails is RunnerUnavailable."""

    @property
    def name(self) -> str:
        """docker, bubblewrap, plain … as shown to the candidate."""
        ...

    async def run(self, request: RunRequest) -> Execution:
        """Run all cases; one outcome per case, in order. Raises RunnerUnavailable, Forbidden for untrusted code."""
        ...

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        """As `run`, one after the other; requests of one language and trust share a sandbox, never a process."""
        ...

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        """Returns at once or soon.

        Raises LanguageUnavailable where code in this language cannot be run, RunnerUnavailable or Forbidden where code
        of this trust cannot.
        """
        ...

    async def warm(self, language: ProgrammingLanguage) -> None:
        """Make the next run of this language quick; returns at once or soon, never raises for a missing engine."""
        ...

    async def close(self) -> None:
        """End everything this runner started. Safe to call twice."""
        ...


class QuestionSource(Protocol):
    """Where questions and company patterns come from."""

    async def catalog(self) -> tuple[QuestionHead, ...]:
        """The head of every usable question, ordered by id. Raises ContentError."""
        ...

    async def question(self, bank_id: str) -> BankQuestion:
        """Raises NotFound with the nearest known ids, ContentError for a broken file."""
        ...

    async def material(self, question: CodingQuestion) -> TestMaterial:
        """The cases, generated ones included, with limits; kept once made. Raises RunnerUnavailable, ContentError."""
        ...

    async def samples(self, question: CodingQuestion) -> tuple[PreparedCase, ...]:
        """The sample cases alone, without working out the rest. Raises RunnerUnavailable, ContentError."""
        ...

    async def trust(self, question: QuestionHead) -> Trust:
        """Whose programs those of a coding question are, which decides where they may run."""
        ...

    async def patterns(self) -> tuple[CompanyPattern, ...]:
        """Raises ContentError."""
        ...

    async def pattern(self, company: CompanyType) -> CompanyPattern:
        """Raises NotFound with what there is, ContentError."""
        ...


OnDelta = Callable[[str], None]
"""Called with each piece of text as it arrives, on the event loop; it must return at once."""


class Utterance(Model):
    """Words of the interviewer, and who worded them."""

    text: str
    source: str = "bank"
    """bank, or the name of the model."""
    prompt: str = ""
    """Name and version of the prompt that a model was given."""
    notes: str = ""
    """What the interviewer noticed, for the judge alone: never shown during the interview."""
    degraded: str = ""
    """Why the bank spoke where a model should have; empty when all went as planned."""


class Clarification(Utterance):
    """The answer to a candidate's question."""

    earned: tuple[str, ...] = ()
    """Ids of the withheld facts given away, because they were asked for."""


class Judgement(Model):
    """What a reader answered to the criteria."""

    findings: tuple[Finding, ...] = ()
    source: str = "bank"
    degraded: str = ""
    """Why there are no findings although there is a reader; empty when it read."""
    flags: tuple[str, ...] = ()
    """What the reader was unsure of, in words for the report."""


class Turn(Model):
    """One line of the conversation so far."""

    speaker: str
    """interviewer or candidate."""
    text: str


class Conversation(Model):
    """What an interviewer knows when speaking: the question, and what was said about it."""

    question: BankQuestion
    turns: tuple[Turn, ...] = ()
    code: str = ""
    earned: tuple[str, ...] = ()
    seniority: str = "mid"
    persona: str = "neutral"
    """friendly, neutral or strict, as the company's pattern says."""
    facts: tuple[str, ...] = ()
    """What is known for sure: results of tests, measured growth, hints taken. In words."""
    notes: tuple[str, ...] = ()
    """The interviewer's own notes so far."""


class Interviewer(Protocol):
    """Whoever asks. Only `ModelUnavailable` is raised, and only by interviewers that use a model.

    `on_delta` is told the words as they come. When the model fails on the way other words may follow; those that are
    returned count.
    """

    @property
    def name(self) -> str:
        """offline, or the model's name."""
        ...

    async def open(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        """Put the question."""
        ...

    async def clarify(self, conversation: Conversation, asked: str, on_delta: OnDelta | None = None) -> Clarification:
        """Answer a question of the candidate, giving away only the withheld facts it asks for."""
        ...

    async def acknowledge(self, conversation: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        """React to a plan or a thought without judging it or helping."""
        ...

    async def follow_up(self, conversation: Conversation, ask: str, on_delta: OnDelta | None = None) -> Utterance:
        """Word a follow-up whose subject has been chosen from the evidence."""
        ...

    async def hint(self, conversation: Conversation, rung: int, on_delta: OnDelta | None = None) -> Utterance:
        """Give rung 1–5 of the hint ladder."""
        ...

    async def wrap_up(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance:
        """End the interview, without a word on how it went."""
        ...

    async def judge(self, conversation: Conversation) -> Judgement:
        """Answer the rubric's criteria with evidence; nothing when it cannot read prose."""
        ...

    async def write_feedback(self, brief: FeedbackBrief) -> FeedbackWords:
        """Word the report from what was found; nothing to leave it to the evaluation's own lines."""
        ...

    async def close(self) -> None:
        """Safe to call twice."""
        ...


class SessionRecord(Model):
    """Everything that is kept of one interview."""

    session: InterviewSession
    events: tuple[Event, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    """The saved states of the candidate's file that the events refer to, by hash."""


class SessionStore(Protocol):
    """Keeps sessions. Every save is one transaction: after it returns, a crash loses nothing of it."""

    async def save(
        self,
        before: InterviewSession | None,
        after: InterviewSession,
        events: Sequence[Event] = (),
        snapshots: Sequence[Snapshot] = (),
    ) -> InterviewSession:
        """Store the step from `before` (None: a first save) to `after`; returns it with the next version.

        Raises Conflict when the stored version is not that of `before`, StoreError when the disk or database fails.
        """
        ...

    async def load(self, session_id: str) -> InterviewSession:
        """Raises NotFound, StoreError, KeyLost."""
        ...

    async def owner(self, session_id: str) -> str:
        """Whose interview it is, from a clear column. Raises NotFound, StoreError."""
        ...

    async def sessions(
        self,
        user_id: str | None = None,
        statuses: Sequence[InterviewStatus] = (),
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[SessionSummary, ...]:
        """Newest first, from clear columns alone. No statuses: all."""
        ...

    async def matching_ids(self, prefix: str, user_id: str | None = None) -> tuple[str, ...]:
        """Ids that start so, newest first, at most 20."""
        ...

    async def events(self, session_id: str, after: int = 0) -> tuple[Event, ...]:
        """The log behind a sequence number. Raises NotFound."""
        ...

    async def log(self, session: InterviewSession) -> tuple[Event, ...]:
        """The log as it was at that state of the session, which was loaded or saved. Raises NotFound."""
        ...

    async def snapshot(self, content_hash: str, user_id: str) -> Snapshot:
        """Raises NotFound."""
        ...

    async def results(self, user_id: str | None = None, limit: int = 1000) -> tuple[QuestionResult, ...]:
        """What the questions of completed interviews came to, newest first; None: everyone's.

        Like the four that follow it reads clear columns alone. An interview that a coach without them completed gets
        them at the first call, which is when a lost key shows. Raises StoreError, KeyLost.
        """
        ...

    async def concept_results(self, user_id: str, most: int = 20) -> tuple[QuestionResult, ...]:
        """The newest `most` with a score of each concept and kind of question, newest first.

        Each result names only the concepts that it is among the newest of. Raises StoreError, KeyLost.
        """
        ...

    async def interview_results(self, user_id: str, limit: int = 1000) -> tuple[InterviewResult, ...]:
        """Completed interviews that have a score, newest first. Raises StoreError, KeyLost."""
        ...

    async def cohort(
        self, role: str, seniority: Seniority, evaluator_version: int, except_user: str
    ) -> tuple[CohortMember, ...]:
        """Whom a person can be compared with, lowest first: one value per person, in no other order.

        Only people whose own consent is recorded; an operator's on their behalf does not count. Raises StoreError.
        """
        ...

    async def question_means(self, bank_ids: Sequence[str], except_user: str) -> dict[str, tuple[float, int]]:
        """Mean score of the same people at each question, by slug, and how many they are; each counts once.

        Questions that none of them met are left out. Raises StoreError.
        """
        ...

    async def consent(self, user_id: str) -> Consent | None: ...

    async def record_consent(self, consent: Consent) -> None: ...

    async def withdraw_consent(self, user_id: str) -> None: ...

    async def record(self, session_id: str) -> SessionRecord:
        """One interview with all that belongs to it. Raises NotFound, StoreError, KeyLost."""
        ...

    async def restore(self, record: SessionRecord) -> bool:
        """Store an interview as it is in the record, its version too; False when there is one with its id already.

        What is stored is never changed. Raises StoreError, KeyLost.
        """
        ...

    async def export(self, user_id: str) -> dict[str, JsonValue]:
        """Everything kept about one person, as JSON values."""
        ...

    async def discard(self, before: datetime) -> int:
        """Delete every interview that was made before a time, and what only it referred to; how many went.

        Whatever state they are in; only those scheduled for that time or a later one stay. Backups lose them too.
        """
        ...

    async def erase(self, user_id: str) -> int:
        """Destroy a person's rows and key beyond recovery; returns how many sessions went.

        On a server their account and sign-ins stay until `remove_account`: they say who may come in, nothing else.
        """
        ...

    async def close(self) -> None: ...


class Cipher(Protocol):
    """Field encryption. Each person has a key of their own; `place` (table|row|column) is bound to the ciphertext."""

    def seal(self, person: str, place: str, plain: bytes) -> bytes:
        """Creates the person's key at the first use. Raises StoreError."""
        ...

    def open(self, person: str, place: str, sealed: bytes) -> bytes:
        """Raises KeyLost when the key is gone or the ciphertext was moved or changed."""
        ...

    def mark(self, person: str) -> str:
        """The same for as long as the person's key is: what was opened or sealed with it is theirs. Raises KeyLost."""
        ...

    def mark_now(self, person: str) -> str | None:
        """The same without a wait for whoever uses the keys; None where it cannot be told so."""
        ...

    def steady(self) -> AbstractContextManager[None]:
        """A block at whose start keys are looked at once, instead of for every field. Raises StoreError.

        To seal in it, keep everybody who forgets a key out from before it until what was sealed is stored: what is
        sealed with a destroyed key never opens again.
        """
        ...

    def forget(self, person: str) -> None:
        """Destroy the person's key."""
        ...


class Workspace(Protocol):
    """The candidate's files, and the editor on them."""

    def file(self, session_id: str, name: str, initial: str) -> Path:
        """The file of that name, made with `initial` when missing, never overwritten. Raises StoreError."""
        ...

    def read(self, path: Path) -> str:
        """Raises BadInput for a file that is too large or not UTF-8."""
        ...

    async def edit(self, path: Path) -> None:
        """Open the editor and wait until it ends. Raises EditorFailed; the file is kept in any case."""
        ...

    def keep_draft(self, session_id: str, name: str, text: str) -> Path:
        """Keep a text that found no other place, and say where. Raises StoreError when nothing takes it."""
        ...
