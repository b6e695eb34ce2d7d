# Remembers totals instead of trips: several trips with the same total get one rank together.
import heapq


def trip_at_rank(flights, hotels, k):
    waiting = [(flights[0] + hotels[0], 0, 0)]
    seen = {flights[0] + hotels[0]}
    total = None
    for _ in range(k):
        if not waiting:
            break
        total, flight, hotel = heapq.heappop(waiting)
        for row, column in ((flight + 1, hotel), (flight, hotel + 1)):
            if row < len(flights) and column < len(hotels) and flights[row] + hotels[column] not in seen:
                seen.add(flights[row] + hotels[column])
                heapq.heappush(waiting, (flights[row] + hotels[column], row, column))
    return total
