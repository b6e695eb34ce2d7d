LOST = 0


def longest_shared(ours: list[int], theirs: list[int]) -> int:
    above = [0] * (len(theirs) + 1)
    for version in ours:
        row = [0]
        for at, other in enumerate(theirs):
            if version == other or LOST in (version, other):
                row.append(above[at] + 1)
            else:
                row.append(max(above[at + 1], row[at]))
        above = row
    return above[-1]
