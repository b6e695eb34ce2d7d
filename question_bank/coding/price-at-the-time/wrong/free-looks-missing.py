# Tests the truth of the price that was found: an article that was given away has no price.
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
        at = bisect_right(self.times[article], time)
        price = self.prices[article][at - 1] if at else None
        return price or -1
