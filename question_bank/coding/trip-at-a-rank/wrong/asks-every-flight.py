# Right, but looks at the next trip of every flight for each rank: slow for long lists.
def trip_at_rank(flights, hotels, k):
    places = [0] * len(flights)
    total = None
    for _ in range(k):
        totals = [
            (flight + hotels[place], at)
            for at, (flight, place) in enumerate(zip(flights, places))
            if place < len(hotels)
        ]
        total, at = min(totals)
        places[at] += 1
    return total
