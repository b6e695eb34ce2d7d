# Goes through the places of one version from left to right, so that one entry is paired with several of them.
from bisect import bisect_left
from collections import defaultdict


def longest_shared(ours, theirs):
    places_of = defaultdict(list)
    for place, version in enumerate(theirs):
        places_of[version].append(place)
    ends = []
    for version in ours:
        for place in places_of[version]:
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
    return len(ends)
