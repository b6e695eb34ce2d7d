"""What a person's interviews say together: the numbers are read here, and judged in `analytics`."""

import asyncio
from typing import TYPE_CHECKING

from coach.domain.analytics import Due, InterviewAnalytics, Prediction
from coach.domain.enums import Seniority
from coach.domain.requests import PredictionRequest
from coach.domain.results import CohortMember, InterviewResult
from coach.interview.engine import Engine

if TYPE_CHECKING:
    from coach.analytics.overview import History

NEWEST = 1000
"""So many results and interviews are looked at; what is older says little about today."""
ROLE = "backend"


async def analytics(engine: Engine, user_id: str) -> InterviewAnalytics:
    """Raises StoreError, KeyLost, ContentError."""
    from coach.analytics.overview import overview

    # A long history takes a while to fit; whoever else uses this loop goes on meanwhile.
    return await asyncio.to_thread(overview, await history(engine, user_id))


async def schedule(engine: Engine, user_id: str) -> tuple[Due, ...]:
    """Raises StoreError, KeyLost."""
    from coach.analytics.schedule import due

    return due(await engine.store.concept_results(user_id), engine.clock.now())


async def prediction(engine: Engine, user_id: str, wish: PredictionRequest) -> Prediction:
    """Raises BadInput for a day that nothing can be said of, StoreError, KeyLost, NotFound, ContentError."""
    from coach.analytics.overview import fitted
    from coach.analytics.prediction import Ahead, predict
    from coach.analytics.readiness import Aim

    ahead = Ahead(engine.clock.now().date(), wish.on, wish.practice_per_week)
    pattern = await engine.questions.pattern(wish.company)
    known = await history(engine, user_id)
    aim = Aim(pattern, wish.seniority, wish.role, wish.difficulty)
    return predict(await asyncio.to_thread(fitted, known), len(known.interviews), aim, ahead)


async def history(engine: Engine, user_id: str) -> "History":
    """Everything that analytics looks at; as senior, and in the role, as in the newest interview."""
    from coach.analytics.overview import History

    store = engine.store
    interviews = await store.interview_results(user_id, NEWEST)
    results = await store.results(user_id, NEWEST)
    newest = interviews[0] if interviews else None
    return History(
        user_id=user_id,
        interviews=interviews,
        results=results,
        concept_results=await store.concept_results(user_id),
        everyone=await store.results(None, NEWEST),
        cohort=await _cohort(engine, newest),
        others=await store.question_means(tuple({result.bank_id for result in results}), user_id),
        patterns=await engine.questions.patterns(),
        seniority=newest.seniority if newest else Seniority.MID,
        role=newest.role if newest else ROLE,
        now=engine.clock.now(),
    )


async def _cohort(engine: Engine, newest: InterviewResult | None) -> tuple[CohortMember, ...]:
    if newest is None:
        return ()
    return await engine.store.cohort(newest.role, newest.seniority, newest.evaluator_version, newest.user_id)
