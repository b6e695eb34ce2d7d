# Exchanges the texts so that the row is the shorter one, and leaves the costs where they were.
def rename_cost(current, wanted, insert, remove, replace):
    if len(wanted) > len(current):
        current, wanted = wanted, current
    above = [insert * length for length in range(len(wanted) + 1)]
    for letter in current:
        row = [above[0] + remove]
        for at, other in enumerate(wanted):
            if letter == other:
                row.append(above[at])
            else:
                row.append(min(above[at] + replace, above[at + 1] + remove, row[at] + insert))
        above = row
    return above[-1]
