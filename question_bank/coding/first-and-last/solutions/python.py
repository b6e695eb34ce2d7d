def find_run(values: list[int], target: int) -> list[int]:
    start = count_below(values, target)
    end = count_below(values, target + 1)
    return [start, end - 1] if start < end else [-1, -1]


def count_below(values: list[int], bound: int) -> int:
    """How many values are smaller than the bound, which is the index of the first that is not."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < bound:
            low = middle + 1
        else:
            high = middle
    return low
