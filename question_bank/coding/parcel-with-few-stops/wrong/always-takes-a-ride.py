# Notes an answer only when a ride arrives at the target: a parcel that is already there is sent round in a circle.
def cheapest_route(fees, rides, origin, target, stops):
    price_to = {origin: 0}
    lowest = None
    for taken in range(stops + 1):
        following = {}
        for sender, receiver, price in rides:
            if sender not in price_to:
                continue
            offer = price_to[sender] + price + (fees[sender] if taken else 0)
            following[receiver] = min(offer, following.get(receiver, offer))
        price_to = following
        if target in price_to and (lowest is None or price_to[target] < lowest):
            lowest = price_to[target]
    return -1 if lowest is None else lowest
