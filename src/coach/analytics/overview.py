"""Everything that a person's interviews say, put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from coach.analytics.benchmarks import benchmarks
from coach.analytics.concepts import concept_performance, dimension_means
from coach.analytics.habits import calibration_note, habits
from coach.analytics.items import difficulties
from coach.analytics.percentile import percentile, percentile_note
from coach.analytics.readiness import Aim, readiness
from coach.analytics.skill import Posterior, posterior, skills
from coach.analytics.trend import improvement, improvement_caveats, improvement_note, score_trend
from coach.domain.analytics import InterviewAnalytics, Percentile, Readiness
from coach.domain.company import CompanyPattern
from coach.domain.enums import DifficultyLevel, Seniority
from coach.domain.results import CohortMember, InterviewResult, QuestionResult

NO_INTERVIEW = "no completed interview with a score yet"


@dataclass(frozen=True)
class History:
    """What is known of a person and of the others here. Interviews and results are newest first, at most 1000."""

    user_id: str
    seniority: Seniority
    role: str
    now: datetime
    interviews: tuple[InterviewResult, ...] = ()
    results: tuple[QuestionResult, ...] = ()
    concept_results: tuple[QuestionResult, ...] = ()
    """The newest 20 of each concept."""
    everyone: tuple[QuestionResult, ...] = ()
    """The newest results of all people here."""
    cohort: tuple[CohortMember, ...] = ()
    """The others with role, seniority and evaluator version of the newest interview."""
    others: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    """Mean score of other people at a question, and how many they are, by `bank_id`."""
    patterns: tuple[CompanyPattern, ...] = ()


def overview(history: History, known: Posterior | None = None) -> InterviewAnalytics:
    """All figures of one person; where too little is known there is none, and a note says what is missing.

    `known`: what was fitted to the same results before.
    """
    interviews, results = history.interviews, history.results
    known = known or fitted(history.results, history.everyone, history.user_id)
    return InterviewAnalytics(
        user_id=history.user_id,
        interviews=len(interviews),
        score_trend=score_trend(interviews),
        concept_performance=concept_performance(history.concept_results),
        dimensions=dimension_means(results),
        skills=skills(known),
        company_readiness=_readiness(history, known),
        improvement_rate=improvement(interviews),
        percentile=_percentile(history),
        benchmarks=benchmarks(results, history.others),
        habits=habits(results),
        notes=_notes(history),
    )


def fitted(results: Sequence[QuestionResult], everyone: Sequence[QuestionResult], user_id: str) -> Posterior | None:
    """The skills that a person's results speak for; None without a result that has a score.

    `everyone`: the results of all people, by which it is judged how hard questions are.
    """
    return posterior(results, difficulties(everyone, besides=user_id))


def _readiness(history: History, known: Posterior | None) -> tuple[Readiness, ...]:
    """One per company, the difficulty being that of the newest interview."""
    interviews = history.interviews
    difficulty = interviews[0].difficulty if interviews else DifficultyLevel.MEDIUM
    aims = (Aim(pattern, history.seniority, history.role, difficulty) for pattern in history.patterns)
    return tuple(readiness(known, len(interviews), aim) for aim in aims)


def _percentile(history: History) -> Percentile | None:
    if not history.interviews:
        return None
    company = history.interviews[0].company
    pattern = next((one for one in history.patterns if one.type is company), None)
    return percentile(history.interviews, history.results, history.cohort, pattern, history.now.date())


def _notes(history: History) -> tuple[str, ...]:
    interviews = history.interviews
    if not interviews:
        return (NO_INTERVIEW,)
    notes = (
        improvement_note(interviews),
        *improvement_caveats(interviews),
        percentile_note(interviews, history.cohort),
        calibration_note(history.results),
    )
    return tuple(note for note in notes if note)
