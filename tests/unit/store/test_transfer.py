"""A history as JSON Lines: what is written is read again, and nothing else is believed."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import InterviewStatus
from coach.errors import ContentError
from coach.ports import SessionRecord
from coach.store import transfer
from coach.store.transfer import HistoryFile, header_line, json_schema, record_line
from tests.contract import session_store_values as values

ROOT = Path(__file__).parents[3]
NOW = values.START + timedelta(days=30)
Document = dict[str, Any]
Change = Callable[[Document], object]


def record(session_id: str = "s1", user_id: str = "kim") -> SessionRecord:
    """An interview with everything in it, that agrees with itself."""
    full, (event, snapshot) = values.full_session(session_id, user_id), values.saved(session_id, 4)
    scheduled = NOW + timedelta(days=900)
    return SessionRecord(
        session=full.replace(version=9, events=4, scheduled_at=scheduled),
        events=(*values.log(session_id), event),
        snapshots=(snapshot,),
    )


def read(content: bytes, adopter: str | None = None) -> list[SessionRecord | ContentError]:
    file = HistoryFile(io.BytesIO(content), "history.jsonl", NOW, frozenset({"kim"}), adopter)
    return list(file.records())


def file_of(*lines: str, interviews: int | None = None) -> bytes:
    return "".join([header_line(len(lines) if interviews is None else interviews), *lines]).encode()


def refusal(content: bytes) -> str:
    """The one thing that is wrong with the file."""
    (found,) = (one for one in read(content) if isinstance(one, ContentError))
    return found.in_a_line


def changed(change: Change, original: SessionRecord | None = None) -> str:
    document = json.loads(record_line(original or record()))
    change(document)
    return json.dumps(document) + "\n"


def test_what_is_written_is_read_again() -> None:
    broken = values.session("s2").with_response(values.response("s2", response_text="half a pair: \ud83d \x00 🙂"))
    records = [record(), SessionRecord(session=broken.replace(version=1))]
    content = file_of(*map(record_line, records))
    assert content.isascii()
    assert read(content) == records
    assert read(content.rstrip(b"\n")) == records


def test_nobody_elses_interview_is_taken_unless_asked_for() -> None:
    content = file_of(record_line(record("s1", "lee")), record_line(record("s2")))
    refused, mine = read(content)
    assert isinstance(refused, ContentError)
    assert refused.message == "history.jsonl:2  session.user_id – is another person's"
    assert refused.fix.startswith("--as-me")
    assert read(content, "kim") == [record("s1", "kim"), mine]


def test_a_bad_line_spares_the_others() -> None:
    good = record_line(record("s2"))
    found = read(file_of("{}\n", good, "[\n", record_line(record("s3"))))
    assert [isinstance(one, ContentError) for one in found] == [True, False, True, False]


def test_an_id_counts_once() -> None:
    content = file_of(record_line(record()), record_line(record("s2")), record_line(record()))
    assert refusal(content) == "history.jsonl:4  session.id – is that of line 2 already"


@pytest.mark.parametrize("claimed", [0, 2])
def test_a_file_that_was_cut_is_noticed(claimed: int) -> None:
    found = read(file_of(record_line(record()), interviews=claimed))
    assert found[0] == record()
    assert isinstance(found[1], ContentError)
    assert f"Interviews in the file: 1, its first line says {claimed}" in found[1].message


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"\n",
        b"\xff\xfe",
        b"[]",
        b'{"format": "coach-history", "version": 2, "interviews": 0}',
        b'{"format": "diary", "version": 1, "interviews": 0}',
        b'{"version": 1}',
        b'{"format": "coach-history", "version": 1, "interviews": -1}',
        record_line(record()).encode(),
    ],
)
def test_a_file_of_another_kind_is_refused_as_a_whole(header: bytes) -> None:
    with pytest.raises(ContentError) as caught:
        read(header)
    assert caught.value.message == "history.jsonl is not a history that this coach can read."
    assert caught.value.why.startswith("history.jsonl:1")
    assert caught.value.fix


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"not json", "The line is not JSON"),
        (b"", "The line is not JSON"),
        (b'{"session": "\xff"}', "The line is not UTF-8 (byte 14)"),
        (b"[" * 100_000, "The line is not JSON"),
        (b'{"session": NaN}', "The line is not JSON"),
        (b'{"session": 1e999}', "The line is not JSON"),
        (b'{"session": ' + b"9" * 5000 + b"}", "The line is not JSON"),
        (b"[]", "Input should be"),
        (b"{}", "session – Field required"),
    ],
)
def test_what_is_no_interview_is_named(line: bytes, problem: str) -> None:
    found = refusal(header_line(1).encode() + line + b"\n")
    assert found.startswith("history.jsonl:2")
    assert problem in found


class Endless(io.RawIOBase):
    """A line of a given length, made while it is read."""

    def __init__(self, left: int) -> None:
        self._left = left
        self.most = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self._left)
        buffer[:count] = b"x" * count
        self._left -= count
        self.most = max(self.most, count)
        return count


def test_a_line_without_end_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LONGEST_LINE", 2**20)
    good = record_line(record()).encode()
    stream = io.BytesIO(header_line(2).encode() + b"x" * (3 * 2**20) + b"\n" + good)
    refused, kept = HistoryFile(stream, "h", NOW, frozenset({"kim"})).records()
    assert isinstance(refused, ContentError)
    assert refused.message == "h:2 – The line is longer than 1 MiB"
    assert kept == record()
    source = Endless(2**24)
    assert list(transfer.numbered_lines(io.BufferedReader(source))) == [(1, None)]
    assert source.most <= 2**20 + transfer.PART


def at(*path: str | int) -> Callable[[Any], Change]:
    """Puts a value at a place of the document."""

    def put(value: Any) -> Change:
        def change(document: Document) -> None:
            inner: Any = document
            for part in path[:-1]:
                inner = inner[part]
            inner[path[-1]] = value

        return change

    return put


ASSESSMENT = ("session", "feedback", "questions", 0)
FUTURE = (NOW + timedelta(days=2)).isoformat()
IMPOSSIBLE: dict[str, tuple[Change, str]] = {
    "score 11": (at(*ASSESSMENT, "score")(11), "session.feedback.questions.0.score"),
    "overall 11": (at("session", "feedback", "overall_score")(11), "session.feedback.overall_score"),
    "level 5": (at(*ASSESSMENT, "level")(5), "session.feedback.questions.level – is out of its range"),
    "hints -1": (at(*ASSESSMENT, "hints_used")(-1), "session.feedback.questions.hints – is out of its range"),
    "hints": (at(*ASSESSMENT, "hints_used")(10**30), "question q1 – counts more than"),
    "minutes": (at("session", "questions", 0, "time_limit")(10**30), "question q1 – counts more than"),
    "elapsed": (at("session", "elapsed")(-1), "session.elapsed – is negative"),
    "elapsed event": (at("events", 1, "elapsed")(-1), "events 2 elapsed – is negative"),
    "early end": (at("session", "completed_at")("2025-03-04T09:30:05Z"), "session.completed_at – lies before"),
    "early start": (at("session", "started_at")("2025-03-04T09:30:00Z"), "session.started_at – lies before"),
    "no end": (at("session", "completed_at")(None), "session.completed_at – does not go with the status completed"),
    "end": (at("session", "status")("paused"), "session.completed_at – does not go with the status paused"),
    "feedback": (at("session", "status")("cancelled"), "session.feedback – does not go with the status cancelled"),
    "future": (at("session", "completed_at")(FUTURE), "session.completed_at – lies in the future"),
    "future event": (at("events", 0, "at")(FUTURE), "events 1 at – lies in the future"),
    "no zone": (at("session", "created_at")("2025-03-04T09:30:00"), "session.created_at – has no time zone"),
    "no zone to come": (at("session", "scheduled_at")("2030-01-01"), "session.scheduled_at – has no time zone"),
    "no time": (at("session", "created_at")("yesterday"), "session.created_at – Input should be a valid datetime"),
    "version": (at("session", "version")(0), "session.version"),
    "version of many digits": (at("session", "version")(10**30), "session.version"),
    "position": (at("session", "position")(4), "session.position"),
    "gap": (at("events", 1, "sequence")(3), "events.sequence – has 3 where 2 comes next"),
    "gap in responses": (at("session", "responses", 1, "sequence")(5), "session.responses.sequence – has 5"),
    "gap in attempts": (at("session", "attempts", 0, "sequence")(0), "session.attempts.sequence – has 0"),
    "count": (at("session", "events")(5), "session.events – says 5, there are 4"),
    "event elsewhere": (at("events", 0, "session_id")("s2"), "events 1 – belongs to no question"),
    "event of nothing": (at("events", 0, "question_id")("q7"), "events 1 – belongs to no question"),
    "response elsewhere": (at("session", "responses", 0, "session_id")("s2"), "session.responses – belongs to no"),
    "attempt of nothing": (at("session", "attempts", 0, "question_id")("q7"), "session.attempts – belongs to no"),
    "orphan": (at("session", "questions", 1, "parent_id")("q7"), "session.questions.parent_id – belongs to no"),
    "twice": (at("session", "responses", 1, "id")("r1"), "session.responses.id – is there twice"),
    "twice asked": (at("session", "questions", 2, "id")("q1"), "session.questions.id – is there twice"),
    "hash": (at("snapshots", 0, "content")("else"), "snapshots.content_hash – is not the SHA-256"),
    "no snapshot": (at("snapshots")([]), "snapshots – are not those that the events name"),
    "other report": (at("session", "feedback", "session_id")("s2"), "session.feedback.session_id – is another"),
    "not asked": (at(*ASSESSMENT, "question_id")("q7"), "session.feedback.questions – judge what was not asked"),
    "follow-up": (at(*ASSESSMENT, "question_id")("q1.f1"), "session.feedback.questions – judge what was not asked"),
    "id": (at("session", "id")("\x1b[31m"), "session.id – is not a name"),
    "path": (at("session", "id")("../../x"), "session.id – is not a name"),
    "slug": (at("session", "questions", 0, "bank_id")("\ud83d"), "question q1 bank_id – is not a name"),
    "concept": (at("session", "questions", 0, "concepts")(["a\nb"]), "question q1 concepts – is not a name"),
    "unknown field": (at("session", "wishes")(1), "session.wishes – Extra inputs are not permitted"),
    "hostile field": (at("session", "\x1b[31m")(1), "session.? – Extra inputs are not permitted"),
    "enum": (at("session", "company_type")(values.SECRET), "session.company_type – Input should be"),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_is_named_without_its_words(name: str) -> None:
    change, expected = IMPOSSIBLE[name]
    found = refusal(file_of(changed(change)))
    assert found.startswith(f"history.jsonl:2  {expected}")
    assert values.SECRET not in found
    assert found.isprintable()


def test_an_interview_that_goes_on_is_fine() -> None:
    going_on = values.session(version=1, events=1, status=InterviewStatus.IN_PROGRESS, started_at=values.START)
    kept = SessionRecord(session=going_on, events=(values.event(),))
    assert read(file_of(record_line(kept))) == [kept]


def test_a_clock_that_is_a_little_behind_refuses_nothing() -> None:
    late = record()
    soon = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
    assert list(HistoryFile(io.BytesIO(file_of(record_line(late))), "h", soon, frozenset({"kim"})).records()) == [late]


def test_the_schema_is_the_documented_one() -> None:
    """To write it anew: json.dumps(json_schema(), indent=2)."""
    written = json.loads((ROOT / "docs" / "history.schema.json").read_text(encoding="utf-8"))
    assert written == json_schema()
    assert {"InterviewSession", "Event", "Snapshot"} <= set(written["$defs"])


def test_the_documented_header_is_ours() -> None:
    assert header_line(2).strip() in (ROOT / "docs" / "history-format.md").read_text(encoding="utf-8").replace(
        ": ", ":"
    ).replace(", ", ",")
