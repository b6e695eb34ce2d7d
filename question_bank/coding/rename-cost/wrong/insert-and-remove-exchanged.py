# Takes the field above for an insertion and the one to the left for a removal.
def rename_cost(current, wanted, insert, remove, replace):
    above = [remove * length for length in range(len(wanted) + 1)]
    for letter in current:
        row = [above[0] + insert]
        for at, other in enumerate(wanted):
            if letter == other:
                row.append(above[at])
            else:
                row.append(min(above[at] + replace, above[at + 1] + insert, row[at] + remove))
        above = row
    return above[-1]
