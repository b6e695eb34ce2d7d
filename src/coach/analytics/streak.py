"""Days of practice without a gap."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count, takewhile

ONE_DAY = timedelta(days=1)


def days_in_a_row(practised: Iterable[date], today: date) -> int:
    """How many days up to today were practised on without a gap; today itself may still be to come."""
    days = set(practised)
    last = today if today in days else today - ONE_DAY
    return sum(1 for _ in takewhile(lambda back: last - back * ONE_DAY in days, count()))
