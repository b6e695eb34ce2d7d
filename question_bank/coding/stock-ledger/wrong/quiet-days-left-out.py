# "A change of 0 adds nothing to any sum": true, but leaving the day out renumbers all that follow.
class StockLedger:
    def __init__(self, changes):
        self.totals = [0]
        for change in changes:
            self.record(change)

    def record(self, change):
        if change:
            self.totals.append(self.totals[-1] + change)

    def net_change(self, first_day, last_day):
        return self.totals[last_day + 1] - self.totals[first_day]
