# Right, but it meets the same two rests in countless ways.
def rename_cost(current, wanted, insert, remove, replace):
    def cost(at, other):
        if at == len(current):
            return (len(wanted) - other) * insert
        if other == len(wanted):
            return (len(current) - at) * remove
        if current[at] == wanted[other]:
            return cost(at + 1, other + 1)
        return min(
            cost(at + 1, other + 1) + replace,
            cost(at + 1, other) + remove,
            cost(at, other + 1) + insert,
        )

    return cost(0, 0)
