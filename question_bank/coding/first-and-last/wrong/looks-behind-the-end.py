# Reads the value at the place that was found, which lies behind the list when everything is smaller than the target.
def find_run(values, target):
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < target:
            low = middle + 1
        else:
            high = middle
    first = low
    if values[first] != target:
        return [-1, -1]
    high = len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] <= target:
            low = middle + 1
        else:
            high = middle
    return [first, low - 1]
