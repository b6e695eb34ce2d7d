# Right, but the people inside are kept in a list, which is searched with every scan.
def badge_left_over(scans):
    inside = []
    for badge in scans:
        if badge in inside:
            inside.remove(badge)
        else:
            inside.append(badge)
    return inside[0]
