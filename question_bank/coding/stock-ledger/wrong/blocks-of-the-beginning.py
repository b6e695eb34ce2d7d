# Sums up blocks of eight days once, at the beginning: days that fill up the last block later are not in its sum.
BLOCK = 8


class StockLedger:
    def __init__(self, changes):
        self.changes = list(changes)
        self.blocks = [sum(changes[at : at + BLOCK]) for at in range(0, len(changes), BLOCK)]

    def record(self, change):
        if len(self.changes) % BLOCK == 0:
            self.blocks.append(0)
        self.changes.append(change)

    def net_change(self, first_day, last_day):
        total, day = 0, first_day
        while day <= last_day:
            if day % BLOCK == 0 and day + BLOCK - 1 <= last_day:
                total += self.blocks[day // BLOCK]
                day += BLOCK
            else:
                total += self.changes[day]
                day += 1
        return total
