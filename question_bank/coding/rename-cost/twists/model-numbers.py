from math import inf


def rename_cost(current: str, wanted: str, insert: int, remove: int, replace: int) -> int:
    above = [0]
    for other in wanted:
        above.append(inf if other.isdigit() else above[-1] + insert)
    for letter in current:
        row = [inf if letter.isdigit() else above[0] + remove]
        for at, other in enumerate(wanted):
            if letter == other:
                row.append(above[at])
                continue
            ways = [inf]
            if not letter.isdigit():
                ways.append(above[at + 1] + remove)
            if not other.isdigit():
                ways.append(row[at] + insert)
            if not letter.isdigit() and not other.isdigit():
                ways.append(above[at] + replace)
            row.append(min(ways))
        above = row
    return -1 if above[-1] == inf else above[-1]
