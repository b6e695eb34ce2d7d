"""What an interview that comes from a file must agree in with itself before it is stored."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pydantic import ValidationError

from coach.domain.enums import InterviewStatus
from coach.domain.results import results_of
from coach.domain.session import InterviewSession
from coach.ports import SessionRecord
from coach.store.document import saved_states

Fault = tuple[str, str]
"""The field, and what is wrong with it."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")
"""Names stand in clear columns and in lists on the screen."""
CLOCKS_DIFFER = timedelta(days=1)
MOST = 1_000_000
"""More of anything that is counted is no count."""


def first_fault(record: SessionRecord, now: datetime) -> Fault | None:
    """The first thing that cannot be; `now` has a zone."""
    return next(faults(record, now), None)


def faults(record: SessionRecord, now: datetime) -> Iterator[Fault]:
    """In this order: what a later check relies on has been checked before it."""
    yield from of_names(record.session)
    yield from of_times(record, now)
    yield from of_state(record.session)
    yield from of_parts(record.session)
    yield from of_log(record)
    yield from of_snapshots(record)
    yield from of_report(record.session)


def of_names(session: InterviewSession) -> Iterator[Fault]:
    names = [("session.id", session.id), ("session.role", session.role)]
    for question in session.questions:
        names.append((f"question {question.id} bank_id", question.bank_id))
        names += [(f"question {question.id} concepts", concept) for concept in question.concepts]
    names += [("session.responses.id", response.id) for response in session.responses]
    names += [("session.attempts.id", attempt.id) for attempt in session.attempts]
    for field, name in names:
        if not NAME.fullmatch(name):
            yield field, "is not a name of at most 100 letters, digits and - . _ :"


def of_times(record: SessionRecord, now: datetime) -> Iterator[Fault]:
    session = record.session
    past = [
        ("session.created_at", session.created_at),
        ("session.started_at", session.started_at),
        ("session.completed_at", session.completed_at),
        *(("session.responses.submitted_at", response.submitted_at) for response in session.responses),
        *((f"events {event.sequence} at", event.at) for event in record.events),
    ]
    known = [(field, moment) for field, moment in [*past, ("session.scheduled_at", session.scheduled_at)] if moment]
    yield from ((field, "has no time zone") for field, moment in known if moment.tzinfo is None)
    latest = now + CLOCKS_DIFFER
    yield from ((field, "lies in the future") for field, moment in past if moment and moment > latest)
    if session.started_at and session.started_at < session.created_at:
        yield "session.started_at", "lies before created_at"
    if session.completed_at and session.completed_at < (session.started_at or session.created_at):
        yield "session.completed_at", "lies before the interview began"


def of_state(session: InterviewSession) -> Iterator[Fault]:
    if session.elapsed < 0:
        yield "session.elapsed", "is negative"
    if session.is_over != (session.completed_at is not None):
        yield "session.completed_at", f"does not go with the status {session.status.value}"
    if session.feedback and session.status is not InterviewStatus.COMPLETED:
        yield "session.feedback", f"does not go with the status {session.status.value}"
    if not 1 <= session.version <= MOST:
        yield "session.version", f"is not a number from 1 to {MOST}"
    if not 0 <= session.position <= len(session.questions):
        yield "session.position", "points at no question"


def of_parts(session: InterviewSession) -> Iterator[Fault]:
    asked = {question.id for question in session.questions}
    yield from repeated("session.questions.id", [question.id for question in session.questions])
    yield from repeated("session.responses.id", [response.id for response in session.responses])
    yield from repeated("session.attempts.id", [attempt.id for attempt in session.attempts])
    yield from gaps("session.responses.sequence", [response.sequence for response in session.responses])
    yield from gaps("session.attempts.sequence", [attempt.sequence for attempt in session.attempts])
    parents = [("session.questions.parent_id", question.root_id, session.id) for question in session.questions]
    responses = [("session.responses", one.question_id, one.session_id) for one in session.responses]
    attempts = [("session.attempts", one.question_id, one.session_id) for one in session.attempts]
    for field, question_id, session_id in (*parents, *responses, *attempts):
        if question_id not in asked or session_id != session.id:
            yield field, "belongs to no question of this interview"


def of_log(record: SessionRecord) -> Iterator[Fault]:
    session, asked = record.session, {None, *(question.id for question in record.session.questions)}
    yield from gaps("events.sequence", [event.sequence for event in record.events])
    if session.events != len(record.events):
        yield "session.events", f"says {session.events}, there are {len(record.events)}"
    for event in record.events:
        if event.session_id != session.id or event.question_id not in asked:
            yield f"events {event.sequence}", "belongs to no question of this interview"
        if event.elapsed < 0:
            yield f"events {event.sequence} elapsed", "is negative"


def of_snapshots(record: SessionRecord) -> Iterator[Fault]:
    found = [snapshot.content_hash for snapshot in record.snapshots]
    yield from repeated("snapshots.content_hash", found)
    if set(saved_states(record.events)) != set(found):
        yield "snapshots", "are not those that the events name"
    for snapshot in record.snapshots:
        if hashlib.sha256(snapshot.content.encode(errors="surrogatepass")).hexdigest() != snapshot.content_hash:
            yield "snapshots.content_hash", "is not the SHA-256 of its content"


def of_report(session: InterviewSession) -> Iterator[Fault]:
    feedback = session.feedback
    if feedback is None:
        return
    if feedback.session_id != session.id:
        yield "session.feedback.session_id", "is another interview's"
    judged = [assessment.question_id for assessment in feedback.questions]
    yield from repeated("session.feedback.questions", judged)
    if set(judged) <= {question.id for question in session.roots}:
        yield from of_results(session)
    else:
        yield "session.feedback.questions", "judge what was not asked"


def of_results(session: InterviewSession) -> Iterator[Fault]:
    try:
        results = results_of(session)
    except ValidationError as error:
        yield "session.feedback.questions." + str(error.errors()[0]["loc"][0]), "is out of its range"
        return
    for result in results:
        if max(result.hints, result.minutes_allowed or 0, result.evaluator_version) > MOST:
            yield f"question {result.question_id}", f"counts more than {MOST} of something"


def repeated(field: str, names: Sequence[str]) -> Iterator[Fault]:
    if len(set(names)) < len(names):
        yield field, "is there twice"


def gaps(field: str, numbers: Sequence[int]) -> Iterator[Fault]:
    for expected, number in enumerate(numbers, 1):
        if number != expected:
            yield field, f"has {number} where {expected} comes next"
