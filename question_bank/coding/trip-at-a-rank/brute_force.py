def trip_at_rank(flights, hotels, k):
    totals = []
    for flight in flights:
        for hotel in hotels:
            totals.append(flight + hotel)
    totals.sort()
    return totals[k - 1]
