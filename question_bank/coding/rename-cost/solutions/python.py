def rename_cost(current: str, wanted: str, insert: int, remove: int, replace: int) -> int:
    above = [insert * length for length in range(len(wanted) + 1)]  # from nothing to each beginning of wanted
    for letter in current:
        row = [above[0] + remove]
        for at, other in enumerate(wanted):
            if letter == other:
                row.append(above[at])
            else:
                row.append(min(above[at] + replace, above[at + 1] + remove, row[at] + insert))
        above = row
    return above[-1]
