# Takes the last total for granted when a day is added: an empty ledger has none.
from itertools import accumulate


class StockLedger:
    def __init__(self, changes):
        self.totals = list(accumulate(changes))

    def record(self, change):
        self.totals.append(self.totals[-1] + change)

    def net_change(self, first_day, last_day):
        if first_day == 0:
            return self.totals[last_day]
        return self.totals[last_day] - self.totals[first_day - 1]
