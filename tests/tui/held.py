"""Interviews that were held, for the screens that look back."""

from collections.abc import Callable

from textual.pilot import Pilot

from coach.domain.session import InterviewSession
from tests.fakes import SOLUTION, WRONG
from tests.tui.stage import TuiStage

HASHING = "The key is hashed to a bucket; two keys may collide, so each bucket keeps a chain. The worst case is linear."
HOSTILE = "[bold]red[/] \x1b[31m and \u202e backwards"


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for a condition, and fail when it never comes true."""
    for _ in range(400):
        await pilot.pause()
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came true")


async def begun(stage: TuiStage, questions: tuple[str, ...] = ("pair-sum",), company: str = "big_tech") -> str:
    """An interview that was started; its id."""
    service = stage.studio.service
    session = await service.create_interview_session(user_id="u", questions=questions, company_type=company)
    await service.start_interview_session(session.id)
    return session.id


async def coded(stage: TuiStage) -> str:
    """A question of code in the middle: said, run wrong after two minutes, hinted, run right after five."""
    session_id, service, clock = await begun(stage), stage.studio.service, stage.studio.clock
    clock.advance(60)
    await service.say(session_id, f"I keep a set. {HOSTILE}")
    clock.advance(60)
    await service.run_samples(session_id, WRONG)
    clock.advance(60)
    await service.hint(session_id)
    clock.advance(120)
    await service.run_samples(session_id, SOLUTION)
    clock.advance(60)
    return session_id


async def completed(stage: TuiStage, company: str = "big_tech", answer: str = HASHING) -> InterviewSession:
    """Code and a concept, both answered, with a report."""
    service, clock = stage.studio.service, stage.studio.clock
    session_id = await begun(stage, ("pair-sum", "hash-tables"), company)
    clock.advance(90)
    await service.run_samples(session_id, WRONG)
    clock.advance(90)
    await service.submit_response(session_id=session_id, question_id="q1", code_solution=SOLUTION, response_text="O(n)")
    while (now := await service.get_current_question(session_id)) is not None:
        clock.advance(60)
        await service.submit_response(session_id=session_id, question_id=now.id, response_text=answer)
    return await service.complete_interview_session(session_id)
