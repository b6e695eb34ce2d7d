def find_run(values, target):
    size = len(values)
    if size and values[0] > values[-1]:
        start = border(size, lambda index: values[index] <= target)
        end = border(size, lambda index: values[index] < target)
    else:
        start = border(size, lambda index: values[index] >= target)
        end = border(size, lambda index: values[index] > target)
    return [start, end - 1] if start < end else [-1, -1]


def border(size, beyond):
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        if beyond(middle):
            high = middle
        else:
            low = middle + 1
    return low
