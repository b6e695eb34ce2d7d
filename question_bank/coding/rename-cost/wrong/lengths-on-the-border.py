# Writes lengths on the border of the table instead of costs.
def rename_cost(current, wanted, insert, remove, replace):
    above = list(range(len(wanted) + 1))
    for length, letter in enumerate(current, start=1):
        row = [length]
        for at, other in enumerate(wanted):
            if letter == other:
                row.append(above[at])
            else:
                row.append(min(above[at] + replace, above[at + 1] + remove, row[at] + insert))
        above = row
    return above[-1]
