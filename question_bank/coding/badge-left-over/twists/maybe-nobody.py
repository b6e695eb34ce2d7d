from functools import reduce
from operator import xor


def badge_left_over(scans: list[int]) -> int:
    # Everybody who has left accounts for an even number of scans, so an odd number means that somebody is inside.
    return reduce(xor, scans) if len(scans) % 2 else -1
