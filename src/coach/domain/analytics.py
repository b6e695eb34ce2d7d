"""What a person's interviews say together."""

from datetime import datetime

from coach.domain.base import Model
from coach.domain.feedback import Score


class ScorePoint(Model):
    session_id: str
    at: datetime
    score: Score


class ConceptResult(Model):
    concept: str
    mean_score: Score
    questions: int


class InterviewAnalytics(Model):
    """Progress of one person. A figure that rests on too little is None, and `notes` says what is missing."""

    user_id: str
    interviews: int
    score_trend: tuple[ScorePoint, ...] = ()
    concept_performance: tuple[ConceptResult, ...] = ()
    company_readiness: dict[str, tuple[float, float]] = {}
    """Company type → 95 % interval of the chance to meet its bar."""
    improvement_rate: float | None = None
    """Points (0–10) per interview."""
    percentile: float | None = None
    percentile_reference: str = ""
    notes: tuple[str, ...] = ()
