"""An answer in words: it is read while it is being stored."""

import asyncio
from pathlib import Path

import pytest

from coach.domain.event import EventKind
from coach.domain.feedback import GateResult
from coach.domain.session import InterviewSession
from coach.domain.transcript import QuestionTranscript
from coach.errors import Conflict, StoreError
from coach.evaluation import gate
from coach.evaluation.gate import check
from tests.fakes import Studio
from tests.unit.interview.meanwhile import Saving

WORDS = "Each key is hashed to a bucket, and keys that collide share it in a short list. "


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[QuestionTranscript]:
    """What is read, in turn."""
    found = list[QuestionTranscript]()

    def looked(seen: QuestionTranscript) -> GateResult:
        found.append(seen)
        return check(seen)

    monkeypatch.setattr(gate, "check", looked)
    return found


async def started(studio: Studio) -> str:
    session = await studio.service.create_interview_session(user_id="u", questions=("hash-tables",))
    return (await studio.service.start_interview_session(session.id)).id


async def answered(studio: Studio, session_id: str, words: str = WORDS) -> InterviewSession:
    return (await studio.service.submit_response(session_id=session_id, question_id="q1", response_text=words))[0]


@pytest.mark.parametrize("words", [WORDS, WORDS * 20], ids=["short", "long"])
async def test_it_is_read_once(studio: Studio, readings: list[QuestionTranscript], words: str) -> None:
    session_id = await started(studio)

    async def until_it_is_read(times: int) -> None:
        while not readings:
            await asyncio.sleep(0)

    Saving(studio, until_it_is_read)
    done = await answered(studio, session_id, words)
    events = await studio.store.events(session_id)
    assert [(one.responses, one.events[-1].kind) for one in readings] == [(done.responses, EventKind.ANSWERED)]
    assert [event.kind for event in events][-2:] == [EventKind.ASSESSED, EventKind.FOLLOWED_UP]


async def test_it_is_read_again_where_something_else_was_stored_first(
    studio: Studio, readings: list[QuestionTranscript]
) -> None:
    session_id = await started(studio)

    async def somebody_is_faster(times: int) -> None:
        if times == 1:
            while not readings:
                await asyncio.sleep(0)
            await studio.service.say(session_id, "It depends on the hash function.")
            raise Conflict("Somebody else was faster.")

    Saving(studio, somebody_is_faster)
    await answered(studio, session_id)
    assert [EventKind.SAID in {event.kind for event in one.events} for one in readings] == [False, True]


async def test_it_is_read_by_nobody_where_it_cannot_be_stored(
    studio: Studio, readings: list[QuestionTranscript]
) -> None:
    session_id = await started(studio)

    async def fails(times: int) -> None:
        raise StoreError("The disk is full.")

    Saving(studio, fails)
    with pytest.raises(StoreError, match="full"):
        await answered(studio, session_id)
    await asyncio.sleep(0)
    assert readings == []


async def test_it_is_stored_although_it_cannot_be_read(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    session_id = await started(studio)

    async def gone(session: InterviewSession) -> None:
        raise StoreError("The file is gone.")

    monkeypatch.setattr(studio.store, "log", gone)
    with pytest.raises(StoreError, match="gone"):
        await answered(studio, session_id)
    assert [one.response_text for one in (await studio.store.load(session_id)).responses] == [WORDS]
