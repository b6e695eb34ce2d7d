# At a difference it goes on in the list where a match comes sooner, and never looks at what this costs later.
from math import inf


def longest_shared(ours, theirs):
    def way(version, versions, start):
        return versions.index(version, start) - start if version in versions[start:] else inf

    shared = at = other = 0
    while at < len(ours) and other < len(theirs):
        here, there = way(ours[at], theirs, other), way(theirs[other], ours, at)
        if here == there == inf:  # neither has a partner
            at += 1
            other += 1
        elif here == 0:
            shared += 1
            at += 1
            other += 1
        elif here <= there:
            other += here
        else:
            at += there
    return shared
