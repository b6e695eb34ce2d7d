"""Between domain values and rows: clear columns to search by, one sealed payload for the rest.

The place bound to each ciphertext is table|key|column with the row's own key, so that a payload copied to another
row, even of the same person, does not open.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from coach.domain.account import Review
from coach.domain.consent import Consent
from coach.domain.event import Event, Snapshot
from coach.domain.response import Attempt, InterviewResponse
from coach.domain.session import InterviewSession
from coach.domain.summary import SessionSummary
from coach.errors import StoreError
from coach.ports import Cipher

Row = dict[str, Any]
T = TypeVar("T", bound=BaseModel)

SUMMARY_COLUMNS = (
    "id, user_id, status, interview_type, company_type, difficulty_level, created_at, scheduled_at, completed_at,"
    " elapsed, questions, answered, overall_score"
)


def utc(moment: datetime) -> str:
    """ISO 8601 in UTC, always of the same length, so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def utc_or_none(moment: datetime | None) -> str | None:
    return utc(moment) if moment else None


def read(kind: type[T], fields: Row, what: str) -> T:
    """Raises StoreError when the fields do not make such a value."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise _not_understood(what, error) from error


def read_all(kind: type[T], fields: Iterable[Row], what: str) -> tuple[T, ...]:
    """The same for many that are small."""
    try:
        return _adapter(kind).validate_python(tuple(fields))
    except ValidationError as error:
        raise _not_understood(what, error) from error


@cache
def _adapter(kind: type[T]) -> TypeAdapter[tuple[T, ...]]:
    return TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]  # only known when it is called


def _not_understood(what: str, error: ValidationError) -> StoreError:
    return StoreError(
        f"{what} cannot be understood.",
        why=f"{error.error_count()} fields are not what this version of coach expects.",
        fix="Update coach; if that does not help, put a backup of the history in place.",
    )


class Draft(NamedTuple):
    """A row whose payload is not sealed yet."""

    person: str
    """Whose key it is sealed with."""
    place: str
    """table|key"""
    row: Row
    """With its payload as JSON."""
    is_exact: bool
    """False: the payload holds half of a surrogate pair, and may therefore be read as something else."""


class Rows:
    """Seals rows and reads them, with one cipher. Sealing raises StoreError, opening KeyLost and StoreError."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def seal(self, draft: Draft) -> Row:
        payload = self._cipher.seal(draft.person, f"{draft.place}|payload", draft.row["payload"])
        return {**draft.row, "payload": payload}

    def _open(self, person: str, table: str, key: str, row: Row) -> Any:
        return json.loads(self._cipher.open(person, f"{table}|{key}|payload", row["payload"]))

    def steady(self) -> AbstractContextManager[None]:
        """Look at the keys once for all that is opened and sealed in the block.

        To seal, enter it within a transaction that holds the write lock: whoever erases holds it from before the key
        is destroyed, so none is destroyed until the transaction ends.
        """
        return self._cipher.steady()

    def prove(self, row: Row) -> None:
        """Raises KeyLost when the person's key is not the one that sealed this row of theirs."""
        self._cipher.open(row["user_id"], f"sessions|{row['id']}|payload", row["payload"])

    def mark(self, row: Row) -> str:
        """Of the key of whose row it is. Raises KeyLost."""
        return self._cipher.mark(row["user_id"])

    def mark_now(self, row: Row) -> str | None:
        """The same where that takes no wait, else None."""
        return self._cipher.mark_now(row["user_id"])

    def session(self, row: Row, responses: Sequence[Row], attempts: Sequence[Row]) -> InterviewSession:
        person, session_id = row["user_id"], row["id"]
        fields = self._open(person, "sessions", session_id, row)
        fields["version"] = row["version"]
        session = read(InterviewSession, fields, f"The interview {session_id}")
        return session.replace(
            responses=tuple(self.response(person, found) for found in responses),
            attempts=tuple(self.attempt(person, found) for found in attempts),
        )

    def response(self, person: str, row: Row) -> InterviewResponse:
        key = f"{row['session_id']}/{row['id']}"
        fields = {**row, **self._open(person, "responses", key, row), "confidence_level": row["confidence"]}
        del fields["confidence"], fields["payload"]
        return read(InterviewResponse, fields, f"The response {key}")

    def attempt(self, person: str, row: Row) -> Attempt:
        key = f"{row['session_id']}/{row['id']}"
        fields = {**row, **self._open(person, "attempts", key, row)}
        del fields["payload"]
        return read(Attempt, fields, f"The attempt {key}")

    def event(self, person: str, row: Row) -> Event:
        key = f"{row['session_id']}/{row['sequence']}"
        fields = {**row, **self._open(person, "events", key, row)}
        del fields["payload"]
        return read(Event, fields, f"The event {key}")

    def snapshot(self, row: Row) -> Snapshot:
        content_hash = row["content_hash"]
        fields = {"content_hash": content_hash, **self._open(row["user_id"], "snapshots", content_hash, row)}
        return read(Snapshot, fields, f"The saved file {content_hash}")

    def review(self, person: str, row: Row) -> Review:
        key = f"{row['session_id']}/{row['interviewer_id']}"
        fields = {**row, **self._open(person, "reviews", key, row)}
        del fields["payload"]
        return read(Review, fields, f"The review {key}")

    def sealed_body(self, person: str, key_hash: str, body: bytes) -> bytes:
        return self._cipher.seal(person, f"answers|{key_hash}|payload", body)

    def body(self, row: Row) -> bytes:
        """Of a kept answer; empty while there is none."""
        if row["payload"] is None:
            return b""
        return self._cipher.open(row["user_id"], f"answers|{row['key_hash']}|payload", row["payload"])


def consent_row(consent: Consent) -> Row:
    return {**consent.model_dump(), "given_at": utc(consent.given_at)}


def summary(row: Row) -> SessionSummary:
    """Raises StoreError."""
    return read(
        SessionSummary, {**row, "questions": json.loads(row["questions"])}, f"The line of interview {row['id']}"
    )
