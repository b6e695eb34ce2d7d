"""Everything kept about one person as one JSON document."""

from collections.abc import Iterable, Sequence

from pydantic import JsonValue

from coach.domain.consent import Consent
from coach.domain.event import Event, EventKind, Snapshot
from coach.domain.session import InterviewSession

SCHEMA_VERSION = 1


def saved_states(events: Iterable[Event]) -> tuple[str, ...]:
    """Hashes of the states of a file that a log refers to, in order."""
    found = {str(event.data.get("hash")) for event in events if event.kind is EventKind.SAVED}
    return tuple(sorted(found))


def export_document(
    user_id: str,
    consent: Consent | None,
    sessions: Iterable[tuple[InterviewSession, Sequence[Event]]],
    snapshots: Iterable[Snapshot],
) -> dict[str, JsonValue]:
    """Sessions come with responses and attempts; each has its log beside it, since `session.events` is a count."""
    return {
        "schema_version": SCHEMA_VERSION,
        "user_id": user_id,
        "consent": consent.model_dump(mode="json") if consent else None,
        "sessions": [
            {"session": session.model_dump(mode="json"), "events": [event.model_dump(mode="json") for event in events]}
            for session, events in sessions
        ],
        "snapshots": [snapshot.model_dump(mode="json") for snapshot in snapshots],
    }
