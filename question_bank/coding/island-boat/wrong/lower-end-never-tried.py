# Stops when the two bounds are neighbours and returns the upper one, although the lower one was never tried.
def smallest_boat(weights, days):
    low, high = max(weights), sum(weights)
    while high - low > 1:
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
            low = middle
    return high
