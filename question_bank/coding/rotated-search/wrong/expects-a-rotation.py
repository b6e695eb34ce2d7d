# Looks for the cut as if there always were one; a list that is simply ascending is searched in the wrong order.
def find_rotated(values, target):
    size = len(values)
    low, high = 0, size - 1
    while high - low > 1:
        middle = (low + high) // 2
        if values[middle] > values[low]:
            low = middle
        else:
            high = middle
    start = high
    low, high = 0, size - 1
    while low <= high:
        middle = (low + high) // 2
        place = (start + middle) % size
        if values[place] == target:
            return place
        if values[place] < target:
            low = middle + 1
        else:
            high = middle - 1
    return -1
