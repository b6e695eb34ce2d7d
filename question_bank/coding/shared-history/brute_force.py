from itertools import combinations


def is_left_over(selection, versions):
    """Whether taking entries out of the versions can leave the selection."""
    rest = iter(versions)
    return all(wanted in rest for wanted in selection)


def longest_shared(ours, theirs):
    shorter, longer = sorted([ours, theirs], key=len)
    for size in range(len(shorter), 0, -1):
        if any(is_left_over(selection, longer) for selection in combinations(shorter, size)):
            return size
    return 0
