def smallest_boat(weights: list[int], days: int) -> int:
    low, high = max(weights), sum(weights)
    while low < high:
        middle = (low + high) // 2
        if days_needed(weights, middle) <= days:
            high = middle
        else:
            low = middle + 1
    return low


def days_needed(weights: list[int], capacity: int) -> int:
    """How many trips it takes when every boat is filled as far as possible; no parcel exceeds the capacity."""
    needed, load = 1, 0
    for weight in weights:
        if load + weight > capacity:
            needed += 1
            load = 0
        load += weight
    return needed
