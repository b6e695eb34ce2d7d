# Starts with as many flights as there are hotels, so dearer flights are missing when there are few hotels.
import heapq


def trip_at_rank(flights, hotels, k):
    waiting = [(flight + hotels[0], flight, 0) for flight in flights[: len(hotels)]]
    for _ in range(k - 1):
        _, flight, at = heapq.heappop(waiting)
        if at + 1 < len(hotels):
            heapq.heappush(waiting, (flight + hotels[at + 1], flight, at + 1))
    return waiting[0][0]
