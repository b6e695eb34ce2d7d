from itertools import accumulate


class StockLedger:
    def __init__(self, changes: list[int]) -> None:
        self._totals = list(accumulate(changes, initial=0))  # at each day the sum of all days before it

    def record(self, change: int) -> None:
        self._totals.append(self._totals[-1] + change)

    def net_change(self, first_day: int, last_day: int) -> int:
        return self._total_before(last_day + 1) - self._total_before(first_day)

    def _total_before(self, day: int) -> int:
        days = len(self._totals) - 1
        return self._totals[min(max(day, 0), days)]
