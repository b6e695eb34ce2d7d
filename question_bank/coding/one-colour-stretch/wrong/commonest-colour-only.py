# Bets on the colour that occurs most often in the whole string, however thinly it is spread.
def longest_stretch(bulbs, spares):
    colour = max(sorted(set(bulbs)), key=bulbs.count, default="")
    best = left = others = 0
    for right, bulb in enumerate(bulbs):
        others += bulb != colour
        while others > spares:
            others -= bulbs[left] != colour
            left += 1
        best = max(best, right - left + 1)
    return best
