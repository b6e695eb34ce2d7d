from itertools import combinations
from operator import ne


def rename_cost(current, wanted, insert, remove, replace):
    """Choose which characters stay or are replaced, in order; all others are removed or inserted."""
    costs = []
    for pairs in range(min(len(current), len(wanted)) + 1):
        unpaired = (len(current) - pairs) * remove + (len(wanted) - pairs) * insert
        for here in combinations(current, pairs):
            different = min(sum(map(ne, here, there)) for there in combinations(wanted, pairs))
            costs.append(unpaired + different * replace)
    return min(costs)
