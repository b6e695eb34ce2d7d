# Right, and quick to answer, but every new day adds up the whole ledger again.
from itertools import accumulate


class StockLedger:
    def __init__(self, changes):
        self.changes = list(changes)
        self.totals = list(accumulate(self.changes, initial=0))

    def record(self, change):
        self.changes.append(change)
        self.totals = list(accumulate(self.changes, initial=0))

    def net_change(self, first_day, last_day):
        return self.totals[last_day + 1] - self.totals[first_day]
