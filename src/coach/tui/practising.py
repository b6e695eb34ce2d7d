"""Begins an interview of one question: the whole statement at once, scores as one goes."""

from contextlib import suppress

from coach.analytics.choice import interview_type
from coach.domain.content import QuestionHead
from coach.domain.session import InterviewSession
from coach.errors import CoachError
from coach.interview.service import InterviewService
from coach.settings import Settings


async def begin_practice(
    service: InterviewService, user_id: str, question: QuestionHead, settings: Settings
) -> InterviewSession:
    """The session, begun. Raises what creating and starting an interview raise; then none is left behind."""
    chosen = settings.interview
    session = await service.create_interview_session(
        user_id=user_id,
        interview_type=interview_type(question),
        company_type=chosen.company,
        difficulty_level=question.difficulty.level,
        role=chosen.role,
        seniority=chosen.seniority,
        language=chosen.language,
        time_limit=question.minutes,
        questions=(question.id,),
    )
    preferences = {"practice": True, "allow_hints": chosen.hints, "idle_minutes": chosen.idle_minutes}
    try:
        return await service.start_interview_session(session.id, preferences)
    except CoachError:
        with suppress(CoachError):
            await service.cancel_interview_session(session.id)
        raise
