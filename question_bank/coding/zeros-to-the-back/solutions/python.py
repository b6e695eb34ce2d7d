def move_zeros(readings: list[int]) -> None:
    kept = 0
    for reading in readings:
        if reading != 0:
            readings[kept] = reading  # never ahead of the reading that is looked at
            kept += 1
    for place in range(kept, len(readings)):
        readings[place] = 0
