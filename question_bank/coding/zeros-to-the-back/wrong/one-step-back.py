# Exchanges a zero with its neighbour, which may be a zero itself: a run of zeros stays in front of the next reading.
def move_zeros(readings):
    for place in range(len(readings) - 1):
        if readings[place] == 0:
            readings[place], readings[place + 1] = readings[place + 1], readings[place]
