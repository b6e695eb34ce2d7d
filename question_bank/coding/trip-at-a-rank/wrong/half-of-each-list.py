# Guesses that a small corner of the table is enough: k // 2 + 2 flights and as many hotels.
def trip_at_rank(flights, hotels, k):
    enough = k // 2 + 2
    totals = sorted(flight + hotel for flight in flights[:enough] for hotel in hotels[:enough])
    return totals[min(k, len(totals)) - 1]
