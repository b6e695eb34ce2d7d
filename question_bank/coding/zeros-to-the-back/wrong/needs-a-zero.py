# Begins at the first zero, and fails where there is none.
def move_zeros(readings):
    gap = readings.index(0)
    for place in range(gap + 1, len(readings)):
        if readings[place] != 0:
            readings[gap], readings[place] = readings[place], 0
            gap += 1
