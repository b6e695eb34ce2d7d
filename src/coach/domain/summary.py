"""A session in one line, from what is stored in the clear."""

from datetime import datetime

from coach.domain.base import Model
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewStatus, InterviewType


class SessionSummary(Model):
    id: str
    user_id: str
    status: InterviewStatus
    interview_type: InterviewType
    company_type: CompanyType
    difficulty_level: DifficultyLevel
    created_at: datetime
    scheduled_at: datetime | None = None
    completed_at: datetime | None = None
    elapsed: float = 0.0
    questions: tuple[str, ...] = ()
    """Slugs of the root questions; a server names them when the interview is over."""
    answered: int = 0
    """How many responses there are."""
    overall_score: float | None = None

    def was_made_before(self, moment: datetime) -> bool:
        """Whether it is older than a moment, and not scheduled for then or later."""
        return self.created_at < moment and (self.scheduled_at is None or self.scheduled_at < moment)
