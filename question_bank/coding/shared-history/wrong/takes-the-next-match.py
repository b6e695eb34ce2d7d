# Pairs every entry with its next occurrence in the other list, however much of that list is skipped for it.
def longest_shared(ours, theirs):
    shared = 0
    start = 0
    for version in ours:
        if version in theirs[start:]:
            start = theirs.index(version, start) + 1
            shared += 1
    return shared
