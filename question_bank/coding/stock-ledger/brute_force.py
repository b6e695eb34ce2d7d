class StockLedger:
    def __init__(self, changes):
        self.notes = dict(enumerate(changes))

    def record(self, change):
        self.notes[len(self.notes)] = change

    def net_change(self, first_day, last_day):
        return sum(change for day, change in self.notes.items() if first_day <= day <= last_day)
