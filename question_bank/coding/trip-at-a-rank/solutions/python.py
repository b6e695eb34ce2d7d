import heapq


def trip_at_rank(flights: list[int], hotels: list[int], k: int) -> int:
    # The next trip of each flight: its total, the flight, and the place of the hotel. Ascending, so a heap already.
    waiting = [(flight + hotels[0], flight, 0) for flight in flights[:k]]
    for _ in range(k - 1):
        _, flight, at = heapq.heappop(waiting)
        if at + 1 < len(hotels):
            heapq.heappush(waiting, (flight + hotels[at + 1], flight, at + 1))
    return waiting[0][0]
