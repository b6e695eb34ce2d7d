# Reads prices that the same round has just written, so that one round may take several rides.
def cheapest_route(fees, rides, origin, target, stops):
    handling = list(fees)
    handling[origin] = 0
    price_to = [float("inf")] * len(fees)
    price_to[origin] = 0
    for _ in range(stops + 1):
        for sender, receiver, price in rides:
            price_to[receiver] = min(price_to[receiver], price_to[sender] + handling[sender] + price)
    return -1 if price_to[target] == float("inf") else price_to[target]
