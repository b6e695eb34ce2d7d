def smallest_boat(weights, days):
    low, high = max(weights), sum(weights)
    if days_needed(weights, high) > days:
        return -1
    while low < high:
        middle = (low + high) // 2
        if days_needed(weights, middle) <= days:
            high = middle
        else:
            low = middle + 1
    return low


def days_needed(weights, capacity):
    needed, load = 0, capacity
    for weight in weights:
        if weight == 0:
            load = capacity
            continue
        if load + weight > capacity:
            needed += 1
            load = 0
        load += weight
    return needed
