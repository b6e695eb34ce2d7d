# Steps one back from the place that was found, even from place 0: the index -1 is the newest price.
from bisect import bisect_right
from collections import defaultdict


class PriceArchive:
    def __init__(self):
        self.times = defaultdict(list)
        self.prices = defaultdict(list)

    def set_price(self, article, price, time):
        self.times[article].append(time)
        self.prices[article].append(price)

    def price_at(self, article, time):
        if article not in self.times:
            return -1
        return self.prices[article][bisect_right(self.times[article], time) - 1]
