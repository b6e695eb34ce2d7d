def cheapest_route(fees, rides, origin, target, stops):
    def rest(depot, stops_left):
        """The lowest price from here on; None if there is no way."""
        if depot == target:
            return 0
        prices = []
        for sender, receiver, price in rides:
            if sender != depot:
                continue
            if receiver == target:
                prices.append(price)
            elif stops_left > 0:
                onward = rest(receiver, stops_left - 1)
                if onward is not None:
                    prices.append(price + fees[receiver] + onward)
        return min(prices, default=None)

    lowest = rest(origin, stops)
    return -1 if lowest is None else lowest
