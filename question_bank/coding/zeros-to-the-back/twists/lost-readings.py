def move_zeros(readings):
    kept = zeros = 0
    for reading in readings:
        if reading > 0:
            readings[kept] = reading
            kept += 1
        elif reading == 0:
            zeros += 1
    for place in range(kept, len(readings)):
        readings[place] = 0 if place < kept + zeros else -1
