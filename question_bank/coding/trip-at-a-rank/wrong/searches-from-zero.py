# Halves the range of totals, but begins at 0: with rebates the total can lie below.
def trip_at_rank(flights, hotels, k):
    def trips_up_to(most):
        count = 0
        fitting = len(hotels)
        for flight in flights:
            while fitting and flight + hotels[fitting - 1] > most:
                fitting -= 1
            count += fitting
        return count

    low, high = 0, flights[-1] + hotels[-1]
    while low < high:
        middle = (low + high) // 2
        if trips_up_to(middle) >= k:
            high = middle
        else:
            low = middle + 1
    return low
