# Begins again behind a window that has become too mixed, although its end could have been kept.
def longest_stretch(bulbs, spares):
    best = left = 0
    counts = {}
    for right, colour in enumerate(bulbs):
        counts[colour] = counts.get(colour, 0) + 1
        if right - left + 1 - max(counts.values()) > spares:
            counts = {colour: 1}
            left = right
        best = max(best, right - left + 1)
    return best
