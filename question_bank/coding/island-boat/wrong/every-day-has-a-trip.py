# Accepts only a capacity that takes exactly the given number of days; fewer days would have done as well.
def smallest_boat(weights, days):
    low, high = max(weights), sum(weights)
    found = -1
    while low <= high:
        middle = (low + high) // 2
        needed, load = 1, 0
        for weight in weights:
            if load + weight > middle:
                needed += 1
                load = 0
            load += weight
        if needed > days:
            low = middle + 1
        else:
            if needed == days:
                found = middle
            high = middle - 1
    return found
