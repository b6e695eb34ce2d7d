"""Code that is handed in: it begins to run while the answer is being stored, and is read while it is measured."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.domain.execution import ExecutionReport
from coach.domain.feedback import GateResult
from coach.domain.requests import SubmitResponseRequest
from coach.domain.response import AttemptKind, AttemptState, InterviewResponse
from coach.domain.session import InterviewSession
from coach.domain.transcript import QuestionTranscript
from coach.errors import Conflict, IllegalTransition, StoreError
from coach.evaluation import gate
from coach.evaluation.assess import Reading
from coach.evaluation.correctness import Judged
from coach.evaluation.gate import check
from coach.interview import answering, judging, running, submission
from coach.interview.early import Early
from tests.fakes import SOLUTION, WRONG, Studio, material_of, pattern
from tests.fakes_bank import MemoryQuestions
from tests.unit.interview.meanwhile import Sandbox, Saving


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    bank = Studio(tmp_path / "plain").coding
    measurable = MemoryQuestions([bank], [pattern()], {bank.id: material_of(bank, (4, 8))})
    return Studio(tmp_path / "measured", questions=measurable)


async def started(studio: Studio) -> InterviewSession:
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum",))
    return await studio.service.start_interview_session(session.id)


async def submitted(studio: Studio, session: InterviewSession, code: str = SOLUTION) -> InterviewSession:
    return (await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=code))[0]


class TestTheRun:
    async def test_it_begins_while_the_answer_is_being_stored(self, studio: Studio) -> None:
        session, sandbox = await started(studio), Sandbox(studio)

        async def until_it_runs(times: int) -> None:
            await asyncio.wait_for(sandbox.began.wait(), 60)

        Saving(studio, until_it_runs)
        done = await submitted(studio, session)
        assert [(one.kind, one.state) for one in done.attempts] == [
            (AttemptKind.SUBMIT, AttemptState.FINISHED),
            (AttemptKind.MEASURE, AttemptState.FINISHED),
        ]

    async def test_it_is_on_its_way_before_the_store_is_asked(self, studio: Studio) -> None:
        session, sandbox = await started(studio), Sandbox(studio)
        begun = list[bool]()

        async def look(times: int) -> None:
            begun.append(sandbox.began.is_set())

        Saving(studio, look)
        await submitted(studio, session)
        assert begun[0]

    async def test_it_is_cut_off_when_the_answer_cannot_be_stored(self, studio: Studio) -> None:
        session, sandbox = await started(studio), Sandbox(studio, last=1)

        async def fails(times: int) -> None:
            await sandbox.began.wait()
            raise StoreError("The disk is full.")

        Saving(studio, fails)
        with pytest.raises(StoreError, match="full"):
            await submitted(studio, session)
        assert sandbox.cut_off == 1

    async def test_storing_again_runs_nothing_again(self, studio: Studio) -> None:
        session = await started(studio)

        async def conflict(times: int) -> None:
            await asyncio.sleep(0)
            if times == 1:
                raise Conflict("Somebody else was faster.")

        Saving(studio, conflict)
        await submitted(studio, session, WRONG)
        assert len(studio.runner.requests) == 1

    async def test_of_an_answer_that_is_not_taken_nothing_runs(self, studio: Studio) -> None:
        session = await started(studio)
        await studio.service.pause_interview_session(session.id)
        with pytest.raises(IllegalTransition):
            await submitted(studio, session)
        await asyncio.sleep(0)
        assert studio.runner.requests == []

    async def test_what_was_begun_for_another_requirement_is_not_taken_for_it(self, studio: Studio) -> None:
        response = InterviewResponse(
            id="r",
            session_id="s",
            question_id="q1",
            sequence=1,
            code_solution=SOLUTION,
            submitted_at=studio.clock.now(),
        )
        twist, bank = studio.coding.twists[0], studio.coding
        async with Early(studio.engine) as early:
            early.run(bank, response, None)
            plain, changed = await early.judged(bank, response, None), await early.judged(bank, response, twist)
        assert len(changed.cases) > len(plain.cases)
        assert len(studio.runner.requests) == 2


def read_while_measuring(
    monkeypatch: pytest.MonkeyPatch, told: Callable[[InterviewSession], None] = lambda session: None
) -> None:
    """Measuring ends behind reading; `told` hears which session is read."""
    read = asyncio.Event()

    async def reads(session: InterviewSession, *args: Any) -> Reading:
        told(session)
        reading = await judging.read_ahead(session, *args)
        read.set()
        return reading

    async def until_read(*args: Any) -> Any:
        await asyncio.wait_for(read.wait(), 60)
        return await running.measure(*args)

    monkeypatch.setattr(submission, "read_ahead", reads)
    monkeypatch.setattr(submission, "measure", until_read)


class TestMeasuring:
    async def test_it_has_begun_before_the_report_is_written(
        self, studio: Studio, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session, runs, report = await started(studio), list[int](), Judged.report

        def written(judged: Judged) -> ExecutionReport:
            runs.append(len(studio.runner.requests))
            return report(judged)

        monkeypatch.setattr(Judged, "report", written)
        await submitted(studio, session)
        assert runs == [2]

    async def test_what_was_written_is_read_meanwhile(self, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
        session, states = await started(studio), list[AttemptState]()

        def told(known: InterviewSession) -> None:
            states.append(known.attempts[0].state)

        read_while_measuring(monkeypatch, told)
        done = await submitted(studio, session)
        assert [one.kind for one in done.attempts] == [AttemptKind.SUBMIT, AttemptKind.MEASURE]
        assert states == [AttemptState.FINISHED]

    async def test_what_was_read_is_not_read_again(self, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
        session, looks = await started(studio), list[object]()

        def looked(transcript: QuestionTranscript) -> GateResult:
            looks.append(transcript)
            return check(transcript)

        read_while_measuring(monkeypatch)
        monkeypatch.setattr(gate, "check", looked)
        done = await submitted(studio, session)
        assert done.attempts[-1].growth
        assert len(looks) == 1

    async def test_nothing_is_read_ahead_where_nothing_is_measured(
        self, studio: Studio, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def never(*args: Any) -> None:
            raise AssertionError

        monkeypatch.setattr(submission, "read_ahead", never)
        done = await submitted(studio, await started(studio), WRONG)
        assert [one.kind for one in done.attempts] == [AttemptKind.SUBMIT]

    async def test_who_goes_away_meanwhile_leaves_the_report_and_nothing_at_work(self, studio: Studio) -> None:
        session, sandbox = await started(studio), Sandbox(studio, last=2)
        request = SubmitResponseRequest(session_id=session.id, question_id="q1", code_solution=SOLUTION)
        answer = asyncio.create_task(answering.take(studio.engine, request))
        while not any(one.report for one in (await studio.service.get_session(session.id)).attempts):
            await asyncio.sleep(0)
        answer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await answer
        assert sandbox.cut_off == 1

    async def test_it_goes_by_the_verdicts_of_the_answer_itself(self, studio: Studio) -> None:
        session = await started(studio)

        async def fails_at_the_end(times: int) -> None:
            if times in (3, 6):
                raise StoreError("The disk is full.")

        Saving(studio, fails_at_the_end)
        for code in (SOLUTION, WRONG):
            with pytest.raises(StoreError, match="full"):
                await submitted(studio, session, code)
        done = await answering.finish_all(studio.engine, session.id)
        assert [one.kind for one in done.attempts] == [AttemptKind.SUBMIT, AttemptKind.SUBMIT, AttemptKind.MEASURE]
        assert done.attempts[-1].source_hash == running.source_hash(SOLUTION)

    async def test_it_is_cut_off_when_the_report_cannot_be_stored(self, studio: Studio) -> None:
        session, sandbox = await started(studio), Sandbox(studio, last=2)

        async def fails_then(times: int) -> None:
            if times == 2:
                raise StoreError("The disk is full.")

        Saving(studio, fails_then)
        with pytest.raises(StoreError, match="full"):
            await submitted(studio, session)
        assert sandbox.cut_off == 1
