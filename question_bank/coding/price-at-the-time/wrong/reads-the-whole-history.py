# Right, but walks back from the newest change until it comes to the time.
from collections import defaultdict


class PriceArchive:
    def __init__(self):
        self.changes = defaultdict(list)

    def set_price(self, article, price, time):
        self.changes[article].append((time, price))

    def price_at(self, article, time):
        for since, price in reversed(self.changes[article]):
            if since <= time:
                return price
        return -1
