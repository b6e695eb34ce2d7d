# Allows as many rides as stops, but it is one more.
def cheapest_route(fees, rides, origin, target, stops):
    handling = list(fees)
    handling[origin] = 0
    price_to = [float("inf")] * len(fees)
    price_to[origin] = 0
    for _ in range(stops):
        following = list(price_to)
        for sender, receiver, price in rides:
            following[receiver] = min(following[receiver], price_to[sender] + handling[sender] + price)
        price_to = following
    return -1 if price_to[target] == float("inf") else price_to[target]
