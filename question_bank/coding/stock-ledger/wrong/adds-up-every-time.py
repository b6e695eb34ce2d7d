# Right, but every question walks through its whole stretch.
class StockLedger:
    def __init__(self, changes):
        self.changes = list(changes)

    def record(self, change):
        self.changes.append(change)

    def net_change(self, first_day, last_day):
        return sum(self.changes[first_day : last_day + 1])
