"""Rows with payloads that are not sealed yet: made by whoever stores something, before the database is held for it."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from coach.domain.account import Review
from coach.domain.event import Event, Snapshot
from coach.domain.response import Attempt, InterviewResponse
from coach.domain.session import InterviewSession
from coach.store.rows import Draft, Row, utc, utc_or_none
from coach.store.step import Step

# What stands in clear columns is left out of the payload.
RESPONSE_SECRETS = {"response_text", "code_solution", "own_tests"}
ATTEMPT_SECRETS = {"response_id", "source_hash", "report", "growth", "strength", "error"}
EVENT_SECRETS = {"text", "data"}
REVIEW_SECRETS = {"notes"}
SESSION_ROWS = {"responses", "attempts"}
"""Fields of a session that are rows of their own."""


@dataclass(frozen=True)
class Drafts:
    """All rows that a step writes, without those that only analytics reads."""

    session: Draft
    responses: list[Draft]
    attempts: list[Draft]
    events: list[Draft]
    snapshots: list[Draft]

    @property
    def are_exact(self) -> bool:
        """Whether all is read as it was given."""
        return all(each.is_exact for each in (self.session, *self.responses, *self.attempts, *self.events))


def drafts_of(session: InterviewSession, step: Step) -> Drafts:
    """Of the session as it is stored, and of what is new with the step."""
    person = session.user_id
    return Drafts(
        session_draft(session),
        [response_draft(person, response) for response in step.new_responses],
        [attempt_draft(person, attempt) for attempt in step.changed_attempts],
        [event_draft(person, event) for event in step.events],
        [snapshot_draft(person, snapshot) for snapshot in step.snapshots],
    )


def session_draft(session: InterviewSession) -> Draft:
    feedback = session.feedback
    row = {
        "id": session.id,
        "user_id": session.user_id,
        "status": session.status.value,
        "interview_type": session.interview_type.value,
        "company_type": session.company_type.value,
        "difficulty_level": session.difficulty_level.value,
        "created_at": utc(session.created_at),
        "scheduled_at": utc_or_none(session.scheduled_at),
        "started_at": utc_or_none(session.started_at),
        "completed_at": utc_or_none(session.completed_at),
        "elapsed": session.elapsed,
        "questions": json.dumps([question.bank_id for question in session.roots]),
        "answered": len(session.responses),
        "overall_score": feedback.overall_score if feedback else None,
        "version": session.version,
    }
    return _draft(session.user_id, f"sessions|{session.id}", row, session, exclude=SESSION_ROWS)


def response_draft(person: str, response: InterviewResponse) -> Draft:
    row = {
        "session_id": response.session_id,
        "id": response.id,
        "question_id": response.question_id,
        "sequence": response.sequence,
        "submitted_at": utc(response.submitted_at),
        "language": response.language.value if response.language else None,
        "confidence": response.confidence_level,
    }
    return _draft(person, f"responses|{response.session_id}/{response.id}", row, response, include=RESPONSE_SECRETS)


def attempt_draft(person: str, attempt: Attempt) -> Draft:
    row = {
        "session_id": attempt.session_id,
        "id": attempt.id,
        "question_id": attempt.question_id,
        "sequence": attempt.sequence,
        "kind": attempt.kind.value,
        "state": attempt.state.value,
    }
    return _draft(person, f"attempts|{attempt.session_id}/{attempt.id}", row, attempt, include=ATTEMPT_SECRETS)


def event_draft(person: str, event: Event) -> Draft:
    row = {
        "session_id": event.session_id,
        "sequence": event.sequence,
        "kind": event.kind.value,
        "at": utc(event.at),
        "elapsed": event.elapsed,
        "question_id": event.question_id,
    }
    return _draft(person, f"events|{event.session_id}/{event.sequence}", row, event, include=EVENT_SECRETS)


def snapshot_draft(person: str, snapshot: Snapshot) -> Draft:
    row = {"user_id": person, "content_hash": snapshot.content_hash}
    return _draft(person, f"snapshots|{snapshot.content_hash}", row, snapshot, include={"content"})


def review_draft(person: str, review: Review) -> Draft:
    """`person` is whose interview it is: what is said of them goes with their key."""
    row = {
        "session_id": review.session_id,
        "interviewer_id": review.interviewer_id,
        "score": review.score,
        "at": utc(review.at),
    }
    key = f"{review.session_id}/{review.interviewer_id}"
    return _draft(person, f"reviews|{key}", row, review, include=REVIEW_SECRETS)


def _draft(person: str, place: str, row: Row, value: BaseModel, **selection: Any) -> Draft:
    try:
        return Draft(person, place, {**row, "payload": value.model_dump_json(**selection).encode()}, True)
    except PydanticSerializationError:
        # From bytes that were no UTF-8: escaped it survives, and so does the answer.
        payload = json.dumps(value.model_dump(mode="json", **selection)).encode()
        return Draft(person, place, {**row, "payload": payload}, False)
