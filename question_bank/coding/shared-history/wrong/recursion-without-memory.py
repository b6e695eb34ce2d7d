# Right, but it answers the same question about two beginnings again and again.
def longest_shared(ours, theirs):
    def shared(size, other):
        if size == 0 or other == 0:
            return 0
        if ours[size - 1] == theirs[other - 1]:
            return shared(size - 1, other - 1) + 1
        return max(shared(size - 1, other), shared(size, other - 1))

    return shared(len(ours), len(theirs))
