# Ends the second search while two places are left and takes the left one, to get around an endless loop.
def find_run(values, target):
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < target:
            low = middle + 1
        else:
            high = middle
    if low == len(values) or values[low] != target:
        return [-1, -1]
    first = low
    high = len(values) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if values[middle] <= target:
            low = middle
        else:
            high = middle
    return [first, low]
