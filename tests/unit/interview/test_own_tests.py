"""Own tests in the engine: run with the samples, stored with the answer, measured once."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from coach.domain.enums import ProgrammingLanguage, TestGroup, Verdict
from coach.domain.event import EventKind
from coach.domain.execution import Execution, RunRequest, Trust
from coach.domain.own_tests import MAX_OWN_TESTS, MAX_OWN_TESTS_TEXT, OwnTest, fingerprint
from coach.domain.response import Attempt, AttemptKind, AttemptState
from coach.domain.session import InterviewSession
from coach.errors import BadInput, Forbidden, RunnerUnavailable
from coach.interview import answering
from coach.interview.own_tests import prepared
from tests.fakes import SOLUTION, WRONG, Studio, material_of, pattern
from tests.fakes_bank import MemoryQuestions


def own(line: int, numbers: list[JsonValue], target: JsonValue, expected: JsonValue) -> OwnTest:
    return OwnTest(input={"numbers": numbers, "target": target}, expected=expected, line=line)


RIGHT = own(1, [2, 7], 9, True)
CATCHES = own(2, [3], 6, False)
MISTAKEN = own(5, [1, 1], 2, False)
COPY = own(6, [4, 9, 5], 14, True)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


async def started(studio: Studio, *slugs: str) -> InterviewSession:
    session = await studio.service.create_interview_session(user_id="u", questions=slugs or ("pair-sum",))
    return await studio.service.start_interview_session(session.id)


async def submitted(studio: Studio, session: InterviewSession, *tests: OwnTest, **fields: Any) -> InterviewSession:
    wanted = {"question_id": "q1", "code_solution": SOLUTION, **fields}
    return (await studio.service.submit_response(session_id=session.id, own_tests=tests, **wanted))[0]


def weighed(session: InterviewSession) -> list[Attempt]:
    return [attempt for attempt in session.attempts if attempt.kind is AttemptKind.STRENGTH]


class TestRunning:
    async def test_they_run_behind_the_samples_in_one_execution(self, studio: Studio) -> None:
        session = await started(studio)
        report = await studio.service.run_samples(session.id, WRONG, own_tests=[RIGHT, CATCHES])
        assert len(studio.runner.requests) == 1
        assert [case.id for case in report.cases] == ["plain", "none", "own-1", "own-2"]
        assert [case.group for case in report.cases][2:] == [TestGroup.OWN, TestGroup.OWN]
        assert [case.verdict for case in report.cases][2:] == [Verdict.ACCEPTED, Verdict.WRONG_ANSWER]
        assert report.cases[3].why == "line 2 of your tests"
        assert not report.all_passed
        assert "expected" not in studio.runner.requests[0].model_dump_json()

    async def test_the_log_counts_samples_alone(self, studio: Studio) -> None:
        session = await started(studio)
        await studio.service.run_samples(session.id, SOLUTION, own_tests=[MISTAKEN])
        (ran,) = [one for one in await studio.service.get_events(session.id) if one.kind is EventKind.RAN]
        assert (ran.data["passed"], ran.data["total"]) == (2, 2)
        kept = (await studio.service.get_session(session.id)).attempts[0]
        assert kept.report is not None
        assert (kept.report.passed, kept.report.total) == (2, 3)

    def test_the_limit_is_that_of_the_slowest_sample(self, studio: Studio) -> None:
        samples = material_of(studio.coding).samples
        slow = [case.replace(cpu_seconds=5.0) for case in samples]
        quick = [case.replace(cpu_seconds=0.5) for case in samples]
        limits = [prepared([RIGHT], cases)[0].cpu_seconds for cases in (slow, quick, ())]
        assert limits == [5.0, 2.0, 2.0]

    @pytest.mark.parametrize(
        ("tests", "says"),
        [
            ([own(line, [1], 2, True) for line in range(1, MAX_OWN_TESTS + 2)], "50 tests are the most"),
            ([own(1, [1] * MAX_OWN_TESTS_TEXT, 2, True)], "200,000 characters are the most"),
            ([own(1, [10**5000], 2, True)], "too large to be written down"),
            ([RIGHT, RIGHT], "two tests have the same line"),
            ([own(7, [1], "2", True)], "line 7, target: '2' is not of type int"),
            ([own(7, [1], 2, 3)], "line 7, expected: 3 is not of type bool"),
            ([OwnTest(input={"numbers": []}, expected=True, line=7)], r"line 7, input: has \['numbers'\]"),
        ],
    )
    async def test_tests_that_cannot_be_used_are_refused(self, studio: Studio, tests: list[OwnTest], says: str) -> None:
        session = await started(studio)
        with pytest.raises(BadInput, match=says):
            await studio.service.run_samples(session.id, SOLUTION, own_tests=tests)
        if len(tests) <= MAX_OWN_TESTS:
            with pytest.raises(BadInput, match=says):
                await submitted(studio, session, *tests)
        kept = await studio.service.get_session(session.id)
        assert (kept.attempts, kept.responses, studio.runner.requests) == ((), (), [])

    async def test_a_request_with_too_many_is_refused(self, studio: Studio) -> None:
        session = await started(studio)
        with pytest.raises(BadInput, match="own_tests"):
            await submitted(studio, session, *(own(line, [1], 2, True) for line in range(1, MAX_OWN_TESTS + 2)))

    async def test_tests_belong_to_code(self, studio: Studio) -> None:
        session = await started(studio, "pair-sum", "hash-tables")
        with pytest.raises(BadInput, match="tests come together with code"):
            await submitted(studio, session, RIGHT, code_solution=None, response_text="I would sort.")
        await studio.service.skip_question(session.id)
        with pytest.raises(BadInput, match="answered in words"):
            await submitted(studio, session, RIGHT, code_solution=None, question_id="q2", response_text="Buckets.")


class TestStrengthOfTests:
    async def test_it_is_measured_and_kept_with_the_answer(self, studio: Studio) -> None:
        session = await submitted(
            studio, await started(studio), RIGHT, CATCHES, MISTAKEN, COPY, own(9, [7, 2], 9, True)
        )
        assert [test.line for test in session.responses[0].own_tests] == [1, 2, 5, 6, 9]
        (attempt,) = weighed(session)
        assert (attempt.state, attempt.response_id) == (AttemptState.FINISHED, session.responses[0].id)
        assert attempt.source_hash == fingerprint(session.responses[0].own_tests)
        assert [one.sequence for one in session.attempts] == list(range(1, len(session.attempts) + 1))
        strength = attempt.strength
        assert strength is not None
        assert (strength.tests, strength.copies, strength.right) == (5, 1, 3)
        assert (strength.caught, strength.missed) == (("same_twice",), ())
        (wrong,) = strength.disagreements
        assert (wrong.line, wrong.expected, wrong.reference) == (5, "false", "true")
        assert wrong.input == "numbers = [1, 1]\ntarget = 2"

    async def test_the_banks_programs_run_as_the_banks(self, studio: Studio) -> None:
        await submitted(studio, await started(studio), CATCHES)
        reference, mistake = studio.runner.requests[-2:]
        assert reference.source == studio.coding.solutions[ProgrammingLanguage.PYTHON]
        assert mistake.source == studio.coding.wrong["same_twice"]
        assert {reference.trust, mistake.trust} == {await studio.engine.questions.trust(studio.coding)}
        assert studio.runner.requests[0].trust is Trust.OWN
        assert (reference.cases[0].cpu_seconds, mistake.cases[0].cpu_seconds) == (2.0, 0.5)

    async def test_weak_copied_and_wrong_tests_catch_nothing(self, studio: Studio) -> None:
        session = await started(studio)
        for tests in ((RIGHT,), (COPY,), (MISTAKEN,)):
            session = await submitted(studio, session, *tests)
        found = [attempt.strength for attempt in weighed(session)]
        assert [(one.right, one.copies, one.caught, one.missed) for one in found if one] == [
            (1, 0, (), ("same_twice",)),
            (0, 1, (), ("same_twice",)),
            (0, 0, (), ("same_twice",)),
        ]

    async def test_a_test_on_which_the_reference_fails_is_told_as_that(
        self, studio: Studio, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken = studio.coding.replace(
            solutions={ProgrammingLanguage.PYTHON: "def has_pair(numbers, target):\n    return numbers[99]\n"}
        )
        questions = studio.engine.questions
        monkeypatch.setitem(questions._questions, "pair-sum", broken)  # type: ignore[attr-defined]
        session = await submitted(studio, await started(studio), RIGHT)
        (attempt,) = weighed(session)
        assert attempt.strength is not None
        assert attempt.strength.disagreements[0].reference.startswith("runtime error: IndexError")

    async def test_the_same_tests_are_measured_once_and_others_again(self, studio: Studio) -> None:
        session = await submitted(studio, await started(studio), CATCHES, code_solution=WRONG)
        session = await submitted(studio, session, CATCHES)
        assert len(weighed(session)) == 1
        session = await submitted(studio, session, CATCHES, RIGHT)
        assert len(weighed(session)) == 2
        session = await submitted(studio, session)
        assert len(weighed(session)) == 2


class Fails:
    """The studio's runner, which raises instead of running the bank's programs."""

    def __init__(self, studio: Studio, error: BaseException) -> None:
        self.run_for_candidate = studio.runner.run
        self.error: BaseException | None = error

    async def __call__(self, request: RunRequest) -> Execution:
        if self.error and request.trust is not Trust.OWN:
            raise self.error
        return await self.run_for_candidate(request)


class TestWhenSomethingFails:
    @pytest.mark.parametrize(
        "error", [RunnerUnavailable("The engine went away."), Forbidden("Not without a container.")]
    )
    async def test_the_interview_goes_on_and_the_report_says_so(
        self, studio: Studio, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        monkeypatch.setattr(studio.runner, "run", Fails(studio, error))
        session = await submitted(studio, await started(studio), CATCHES)
        assert (weighed(session), len(session.responses[0].own_tests)) == ([], 1)
        assert session.current_question is not None
        assert session.current_question.is_follow_up
        noted = [one.text for one in await studio.service.get_events(session.id) if one.kind is EventKind.DEGRADED]
        assert noted == [str(error)]
        await studio.service.complete_interview_session(session.id)
        feedback = await studio.service.get_feedback(session.id)
        assert any("own tests were handed in" in line for line in feedback.not_assessed)
        assert feedback.questions[0].own_tests is None

    async def test_the_tests_are_stored_before_anything_runs(self, studio: Studio) -> None:
        session = await started(studio)
        studio.runner.failures = 1
        with pytest.raises(RunnerUnavailable):
            await submitted(studio, session, CATCHES)
        kept = await studio.service.get_session(session.id)
        assert kept.responses[0].own_tests == (CATCHES,)
        resumed = await studio.service.resume_interview_session(session.id)
        assert [attempt.kind for attempt in resumed.attempts] == [
            AttemptKind.SUBMIT,
            AttemptKind.MEASURE,
            AttemptKind.STRENGTH,
        ]

    async def test_a_measurement_that_was_cut_off_is_made_up_for(
        self, studio: Studio, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = await started(studio)
        with monkeypatch.context() as cut:
            cut.setattr(studio.runner, "run", Fails(studio, asyncio.CancelledError()))
            with pytest.raises(asyncio.CancelledError):
                await submitted(studio, session, CATCHES)
        resumed = await studio.service.resume_interview_session(session.id)
        (attempt,) = weighed(resumed)
        assert attempt.strength is not None
        assert attempt.strength.caught == ("same_twice",)
        again, _ = await answering.finish(studio.engine, session.id, resumed.responses[0])
        assert weighed(again) == [attempt]


async def test_without_a_reference_in_python_their_strength_is_not_measured(tmp_path: Path) -> None:
    bank = Studio(tmp_path / "with").coding
    bare = MemoryQuestions([bank.replace(solutions={})], [pattern()], {bank.id: material_of(bank)})
    studio = Studio(tmp_path / "without", questions=bare)
    session = await started(studio)
    session = await submitted(studio, session, RIGHT)
    assert weighed(session) == []
