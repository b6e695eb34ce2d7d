def smallest_boat(weights, days):
    size = len(weights)
    # best[i]: the smallest capacity that carries the first i parcels with the trips allowed so far.
    best = [sum(weights[:i]) for i in range(size + 1)]
    for _ in range(min(days, size) - 1):
        following = best[:]
        for end in range(1, size + 1):
            last_trip = 0
            for start in range(end - 1, -1, -1):
                last_trip += weights[start]
                following[end] = min(following[end], max(best[start], last_trip))
        best = following
    return best[size]
