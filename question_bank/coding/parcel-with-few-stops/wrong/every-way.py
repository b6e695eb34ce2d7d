# Right, but follows each way on its own, and their number explodes with the stops.
def cheapest_route(fees, rides, origin, target, stops):
    leaving = [[] for _ in fees]
    for sender, receiver, price in rides:
        leaving[sender].append((receiver, price))

    def rest(depot, stops_left):
        if depot == target:
            return 0
        lowest = float("inf")
        for receiver, price in leaving[depot]:
            if receiver == target:
                lowest = min(lowest, price)
            elif stops_left:
                lowest = min(lowest, price + fees[receiver] + rest(receiver, stops_left - 1))
        return lowest

    lowest = rest(origin, stops)
    return -1 if lowest == float("inf") else lowest
