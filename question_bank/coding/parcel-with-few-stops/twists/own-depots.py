import heapq
from math import inf


def cheapest_route(fees: list[int], rides: list[list[int]], origin: int, target: int, stops: int) -> int:
    leaving = [[] for _ in fees]
    for sender, receiver, price in rides:
        leaving[sender].append((receiver, price))
    fewest = [inf] * len(fees)  # stops with which a depot was reached, at prices that were lower or equal
    heap = [(0, 0, origin)]
    while heap:
        paid, used, depot = heapq.heappop(heap)
        if depot == target:
            return paid
        if used >= fewest[depot]:
            continue
        fewest[depot] = used
        if depot != origin and fees[depot] > 0:
            paid, used = paid + fees[depot], used + 1
        if used > stops:
            continue
        for receiver, price in leaving[depot]:
            if used < fewest[receiver]:
                heapq.heappush(heap, (paid + price, used, receiver))
    return -1
