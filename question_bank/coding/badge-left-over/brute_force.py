def badge_left_over(scans):
    for badge in scans:
        times = 0
        for other in scans:
            if other == badge:
                times += 1
        if times % 2 == 1:
            return badge
    return None
