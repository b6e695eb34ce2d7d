"""Steps: how time passes, what is noted, what is saved."""

from datetime import datetime
from pathlib import Path

import pytest

from coach.domain.event import EventKind
from coach.errors import BadInput, Forbidden, IllegalTransition, ModelUnavailable
from coach.interview.conversation import conversation, phase, visible_text
from coach.interview.engine import Step, current
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import Conversation, Judgement
from tests.fakes import SOLUTION, Studio


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


async def test_a_step_that_changes_nothing_saves_nothing(studio: Studio) -> None:
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum",))
    assert (await Step(studio.engine, session).save()).version == session.version
    assert (await current(studio.engine, session.id)).version == session.version


async def test_a_time_in_the_past_is_refused(studio: Studio) -> None:
    with pytest.raises(BadInput, match="in the past"):
        await studio.service.create_interview_session(user_id="u", scheduled_at=studio.clock.now())
    for at, problem in (("0001-01-01T00:00:00+14:00", "in the past"), ("9999-12-31T23:59:59-14:00", "100 years")):
        with pytest.raises(BadInput, match=problem):
            await studio.service.create_interview_session(user_id="u", scheduled_at=datetime.fromisoformat(at))


async def test_agreement_can_be_withdrawn(studio: Studio) -> None:
    await studio.service.give_consent("u", model_host="api.example.com")
    consent = await studio.service.get_consent("u")
    assert consent is not None
    assert consent.model_host == "api.example.com"
    await studio.service.withdraw_consent("u")
    assert not await studio.service.has_consent("u")


async def test_phases_follow_what_happens(studio: Studio) -> None:
    service = studio.service
    session = await service.create_interview_session(user_id="u", questions=("pair-sum",))
    await service.start_interview_session(session.id)
    seen = []
    for move in (
        lambda: service.say(session.id, "I will remember numbers."),
        lambda: service.save_snapshot(session.id, SOLUTION),
        lambda: service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION),
    ):
        seen.append(phase(await service.get_events(session.id)).value)
        await move()
    seen.append(phase(await service.get_events(session.id)).value)
    assert seen == ["clarify", "plan", "code", "wrap"]
    answered = [event for event in await service.get_events(session.id) if event.kind is not EventKind.FOLLOWED_UP]
    assert phase(answered).value == "verify"


async def test_a_conversation_holds_everything_that_was_said(studio: Studio) -> None:
    service = studio.service
    session = await service.create_interview_session(user_id="u", questions=("hash-tables", "pair-sum"))
    await service.start_interview_session(session.id)
    await service.clarify(session.id, "Which kind of hash table do you mean?")
    session, _ = await service.submit_response(session_id=session.id, question_id="q1", response_text="Buckets.")
    bank = await service.get_bank_question(session.id, "q1")
    told = conversation(session, bank, "q1", await service.get_events(session.id))
    speakers = [(turn.speaker, turn.text[:20]) for turn in told.turns]
    assert ("candidate", "Which kind of hash t") in speakers
    assert ("candidate", "Buckets.") in speakers
    assert speakers[0][0] == "interviewer"
    assert told.earned == ("kind",)
    assert visible_text(bank, ()) == bank.opening.strip()


async def test_facts_that_were_earned_stand_below_the_opening(studio: Studio) -> None:
    coding = studio.coding.replace(withheld=(*studio.coding.withheld, studio.coding.withheld[0].replace(id="other")))
    service = studio.service
    session = await service.create_interview_session(user_id="u", questions=("pair-sum",))
    await service.start_interview_session(session.id)
    await service.clarify(session.id, "May I use one element twice?")
    text = visible_text(coding, await service.get_events(session.id))
    assert text.startswith(coding.opening.strip())
    assert "come from different positions" in text
    assert visible_text(coding, (), practice=True) == coding.statement.strip()


async def test_a_model_that_fails_to_judge_leaves_it_to_the_facts(tmp_path: Path) -> None:
    class Failing(OfflineInterviewer):
        async def judge(self, conversation: Conversation) -> Judgement:
            raise ModelUnavailable("The model is gone.")

    studio = Studio(tmp_path, interviewer=Failing())
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum",))
    await studio.service.start_interview_session(session.id)
    _, following = await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
    assert following is not None


async def test_pausing_needs_an_interview_under_way(studio: Studio) -> None:
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum",))
    with pytest.raises(IllegalTransition):
        await studio.service.pause_interview_session(session.id)


async def test_a_host_that_was_not_agreed_to_gets_nothing(tmp_path: Path) -> None:
    studio = Studio(tmp_path, consent_by="", model_host="models.example")
    await studio.service.give_consent("u", model_host="")
    with pytest.raises(Forbidden, match=r"sent to models\.example"):
        await studio.service.create_interview_session(user_id="u", questions=("pair-sum",))
    await studio.service.give_consent("u")
    assert await studio.service.has_consent("u")
    assert (studio.service.model_host, studio.service.notice) == ("models.example", "")
