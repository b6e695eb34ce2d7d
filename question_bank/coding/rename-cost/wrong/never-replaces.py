# Keeps as many characters as possible, then removes and inserts all others.
def rename_cost(current, wanted, insert, remove, replace):
    above = [0] * (len(wanted) + 1)
    for letter in current:
        row = [0]
        for at, other in enumerate(wanted):
            row.append(above[at] + 1 if letter == other else max(above[at + 1], row[at]))
        above = row
    kept = above[-1]
    return (len(current) - kept) * remove + (len(wanted) - kept) * insert
