# Finds one place and walks outwards from it, without looking whether the list ends there.
def find_run(values, target):
    low, high = 0, len(values) - 1
    while low <= high:
        middle = (low + high) // 2
        if values[middle] == target:
            first = last = middle
            while values[first - 1] == target:
                first -= 1
            while last + 1 < len(values) and values[last + 1] == target:
                last += 1
            return [first, last]
        if values[middle] < target:
            low = middle + 1
        else:
            high = middle - 1
    return [-1, -1]
