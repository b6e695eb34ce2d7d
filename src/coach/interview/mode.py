"""Whether a model led an interview, did so in part, or not at all."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from coach.domain.event import Event, EventKind
from coach.domain.feedback import InterviewFeedback
from coach.domain.session import InterviewSession

OFFLINE = "offline"
BANK = "bank"
JUDGE, REPORT = "judge", "report"
"""Parts of an interview that can fall back once it is over."""


class Mode(StrEnum):
    """As it is shown beside the clock and in the report."""

    AI = "AI"
    PARTLY_AI = "partly AI"
    OFFLINE = "offline"


def mode_of(session: InterviewSession, events: Iterable[Event], feedback: InterviewFeedback | None = None) -> Mode:
    """Who did the talking, and with a report who did the reading; one item that fell back makes it partly."""
    if session.interviewer == OFFLINE:
        return Mode.OFFLINE
    log = tuple(events)
    worked = any(event.data.get("source", BANK) != BANK for event in log)
    failed = any(event.kind is EventKind.DEGRADED and event.data.get("part") != "runner" for event in log)
    if feedback:
        worked = worked or any(name != OFFLINE for name in (feedback.judged_by, feedback.written_by))
        failed = failed or bool(fallbacks(feedback))
    if failed:
        return Mode.PARTLY_AI if worked else Mode.OFFLINE
    return Mode.AI


def fallbacks(feedback: InterviewFeedback) -> Sequence[tuple[str | None, str, str]]:
    """(question, part, why) of everything in a report that a model should have done and did not."""
    judged = [(one.question_id, JUDGE, one.degraded) for one in feedback.questions if one.degraded]
    return [*judged, *([(None, REPORT, feedback.not_written)] if feedback.not_written else [])]
