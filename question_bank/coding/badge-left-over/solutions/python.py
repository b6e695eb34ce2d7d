from functools import reduce
from operator import xor


def badge_left_over(scans: list[int]) -> int:
    return reduce(xor, scans)
