"""An interview in one line."""

from datetime import UTC, datetime, timedelta

import pytest

from coach.domain.enums import CompanyType, DifficultyLevel, InterviewStatus, InterviewType
from coach.domain.summary import SessionSummary

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("created_at", "scheduled_at", "old"),
    [
        (NOON - SECOND, None, True),
        (NOON, None, False),
        (NOON - SECOND, NOON - SECOND, True),
        (NOON - SECOND, NOON, False),
        (NOON, NOON - SECOND, False),
    ],
)
def test_one_that_is_still_to_come_is_not_old(created_at: datetime, scheduled_at: datetime | None, old: bool) -> None:
    summary = SessionSummary(
        id="s",
        user_id="ana",
        status=InterviewStatus.SCHEDULED,
        interview_type=InterviewType.MIXED,
        company_type=CompanyType.STARTUP,
        difficulty_level=DifficultyLevel.EASY,
        created_at=created_at,
        scheduled_at=scheduled_at,
    )
    assert summary.was_made_before(NOON) is old
