# Lets every van drive back as well.
def cheapest_route(fees, rides, origin, target, stops):
    handling = list(fees)
    handling[origin] = 0
    price_to = [float("inf")] * len(fees)
    price_to[origin] = 0
    for _ in range(stops + 1):
        following = list(price_to)
        for one, other, price in rides:
            following[other] = min(following[other], price_to[one] + handling[one] + price)
            following[one] = min(following[one], price_to[other] + handling[other] + price)
        price_to = following
    return -1 if price_to[target] == float("inf") else price_to[target]
