from math import inf


def cheapest_route(fees: list[int], rides: list[list[int]], origin: int, target: int, stops: int) -> int:
    handling = fees.copy()  # due when a parcel leaves a depot
    handling[origin] = 0
    price_to = [inf] * len(fees)
    price_to[origin] = 0
    for _ in range(stops + 1):
        following = price_to.copy()
        for sender, receiver, price in rides:
            offer = price_to[sender] + handling[sender] + price
            if offer < following[receiver]:
                following[receiver] = offer
        if following == price_to:
            break
        price_to = following
    return int(price_to[target]) if price_to[target] < inf else -1
