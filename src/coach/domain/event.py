"""The immutable lines of a session's log."""

from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue

from coach.domain.base import Model


class EventKind(StrEnum):
    CREATED = "created"
    SCHEDULED = "scheduled"
    STARTED = "started"
    ASKED = "asked"
    SAID = "said"
    """The candidate said something that is neither an answer nor a question: a plan, a thought, a claim."""
    CLARIFIED = "clarified"
    REPLIED = "replied"
    """The interviewer's words, other than a question."""
    SAVED = "saved"
    """A snapshot of the candidate's file."""
    RAN = "ran"
    ANSWERED = "answered"
    ASSESSED = "assessed"
    FOLLOWED_UP = "followed_up"
    HINTED = "hinted"
    SKIPPED = "skipped"
    RATED = "rated"
    PAUSED = "paused"
    RESUMED = "resumed"
    WRAPPED_UP = "wrapped_up"
    """The interviewer's last words."""
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EVALUATED = "evaluated"
    DEGRADED = "degraded"
    """Something fell back: a runner, a model; says what and why."""
    DISPUTED = "disputed"
    """The candidate objected to a finding; it belongs to no question, so that no later reading hears of it."""


class ClockMark(Model):
    """A reading of the monotonic clock of one boot of one machine."""

    boot: str
    seconds: float


class Event(Model):
    session_id: str
    sequence: int
    """1, 2, 3 … without gaps: the order of events. Times are for people."""
    kind: EventKind
    at: datetime
    elapsed: float
    """Seconds the session had been in progress: never negative, never running while paused."""
    question_id: str | None = None
    text: str = ""
    """Words spoken or written, where there are any."""
    data: dict[str, JsonValue] = {}
    """What else there is to know, by kind: rung and cost of a hint, ids of response and attempt, …"""


class Snapshot(Model):
    """A saved state of the candidate's file, kept once per content."""

    content_hash: str
    content: str
