# Stops the search as soon as it meets the time exactly, on the left: of two changes in one second the first one wins.
from bisect import bisect_left
from collections import defaultdict


class PriceArchive:
    def __init__(self):
        self.times = defaultdict(list)
        self.prices = defaultdict(list)

    def set_price(self, article, price, time):
        self.times[article].append(time)
        self.prices[article].append(price)

    def price_at(self, article, time):
        times, prices = self.times[article], self.prices[article]
        at = bisect_left(times, time)
        if at < len(times) and times[at] == time:
            return prices[at]
        return prices[at - 1] if at else -1
