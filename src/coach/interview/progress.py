"""What a person's interviews say together: the numbers are read here, and judged in `analytics`."""

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from coach.domain.analytics import Due, InterviewAnalytics, Prediction
from coach.domain.enums import Seniority
from coach.domain.requests import PredictionRequest
from coach.domain.results import CohortMember, InterviewResult, QuestionResult
from coach.interview.engine import Engine

if TYPE_CHECKING:
    from coach.analytics.overview import History
    from coach.analytics.skill import Posterior

NEWEST = 1000
"""So many results and interviews are looked at; what is older says little about today."""
ROLE = "backend"


class Own(NamedTuple):
    """What a person's skills are fitted to."""

    user_id: str
    interviews: tuple[InterviewResult, ...]
    results: tuple[QuestionResult, ...]
    everyone: tuple[QuestionResult, ...]
    """The newest results of all people here."""

    async def fitted(self) -> "Posterior | None":
        from coach.analytics.overview import fitted

        # A long history takes a while to fit; whoever else uses this loop goes on meanwhile.
        return await asyncio.to_thread(fitted, self.results, self.everyone, self.user_id)


async def analytics(engine: Engine, user_id: str) -> InterviewAnalytics:
    """Raises StoreError, KeyLost, ContentError."""
    from coach.analytics.overview import overview

    own = await _own(engine, user_id)
    # Others are read while the own results are fitted.
    known, found = await asyncio.gather(own.fitted(), _history(engine, own))
    return await asyncio.to_thread(overview, found, known)


async def schedule(engine: Engine, user_id: str) -> tuple[Due, ...]:
    """Raises StoreError, KeyLost."""
    from coach.analytics.schedule import due

    return due(await engine.store.concept_results(user_id), engine.clock.now())


async def prediction(engine: Engine, user_id: str, wish: PredictionRequest) -> Prediction:
    """Raises BadInput for a day that nothing can be said of, StoreError, KeyLost, NotFound, ContentError."""
    from coach.analytics.prediction import Ahead, predict
    from coach.analytics.readiness import Aim

    ahead = Ahead(engine.clock.now().date(), wish.on, wish.practice_per_week)
    pattern = await engine.questions.pattern(wish.company)
    own = await _own(engine, user_id)
    aim = Aim(pattern, wish.seniority, wish.role, wish.difficulty)
    return predict(await own.fitted(), len(own.interviews), aim, ahead)


async def _own(engine: Engine, user_id: str) -> Own:
    store = engine.store
    interviews, results = await store.interview_results(user_id, NEWEST), await store.results(user_id, NEWEST)
    return Own(user_id, interviews, results, await store.results(None, NEWEST))


async def history(engine: Engine, user_id: str) -> "History":
    """Everything that analytics looks at; as senior, and in the role, as in the newest interview."""
    return await _history(engine, await _own(engine, user_id))


async def _history(engine: Engine, own: Own) -> "History":
    from coach.analytics.overview import History

    store, newest = engine.store, own.interviews[0] if own.interviews else None
    return History(
        **own._asdict(),
        concept_results=await store.concept_results(own.user_id),
        cohort=await _cohort(engine, newest),
        others=await store.question_means(tuple({result.bank_id for result in own.results}), own.user_id),
        patterns=await engine.questions.patterns(),
        seniority=newest.seniority if newest else Seniority.MID,
        role=newest.role if newest else ROLE,
        now=engine.clock.now(),
    )


async def _cohort(engine: Engine, newest: InterviewResult | None) -> tuple[CohortMember, ...]:
    if newest is None:
        return ()
    return await engine.store.cohort(newest.role, newest.seniority, newest.evaluator_version, newest.user_id)
