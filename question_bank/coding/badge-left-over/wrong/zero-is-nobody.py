# Takes the result 0 for "nothing found", although 0 is the number of a badge.
def badge_left_over(scans):
    left_over = 0
    for badge in scans:
        left_over ^= badge
    return left_over or -1
