# Plain Dijkstra: only the cheapest way to each depot lives on, even if it has used up the stops.
import heapq


def cheapest_route(fees, rides, origin, target, stops):
    leaving = [[] for _ in fees]
    for sender, receiver, price in rides:
        leaving[sender].append((receiver, price))
    settled = set()
    heap = [(0, origin, 0)]
    while heap:
        paid, depot, taken = heapq.heappop(heap)
        if depot == target:
            return paid
        if depot in settled:
            continue
        settled.add(depot)
        if taken <= stops:
            fee = fees[depot] if taken else 0
            for receiver, price in leaving[depot]:
                heapq.heappush(heap, (paid + fee + price, receiver, taken + 1))
    return -1
