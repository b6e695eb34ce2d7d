from bisect import bisect_left


def find_rotated(values, target):
    if not values:
        return -1
    if values[0] == target:
        return 0
    end = len(values)
    # The rotation may have cut through a run of values[0], which is not looked for any more.
    while end > 1 and values[end - 1] == values[0]:
        end -= 1
    low, high = 1, end
    while low < high:
        middle = (low + high) // 2
        if values[middle] < values[0]:
            high = middle
        else:
            low = middle + 1
    start, stop = (0, low) if target > values[0] else (low, end)
    place = bisect_left(values, target, start, stop)
    return place if place < stop and values[place] == target else -1
