# Counts the meetings of a connected cluster, although not all of them run at the same time.
def min_rooms(meetings):
    best = 0
    size = 0
    latest_end = None
    for start, end in sorted(meetings):
        if latest_end is None or start >= latest_end:
            size = 1
            latest_end = end
        else:
            size += 1
            latest_end = max(latest_end, end)
        best = max(best, size)
    return best
