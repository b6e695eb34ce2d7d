"""What an observer is told of interviews: states once they are stored, runs, and what fell back."""

from pathlib import Path

import pytest

from coach.domain.enums import InterviewStatus, ProgrammingLanguage
from coach.errors import Conflict, ModelUnavailable, RunnerUnavailable
from coach.interviewers.fallback import FallbackInterviewer
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import Conversation, OnDelta, Utterance
from tests.fakes import SOLUTION, WRONG, Studio


class Witness:
    """An Observer that remembers."""

    def __init__(self) -> None:
        self.states: list[tuple[str, str]] = []
        self.runs: list[tuple[str, str, str, float]] = []
        self.fallbacks: list[str] = []

    def moved(self, session_id: str, status: InterviewStatus) -> None:
        self.states.append((session_id, status.value))

    def ran(self, session_id: str, language: ProgrammingLanguage, verdict: str, seconds: float) -> None:
        self.runs.append((session_id, language.value, verdict, seconds))

    def called(self, model: str, purpose: str, outcome: str, seconds: float, tokens: tuple[int, int]) -> None:
        raise AssertionError("the engine calls no model itself")

    def fell_back(self, part: str) -> None:
        self.fallbacks.append(part)


class Mute(OfflineInterviewer):
    """A model that words nothing."""

    name = "mute"

    async def acknowledge(self, conversation: Conversation, said: str, on_delta: OnDelta | None = None) -> Utterance:
        raise ModelUnavailable("mute says nothing")


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def studio(tmp_path: Path, witness: Witness) -> Studio:
    return Studio(tmp_path, observer=witness, interviewer=FallbackInterviewer(Mute(), OfflineInterviewer()))


async def begun(studio: Studio) -> str:
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum",))
    await studio.service.start_interview_session(session.id)
    return session.id


async def test_each_state_is_told_once(studio: Studio, witness: Witness) -> None:
    session_id = await begun(studio)
    await studio.service.say(session_id, "I will remember numbers.")
    await studio.service.pause_interview_session(session_id)
    await studio.service.resume_interview_session(session_id)
    await studio.service.cancel_interview_session(session_id)
    states = ["scheduled", "in_progress", "paused", "in_progress", "cancelled"]
    assert witness.states == [(session_id, state) for state in states]


async def test_a_state_that_was_not_stored_is_not_told(
    studio: Studio, witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = await begun(studio)
    witness.states.clear()

    async def refuse(*_: object) -> None:
        raise Conflict("Somebody else was first.")

    monkeypatch.setattr(studio.store, "save", refuse)
    with pytest.raises(Conflict):
        await studio.service.pause_interview_session(session_id)
    assert witness.states == []


async def test_runs_are_told_with_their_verdict(studio: Studio, witness: Witness) -> None:
    session_id = await begun(studio)
    await studio.service.run_samples(session_id, SOLUTION)
    await studio.service.submit_response(session_id=session_id, question_id="q1", code_solution=WRONG)
    assert witness.runs == [
        (session_id, "python", "accepted", 0.0),
        (session_id, "python", "wrong_answer", 0.0),
    ]


async def test_a_sandbox_that_fails_is_unavailable_and_a_fallback(studio: Studio, witness: Witness) -> None:
    session_id = await begun(studio)
    studio.runner.failures = 1
    with pytest.raises(RunnerUnavailable):
        await studio.service.run_samples(session_id, SOLUTION)
    assert witness.runs == [(session_id, "python", "unavailable", 0.0)]
    assert witness.fallbacks == ["runner"]


async def test_a_bank_that_speaks_for_a_model_is_told(studio: Studio, witness: Witness) -> None:
    session_id = await begun(studio)
    await studio.service.say(session_id, "I will remember numbers.")
    assert witness.fallbacks == ["interviewer"]
