# Walks through both texts at once and decides at each difference by a look at the next letter.
def rename_cost(current, wanted, insert, remove, replace):
    cost = at = other = 0
    while at < len(current) and other < len(wanted):
        if current[at] == wanted[other]:
            at += 1
            other += 1
        elif current[at + 1 : at + 2] == wanted[other]:
            cost += remove
            at += 1
        elif wanted[other + 1 : other + 2] == current[at]:
            cost += insert
            other += 1
        else:
            cost += min(replace, remove + insert)
            at += 1
            other += 1
    return cost + (len(current) - at) * remove + (len(wanted) - other) * insert
