# Compares neighbours of a sorted copy two by two, and never looks at the number that stays without a neighbour.
def badge_left_over(scans):
    in_order = sorted(scans)
    for place in range(0, len(in_order) - 1, 2):
        if in_order[place] != in_order[place + 1]:
            return in_order[place]
    return -1
