# Looks for the longest rising row of places, but a version that comes back is known by its last place alone.
from bisect import bisect_left


def longest_shared(ours, theirs):
    place_of = {version: place for place, version in enumerate(theirs)}
    ends = []
    for version in ours:
        if version in place_of:
            place = place_of[version]
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
    return len(ends)
