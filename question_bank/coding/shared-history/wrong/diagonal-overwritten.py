# Keeps a single row and reads the field to the left after it was overwritten, where the diagonal one is meant.
def longest_shared(ours, theirs):
    row = [0] * (len(theirs) + 1)
    for version in ours:
        for at, other in enumerate(theirs):
            if version == other:
                row[at + 1] = row[at] + 1
            else:
                row[at + 1] = max(row[at + 1], row[at])
    return row[-1]
