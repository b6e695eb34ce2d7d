class PriceArchive:
    def __init__(self):
        self.calls = []

    def set_price(self, article, price, time):
        self.calls.append((article, price, time))

    def price_at(self, article, time):
        current = -1
        for name, price, since in self.calls:
            if name == article and since <= time:
                current = price
        return current
