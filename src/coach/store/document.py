"""Everything kept about one person as one JSON document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from coach.domain.account import Account, Grant, Review
from coach.domain.consent import Consent
from coach.domain.event import Event, EventKind, Snapshot
from coach.domain.session import InterviewSession

SCHEMA_VERSION = 1
TOKEN_FIELDS = {"id", "user_id", "token_id"}
"""Of a sign-in, what names tokens that may still be good."""


@dataclass(frozen=True)
class Kept:
    """One interview with what was said in it, and of it."""

    session: InterviewSession
    events: Sequence[Event]
    reviews: Sequence[Review] = ()


def saved_states(events: Iterable[Event]) -> tuple[str, ...]:
    """Hashes of the states of a file that a log refers to, in order."""
    found = {str(event.data.get("hash")) for event in events if event.kind is EventKind.SAVED}
    return tuple(sorted(found))


def export_document(
    user_id: str,
    consent: Consent | None,
    sessions: Iterable[Kept],
    snapshots: Iterable[Snapshot],
    account: Account | None = None,
    grants: Iterable[Grant] = (),
) -> dict[str, JsonValue]:
    """Sessions come with responses and attempts; each has its log beside it, since `session.events` is a count.

    What only a server keeps stands under keys that are absent where there is nothing of it.
    """
    document: dict[str, JsonValue] = {
        "schema_version": SCHEMA_VERSION,
        "user_id": user_id,
        "consent": consent.model_dump(mode="json") if consent else None,
        "sessions": [interview_document(kept) for kept in sessions],
        "snapshots": [snapshot.model_dump(mode="json") for snapshot in snapshots],
    }
    if account:
        document["account"] = {
            **account.model_dump(mode="json"),
            "sign_ins": [grant.model_dump(mode="json", exclude=TOKEN_FIELDS) for grant in grants],
        }
    return document


def interview_document(kept: Kept) -> dict[str, JsonValue]:
    document: dict[str, JsonValue] = {
        "session": kept.session.model_dump(mode="json"),
        "events": [event.model_dump(mode="json") for event in kept.events],
    }
    if kept.reviews:
        document["reviews"] = [review.model_dump(mode="json") for review in kept.reviews]
    return document
