# The left edge moves on, but the bulbs that leave the window stay counted.
def longest_stretch(bulbs, spares):
    best = left = 0
    counts = {}
    for right, colour in enumerate(bulbs):
        counts[colour] = counts.get(colour, 0) + 1
        while right - left + 1 - max(counts.values()) > spares:
            left += 1
        best = max(best, right - left + 1)
    return best
