# Ends a trip as soon as it carries its share of the total, and leaves whatever remains to the last trip.
def smallest_boat(weights, days):
    share = sum(weights) / days
    largest = load = 0
    trips_left = days
    for weight in weights:
        load += weight
        if load >= share and trips_left > 1:
            largest = max(largest, load)
            trips_left -= 1
            load = 0
    return max(largest, load)
