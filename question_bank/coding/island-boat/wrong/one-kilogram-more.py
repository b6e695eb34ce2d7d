# Tries every capacity from the heaviest parcel on: right, but far too many of them.
def smallest_boat(weights, days):
    capacity = max(weights)
    while True:
        needed, load = 1, 0
        for weight in weights:
            if load + weight > capacity:
                needed += 1
                load = 0
            load += weight
        if needed <= days:
            return capacity
        capacity += 1
