"""The interview service: what each call does, saves and refuses."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coach import (
    CompanyType,
    CreateInterviewRequest,
    DifficultyLevel,
    InterviewStatus,
    InterviewType,
    ProgrammingLanguage,
    QuestionType,
    SubmitResponseRequest,
)
from coach.domain.event import EventKind
from coach.domain.response import AttemptKind, AttemptState
from coach.domain.session import InterviewSession
from coach.errors import (
    BadInput,
    Conflict,
    Forbidden,
    IllegalTransition,
    LanguageUnavailable,
    NotFound,
    RunnerUnavailable,
)
from coach.interview import answering, asking
from coach.interview.engine import Step, change
from tests.fakes import SOLUTION, WRONG, Studio

ANSWER = (
    "The key is hashed to a bucket. When two keys collide they are chained, so the worst case is linear time. "
    "I would use it for lookup by key, for instance in a cache of sessions."
)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


async def created(studio: Studio, *slugs: str, **fields: Any) -> InterviewSession:
    wanted = {"user_id": "user_123", "questions": slugs or ("pair-sum", "hash-tables"), "seed": 1, **fields}
    return await studio.service.create_interview_session(**wanted)


async def started(studio: Studio, *slugs: str, **fields: Any) -> InterviewSession:
    preferences = fields.pop("user_preferences", None)
    session = await created(studio, *slugs, **fields)
    return await studio.service.start_interview_session(session.id, preferences)


async def kinds(studio: Studio, session_id: str) -> list[EventKind]:
    return [event.kind for event in await studio.service.get_events(session_id)]


class TestCreating:
    async def test_the_documented_call(self, studio: Studio) -> None:
        request = CreateInterviewRequest(
            user_id="user_123",
            interview_type=InterviewType.TECHNICAL_CODING,
            company_type=CompanyType.BIG_TECH,
            difficulty_level=DifficultyLevel.MEDIUM,
            max_questions=5,
            time_limit=60,
        )
        session = await studio.service.create_interview_session(**request.dict())
        assert session.status is InterviewStatus.SCHEDULED
        assert [question.id for question in session.questions] == ["q1"]
        assert session.time_limit == 60
        assert session.version == 1

    async def test_the_company_gives_the_minutes_and_the_seed_is_kept(self, studio: Studio) -> None:
        session = await studio.service.create_interview_session(user_id="u", company_type="startup")
        assert session.time_limit == 60
        again = await studio.service.create_interview_session(user_id="v", company_type="startup", seed=session.seed)
        assert [q.bank_id for q in again.questions] == [q.bank_id for q in session.questions]

    async def test_recent_questions_are_not_asked_again_unless_history_is_ignored(self, studio: Studio) -> None:
        first = await studio.service.create_interview_session(user_id="u", interview_type="behavioral", seed=3)
        again = await studio.service.create_interview_session(
            user_id="u", interview_type="behavioral", seed=3, ignore_history=True
        )
        assert [q.bank_id for q in again.questions] == [q.bank_id for q in first.questions]

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"company_type": "moon_base"}, "company_type"),
            ({"language": "cobol"}, "language"),
            ({"user_id": ""}, "user_id"),
            ({"minutes": 3}, "minutes"),
        ],
    )
    async def test_bad_fields_are_named(self, studio: Studio, fields: dict[str, Any], said: str) -> None:
        with pytest.raises(BadInput, match=said):
            await studio.service.create_interview_session(**{"user_id": "u", **fields})

    async def test_unknown_questions_and_companies_are_not_found(self, studio: Studio) -> None:
        with pytest.raises(NotFound, match="no-such"):
            await created(studio, "no-such")
        with pytest.raises(NotFound, match="fintech"):
            await created(studio, company_type="fintech")

    async def test_nothing_is_stored_without_consent_where_nobody_may_give_it_for_the_person(
        self, tmp_path: Path
    ) -> None:
        strict = Studio(tmp_path, consent_by="")
        with pytest.raises(Forbidden):
            await created(strict)
        assert await strict.service.list_sessions() == ()
        assert not await strict.service.has_consent("user_123")
        await strict.service.give_consent("user_123")
        assert (await created(strict)).status is InterviewStatus.SCHEDULED

    async def test_the_operators_consent_is_recorded(self, studio: Studio) -> None:
        await created(studio)
        consent = await studio.store.consent("user_123")
        assert consent is not None
        assert consent.given_by == "local operator"

    async def test_foreign_programs_are_planned_only_where_they_may_run(self, studio: Studio) -> None:
        wish = {"user_id": "user_123", "interview_type": "mixed", "max_questions": 4}
        planned = await studio.service.create_interview_session(**wish)
        assert "pair-sum" in {question.bank_id for question in planned.questions}
        studio.runner.own_only = True
        planned = await studio.service.create_interview_session(**wish)
        assert "pair-sum" not in {question.bank_id for question in planned.questions}
        named = await studio.service.create_interview_session(user_id="user_123", questions=("pair-sum",))
        assert [question.bank_id for question in named.questions] == ["pair-sum"]


class TestStarting:
    async def test_the_first_question_is_asked_and_the_language_warmed(self, studio: Studio) -> None:
        session = await started(studio, user_preferences={"allow_hints": True})
        assert session.status is InterviewStatus.IN_PROGRESS
        assert (await kinds(studio, session.id)) == [EventKind.CREATED, EventKind.STARTED, EventKind.ASKED]
        assert [language.value for language in studio.runner.warmed] == ["python"]
        current = await studio.service.get_current_question(session.id)
        assert current is not None
        assert current.id == "q1"

    async def test_questions_in_words_warm_nothing(self, studio: Studio) -> None:
        await started(studio, "hash-tables")
        assert studio.runner.warmed == []
        assert studio.runner.required == []

    async def test_a_language_that_cannot_be_run_is_said_before_the_interview_begins(self, studio: Studio) -> None:
        session = await created(studio)
        studio.runner.lacks = session.language
        with pytest.raises(LanguageUnavailable):
            await studio.service.start_interview_session(session.id)
        assert (await studio.service.get_session(session.id)).status is InterviewStatus.SCHEDULED

    async def test_it_cannot_be_started_twice(self, studio: Studio) -> None:
        session = await started(studio)
        with pytest.raises(IllegalTransition, match="in progress"):
            await studio.service.start_interview_session(session.id)

    async def test_bad_preferences_are_named(self, studio: Studio) -> None:
        session = await created(studio)
        with pytest.raises(BadInput, match="idle_minutes"):
            await studio.service.start_interview_session(session.id, {"idle_minutes": 0})

    async def test_unknown_sessions(self, studio: Studio) -> None:
        with pytest.raises(NotFound):
            await studio.service.start_interview_session("nowhere")


class TestAnsweringWithCode:
    async def test_the_documented_call(self, studio: Studio) -> None:
        session = await started(studio)
        request = SubmitResponseRequest(
            session_id=session.id,
            question_id="q1",
            response_text="I remember what I have seen in a hash set; O(n) time.",
            code_solution=SOLUTION,
            language=ProgrammingLanguage.PYTHON,
            confidence_level=4,
        )
        updated, following = await studio.service.submit_response(**request.dict())
        assert following is not None
        assert following.question_type is QuestionType.FOLLOW_UP
        attempt = updated.attempts_at("q1")[0]
        assert attempt.kind is AttemptKind.SUBMIT
        assert attempt.report is not None
        assert attempt.report.all_passed
        assert updated.responses[0].confidence_level == 4

    async def test_the_answer_is_stored_before_the_sandbox_fails(self, studio: Studio) -> None:
        session = await started(studio)
        studio.runner.failures = 1
        with pytest.raises(RunnerUnavailable):
            await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
        kept = await studio.service.get_session(session.id)
        assert kept.responses[0].code_solution == SOLUTION
        assert kept.attempts[0].state is AttemptState.FAILED
        assert kept.current_question == session.questions[0]
        resumed = await studio.service.resume_interview_session(session.id)
        assert resumed.attempts_at("q1")[0].state is AttemptState.FINISHED
        assert resumed.current_question is not None
        assert resumed.current_question.is_follow_up

    async def test_a_failing_case_is_followed_up_and_new_code_settles_it(self, studio: Studio) -> None:
        session = await started(studio)
        session, following = await studio.service.submit_response(
            session_id=session.id, question_id="q1", code_solution=WRONG
        )
        assert following is not None
        assert following.follow_up_id == "evidence:failed:edge"
        assert "numbers" in following.text
        session, following = await studio.service.submit_response(
            session_id=session.id, question_id="q1", code_solution=SOLUTION
        )
        assert following is not None
        assert following.follow_up_id == "memory"

    async def test_new_code_that_settles_nothing_leaves_the_follow_up_open(self, studio: Studio) -> None:
        session = await started(studio)
        await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=WRONG)
        session, following = await studio.service.submit_response(
            session_id=session.id, question_id="q1", code_solution=WRONG
        )
        assert following is not None
        assert following.id == "q1.f1"
        session, following = await studio.service.submit_response(
            session_id=session.id, question_id="q1.f1", response_text="It may use the same element twice."
        )
        assert following is not None
        assert following.id == "q1.f2"

    async def test_code_for_a_question_in_words_is_refused(self, studio: Studio) -> None:
        session = await started(studio, "hash-tables")
        with pytest.raises(BadInput, match="in words"):
            await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution="x = 1")
        with pytest.raises(BadInput, match="in words"):
            await studio.service.run_samples(session.id, "x = 1")

    async def test_growth_is_measured_once_per_source(self, tmp_path: Path) -> None:
        from tests.fakes import material_of
        from tests.fakes_bank import MemoryQuestions

        studio = Studio(tmp_path)
        ladder = material_of(studio.coding, ladder=(50, 100, 200, 400, 800, 1600))
        questions = studio.engine.questions
        assert isinstance(questions, MemoryQuestions)
        questions._materials[studio.coding.id] = ladder
        session = await started(studio)
        for _ in range(2):
            session, _following = await studio.service.submit_response(
                session_id=session.id, question_id="q1", code_solution=SOLUTION
            )
        measured = [attempt for attempt in session.attempts if attempt.kind is AttemptKind.MEASURE]
        assert len(measured) == 1
        assert [point.n for point in measured[0].growth] == [50, 100, 200, 400, 800, 1600]

    async def test_a_sandbox_that_fails_while_measuring_costs_only_the_measurement(self, tmp_path: Path) -> None:
        studio = Studio(tmp_path)
        session = await started(studio)
        run = studio.runner.run
        calls = iter([False, True])

        async def second_fails(request: Any) -> Any:
            studio.runner.failures = int(next(calls, False))
            return await run(request)

        studio.runner.run = second_fails  # type: ignore[method-assign]
        from tests.fakes import material_of

        studio.engine.questions._materials[studio.coding.id] = material_of(studio.coding, (10, 20))  # type: ignore[attr-defined]
        session, following = await studio.service.submit_response(
            session_id=session.id, question_id="q1", code_solution=SOLUTION
        )
        assert following is not None
        assert [attempt.kind for attempt in session.attempts] == [AttemptKind.SUBMIT]


class TestAnsweringInWords:
    async def test_the_next_question_follows_the_follow_ups(self, studio: Studio) -> None:
        session = await started(studio, "hash-tables", "conflict")
        session, following = await studio.service.submit_response(
            session_id=session.id, question_id="q1", response_text=ANSWER
        )
        while following and following.parent_id == "q1":
            session, following = await studio.service.submit_response(
                session_id=session.id, question_id=following.id, response_text="It grows and every key is placed anew."
            )
        assert following is not None
        assert following.id == "q2"
        assert EventKind.ASSESSED in await kinds(studio, session.id)

    @pytest.mark.parametrize("text", ["", "  \n "])
    async def test_an_empty_answer_is_refused(self, studio: Studio, text: str) -> None:
        session = await started(studio, "hash-tables")
        with pytest.raises(BadInput, match="empty"):
            await studio.service.submit_response(session_id=session.id, question_id="q1", response_text=text)

    async def test_an_answer_of_five_megabytes_is_refused_with_its_limit(self, studio: Studio) -> None:
        session = await started(studio, "hash-tables")
        with pytest.raises(BadInput, match="response_text"):
            await studio.service.submit_response(session_id=session.id, question_id="q1", response_text="x" * 5_000_000)

    async def test_only_the_open_question_takes_answers(self, studio: Studio) -> None:
        session = await started(studio)
        with pytest.raises(IllegalTransition, match="q2 is not open"):
            await studio.service.submit_response(session_id=session.id, question_id="q2", response_text="x")
        with pytest.raises(NotFound, match="q7"):
            await studio.service.submit_response(session_id=session.id, question_id="q7", response_text="x")

    async def test_a_finished_interview_takes_none(self, studio: Studio) -> None:
        session = await started(studio, "hash-tables")
        await studio.service.skip_question(session.id)
        with pytest.raises(IllegalTransition, match="all questions are answered"):
            await studio.service.submit_response(session_id=session.id, question_id="q1", response_text="late")
        await studio.service.complete_interview_session(session.id)
        with pytest.raises(IllegalTransition, match="completed"):
            await studio.service.submit_response(session_id=session.id, question_id="q1", response_text="late")

    async def test_when_the_time_is_up_the_rest_is_not_reached(self, studio: Studio) -> None:
        session = await started(studio, "hash-tables", "conflict", time_limit=10, user_preferences={"idle_minutes": 60})
        studio.clock.advance(601)
        session, following = await studio.service.submit_response(
            session_id=session.id, question_id="q1", response_text=ANSWER
        )
        assert following is None
        feedback = await studio.service.evaluate_interview_performance(session.id)
        assert [assessment.question_id for assessment in feedback.questions] == ["q1"]


class TestMoves:
    async def test_a_matching_question_earns_the_fact(self, studio: Studio) -> None:
        session = await started(studio)
        answer = await studio.service.clarify(session.id, "May I use one element twice?")
        assert answer.earned == ("same-element",)
        other = await studio.service.clarify(session.id, "What is the weather like?")
        assert other.earned == ()
        assert other.text

    async def test_saying_something_is_acknowledged_and_kept(self, studio: Studio) -> None:
        session = await started(studio)
        reply = await studio.service.say(session.id, "I will remember what I have seen.")
        assert reply.text
        assert (await kinds(studio, session.id))[-2:] == [EventKind.SAID, EventKind.REPLIED]

    async def test_the_hint_ladder(self, studio: Studio) -> None:
        session = await started(studio)
        for rung in range(1, 6):
            offer = await studio.service.hint_offer(session.id)
            assert (offer.rung, offer.of) == (rung, 5)
            assert offer.cost
            assert (await studio.service.hint(session.id)).text == studio.coding.hints[rung - 1].strip()
        with pytest.raises(IllegalTransition, match="All 5 hints"):
            await studio.service.hint(session.id)

    async def test_hints_can_be_switched_off_or_missing(self, studio: Studio) -> None:
        session = await started(studio, user_preferences={"allow_hints": False})
        with pytest.raises(IllegalTransition, match="switched off"):
            await studio.service.hint(session.id)
        other = await started(studio, "conflict")
        with pytest.raises(IllegalTransition, match="no hints"):
            await studio.service.hint_offer(other.id)

    async def test_samples_are_run_and_the_code_is_kept(self, studio: Studio) -> None:
        session = await started(studio)
        report = await studio.service.run_samples(session.id, WRONG)
        assert [case.id for case in report.cases] == ["plain", "none"]
        assert report.all_passed
        events = await studio.service.get_events(session.id)
        saved = next(event for event in events if event.kind is EventKind.SAVED)
        assert (await studio.store.snapshot(str(saved.data["hash"]), "user_123")).content == WRONG

    async def test_a_failing_sandbox_keeps_the_code_too(self, studio: Studio) -> None:
        session = await started(studio)
        studio.runner.failures = 1
        with pytest.raises(RunnerUnavailable):
            await studio.service.run_samples(session.id, SOLUTION)
        assert EventKind.DEGRADED in await kinds(studio, session.id)
        assert EventKind.SAVED in await kinds(studio, session.id)

    @pytest.mark.parametrize("source", ["", " \n"])
    async def test_no_code_is_not_run(self, studio: Studio, source: str) -> None:
        session = await started(studio)
        with pytest.raises(BadInput, match="no code"):
            await studio.service.run_samples(session.id, source)

    async def test_too_long_is_refused_with_the_limit(self, studio: Studio) -> None:
        session = await started(studio)
        with pytest.raises(BadInput, match="200,000"):
            await studio.service.say(session.id, "x" * 200_001)
        with pytest.raises(BadInput, match="1,000,000"):
            await studio.service.save_snapshot(session.id, "x" * 1_000_001)

    async def test_a_snapshot_is_kept(self, studio: Studio) -> None:
        session = await started(studio)
        await studio.service.save_snapshot(
            session.id, "def has_pair(numbers: list[int], target: int) -> bool:\n    raise NotImplementedError\n"
        )
        assert EventKind.SAVED not in await kinds(studio, session.id)
        await studio.service.save_snapshot(session.id, "x = 1")
        assert (await kinds(studio, session.id))[-1] is EventKind.SAVED

    async def test_ratings(self, studio: Studio) -> None:
        session = await started(studio)
        assert (await studio.service.rate_question(session.id, "q1", 3)).self_ratings == {"q1": 3}
        with pytest.raises(BadInput, match="1 to 4"):
            await studio.service.rate_question(session.id, "q1", 5)

    async def test_a_question_to_come_is_not_rated(self, studio: Studio) -> None:
        session = await started(studio, "pair-sum", "hash-tables")
        with pytest.raises(IllegalTransition, match="q2 was not asked yet"):
            await studio.service.rate_question(session.id, "q2", 4)

    async def test_moves_need_an_open_question(self, studio: Studio) -> None:
        session = await created(studio)
        with pytest.raises(IllegalTransition, match="No question is open"):
            await studio.service.say(session.id, "hello")

    async def test_skipping_goes_on(self, studio: Studio) -> None:
        session = await started(studio)
        session, following = await studio.service.skip_question(session.id)
        assert following is not None
        assert following.id == "q2"
        session, following = await studio.service.skip_question(session.id)
        assert following is None

    async def test_a_question_that_went_away_is_not_skipped_twice(self, studio: Studio, monkeypatch: Any) -> None:
        from coach.interview import asking, moves

        session = await started(studio)
        opening = asking.next_opening

        async def meanwhile(engine: Any, current: InterviewSession, on_delta: Any) -> Any:
            monkeypatch.setattr(moves, "next_opening", opening)
            await studio.service.skip_question(session.id)
            return await opening(engine, current, on_delta)

        monkeypatch.setattr(moves, "next_opening", meanwhile)
        with pytest.raises(IllegalTransition, match="not open any more"):
            await studio.service.skip_question(session.id)

    async def test_what_may_be_read_grows_with_what_was_asked(self, studio: Studio) -> None:
        session = await started(studio)
        service = studio.service
        assert await service.visible_text(session.id, "q1") == studio.coding.opening.strip()
        await service.clarify(session.id, "May I use one element twice?")
        assert await service.visible_text(session.id, "q1") == studio.coding.statement.strip()
        _, follow_up = await service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
        assert follow_up is not None
        assert await service.visible_text(session.id, follow_up.id) == follow_up.text
        assert (await service.get_bank_question(session.id, "q1")).id == "pair-sum"


class TestFollowUps:
    async def test_one_can_be_asked_for(self, studio: Studio) -> None:
        session = await started(studio)
        first = await studio.service.generate_follow_up(session.id, "q1")
        assert first is not None
        assert first.id == "q1.f1"
        current = await studio.service.get_current_question(session.id)
        assert current == first

    async def test_one_that_is_open_is_asked_for_again(self, studio: Studio) -> None:
        session = await started(studio)
        asked = await studio.service.generate_follow_up(session.id, "q1")
        assert await studio.service.generate_follow_up(session.id, "q1.f1") == asked
        assert (await studio.service.get_session(session.id)).follow_ups_of("q1") == (asked,)

    async def test_only_for_the_open_question(self, studio: Studio) -> None:
        session = await started(studio)
        with pytest.raises(IllegalTransition, match="not open"):
            await studio.service.generate_follow_up(session.id, "q2")

    async def test_none_when_the_time_is_up(self, studio: Studio) -> None:
        session = await started(studio, time_limit=5, user_preferences={"idle_minutes": 60})
        studio.clock.advance(301)
        await studio.service.say(session.id, "Still here.")
        assert await studio.service.generate_follow_up(session.id, "q1") is None


class TestTime:
    async def test_the_clock_runs_only_while_in_progress(self, studio: Studio) -> None:
        session = await started(studio)
        studio.clock.advance(60)
        session = await studio.service.pause_interview_session(session.id)
        assert session.elapsed == 60
        studio.clock.advance(5000)
        session = await studio.service.resume_interview_session(session.id)
        studio.clock.advance(30)
        await studio.service.say(session.id, "Back.")
        assert (await studio.service.get_session(session.id)).elapsed == 90

    async def test_a_reboot_costs_nothing(self, studio: Studio) -> None:
        session = await started(studio)
        studio.clock.boot = "boot-2"
        studio.clock.seconds = 5.0
        await studio.service.say(session.id, "Back.")
        assert (await studio.service.get_session(session.id)).elapsed == 0

    async def test_idle_sessions_fall_asleep_and_wake_up_with_the_next_move(self, studio: Studio) -> None:
        session = await started(studio, user_preferences={"idle_minutes": 1})
        studio.clock.advance(3600)
        asleep = await studio.service.get_session(session.id)
        assert asleep.status is InterviewStatus.PAUSED
        assert asleep.pause_reason == "idle"
        assert asleep.elapsed == 60
        await studio.service.say(session.id, "Sorry, I am back.")
        assert (await studio.service.get_session(session.id)).status is InterviewStatus.IN_PROGRESS

    async def test_a_pause_on_purpose_wants_a_resume(self, studio: Studio) -> None:
        session = await started(studio)
        await studio.service.pause_interview_session(session.id)
        with pytest.raises(IllegalTransition, match="paused") as caught:
            await studio.service.submit_response(session_id=session.id, question_id="q1", response_text="x")
        assert "resume" in caught.value.fix

    async def test_taking_up_an_interview_whose_process_died(self, studio: Studio) -> None:
        session = await started(studio)
        studio.clock.advance(100_000)
        resumed = await studio.service.resume_interview_session(session.id)
        assert resumed.status is InterviewStatus.IN_PROGRESS
        assert resumed.elapsed == 0

    async def test_scheduling(self, studio: Studio) -> None:
        session = await created(studio)
        later = studio.clock.now() + timedelta(hours=1)
        assert (await studio.service.schedule(session.id, later)).scheduled_at == later
        with pytest.raises(BadInput, match="in the past"):
            await studio.service.schedule(session.id, studio.clock.now())
        await studio.service.start_interview_session(session.id)
        with pytest.raises(IllegalTransition, match="not begun"):
            await studio.service.schedule(session.id, later)


class TestEnding:
    async def test_feedback_after_completion(self, studio: Studio) -> None:
        session = await started(studio)
        await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
        so_far = await studio.service.evaluate_interview_performance(session.id)
        assert so_far.overall_score is not None
        with pytest.raises(IllegalTransition, match="when it is completed"):
            await studio.service.get_feedback(session.id)
        done = await studio.service.complete_interview_session(session.id)
        assert done.status is InterviewStatus.COMPLETED
        feedback = await studio.service.get_feedback(session.id)
        assert done.feedback == feedback
        assert feedback.judged_by == "offline"
        assert (await kinds(studio, session.id))[-1] is EventKind.EVALUATED

    async def test_an_evaluation_that_was_cut_off_is_made_up_for(self, studio: Studio) -> None:
        session = await started(studio)
        await change(studio.engine, session.id, _complete)
        assert (await studio.service.get_feedback(session.id)).session_id == session.id

    async def test_cancelling_ends_without_a_report(self, studio: Studio) -> None:
        session = await started(studio)
        assert (await studio.service.cancel_interview_session(session.id)).status is InterviewStatus.CANCELLED
        with pytest.raises(IllegalTransition):
            await studio.service.complete_interview_session(session.id)
        assert await studio.service.get_current_question(session.id) is None

    async def test_resuming_with_everything_judged_changes_nothing(self, studio: Studio) -> None:
        session = await started(studio, "hash-tables")
        session, _ = await studio.service.submit_response(session_id=session.id, question_id="q1", response_text=ANSWER)
        await studio.service.pause_interview_session(session.id)
        resumed = await studio.service.resume_interview_session(session.id)
        assert resumed.questions == session.questions
        assert resumed.position == session.position

    async def test_company_patterns(self, studio: Studio) -> None:
        assert {each.type.value for each in await studio.service.get_company_patterns()} == {"big_tech", "startup"}
        assert (await studio.service.get_company_pattern(CompanyType.STARTUP)).minutes == 60

    async def test_data_of_a_person(self, studio: Studio) -> None:
        await started(studio)
        assert await studio.service.export_data("user_123")
        assert await studio.service.erase_data("user_123") == 1
        assert await studio.service.list_sessions() == ()
        await studio.service.close()
        assert studio.runner.closed


def _complete(step: Step) -> None:
    step.session = step.session.moved("complete").replace(mark=None)
    step.note(EventKind.COMPLETED)


class TestFinding:
    async def test_by_id_prefix_and_age(self, studio: Studio) -> None:
        first, second = await created(studio), await created(studio)
        find = studio.service.find_session
        assert (await find(first.id)).id == first.id
        assert (await find("last")).id == second.id
        assert (await find("last-1")).id == first.id
        assert (await find(second.id[:-1] if len({first.id[:-1], second.id[:-1]}) == 2 else second.id)).id == second.id

    async def test_ambiguous_and_unknown(self, studio: Studio) -> None:
        await created(studio)
        await created(studio)
        with pytest.raises(BadInput, match="fits 2"):
            await studio.service.find_session("id")
        with pytest.raises(NotFound):
            await studio.service.find_session("zzz")
        with pytest.raises(NotFound, match="last-9"):
            await studio.service.find_session("last-9")


class TestConflicts:
    async def test_a_change_is_tried_again_on_what_the_other_one_stored(self, studio: Studio) -> None:
        session = await started(studio)
        tries = 0

        def apply(step: Step) -> None:
            nonlocal tries
            tries += 1
            step.note(EventKind.SAID, "q1", text="mine")

        save = studio.store.save

        async def beaten(*args: Any, **named: Any) -> Any:
            studio.store.save = save  # type: ignore[method-assign]
            await studio.service.say(session.id, "theirs")
            return await save(*args, **named)

        studio.store.save = beaten  # type: ignore[method-assign]
        await change(studio.engine, session.id, apply)
        words = [event.text for event in await studio.service.get_events(session.id) if event.kind is EventKind.SAID]
        assert (tries, words) == (2, ["theirs", "mine"])

    async def test_several_at_once_come_one_after_the_other(self, studio: Studio) -> None:
        session = await started(studio)
        await asyncio.gather(*(studio.service.say(session.id, str(number)) for number in range(24)))
        words = [event.text for event in await studio.service.get_events(session.id) if event.kind is EventKind.SAID]
        assert sorted(words, key=int) == [str(number) for number in range(24)]

    async def test_it_gives_up_in_the_end(self, studio: Studio) -> None:
        session = await started(studio)

        async def always(*args: Any, **named: Any) -> Any:
            raise Conflict("Somebody else was faster.")

        studio.store.save = always  # type: ignore[method-assign]
        with pytest.raises(Conflict):
            await studio.service.say(session.id, "mine")


class TestCrashes:
    async def test_an_answer_that_was_run_but_not_judged_is_not_run_again(
        self, studio: Studio, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = await started(studio)

        async def dies(*_: Any) -> Any:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(answering, "_move_on", dies)
            with pytest.raises(KeyboardInterrupt):
                await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
        runs = len(studio.runner.requests)
        resumed = await studio.service.resume_interview_session(session.id)
        assert len(studio.runner.requests) == runs
        assert resumed.current_question is not None
        assert resumed.current_question.is_follow_up

    async def test_an_answer_left_behind_is_made_up_for_without_moving_on(self, studio: Studio) -> None:
        session = await started(studio, "pair-sum", "hash-tables", "conflict")
        studio.runner.failures = 1
        with pytest.raises(RunnerUnavailable):
            await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
        await studio.service.skip_question(session.id)
        resumed = await studio.service.resume_interview_session(session.id)
        assert resumed.attempts_at("q1")[0].state is AttemptState.FINISHED
        assert resumed.current_question is not None
        assert resumed.current_question.id == "q2"
        assert [question.id for question in resumed.questions] == ["q1", "q2", "q3"]

    async def test_what_was_judged_is_not_judged_again(self, studio: Studio) -> None:
        session = await started(studio)
        session, following = await studio.service.submit_response(
            session_id=session.id, question_id="q1", code_solution=SOLUTION
        )
        again, same = await answering.finish(studio.engine, session.id, session.responses[0])
        assert (again.events, same) == (session.events, following)

    async def test_completing_makes_up_for_what_was_cut_off(self, studio: Studio) -> None:
        session = await started(studio, "pair-sum")
        studio.runner.failures = 1
        with pytest.raises(RunnerUnavailable):
            await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
        done = await studio.service.complete_interview_session(session.id)
        assert done.feedback is not None
        assert done.feedback.questions[0].solved

    async def test_completing_without_a_sandbox_says_what_is_missing(self, studio: Studio) -> None:
        session = await started(studio, "pair-sum")
        studio.runner.failures = 9
        with pytest.raises(RunnerUnavailable):
            await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
        done = await studio.service.complete_interview_session(session.id)
        assert done.feedback is not None
        assert done.feedback.overall_score is None
        assert done.feedback.not_assessed
        with pytest.raises(IllegalTransition) as caught:
            await studio.service.complete_interview_session(session.id)
        assert caught.value.fix == f"coach report {session.id}"

    async def test_a_question_that_left_the_bank_is_said_to_be_missing(self, studio: Studio) -> None:
        session = await started(studio, "hash-tables", "conflict")
        await studio.service.submit_response(session_id=session.id, question_id="q1", response_text=ANSWER)
        questions = studio.engine.questions
        await studio.service.skip_question(session.id)
        del questions._questions["conflict"]  # type: ignore[attr-defined]
        while (now := await studio.service.get_current_question(session.id)) and now.root_id == "q1":
            break
        feedback = await studio.service.evaluate_interview_performance(session.id)
        assert feedback.questions
        del questions._questions["hash-tables"]  # type: ignore[attr-defined]
        feedback = await studio.service.evaluate_interview_performance(session.id)
        assert any("not in the bank any more" in line for line in feedback.not_assessed)


class TestAgreement:
    async def test_nothing_more_is_stored_once_it_is_withdrawn(self, studio: Studio) -> None:
        session = await started(studio)
        other = await created(studio)
        await studio.service.withdraw_consent("user_123")
        for attempt in (
            studio.service.say(session.id, "words"),
            studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION),
            studio.service.start_interview_session(other.id),
        ):
            with pytest.raises(Forbidden):
                await attempt
        assert (await studio.service.cancel_interview_session(session.id)).status is InterviewStatus.CANCELLED


class TestClockAndPauses:
    async def test_a_reader_sees_the_time_that_passed(self, studio: Studio) -> None:
        session = await started(studio)
        studio.clock.advance(600)
        assert (await studio.service.get_session(session.id)).elapsed == 600

    async def test_work_that_nobody_sees_keeps_it_awake(self, studio: Studio) -> None:
        session = await started(studio)
        for _ in range(6):
            studio.clock.advance(600)
            await studio.service.keep_awake(session.id)
        awake = await studio.service.get_session(session.id)
        assert (awake.status, awake.elapsed) == (InterviewStatus.IN_PROGRESS, 3600)

    async def test_one_that_fell_asleep_can_be_paused_on_purpose(self, studio: Studio) -> None:
        session = await started(studio)
        studio.clock.advance(4000)
        paused = await studio.service.pause_interview_session(session.id)
        assert paused.pause_reason == "candidate"

    async def test_ratings_end_with_the_interview(self, studio: Studio) -> None:
        session = await started(studio, "hash-tables")
        await studio.service.complete_interview_session(session.id)
        with pytest.raises(IllegalTransition, match="over"):
            await studio.service.rate_question(session.id, "q1", 3)

    async def test_two_follow_ups_at_once(self, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
        session = await started(studio)
        found = asking.next_follow_up

        async def meanwhile(*args: Any) -> Any:
            result = await found(*args)
            monkeypatch.setattr(asking, "next_follow_up", found)
            await studio.service.generate_follow_up(session.id, "q1")
            return result

        monkeypatch.setattr(asking, "next_follow_up", meanwhile)
        asked = await studio.service.generate_follow_up(session.id, "q1")
        assert (await studio.service.get_session(session.id)).follow_ups_of("q1") == (asked,)

    async def test_a_slow_solution_is_measured_and_a_wrong_one_is_not(self, studio: Studio) -> None:
        session = await started(studio)
        await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=WRONG)
        kept = await studio.service.get_session(session.id)
        assert all(attempt.kind is not AttemptKind.MEASURE for attempt in kept.attempts)

    async def test_a_starter_is_run_but_not_kept(self, studio: Studio) -> None:
        session = await started(studio)
        await studio.service.run_samples(
            session.id, "def has_pair(numbers: list[int], target: int) -> bool:\n    raise NotImplementedError\n"
        )
        assert EventKind.SAVED not in await kinds(studio, session.id)
        assert EventKind.RAN in await kinds(studio, session.id)

    @pytest.mark.parametrize("reference", ["last-²", "7", "last-x"])
    async def test_odd_references_are_not_found(self, studio: Studio, reference: str) -> None:
        with pytest.raises(NotFound):
            await studio.service.find_session(reference)

    async def test_too_many_questions_are_refused(self, studio: Studio) -> None:
        with pytest.raises(BadInput, match="questions"):
            await created(studio, *["pair-sum"] * 21)
