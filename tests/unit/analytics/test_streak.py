"""Days of practice without a gap."""

from datetime import date, timedelta

import pytest

from coach.analytics.streak import days_in_a_row

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("ago", "row"),
    [
        ((), 0),
        ((0,), 1),
        ((0, 0, 0), 1),
        ((1,), 1),
        ((1, 2, 3), 3),
        ((0, 1, 2, 4, 5), 3),
        ((2, 3), 0),
        ((-1, 0), 1),
    ],
)
def test_a_gap_ends_it_and_today_may_still_come(ago: tuple[int, ...], row: int) -> None:
    assert days_in_a_row((TODAY - timedelta(days=days) for days in ago), TODAY) == row
