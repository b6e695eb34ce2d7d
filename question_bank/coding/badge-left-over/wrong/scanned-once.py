# Looks for the badge that was scanned once; it may have been scanned three times.
from collections import Counter


def badge_left_over(scans):
    for badge, times in Counter(scans).items():
        if times == 1:
            return badge
    return -1
