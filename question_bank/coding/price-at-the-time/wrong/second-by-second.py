# Finds a price by its exact second and, if there is none, tries the second before: a long quiet time takes for ever.
class PriceArchive:
    def __init__(self):
        self.prices = {}

    def set_price(self, article, price, time):
        self.prices[article, time] = price

    def price_at(self, article, time):
        while time >= 0:
            if (article, time) in self.prices:
                return self.prices[article, time]
            time -= 1
        return -1
