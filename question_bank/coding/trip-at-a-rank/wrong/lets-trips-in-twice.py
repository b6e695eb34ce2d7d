# Lets in both neighbours of a trip and does not remember which trips wait already.
import heapq


def trip_at_rank(flights, hotels, k):
    waiting = [(flights[0] + hotels[0], 0, 0)]
    for _ in range(k - 1):
        _, flight, hotel = heapq.heappop(waiting)
        for row, column in ((flight + 1, hotel), (flight, hotel + 1)):
            if row < len(flights) and column < len(hotels):
                heapq.heappush(waiting, (flights[row] + hotels[column], row, column))
    return waiting[0][0]
