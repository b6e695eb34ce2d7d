"""A question written in the background: once, for the right concept, and without a trace in the interview."""

import asyncio
from pathlib import Path

import pytest

from coach.domain.drafts import QuestionWish
from coach.domain.enums import QuestionType
from coach.domain.session import InterviewSession
from coach.errors import ModelUnavailable
from coach.interview.supply import QuestionSupply
from tests.fakes import Studio


class Desk:
    """Where questions are written: it remembers the wishes, and ends as it is told to."""

    def __init__(self, *, fails: Exception | None = None, waits: bool = False) -> None:
        self.wishes: list[QuestionWish] = []
        self.lines: list[str] = []
        self.ended = asyncio.Event()
        self._fails = fails
        self._waits = waits

    async def write(self, wish: QuestionWish) -> str:
        self.wishes.append(wish)
        try:
            if self._waits:
                await asyncio.Event().wait()
            if self._fails:
                raise self._fails
            return "new-question"
        finally:
            self.ended.set()

    def supply(self, studio: Studio) -> QuestionSupply:
        engine = studio.engine
        return QuestionSupply(engine.store, engine.questions, engine.runner, self.write, self.lines.append)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


async def begun(studio: Studio) -> InterviewSession:
    session = await studio.service.create_interview_session(user_id="ana", questions=("pair-sum",))
    return await studio.service.start_interview_session(session.id)


async def settled(supply: QuestionSupply, desk: Desk) -> None:
    """Until the background has nothing left to do."""
    while not desk.lines:
        await asyncio.sleep(0)
    await supply.close()


async def test_a_question_is_written_once(studio: Studio) -> None:
    desk, session = Desk(), await begun(studio)
    supply = desk.supply(studio)
    supply.begin(session)
    assert desk.wishes == []
    supply.begin(session)
    await settled(supply, desk)
    assert [(wish.kind, wish.concept) for wish in desk.wishes] == [(QuestionType.CODING_PROBLEM, "hashing")]
    assert desk.lines == ["A question about hashing was written for the next interviews: new-question"]


async def test_what_went_badly_is_looked_for_in_the_persons_own_interviews(studio: Studio) -> None:
    done = await studio.service.create_interview_session(user_id="ana", questions=("conflict",))
    await studio.service.start_interview_session(done.id)
    await studio.service.submit_response(session_id=done.id, question_id="q1", response_text="I do not know.")
    await studio.service.complete_interview_session(done.id)
    session = await studio.service.create_interview_session(user_id="ana", questions=("hash-tables", "conflict"))
    desk = Desk()
    supply = desk.supply(studio)
    supply.begin(await studio.service.start_interview_session(session.id))
    await settled(supply, desk)
    assert [wish.concept for wish in desk.wishes] == ["conflict"]


async def test_without_an_engine_another_kind_is_asked_for(studio: Studio) -> None:
    studio.runner.own_only = True
    desk, session = Desk(), await begun(studio)
    supply = desk.supply(studio)
    supply.begin(session)
    await settled(supply, desk)
    assert [wish.kind for wish in desk.wishes] == [QuestionType.TECHNICAL_CONCEPT]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (ModelUnavailable("The model is gone.", why="it left"), "The model is gone. – it left"),
        (RuntimeError("what ana wrote"), "RuntimeError"),
    ],
)
async def test_a_failure_is_one_line(studio: Studio, fault: Exception, told: str) -> None:
    desk, session = Desk(fails=fault), await begun(studio)
    supply = desk.supply(studio)
    supply.begin(session)
    await settled(supply, desk)
    assert desk.lines == [f"No question was written for the next interviews: {told}"]


async def test_where_nothing_is_lacking_nothing_is_said(studio: Studio) -> None:
    desk, session = Desk(), await begun(studio)
    supply = desk.supply(studio)
    supply.begin(session.replace(questions=()))
    for _ in range(100):
        await asyncio.sleep(0)
    await supply.close()
    assert (desk.wishes, desk.lines) == ([], [])


async def test_the_end_of_the_interview_ends_it(studio: Studio) -> None:
    desk, session = Desk(waits=True), await begun(studio)
    supply = desk.supply(studio)
    supply.begin(session)
    while not desk.wishes:
        await asyncio.sleep(0)
    assert not desk.ended.is_set()
    await supply.close()
    await supply.close()
    assert desk.ended.is_set()
    assert desk.lines == []


async def test_what_never_began_is_closed(studio: Studio) -> None:
    await Desk().supply(studio).close()
