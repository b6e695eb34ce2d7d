# Looks for the last change before the time: at the very second of a change the old price is returned.
from bisect import bisect_left
from collections import defaultdict


class PriceArchive:
    def __init__(self):
        self.times = defaultdict(list)
        self.prices = defaultdict(list)

    def set_price(self, article, price, time):
        if self.times[article] and self.times[article][-1] == time:
            self.prices[article][-1] = price
            return
        self.times[article].append(time)
        self.prices[article].append(price)

    def price_at(self, article, time):
        at = bisect_left(self.times[article], time)
        return self.prices[article][at - 1] if at else -1
