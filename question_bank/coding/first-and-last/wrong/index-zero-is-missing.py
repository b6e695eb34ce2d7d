# Asks whether the index is true instead of whether there is one: a run that begins at index 0 is taken for none.
def find_run(values, target):
    first, last = search(values, target, -1), search(values, target, 1)
    if not first:
        return [-1, -1]
    return [first, last]


def search(values, target, towards):
    low, high = 0, len(values) - 1
    found = None
    while low <= high:
        middle = (low + high) // 2
        if values[middle] == target:
            found = middle
            if towards < 0:
                high = middle - 1
            else:
                low = middle + 1
        elif values[middle] < target:
            low = middle + 1
        else:
            high = middle - 1
    return found
