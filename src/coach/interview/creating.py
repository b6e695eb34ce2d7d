"""A new interview: which questions, how long, when."""

from datetime import datetime

from coach.domain.company import CompanyPattern
from coach.domain.content import BankQuestion, QuestionHead
from coach.domain.enums import QuestionType
from coach.domain.event import Event, EventKind
from coach.domain.execution import Trust
from coach.domain.requests import CreateInterviewRequest
from coach.domain.session import InterviewSession
from coach.errors import BadInput, Forbidden, RunnerUnavailable
from coach.interview.engine import Engine
from coach.interview.plan import Wishes, as_asked, plan, recent_families

RECENT_SESSIONS = 5
"""So many interviews back, a question family is not new."""
MOST_YEARS = 100
"""So far ahead an interview may be planned; behind that, reminders and zones leave the calendar."""


def future(engine: Engine, at: datetime) -> datetime:
    """A time to come, in the zone of this machine, in which one without a zone is meant. Raises BadInput."""
    if not at.year <= engine.clock.now().year + MOST_YEARS:
        raise BadInput(f"{at:%Y-%m-%d %H:%M} is more than {MOST_YEARS} years away.", fix="Choose a time before that.")
    try:
        local = at.astimezone()
    except (OverflowError, ValueError, OSError):
        # Zones reach beyond the first year of the calendar.
        local = None
    if local is None or local <= engine.clock.now():
        raise BadInput(f"{at:%Y-%m-%d %H:%M} is in the past.", fix="Choose a time to come.")
    return local


async def create(engine: Engine, request: CreateInterviewRequest) -> InterviewSession:
    """Plan an interview and store it. Raises NotFound, BadInput, ContentError, StoreError."""
    scheduled_at = future(engine, request.scheduled_at) if request.scheduled_at else None
    pattern = await engine.questions.pattern(request.company_type)
    session_id = engine.new_id()
    seed = request.seed if request.seed is not None else int.from_bytes(session_id.encode()[-4:])
    chosen = await _chosen(engine, request, pattern, seed)
    session = InterviewSession(
        id=session_id,
        user_id=request.user_id,
        interview_type=request.interview_type,
        company_type=request.company_type,
        difficulty_level=request.difficulty_level,
        role=request.role,
        seniority=request.seniority,
        language=request.language,
        max_questions=len(chosen),
        time_limit=request.time_limit or pattern.minutes,
        seed=seed,
        questions=tuple(as_asked(question, number) for number, question in enumerate(chosen, 1)),
        created_at=engine.clock.now(),
        scheduled_at=scheduled_at,
        events=1,
        front_door=engine.front_door,
        interviewer=engine.interviewer.name,
    )
    at = session.created_at
    created = Event(session_id=session_id, sequence=1, kind=EventKind.CREATED, at=at, elapsed=0.0, data={"seed": seed})
    saved = await engine.store.save(None, session, [created])
    engine.observer.moved(saved.id, saved.status)
    return saved


async def _chosen(
    engine: Engine, request: CreateInterviewRequest, pattern: CompanyPattern, seed: int
) -> list[BankQuestion]:
    if request.questions:
        return [await engine.questions.question(slug) for slug in request.questions]
    catalog = await _runnable(engine, request)
    lately = 0 if request.ignore_history else RECENT_SESSIONS
    history = await engine.store.sessions(request.user_id, limit=lately)
    wishes = Wishes(
        interview_type=request.interview_type,
        company_type=request.company_type,
        difficulty_level=request.difficulty_level,
        role=request.role,
        seniority=request.seniority,
        minutes=request.time_limit or pattern.minutes,
        max_questions=request.max_questions,
        seed=seed,
        recent_families=recent_families(catalog, {slug for summary in history for slug in summary.questions}),
    )
    return [await engine.questions.question(one.id) for one in plan(catalog, pattern, wishes)]


async def _runnable(engine: Engine, request: CreateInterviewRequest) -> tuple[QuestionHead, ...]:
    """The catalog, without the questions whose programs this machine may not run."""
    catalog = await engine.questions.catalog()
    coding = [question for question in catalog if question.question_type is QuestionType.CODING_PROBLEM]
    foreign = {question.id for question in coding if await engine.questions.trust(question) is Trust.FOREIGN}
    if not foreign:
        return catalog
    try:
        await engine.runner.require(request.language, Trust.FOREIGN)
    except (RunnerUnavailable, Forbidden):
        return tuple(question for question in catalog if question.id not in foreign)
    return catalog
