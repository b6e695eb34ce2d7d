import heapq


def trip_at_rank(flights, hotels, k):
    if k < 0:
        return -trip_at_rank([-flight for flight in reversed(flights)], [-hotel for hotel in reversed(hotels)], -k)
    waiting = [(flight + hotels[0], flight, 0) for flight in flights[:k]]
    for _ in range(k - 1):
        _, flight, at = heapq.heappop(waiting)
        if at + 1 < len(hotels):
            heapq.heappush(waiting, (flight + hotels[at + 1], flight, at + 1))
    return waiting[0][0]
